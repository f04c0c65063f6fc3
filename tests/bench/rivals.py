"""What Qt has for texts with highlighted stretches."""

import numpy as np
from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from annotator.core.annotation import Annotation
from annotator.core.document import Document
from annotator.core.offsets import OffsetMap
from tests.bench.inputs import TAGSET
from tests.bench.subjects import Sets


class _Spans:
    """All spans as arrays of UTF-16 offsets and categories, for the views of Qt."""

    def __init__(self, document: Document, sets: Sets) -> None:
        self._offsets = OffsetMap(document.text)
        every = [annotation for annotations in sets.values() for annotation in annotations]
        self.names = [a.id for a in every for _ in a.spans]
        self.starts = np.array([self.unit(s.start) for a in every for s in a.spans], np.int64)
        self.ends = np.array([self.unit(s.end) for a in every for s in a.spans], np.int64)
        self.categories = [_number(a) for a in every for _ in a.spans]

    def unit(self, position: int) -> int:
        return self._offsets.to_utf16(position)

    def within(self, start: int, end: int) -> list[int]:
        return [int(n) for n in np.flatnonzero((self.starts < end) & (self.ends > start))]

    def add(self, annotation: Annotation) -> list[int]:
        first = len(self.names)
        for span in annotation.spans:
            self.names.append(annotation.id)
            self.starts = np.append(self.starts, self.unit(span.start))
            self.ends = np.append(self.ends, self.unit(span.end))
            self.categories.append(_number(annotation))
        return list(range(first, len(self.names)))

    def delete(self, annotation: Annotation) -> tuple[int, int]:
        """Only the spans added last are ever deleted here. Returns where they lay."""
        first = self.names.index(annotation.id, max(0, len(self.names) - 1_000))
        start, end = int(self.starts[first]), int(self.ends[first + len(annotation.spans) - 1])
        gone = slice(first, first + len(annotation.spans))
        del self.names[gone], self.categories[gone]
        self.starts = np.delete(self.starts, gone)
        self.ends = np.delete(self.ends, gone)
        return start, end


class MergedFormats:
    """`QTextEdit` with the formats of all spans merged into the document."""

    def __init__(self) -> None:
        self.widget = self._edit = QTextEdit()
        _prepare(self._edit)
        self._formats = _formats()

    def open(self, document: Document, sets: Sets) -> None:
        self._edit.setPlainText(document.text)
        self._spans = _Spans(document, sets)
        cursor = QTextCursor(self._edit.document())
        cursor.beginEditBlock()
        for number in range(len(self._spans.names)):
            self._merge(cursor, number)
        cursor.endEditBlock()

    def jump(self, position: int) -> None:
        _jump(self._edit, self._spans.unit(position))

    def add(self, annotation: Annotation) -> None:
        for number in self._spans.add(annotation):
            self._merge(QTextCursor(self._edit.document()), number)

    def delete(self, annotation: Annotation) -> None:
        start, end = self._spans.delete(annotation)
        cursor = QTextCursor(self._edit.document())
        cursor.beginEditBlock()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(QTextCharFormat())
        for number in self._spans.within(start, end):
            self._merge(cursor, number)
        cursor.endEditBlock()

    def zoom(self, larger: bool) -> None:
        _zoom(self._edit, larger)

    def hit(self, point: QPoint) -> None:
        at = self._edit.cursorForPosition(point).position()
        self._spans.within(at, at + 1)

    def _merge(self, cursor: QTextCursor, number: int) -> None:
        cursor.setPosition(int(self._spans.starts[number]))
        cursor.setPosition(int(self._spans.ends[number]), QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(self._formats[self._spans.categories[number]])


class ExtraSelections:
    """`QPlainTextEdit` with an extra selection per span: of all spans, or of the visible ones."""

    def __init__(self, only_visible: bool) -> None:
        self.widget = self._edit = QPlainTextEdit()
        _prepare(self._edit)
        self._formats = _formats()
        self._only_visible = only_visible
        self._selections: list[QTextEdit.ExtraSelection] = []
        if only_visible:
            self._edit.verticalScrollBar().valueChanged.connect(self._later)
        self._timer = QTimer(self._edit, singleShot=True, interval=0)
        self._timer.timeout.connect(self._show)

    def open(self, document: Document, sets: Sets) -> None:
        self._spans = _Spans(document, sets)
        self._edit.setPlainText(document.text)
        if not self._only_visible:
            self._selections = [self._selection(n) for n in range(len(self._spans.names))]
        self._show()

    def jump(self, position: int) -> None:
        _jump(self._edit, self._spans.unit(position))

    def add(self, annotation: Annotation) -> None:
        added = self._spans.add(annotation)
        if not self._only_visible:
            self._selections += [self._selection(number) for number in added]
        self._show()

    def delete(self, annotation: Annotation) -> None:
        self._spans.delete(annotation)
        if not self._only_visible:
            del self._selections[-len(annotation.spans) :]
        self._show()

    def zoom(self, larger: bool) -> None:
        _zoom(self._edit, larger)
        if self._only_visible:
            self._show()

    def hit(self, point: QPoint) -> None:
        at = self._edit.cursorForPosition(point).position()
        self._spans.within(at, at + 1)

    def _later(self) -> None:
        # At once it would lay out the text while Qt does, which crashes.
        self._timer.start()

    def _show(self) -> None:
        if self._only_visible:
            corner = self._edit.viewport().rect().bottomRight()
            first = self._edit.cursorForPosition(QPoint(0, 0)).position()
            last = self._edit.cursorForPosition(corner).position()
            shown = [self._selection(number) for number in self._spans.within(first, last + 1)]
        else:
            shown = self._selections
        self._edit.setExtraSelections(shown)

    def _selection(self, number: int) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self._edit.document())
        cursor.setPosition(int(self._spans.starts[number]))
        cursor.setPosition(int(self._spans.ends[number]), QTextCursor.MoveMode.KeepAnchor)
        selection.cursor = cursor
        selection.format = self._formats[self._spans.categories[number]]
        return selection


def _prepare(edit: QTextEdit | QPlainTextEdit) -> None:
    edit.setReadOnly(True)
    edit.setUndoRedoEnabled(False)
    edit.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    edit.setFont(QFont("serif", 12))


def _jump(edit: QTextEdit | QPlainTextEdit, unit: int) -> None:
    cursor = edit.textCursor()
    cursor.setPosition(unit)
    edit.setTextCursor(cursor)


def _zoom(edit: QTextEdit | QPlainTextEdit, larger: bool) -> None:
    edit.setFont(QFont("serif", 13 if larger else 12))


def _number(annotation: Annotation) -> int:
    return int(annotation.category.rpartition("-")[2])


def _formats() -> list[QTextCharFormat]:
    formats = []
    for category in TAGSET.categories:
        colour = QColor(category.colour)
        colour.setAlpha(90)
        made = QTextCharFormat()
        made.setBackground(colour)
        formats.append(made)
    return formats
