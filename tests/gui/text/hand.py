"""A text view on any text, what it told, and a hand to use it with."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.core.annotation import Annotation
from annotator.core.document import Document
from annotator.core.edit import Edit
from annotator.core.provenance import Provenance
from annotator.core.span import Span, Spans
from annotator.core.tagset import Category, Tagset
from annotator.display.looks import looks
from annotator.display.reading import Reading
from annotator.gui.text.hits import knob
from annotator.gui.text.view import TextView

WHO = "anna"
TAGSET = Tagset(
    "t", "1", (Category("quote", "Quote", "#4e79a7"), Category("claim", "Claim", "#e15759"))
)
NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


class Hand:
    """The mouse over a view of 640 x 480."""

    def __init__(self, qtbot: QtBot) -> None:
        self.view = TextView()
        qtbot.addWidget(self.view)
        self.view.resize(640, 480)
        self.view.set_looks(looks(TAGSET))
        self.view.set_reading(Reading(size=12))
        self.told: list[tuple[str, object]] = []
        for name in (
            "selection_changed",
            "selection_finished",
            "fragment_wanted",
            "annotation_picked",
            "annotation_toggled",
            "anchor_moved",
            "zoom_wanted",
        ):
            getattr(self.view, name).connect(
                lambda value, name=name: self.told.append((name, value))
            )
        self.view.boundary_moved.connect(
            lambda id, spans: self.told.append(("boundary_moved", (id, spans)))
        )
        self.view.show()

    def open(self, text: str, annotations: Sequence[Annotation] = ()) -> TextView:
        self.view.set_document(Document("doc", text), {WHO: annotations})
        self.view.grab()
        return self.view

    def add(self, *annotations: Annotation) -> None:
        self.view.apply(Edit("Tag", (), annotations), WHO)

    def point(self, position: int, *, middle: bool = True) -> QPoint:
        """The middle of a character, or the border before it."""
        x, y, height = self.view.stage.caret_point(position)
        if middle:
            x = (x + self.view.stage.caret_point(position + 1)[0]) / 2
        return QPointF(x, y + height / 2).toPoint()

    def drag(self, start: int, end: int, held: Qt.KeyboardModifier = NONE) -> None:
        """From one border to another."""
        viewport, first = self.view.viewport(), self.point(start, middle=False)
        last = self.point(end, middle=False)
        QTest.mousePress(viewport, Qt.MouseButton.LeftButton, held, first)
        QTest.mouseMove(viewport, (first + last) / 2)
        QTest.mouseMove(viewport, last)
        QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, held, last)

    def knob(self, number: int, *, at_end: bool) -> QPoint:
        """Where a boundary of the current annotation is taken."""
        span = self.view.stage.current_spans()[number]
        return QPointF(*knob(self.view.stage, span, at_end=at_end)).toPoint()

    def drag_boundary(self, number: int, to: int, *, at_end: bool) -> None:
        viewport, first = self.view.viewport(), self.knob(number, at_end=at_end)
        last = self.point(to, middle=False)
        QTest.mousePress(viewport, Qt.MouseButton.LeftButton, NONE, first)
        QTest.mouseMove(viewport, (first + last) / 2)
        QTest.mouseMove(viewport, last)
        QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, NONE, last)

    def click(self, position: int, held: Qt.KeyboardModifier = NONE) -> None:
        QTest.mouseClick(
            self.view.viewport(), Qt.MouseButton.LeftButton, held, self.point(position)
        )

    def heard(self, name: str) -> list[object]:
        return [value for told, value in self.told if told == name]


def annotation(id: str, category: str, *spans: tuple[int, int]) -> Annotation:
    places: Spans = tuple(Span(*span) for span in spans)
    return Annotation(id, "doc", category, places, Provenance("2026-11-20T09:14:02Z", WHO))
