"""What screen readers get of a text view: a document with one child per paragraph.

Qt's virtual functions with results in parameters cannot be overridden from Python, so nothing here
says that text is selected: what is selected is announced instead, and the annotations of a
paragraph stand in its description. `interface_cast` returns an interface or a null pointer: None
would end the program.
"""

from typing import TYPE_CHECKING, Any
from weakref import ref

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleInterface,
    QAccessibleTextCursorEvent,
    QAccessibleTextInterface,
)
from PySide6.QtWidgets import QAccessibleWidget, QWidget
from shiboken6 import VoidPtr

from annotator.gui.text.paragraph_layout import ParagraphLayout

if TYPE_CHECKING:
    from annotator.gui.text.view import TextView

_NONE = VoidPtr(0)
_MOST = 12


class ParagraphText(QAccessibleTextInterface):
    """The words of one piece, counted in UTF-16 units as Qt wants it."""

    def __init__(self, view: "TextView", piece: int) -> None:
        super().__init__()
        self._view, self._piece = view, piece

    def characterCount(self) -> int:
        return self._layout().to_units(self._layout().length)

    def cursorPosition(self) -> int:
        inside = self._view.caret - self._start()
        layout = self._layout()
        return layout.to_units(inside) if 0 <= inside <= layout.length else -1

    def setCursorPosition(self, position: int) -> None:
        self._view.go_to(self._start() + self._layout().to_position(position))

    def text(self, start: int, end: int) -> str:
        layout = self._layout()
        begin, stop = layout.to_position(start), layout.to_position(end)
        return self._view.stage.paragraphs.piece_text(self._piece)[begin:stop]

    def selectionCount(self) -> int:
        return 0

    def characterRect(self, offset: int) -> QRect:
        x, y, height = self._view.stage.caret_point(
            self._start() + self._layout().to_position(offset)
        )
        corner = self._view.viewport().mapToGlobal(QPoint(round(x), round(y)))
        return QRect(corner.x(), corner.y(), 8, round(height))

    def offsetAtPoint(self, point: QPoint) -> int:
        inside = self._view.viewport().mapFromGlobal(point).toPointF()
        position, _ = self._view.stage.border_at(inside)
        return self._layout().to_units(min(max(position - self._start(), 0), self._layout().length))

    def scrollToSubstring(self, start: int, end: int) -> None:
        self._view.go_to(self._start() + self._layout().to_position(start))

    def addSelection(self, start: int, end: int) -> None:
        """Selecting goes by the keys."""

    def removeSelection(self, index: int) -> None:
        """Selecting goes by the keys."""

    def setSelection(self, index: int, start: int, end: int) -> None:
        """Selecting goes by the keys."""

    def _layout(self) -> ParagraphLayout:
        return self._view.stage.page.layout(self._piece)

    def _start(self) -> int:
        return self._view.stage.page.start(self._piece)


class Paragraph(QAccessibleInterface):
    """One piece of the text."""

    def __init__(self, view: "TextView", piece: int, parent: "DocumentInterface") -> None:
        super().__init__()
        self._view, self._piece, self._parent = view, piece, parent
        self._text = ParagraphText(view, piece)

    def isValid(self) -> bool:
        return self._piece < len(self._view.stage.page)

    def object(self) -> Any:
        return None

    def parent(self) -> Any:
        return self._parent

    def childCount(self) -> int:
        return 0

    def child(self, index: int) -> Any:
        return None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def childAt(self, x: int, y: int) -> Any:
        return None

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.Paragraph

    def state(self) -> QAccessible.State:
        return QAccessible.State()

    def text(self, kind: QAccessible.Text) -> str:
        stage = self._view.stage
        if kind == QAccessible.Text.Name:
            return stage.paragraphs.piece_text(self._piece)
        if kind == QAccessible.Text.Description:
            return described(self._view, self._piece)
        return ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """The text never changes."""

    def rect(self) -> QRect:
        stage = self._view.stage
        top = round(stage.page.top(self._piece) - stage.scroller.y)
        height = round(stage.page.layout(self._piece).height)
        corner = self._view.viewport().mapToGlobal(QPoint(0, top))
        return QRect(corner.x(), corner.y(), self._view.viewport().width(), height)

    def interface_cast(self, kind: QAccessible.InterfaceType) -> Any:
        return self._text if kind == QAccessible.InterfaceType.TextInterface else _NONE


