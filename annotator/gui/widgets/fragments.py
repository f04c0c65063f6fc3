"""The words of an annotation, each fragment with a way to remove it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from annotator.core.span import Span, Spans
from annotator.gui.widgets.plain import Label, name_for_readers, tooltip

_SHOWN = 220


class Fragments(QWidget):
    """`removed`: take this fragment away."""

    removed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Spans, str] = ((), "")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)

    def set_spans(self, spans: Spans, text: str) -> None:
        """Show the words of these spans."""
        words = tuple(span.text(text) for span in spans)
        if self._shown == (spans, "\n".join(words)):
            return
        self._shown = (spans, "\n".join(words))
        while (item := self._layout.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for span, said in zip(spans, words, strict=True):
            self._layout.addWidget(self._row(span, said, removable=len(spans) > 1))

    def _row(self, span: Span, words: str, *, removable: bool) -> QWidget:
        short = words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
        label = Label(short.replace("\n", " ⏎ "), wrap=True, selectable=True)
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(label, 1)
        if removable:
            button = QToolButton()
            button.setText("×")
            button.setAutoRaise(True)
            tooltip(button, "Remove this fragment")
            name_for_readers(button, f"Remove the fragment {short}")
            button.clicked.connect(lambda: self.removed.emit(span))
            layout.addWidget(button)
        return row
