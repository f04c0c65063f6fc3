"""Earlier versions of one's annotations of an article: look at what differs, go back to one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.core.corpus import Corpus
from annotator.core.errors import AnnotatorError
from annotator.core.gestures import Stamp
from annotator.core.restoring import restoring
from annotator.display.earlier import Difference, Differences, Fate, differences, when_words
from annotator.gui import background
from annotator.gui.widgets.empty import Either, EmptyState
from annotator.gui.widgets.marks import swatch_icon
from annotator.gui.widgets.plain import Label, menu_text, name_for_readers, tooltip_text
from annotator.storage.backups import Backup
from annotator.tei.files import AnnotationsFile

_PAUSE_MS = 120
"""How long a row must stay chosen before it is read: who runs down the list reads nothing."""
_MOST = 500
"""Differences shown of one kind."""
_NOTHING = Differences()
_GROUPS: tuple[tuple[Fate, str], ...] = (
    ("back", "Comes back"),
    ("gone", "Goes"),
    ("changed", "Changes, now → then"),
)


@dataclass(frozen=True, slots=True)
class _Looked:
    """What came of looking into a version: what it holds, or why it cannot be restored."""

    file: AnnotationsFile | None
    differences: Differences = _NOTHING
    problem: str = ""


class EarlierDialog(QDialog):
    """Lists versions, newest first, and shows what restoring the chosen one would do.

    Changes nothing itself: when it is accepted, `chosen` is what to restore.
    """

    def __init__(
        self,
        versions: Sequence[Backup],
        read: Callable[[Backup], AnnotationsFile],
        corpus: Corpus,
        document: str,
        stamp: Stamp,
        parent: QWidget | None = None,
    ) -> None:
        """`read` is called in a worker thread and raises InputError; `stamp` says who looks, and
        when."""
        super().__init__(parent)
        article = corpus.documents[document]
        self.setWindowTitle("Earlier versions")
        self.chosen: AnnotationsFile | None = None
        """The version to go back to, once the dialog has been accepted."""
        self._versions = tuple(versions)
        self._read, self._corpus, self._stamp = read, corpus, stamp
        self._looked: dict[int, _Looked] = {}
        self._running: set[int] = set()
        self._list = _tree("Versions", ["When", "Why it was kept", "Number", "Difference to now"])
        letter = self.fontMetrics().averageCharWidth()
        self._height = QSize(0, self.fontMetrics().height() + 8)
        for column, letters in ((0, 24), (2, 10), (3, 20)):
            self._list.setColumnWidth(column, letters * letter)
        self._list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self._found = _tree("What restoring does", ["What", "Words", "Details"])
        self._found.setColumnWidth(0, 24 * letter)
        for column in (1, 2):
            self._found.header().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self._said = Label("", "strong", wrap=True)
        self._below = Either(self._found, EmptyState("", ""))
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._restore = self._buttons.addButton(
            menu_text("Restore this version"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._restore.setDefault(True)
        self._restore.setEnabled(False)
        self._buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self._lay_out(article.name)
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)
        self._list.currentItemChanged.connect(self._chosen)
        self._fill()
        self.resize(*((880, 640) if self._versions else (560, 320)))

    @property
    def said(self) -> str:
        """What is said of the chosen version, for tests and screen readers."""
        return self._below.empty.said if self._below.is_empty else self._said.text()

    def _lay_out(self, article: str) -> None:
        lower = QWidget()
        column = QVBoxLayout(lower)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._said)
        column.addWidget(self._below, 1)
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.setChildrenCollapsible(False)
        halves.addWidget(self._list)
        halves.addWidget(lower)
        halves.setSizes([220, 300])
        none = EmptyState(
            "No earlier versions yet",
            "While you work, versions of your annotations are kept on this computer: as you "
            "begin, every half hour, and before imports and other large changes. You will find "
            "them here.",
        )
        self._whole = Either(halves, none)
        self._undo = Label(
            "Restoring changes only your own annotations of this article, and can be undone.",
            "quiet",
            wrap=True,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(8)
        layout.addWidget(Label(f"Your annotations of “{article}”", "title", wrap=True))
        layout.addWidget(self._undo)
        layout.addSpacing(4)
        layout.addWidget(self._whole, 1)
        layout.addWidget(self._buttons)

    def _fill(self) -> None:
        now = self._stamp.when
        for version in self._versions:
            count = str(version.count) if version.count >= 0 else ""
            item = QTreeWidgetItem([when_words(version.when, now), version.words, count, ""])
            item.setSizeHint(0, self._height)
            item.setToolTip(2, tooltip_text("Annotations and relations together"))
            self._list.addTopLevelItem(item)
        first = self._list.topLevelItem(0)
        for part in (self._restore, self._undo):
            part.setVisible(first is not None)
        self._whole.show_content(first is not None)
        if first is not None:
            self._list.setCurrentItem(first)
            self._list.setFocus()

    @property
    def _row(self) -> int:
        item = self._list.currentItem()
        return self._list.indexOfTopLevelItem(item) if item is not None else -1

    def _chosen(self) -> None:
        if self._row in self._looked:
            self._pause.stop()
            self._show(self._looked[self._row])
        else:
            self._restore.setEnabled(False)
            self._say("Comparing…", "The version is being read.")
            self._pause.start()

    def _look(self) -> None:
        row = self._row
        if row < 0 or row in self._looked or row in self._running:
            return
        version, read, corpus, stamp = self._versions[row], self._read, self._corpus, self._stamp
        self._running.add(row)

        def failed(error: BaseException) -> None:
            self._note(row, _Looked(None, problem="The program made a mistake in reading it."))
            raise error

        background.run(
            self,
            lambda: _look(version, read, corpus, stamp),
            done=lambda looked: self._note(row, looked),
            failed=failed,
        )

    def _note(self, row: int, looked: _Looked) -> None:
        self._running.discard(row)
        self._looked[row] = looked
        item = self._list.topLevelItem(row)
        if item is not None:
            item.setText(3, "not possible" if looked.problem else looked.differences.brief)
        if row == self._row:
            self._show(looked)

    def _show(self, looked: _Looked) -> None:
        found = looked.differences
        self._restore.setEnabled(bool(found.rows))
        if looked.problem:
            self._say("This version cannot be restored", looked.problem)
        elif not found.rows:
            self._say("Nothing differs", "The article is tagged like this now.")
        else:
            self._said.setText(found.sentence)
            self._said.show()
            self._below.show_content(True)
            self._list_differences(found)

    def _say(self, title: str, text: str) -> None:
        self._said.hide()
        self._below.empty.say(title, text)
        self._below.show_content(False)

    def _list_differences(self, found: Differences) -> None:
        self._found.clear()
        colours = {row.colour for row in found.rows if row.colour}
        icons = {colour: swatch_icon(colour, self.palette()) for colour in colours}
        for fate, title in _GROUPS:
            rows = found.of(fate)
            if not rows:
                continue
            # An item that is made with its parent is the parent's from the first.
            group = QTreeWidgetItem(self._found, [f"{title} ({len(rows)})"])
            group.setSizeHint(0, self._height)
            font = group.font(0)
            font.setBold(True)
            group.setFont(0, font)
            group.setFirstColumnSpanned(True)
            for row in rows[:_MOST]:
                self._add_line(group, row, icons)
            if len(rows) > _MOST:
                QTreeWidgetItem(group, [f"… and {len(rows) - _MOST} more"])
            group.setExpanded(True)

    def _add_line(
        self, group: QTreeWidgetItem, row: Difference, icons: Mapping[str, QIcon]
    ) -> None:
        item = QTreeWidgetItem(group, [row.label, row.words, row.detail])
        item.setSizeHint(0, self._height)
        if row.colour:
            item.setIcon(0, icons[row.colour])
        for column, text in ((1, row.words), (2, row.detail)):
            item.setToolTip(column, tooltip_text(text))

    def _accept(self) -> None:
        looked = self._looked.get(self._row)
        if looked is not None and looked.file is not None:
            self.chosen = looked.file
            self.accept()


def _look(
    version: Backup,
    read: Callable[[Backup], AnnotationsFile],
    corpus: Corpus,
    stamp: Stamp,
) -> _Looked:
    """In the worker thread: read a version and find out what restoring it would do."""
    try:
        file = read(version)
        edit = restoring(corpus, stamp, file.set, file.document)
    except AnnotatorError as error:
        return _Looked(None, problem=error.message)
    return _Looked(file, differences(edit, corpus, stamp.who))


def _tree(name: str, columns: list[str]) -> QTreeWidget:
    tree = QTreeWidget()
    tree.setRootIsDecorated(False)
    tree.setUniformRowHeights(True)
    tree.setItemsExpandable(False)
    tree.setHeaderLabels(columns)
    tree.header().setStretchLastSection(False)
    tree.setAllColumnsShowFocus(True)
    name_for_readers(tree, name)
    return tree