class DocumentInterface(QAccessibleWidget):
    """The view as a document; makes its paragraphs when they are asked for."""

    def __init__(self, view: "TextView") -> None:
        super().__init__(view, QAccessible.Role.Document, view.accessibleName() or "Article")
        self._reference = ref(view)
        self._made: dict[int, Paragraph] = {}

    @property
    def _view(self) -> "TextView":
        view = self._reference()
        if view is None:
            raise ReferenceError("the view is gone")
        return view

    def forget(self) -> None:
        """Have Qt delete the paragraphs that were asked for."""
        for paragraph in self._made.values():
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(paragraph))
        self._made.clear()

    def childCount(self) -> int:
        return len(self._view.stage.page)

    def child(self, index: int) -> Any:
        if not 0 <= index < self.childCount():
            return None
        if index not in self._made:
            self._made[index] = Paragraph(self._view, index, self)
        return self._made[index]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return next((n for n, made in self._made.items() if made is child), -1)

    def childAt(self, x: int, y: int) -> Any:
        inside = self._view.viewport().mapFromGlobal(QPoint(x, y)).toPointF()
        return self.child(self._view.stage.place_at(inside)[0])

    def focusChild(self) -> Any:
        if not self._view.hasFocus():
            return None
        return self.child(self._view.stage.paragraphs.piece_at(self._view.caret))

    def interface_cast(self, kind: QAccessible.InterfaceType) -> Any:
        return _NONE


def described(view: "TextView", piece: int) -> str:
    """The annotations of a piece in words, for a screen reader."""
    stage = view.stage
    start, end = stage.page.start(piece), stage.paragraphs.end(piece)
    columns = stage.columns
    rows = stage.visibility.shown(columns, columns.index.query(start, end)).tolist()
    firsts = sorted({int(columns.annotation[row]) for row in rows}, key=lambda r: columns.start[r])
    said = []
    for first in firsts[:_MOST]:
        look = stage.looks.get(columns.category_of(first))
        words = stage.words(stage.columns.spans_of(columns.id_of(first)))
        said.append(f"{look.label if look else columns.category_of(first)}: {words}")
    more = len(firsts) - _MOST
    return ". ".join(said) + (f". And {more} more" if more > 0 else "")


class Interfaces:
    """The documents of all views. Qt deletes what it has been given: Python must not do so first,
    so documents are kept after their views are gone, and their paragraphs deleted by Qt."""

    def __init__(self) -> None:
        self._live: dict[int, DocumentInterface] = {}
        self._gone: list[DocumentInterface] = []

    def document(self, key: str, widget: QObject | None) -> QAccessibleInterface | None:
        """What `QAccessible.installFactory` asks for; None for other widgets."""
        from annotator.gui.text.view import TextView

        if not isinstance(widget, TextView):
            return None
        number = id(widget)
        if number not in self._live:
            self._live[number] = DocumentInterface(widget)
            widget.destroyed.connect(lambda: self._leave(number))
        return self._live[number]

    def close(self) -> None:
        """The program ends: Qt lets go of everything while Python is still there."""
        for document in self._live.values():
            document.forget()

    def _leave(self, number: int) -> None:
        document = self._live.pop(number)
        document.forget()
        self._gone.append(document)


def tell_caret(view: "TextView") -> None:
    """Tell screen readers, if there are any, that the caret has moved."""
    if not QAccessible.isActive():
        return
    piece = view.stage.paragraphs.piece_at(view.caret)
    whole = QAccessible.queryAccessibleInterface(view)
    paragraph = whole.child(piece) if whole is not None else None
    if isinstance(paragraph, Paragraph):
        unit = paragraph.textInterface().cursorPosition()
        QAccessible.updateAccessibility(QAccessibleTextCursorEvent(paragraph, unit))


def announce(widget: QWidget, message: str) -> None:
    """Have a screen reader say something, if there is one."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, message))


def install() -> Interfaces:
    """Make text views readable for screen readers; once, before the first window.

    The caller keeps the result and closes it when the program ends.
    """
    interfaces = Interfaces()
    QAccessible.installFactory(interfaces.document)
    return interfaces
