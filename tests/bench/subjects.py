"""A text view under test: the interface all have, and ours behind it."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication

from annotator.core.annotation import Annotation
from annotator.core.document import Document
from annotator.core.edit import Edit
from annotator.display.looks import looks
from annotator.display.reading import Reading
from annotator.gui.text.view import TextView
from tests.bench.inputs import TAGSET

Sets = Mapping[str, Sequence[Annotation]]


class Subject(Protocol):
    """A view under test. Positions are code points."""

    @property
    def widget(self) -> QAbstractScrollArea: ...
    def open(self, document: Document, sets: Sets) -> None: ...
    def jump(self, position: int) -> None: ...
    def add(self, annotation: Annotation) -> None: ...
    def delete(self, annotation: Annotation) -> None: ...
    def zoom(self, larger: bool) -> None: ...
    def hit(self, point: QPoint) -> None: ...


class Ours:
    """The view of the program."""

    def __init__(self) -> None:
        self.widget = self._view = TextView()
        self._view.set_looks(looks(TAGSET))
        self._reading = Reading()
        self._view.set_reading(self._reading)

    def open(self, document: Document, sets: Sets) -> None:
        self._view.set_document(document, sets)

    def jump(self, position: int) -> None:
        self._view.go_to(position)

    def add(self, annotation: Annotation) -> None:
        self._view.apply(Edit("Tag", (), (annotation,)), "annotator-0")

    def delete(self, annotation: Annotation) -> None:
        self._view.apply(Edit("Delete", (annotation,)), "annotator-0")

    def zoom(self, larger: bool) -> None:
        self._view.set_reading(self._reading.zoomed(1 if larger else 0))

    def hit(self, point: QPoint) -> None:
        move(self._view, point)


def wheel(widget: QAbstractScrollArea, notches: int) -> None:
    """Turn the mouse wheel over the widget; positive goes down the text."""
    centre = QPointF(widget.viewport().rect().center())
    event = QWheelEvent(
        centre,
        QPointF(widget.viewport().mapToGlobal(centre)),
        QPoint(),
        QPoint(0, -120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget.viewport(), event)


def move(widget: QAbstractScrollArea, point: QPoint) -> None:
    """Move the mouse over the widget: what lies under it is looked up."""
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(point),
        QPointF(widget.viewport().mapToGlobal(point)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget.viewport(), event)
