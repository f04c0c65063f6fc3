"""The filter over the annotation list: a text, and choices that open below it."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.core.corpus import Corpus
from annotator.core.tagset import Tagset
from annotator.display.rows import Filter, Mark
from annotator.gui.widgets.entries import LineEdit
from annotator.gui.widgets.marks import swatch_icon
from annotator.gui.widgets.plain import name_for_readers

_MARKS: tuple[tuple[str, Mark], ...] = (
    ("With or without marks", ""),
    ("With a note", "note"),
    ("Unsure", "unsure"),
    ("Draft", "draft"),
    ("Something to check", "problem"),
)


class FilterBar(QWidget):
    """Holds a `Filter`; tells when the user changed it."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._text = LineEdit()
        self._text.setPlaceholderText("Find in words, notes and values")
        self._text.setClearButtonEnabled(True)
        name_for_readers(self._text, "Filter the annotations by text")
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(150)
        self._wait.timeout.connect(self._tell)
        self._text.textEdited.connect(lambda: self._wait.start())
        for action in self._text.findChildren(QAction):
            action.triggered.connect(self._tell)
        self._more = QToolButton()
        self._more.setText("Filters")
        self._more.setCheckable(True)
        self._category, self._document = _combo("Category"), _combo("Article")
        self._value, self._mark = _combo("Value"), _combo("Marks")
        for words, mark in _MARKS:
            self._mark.addItem(words, mark)
        self._clear = QPushButton("Show all")
        self._clear.setAutoDefault(False)
        self._clear.clicked.connect(self.clear)
        self._tagset = Tagset("")
        self._build()

    @property
    def filter(self) -> Filter:
        """What is asked for now."""
        attribute, value = self._value.currentData() or ("", "")
        return Filter(
            self._text.text().strip(),
            self._category.currentData() or "",
            self._document.currentData() or "",
            attribute,
            value,
            self._mark.currentData() or "",
        )

    def set_corpus(self, corpus: Corpus) -> None:
        """Offer the categories, values and articles there are; keeps what is chosen if it can."""
        self._tagset = corpus.project.tagset
        categories = [("Every category", "", "")]
        categories += [(c.label, c.key, c.colour) for c in self._tagset.categories]
        self._fill(self._category, categories)
        documents = [(document.name, id, "") for id, document in corpus.documents.items()]
        self._fill(self._document, [("Every article", "", ""), *documents])
        self._fill_values()

    def set_text(self, text: str) -> None:
        """Type a text for the user, and filter."""
        self._text.setText(text)
        self._tell()

    def clear(self) -> None:
        """Ask for nothing, and tell."""
        self._text.clear()
        for combo in (self._category, self._document, self._value, self._mark):
            combo.setCurrentIndex(0)
        self._fill_values()
        self._tell()

    def focus_text(self) -> None:
        """Put the caret into the text."""
        self._text.setFocus()
        self._text.selectAll()

    def _build(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._text, 1)
        line.addWidget(self._more)
        choices = QWidget()
        grid = QGridLayout(choices)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for number, combo in enumerate((self._category, self._value, self._document, self._mark)):
            grid.addWidget(combo, number // 2, number % 2)
            grid.setColumnStretch(number % 2, 1)
            combo.activated.connect(self._choose)
        grid.addWidget(self._clear, 2, 1)
        choices.hide()
        self._more.toggled.connect(choices.setVisible)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        layout.addLayout(line)
        layout.addWidget(choices)

    def _choose(self) -> None:
        if self.sender() is self._category:
            self._fill_values()
        self._tell()

    def _tell(self) -> None:
        self._wait.stop()
        chosen = self.filter.choices
        self._more.setText(f"Filters ({chosen})" if chosen else "Filters")
        self.changed.emit(self.filter)

    def _fill_values(self) -> None:
        """Values of the chosen category, or of all of them."""
        only = self._category.currentData()
        offered: dict[tuple[str, str], str] = {}
        for category in self._tagset.categories:
            if only and category.key != only:
                continue
            for attribute in self._tagset.attributes(category.key):
                for option in attribute.options:
                    words = f"{attribute.title}: {option.name}"
                    offered.setdefault((attribute.name, option.key), words)
        rows: list[tuple[str, object, str]] = [("Every value", ("", ""), "")]
        rows += [(words, pair, "") for pair, words in offered.items()]
        self._fill(self._value, rows)

    def _fill(self, combo: QComboBox, rows: Sequence[tuple[str, object, str]]) -> None:
        before = combo.currentData()
        combo.clear()
        for words, data, colour in rows:
            if colour:
                combo.addItem(swatch_icon(colour, self.palette()), words, data)
            else:
                combo.addItem(words, data)
        kept = next((n for n, (_, data, _) in enumerate(rows) if data == before), 0)
        combo.setCurrentIndex(kept)


def _combo(name: str) -> QComboBox:
    combo = QComboBox()
    combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    name_for_readers(combo, name)
    return combo
