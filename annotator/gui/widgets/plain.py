"""The one way text reaches Qt's widgets: as plain text, never as markup or a shortcut mark.

Qt guesses whether a text is rich and would then load images named in it. Everything here says
plain, escapes, or doubles the ampersand; the classes Qt offers for it are banned elsewhere.
"""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)

_CAPTION, _TOOLTIP, _LABEL = 300, 2_000, 20_000
"""Characters of which more are not shown: a name of 300 kB in a button took Qt half a minute."""

Tone = Literal["normal", "quiet", "strong", "title"]
Icon = Literal["none", "information", "question", "warning", "error"]

_ICONS = {
    "none": QMessageBox.Icon.NoIcon,
    "information": QMessageBox.Icon.Information,
    "question": QMessageBox.Icon.Question,
    "warning": QMessageBox.Icon.Warning,
    "error": QMessageBox.Icon.Critical,
}


def quiet_colour(palette: QPalette) -> QColor:
    """The text colour for what is said in passing: softer, and still easy to read."""
    text = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.WindowText)
    ground = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.Window)
    return blend(text, ground, 0.3)


def blend(one: QColor, other: QColor, share: float) -> QColor:
    """`one` with a share (0 to 1) of `other` mixed in."""
    keep = 1 - share
    return QColor(
        round(one.red() * keep + other.red() * share),
        round(one.green() * keep + other.green() * share),
        round(one.blue() * keep + other.blue() * share),
    )


class Label(QLabel):
    """A label that shows its text as it is. With `wrap` long text takes several lines."""

    def __init__(
        self,
        text: str = "",
        tone: Tone = "normal",
        *,
        wrap: bool = False,
        selectable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self._toning = False
        self._plain = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setWordWrap(wrap)
        if selectable:
            self.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        font = self.font()
        if tone in ("strong", "title"):
            font.setBold(True)
        if tone == "title":
            font.setPointSizeF(font.pointSizeF() * 1.15)
        self.setFont(font)
        # Qt takes another role on a light page; the quiet tone is set for this one.
        self.setForegroundRole(QPalette.ColorRole.WindowText)
        self._set_colour()

    def text(self) -> str:
        return self._plain

    def setText(self, text: str) -> None:
        self._plain = text
        text = shortened(text, _LABEL)
        # With a buddy an ampersand would be a shortcut mark, and vanish.
        super().setText(menu_text(text) if self.buddy() is not None else text)

    def setBuddy(self, buddy: QWidget) -> None:
        """Say which field the label is of; for screen readers, not for a shortcut."""
        super().setBuddy(buddy)
        self.setText(self._plain)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and not self._toning:
            self._set_colour()

    def _set_colour(self) -> None:
        if self._tone != "quiet":
            return
        self._toning = True
        parent = self.parentWidget()
        source = parent.palette() if parent else QGuiApplication.palette()
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.WindowText, quiet_colour(source))
        self.setPalette(palette)
        self._toning = False


class Elided(Label):
    """A label of one line that ends in … where there is no room; the tooltip has it all."""

    def __init__(
        self, text: str = "", tone: Tone = "normal", parent: QWidget | None = None
    ) -> None:
        self._full = shortened(text, _TOOLTIP)
        super().__init__(self._full, tone, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def full(self) -> str:
        """The whole text."""
        return self._full

    def set_full(self, text: str) -> None:
        """Show another text; line ends are shown as spaces."""
        self._full = shortened(text.replace("\n", " "), _TOOLTIP)
        self._elide()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self._full) + 2, metrics.height() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, QFontMetrics(self.font()).height() + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        metrics = QFontMetrics(self.font())
        short = metrics.elidedText(self._full, Qt.TextElideMode.ElideRight, self.width())
        self.setText(short)
        tooltip(self, self._full if short != self._full else "")


class PlainText(QPlainTextEdit):
    """Text of several lines to read and copy, not to change."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setPlainText(text)
        self.setTabChangesFocus(True)


def tooltip(widget: QWidget, text: str) -> None:
    """Give a widget a tooltip; empty takes it away."""
    widget.setToolTip(tooltip_text(text))


def tooltip_text(text: str) -> str:
    """A text for Qt's tooltip role, which always takes it for markup then."""
    escaped = html.escape(shortened(text, _TOOLTIP))
    return f"<qt>{escaped}</qt>".replace("\n", "<br>") if text else ""


def menu_text(text: str) -> str:
    """A text for a menu entry, button, tab or group title: ampersands are no shortcut marks."""
    return shortened(text, _CAPTION).replace("&", "&&")


def shortened(text: str, most: int) -> str:
    """A text of at most so many characters, the last of them … where it was longer."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def name_for_readers(widget: QWidget, name: str, description: str = "") -> None:
    """What a screen reader says of a widget."""
    widget.setAccessibleName(name)
    widget.setAccessibleDescription(description)


@dataclass(frozen=True, slots=True)
class Answer:
    """A button of a question. `danger` marks one that throws something away."""

    key: str
    text: str
    danger: bool = False


def ask(
    parent: QWidget | None,
    text: str,
    detail: str = "",
    answers: Sequence[Answer] = (Answer("yes", "Yes"),),
    *,
    cancel: str = "Cancel",
    icon: Icon = "question",
) -> str:
    """Ask and wait; the key of the answer, or empty where the person cancelled.

    The first answer is the one Enter gives, unless it is a dangerous one.
    """
    box = _box(parent, text, detail, icon)
    buttons: dict[str, QPushButton] = {}
    for answer in answers:
        role = (
            QMessageBox.ButtonRole.DestructiveRole
            if answer.danger
            else QMessageBox.ButtonRole.AcceptRole
        )
        buttons[answer.key] = box.addButton(menu_text(answer.text), role)
    out = box.addButton(menu_text(cancel), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(out if answers[0].danger else buttons[answers[0].key])
    box.setEscapeButton(out)
    box.exec()
    clicked = box.clickedButton()
    key = next((key for key, button in buttons.items() if button is clicked), "")
    box.deleteLater()
    return key


def tell(parent: QWidget | None, text: str, detail: str = "", icon: Icon = "information") -> None:
    """Tell something and wait until it has been read."""
    box = _box(parent, text, detail, icon)
    box.addButton(QMessageBox.StandardButton.Ok)
    box.exec()
    box.deleteLater()


def _box(parent: QWidget | None, text: str, detail: str, icon: Icon) -> QMessageBox:
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setIcon(_ICONS[icon])
    box.setText(text)
    box.setInformativeText(detail)
    # The detail has a label of its own, for which Qt would guess.
    for label in box.findChildren(QLabel):
        label.setTextFormat(Qt.TextFormat.PlainText)
    return box
