"""Editors of attribute values, one per kind: a closed list, free text, a number."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from annotator.core.tagset import Attribute, Choice, Number, Text, YesNo
from annotator.core.text import without_forbidden
from annotator.core.values import Symbol, Value, number, plain
from annotator.display.form import Field
from annotator.display.values import value_words
from annotator.gui.widgets.entries import LineEdit
from annotator.gui.widgets.plain import Label, name_for_readers, tooltip
from annotator.gui.widgets.segment import Segment

_SEGMENTED = 26
"""Characters of all options together that still fit as buttons in one row."""


class FieldEditor(QWidget):
    """A label, an editor, and a line below that says what is missing or wrong."""

    changed = Signal(object)
    """The value a person gave, or None where it was taken away."""

    def __init__(self, attribute: Attribute) -> None:
        super().__init__()
        self.attribute = attribute
        star = " *" if attribute.required else ""
        self._label = Label(attribute.title + star, "quiet")
        tooltip(self._label, attribute.help or ("Required" if attribute.required else ""))
        self._hint = Label("", "quiet", wrap=True)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(3)
        self._layout.addWidget(self._label)
        self._layout.addWidget(self._hint)
        self._hint.hide()

    def show_field(self, field: Field) -> None:
        """Show a value; tells nobody."""
        hint = ""
        if field.mixed:
            hint = "The selected annotations differ."
        elif field.problem:
            hint = field.problem
        elif field.missing:
            hint = "Please choose." if self.attribute.options else "Please fill in."
        elif field.value is None and (default := self.attribute.default) is not None:
            hint = f"Not given: taken as {value_words(self.attribute, default)}."
        self.hint(hint)

    def hint(self, text: str) -> None:
        """Say something below the editor; empty takes it away."""
        self._hint.setText(text)
        self._hint.setVisible(bool(text))

    def place(self, editor: QWidget) -> None:
        """Put the editor between label and hint."""
        name_for_readers(editor, self.attribute.title, self.attribute.help)
        self._label.setBuddy(editor)
        self._layout.insertWidget(1, editor)
        self.setFocusProxy(editor)


class Buttons(FieldEditor):
    """A short closed list: a button each; pressing the pressed one again takes it away, unless
    there always is a value."""

    def __init__(self, attribute: Attribute, *, clearable: bool = True) -> None:
        super().__init__(attribute)
        self._clearable = clearable
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._buttons: dict[str, Segment] = {}
        for option in attribute.options:
            button = Segment(option.name)
            name_for_readers(button, f"{attribute.title}: {option.name}")
            button.clicked.connect(lambda checked, key=option.key: self._pressed(key, checked))
            self._group.addButton(button)
            self._buttons[option.key] = button
            layout.addWidget(button)
        layout.addStretch(1)
        self.place(row)
        if self._buttons:
            self.setFocusProxy(next(iter(self._buttons.values())))

    def show_field(self, field: Field) -> None:
        super().show_field(field)
        for key, button in self._buttons.items():
            button.setChecked(field.value == key)

    def _pressed(self, key: str, checked: bool) -> None:
        if not checked and not self._clearable:
            self._buttons[key].setChecked(True)
            return
        self.changed.emit(Symbol(key) if checked else None)


class List(FieldEditor):
    """A longer closed list."""

    def __init__(self, attribute: Attribute) -> None:
        super().__init__(attribute)
        self._combo = QComboBox()
        self._combo.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._combo.setMinimumContentsLength(12)
        self._fill("")
        self._combo.activated.connect(self._activated)
        # A wheel turned over the pane is meant to scroll it.
        self._combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._combo.installEventFilter(self)
        self.place(self._combo)

    def show_field(self, field: Field) -> None:
        super().show_field(field)
        known = {option.key for option in self.attribute.options}
        value = "" if field.value is None else plain(field.value)
        self._fill(value if value and value not in known else "")
        self._combo.setCurrentIndex(max(self._combo.findData(value), 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and not self._combo.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _fill(self, stray: str) -> None:
        self._combo.clear()
        self._combo.addItem("not given", "")
        for option in self.attribute.options:
            self._combo.addItem(option.name, option.key)
        if stray:
            self._combo.addItem(f"{stray} (not in the list)", stray)

    def _activated(self, row: int) -> None:
        key = self._combo.itemData(row)
        self.changed.emit(Symbol(key) if key else None)


_PAUSE_MS = 700


class Line(FieldEditor):
    """Free text or a number, with what was given before to complete it."""

    def __init__(self, attribute: Attribute) -> None:
        super().__init__(attribute)
        self._shown: str | None = ""
        self._line = LineEdit()
        self._line.setClearButtonEnabled(isinstance(attribute.kind, Text))
        self._used: Callable[[], Sequence[str]] = tuple
        self._model = QStringListModel(self)
        if isinstance(attribute.kind, Text):
            self._line.installEventFilter(self)
            completer = QCompleter(self._model, self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self._line.setCompleter(completer)
        self._line.editingFinished.connect(self.commit)
        # What is typed is not to be lost either: taken after a pause, as notes are.
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._take_typed)
        self._line.textEdited.connect(lambda text: self._pause.start())
        self.place(self._line)

    def show_field(self, field: Field) -> None:
        text = None if field.mixed else plain(field.value)
        typing = self._line.hasFocus() and self._line.isModified()
        if text != self._shown and not typing:
            self._line.setText(text or "")
        self._shown = text
        empty = "a number" if isinstance(self.attribute.kind, Number) else ""
        self._line.setPlaceholderText("several values" if field.mixed else empty)
        super().show_field(field)

    def set_used(self, used: Callable[[], Sequence[str]]) -> None:
        """What to offer while somebody types; asked when the field is entered, since counting
        the values of a large project takes a while."""
        self._used = used

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._model.setStringList(list(self._used()))
        return super().eventFilter(watched, event)

    def _take_typed(self) -> None:
        """Take it unless it is the beginning of a number, or something to choose is offered."""
        completer = self._line.completer()
        offered = completer.popup() if completer is not None else None
        if offered is not None and offered.isVisible():
            self._pause.start()
        elif not isinstance(self.attribute.kind, Number) or number(self._line.text()) is not None:
            self.commit()

    def commit(self) -> None:
        """Take what was typed, if anything was."""
        self._pause.stop()
        if not self._line.isModified():
            return
        self._line.setModified(False)
        text = without_forbidden(self._line.text()).strip()
        if text == (self._shown or ""):
            return
        value: Value | None = text or None
        if text and isinstance(self.attribute.kind, Number):
            value = number(text)
            if value is None:
                self.hint(f"“{text}” is not a number. Write it in figures, such as 1200 or 0.5.")
                self._line.setModified(True)
                return
        self._shown = text
        self.changed.emit(value)


def editor(attribute: Attribute) -> FieldEditor:
    """The editor for an attribute of any kind."""
    match attribute.kind:
        case YesNo():
            return Buttons(attribute)
        case Choice(options):
            brief = sum(len(option.name) + 4 for option in options) <= _SEGMENTED
            return Buttons(attribute) if brief else List(attribute)
        case Text() | Number():
            return Line(attribute)
