"""New articles: a preview of each, what is known of it, its encoding, and what was changed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from annotator.core.document import Document
from annotator.core.errors import InputError
from annotator.core.tagset import Category
from annotator.core.text import without_forbidden
from annotator.gui.dialogs.describing import MetadataForm
from annotator.gui.dialogs.foreign import ForeignTable
from annotator.gui.widgets.entries import LineEdit
from annotator.gui.widgets.plain import Label, PlainText, menu_text, name_for_readers
from annotator.storage.intake import Article, read_article, same_text
from annotator.tei.foreign_values import Choices

_PREVIEW = 20_000
_USUAL = ("quote", "claim", "attribution", "statistic")
Reread = Callable[[bytes, str, str | None, Choices | None], Article]


class ArticlesDialog(QDialog):
    """Look at articles before they are taken into a project: nothing is kept until then."""

    def __init__(
        self,
        articles: Sequence[Article],
        known: Iterable[Document] = (),
        *,
        project_title: str | None = None,
        failures: Sequence[str] = (),
        categories: Sequence[Category] = (),
        reread: Reread = read_article,
        parent: QWidget | None = None,
    ) -> None:
        """`known` are the project's own; `project_title` asks for the title of a new project."""
        super().__init__(parent)
        self._articles = list(articles)
        self._known = tuple(known)
        self._reread = reread
        self._categories = [(c.key, c.label) for c in categories] or [(k, k) for k in _USUAL]
        new = project_title is not None
        self.setWindowTitle("New project" if new else "Add articles")
        self._project_title = LineEdit(project_title or "")
        self._project_title.setPlaceholderText("What the articles are about")
        name_for_readers(self._project_title, "Title of the project")
        self._list = QListWidget()
        self._list.setSpacing(2)
        name_for_readers(self._list, "Articles in reading order")
        self._form = MetadataForm()
        self._form.changed.connect(self._described)
        self._encoding = QComboBox()
        self._encoding.activated.connect(self._encode)
        name_for_readers(self._encoding, "Encoding of the file")
        self._encoding_row = QWidget()
        row = QFormLayout(self._encoding_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addRow(Label("Encoding"), self._encoding)
        self._foreign = ForeignTable()
        # Queued: the table is filled anew, and must not be while it tells of a change.
        self._foreign.chosen.connect(self._choose, Qt.ConnectionType.QueuedConnection)
        self._notes = Label("", "quiet", wrap=True)
        self._twice = Label("", "strong", wrap=True)
        self._preview = PlainText()
        name_for_readers(self._preview, "Preview of the text")
        self._up, self._down = QPushButton("Move up"), QPushButton("Move down")
        self._out = QPushButton("Leave out")
        self._up.clicked.connect(lambda: self._move(-1))
        self._down.clicked.connect(lambda: self._move(+1))
        self._out.clicked.connect(self._leave_out)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._ok = self._buttons.addButton(
            menu_text("Create project" if new else "Add to the project"),
            QDialogButtonBox.ButtonRole.AcceptRole,
        )
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._lay_out(new, failures)
        self._fill(0)
        self._list.currentRowChanged.connect(self._show)
        self._show(0)
        self.resize(920, 620)

    @property
    def articles(self) -> list[Article]:
        """The articles as described, in order."""
        return list(self._articles)

    @property
    def project_title(self) -> str:
        """The title entered for a new project; never empty."""
        typed = without_forbidden(self._project_title.text()).strip()
        titles = [article.document.metadata.title for article in self._articles]
        return typed or next(filter(None, titles), "Untitled project")

    def _lay_out(self, new: bool, failures: Sequence[str]) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(Label("Articles, in reading order", "strong"))
        column.addWidget(self._list, 1)
        order = QHBoxLayout()
        for button in (self._up, self._down, self._out):
            button.setAutoDefault(False)
            order.addWidget(button)
        column.addLayout(order)
        right = QWidget()
        side = QVBoxLayout(right)
        side.setContentsMargins(8, 0, 0, 0)
        side.setSpacing(8)
        side.addWidget(self._twice)
        side.addWidget(self._form)
        side.addWidget(self._encoding_row)
        side.addWidget(self._foreign)
        side.addWidget(Label("Preview", "strong"))
        side.addWidget(self._preview, 1)
        side.addWidget(self._notes)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        halves.addWidget(left)
        halves.addWidget(right)
        halves.setSizes([300, 600])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        if new:
            title = QFormLayout()
            title.setHorizontalSpacing(12)
            title.addRow(Label("Project", "strong"), self._project_title)
            layout.addLayout(title)
        for failure in failures:
            layout.addWidget(Label(f"Not read: {failure}", "strong", wrap=True))
        layout.addWidget(halves, 1)
        layout.addWidget(self._buttons)

    @property
    def _row(self) -> int:
        return self._list.currentRow()

    def _fill(self, row: int) -> None:
        self._list.blockSignals(True)
        self._list.clear()
        for article in self._articles:
            self._list.addItem(QListWidgetItem(_row_text(article)))
        self._list.setCurrentRow(row)
        self._list.blockSignals(False)

    def _show(self, row: int) -> None:
        there = 0 <= row < len(self._articles)
        self._ok.setEnabled(bool(self._articles))
        self._up.setEnabled(there and row > 0)
        self._down.setEnabled(there and row + 1 < len(self._articles))
        self._out.setEnabled(there)
        self._form.setEnabled(there)
        if not there:
            self._preview.setPlainText("")
            return
        article = self._articles[row]
        text = article.document.text
        self._form.set_metadata(article.document.metadata)
        self._preview.setPlainText(text[:_PREVIEW] + ("\n…" if len(text) > _PREVIEW else ""))
        self._notes.setText("\n".join(f"• {note}" for note in article.notes))
        self._notes.setVisible(bool(article.notes))
        others = [a.document for n, a in enumerate(self._articles) if n != row]
        twin = same_text(article.document, (*self._known, *others))
        where = "is already in the project" if twin in self._known else "stands here twice"
        self._twice.setText(f"The same text {where}: “{twin.name}”." if twin else "")
        self._twice.setVisible(twin is not None)
        self._encoding.clear()
        for encoding in dict.fromkeys((article.encoding, *article.encodings)):
            self._encoding.addItem(encoding, encoding)
        self._encoding_row.setVisible(bool(article.encodings))
        self._foreign.setVisible(article.foreign is not None)
        if article.foreign is not None:
            self._foreign.show_foreign(article.foreign, self._categories)

    def _described(self) -> None:
        if not 0 <= self._row < len(self._articles):
            return
        self._articles[self._row] = self._articles[self._row].described(self._form.metadata)
        self._list.item(self._row).setText(_row_text(self._articles[self._row]))
        self._ok.setEnabled(not self._form.problem)

    def _encode(self) -> None:
        self._read_again(str(self._encoding.currentData()), None)

    def _choose(self, choices: Choices) -> None:
        self._read_again(None, choices)

    def _read_again(self, encoding: str | None, choices: Choices | None) -> None:
        """Read the article anew with another choice; what was typed about it stays."""
        row = self._row
        old = self._articles[row]
        typed = old.document.metadata
        try:
            new = self._reread(old.original, typed.file, encoding, choices)
        except InputError as error:
            self._notes.setText(f"• {error.message}")
            self._notes.setVisible(True)
            return
        known = new.document.metadata
        self._articles[row] = new.described(replace(typed, imported=known.imported))
        self._fill(row)
        self._show(row)

    def _move(self, by: int) -> None:
        row = self._row
        moved = self._articles.pop(row)
        self._articles.insert(row + by, moved)
        self._fill(row + by)
        self._show(row + by)

    def _leave_out(self) -> None:
        del self._articles[self._row]
        row = min(self._row, len(self._articles) - 1)
        self._fill(row)
        self._show(row)


def _row_text(article: Article) -> str:
    outlet = article.document.metadata.outlet
    return f"{outlet}: {article.document.name}" if outlet else article.document.name
