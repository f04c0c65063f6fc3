"""The main window: puts panes and menus in place, and joins the parts; nothing else."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QTimer, QUrl
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from annotator.core.document import Document
from annotator.core.tagset import Tagset
from annotator.display.reading import Reading
from annotator.gui import notices, theme
from annotator.gui.articles import Articles
from annotator.gui.context_menu import ContextMenus
from annotator.gui.desk import Desk
from annotator.gui.dialogs.about import AboutDialog
from annotator.gui.finding.bar import FindBar
from annotator.gui.finding.finder import Finder
from annotator.gui.frame.banner import Banner
from annotator.gui.frame.category_keys import CategoryKeys
from annotator.gui.frame.docks import Docks
from annotator.gui.frame.key_list import show_keys
from annotator.gui.frame.status import Status
from annotator.gui.handlers import project
from annotator.gui.joints import join_all
from annotator.gui.layout_state import decoded, encoded
from annotator.gui.menus import Menus
from annotator.gui.opening import Opening
from annotator.gui.pages.start import StartPage
from annotator.gui.panes.readers.joining import ReadersJoin
from annotator.gui.panes.readers.row import Readers
from annotator.gui.panes.tag_palette import TagPalette
from annotator.gui.preferences import Preferences
from annotator.gui.raising import Raising
from annotator.gui.tagging import Tagging
from annotator.gui.watching import Watching
from annotator.storage.state import State


class Workbench(QMainWindow):
    """A window on at most one project."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self.desk = Desk(state, self)
        self.banner = Banner()
        self.start = StartPage()
        self.readers = Readers()
        self.find_bar = FindBar()
        self.find_bar.hide()
        self.joining = ReadersJoin(self.readers, self.desk.bridge)
        self.joining.locked = self.desk.locked
        self.finder = Finder(self.find_bar, self.readers, self.desk.bridge)
        self.tagging = Tagging(self.desk, self)
        self.articles = Articles(self, self.desk, self.readers)
        self.opening = Opening(self.desk, self, lambda: project.settled(self))
        self._is_closing = False
        self.opening.busy.connect(self._close_if_wanted)
        self.watching = Watching(self.desk, self)
        self.raising = Raising(self)
        self.report: Callable[[], str] = lambda: ""
        """What the makers need to know of errors."""
        self.keys = CategoryKeys(self.readers, self.tagging.use)
        self.docks = Docks(self, self.desk.bridge)
        self.status = Status(self.desk)
        self.setStatusBar(self.status)
        self._pages = self._lay_out()
        preferences = Preferences.from_json(state.preferences)
        self.theme: theme.Theme = preferences.theme
        self.joining.set_reading(preferences.reading)
        self.joining.scrolling = preferences.scrolling
        self.readers.set_arrangement(preferences.arrangement)
        self.menus = Menus(self)
        self.context = ContextMenus(self)
        join_all(self)
        self.setAcceptDrops(True)
        room = self.screen().availableSize()
        self.resize(min(1600, room.width() * 9 // 10), min(1000, room.height() * 9 // 10))
        if preferences.geometry:
            self.restoreGeometry(decoded(preferences.geometry))
        self.show_project()

    @property
    def caret(self) -> int:
        """Where the caret of the active article is; 0 where none is shown."""
        reader = self.readers.active
        return reader.view.caret if reader else 0

    @property
    def active_document(self) -> Document | None:
        """The article that keys act on."""
        reader = self.readers.active
        return self.desk.session.corpus.documents.get(reader.id) if reader else None

    def say(self, text: str) -> None:
        """Say something in the status bar."""
        self.status.say(text)

    def show_project(self) -> None:
        """Show the project that was just opened, or the start page."""
        is_open = self.desk.is_open
        self._pages.setCurrentIndex(1 if is_open else 0)
        self.docks.set_present(is_open)
        self.menus.toolbar.setVisible(is_open)
        self.banner.clear()
        self.show_tagset(self.desk.session.tagset)
        if is_open:
            docks = self.articles.open()
            if not (docks and self.restoreState(decoded(docks))):
                self.docks.share_room()
            self.docks.show_problems(self.desk.problems)
            project.tell_of_draft(self)
            if reader := self.readers.active:
                reader.view.setFocus()
        else:
            self.finder.close()
            self.start.set_recent(self.desk.state.recent, self.desk.state.drafts)
            self.start.tiles[0].setFocus()
        self.show_title()
        self.menus.refresh()

    def tell_notices(self) -> None:
        """Say what happened to the work without the user's doing."""
        notices.tell_all(self)

    def show_title(self) -> None:
        """Name the project in the title, with a mark while something is not saved."""
        saving = self.desk.saving
        title = self.desk.session.project.title
        self.setWindowTitle(f"{title}[*] – Annotator" if saving else "Annotator")
        self.setWindowModified(saving is not None and not saving.safety.saved)

    def show_tagset(self, tagset: Tagset) -> None:
        """Give the categories their keys; they win over single keys of actions."""
        self.keys.set_tagset(tagset)
        self.menus.yield_keys(self.keys.taken)

    def show_article(self, id: str, shown: bool) -> None:
        """Show or hide an article."""
        if not self.articles.show(id, shown):
            self.say("Six articles are shown already. Hide one of them first.")

    def reveal(self, document: str) -> None:
        """Show an article if it is hidden, and make it the active one."""
        if document not in self.readers.shown:
            if len(self.readers.shown) >= 6 and self.readers.active:
                self.articles.show(self.readers.active.id, False)
            self.articles.show(document, True)
        self.readers.set_active(document)

    def set_reading(self, reading: Reading) -> None:
        """Set all articles in this way, from now on."""
        self.joining.set_reading(reading)
        self.keep_preferences()

    def set_theme(self, chosen: theme.Theme) -> None:
        """Light, dark, or as the system has it."""
        self.theme = chosen
        theme.apply(chosen)
        self.keep_preferences()

    def keep_preferences(self) -> None:
        """Remember what holds for all projects."""
        state = self.desk.state
        before = Preferences.from_json(state.preferences)
        now = replace(
            before,
            reading=self.joining.reading,
            scrolling=self.joining.scrolling,
            arrangement=self.readers.arrangement,
            theme=self.theme,
            geometry=encoded(self.saveGeometry()),
        )
        if now != before:
            state.keep_preferences({**state.preferences, **now.to_json()})

    def is_pane_shown(self, id: str) -> bool:
        """Whether one of the panes around the articles is open."""
        return self.docks.is_shown(id)

    def toggle_pane(self, id: str) -> None:
        """Open or close one of the panes."""
        self.docks.toggle(id)

    def focus_pane(self, id: str) -> None:
        """Open a pane and go there."""
        self.docks.focus(id)

    def show_guideline(self, category: str) -> None:
        """Show what the guideline says of a category."""
        self.docks.reveal("palette")
        palette = self.docks.panes["palette"]
        if isinstance(palette, TagPalette):
            palette.show_guideline(category)

    def show_shortcuts(self) -> None:
        """List all keys."""
        show_keys(self, self.desk.session.tagset)

    def show_about(self) -> None:
        """Say what this program is."""
        dialog = AboutDialog(self.desk.state.folder, self)
        dialog.exec()
        dialog.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.opening.is_busy:
            self._is_closing = True  # as soon as that has ended
            event.ignore()
            return
        self._is_closing = False
        if not project.settled(self):
            event.ignore()
            return
        self.keep_preferences()
        if self.desk.is_open:
            self.desk.abandon()
        event.accept()

    def _close_if_wanted(self, busy: str) -> None:
        if self._is_closing and not busy:
            QTimer.singleShot(0, self.close)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if not hasattr(self, "menus"):
            return  # Qt already tells of changes while the window is being made.
        if event.type() == QEvent.Type.PaletteChange:
            self.menus.refresh_icons()
            self.joining.refresh_colours()
        elif event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            project.save(self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _paths(event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.opening.dropped(_paths(event.mimeData().urls()))

    def _lay_out(self) -> QStackedWidget:
        desk = QWidget()
        column = QVBoxLayout(desk)
        column.setContentsMargins(8, 8, 8, 0)
        column.setSpacing(0)
        column.addWidget(self.readers, 1)
        column.addWidget(self.find_bar)
        pages = QStackedWidget()
        pages.addWidget(self.start)
        pages.addWidget(desk)
        middle = QWidget()
        whole = QVBoxLayout(middle)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.banner)
        whole.addWidget(pages, 1)
        self.setCentralWidget(middle)
        return pages


def _paths(urls: Sequence[QUrl]) -> list[Path]:
    local = [url.toLocalFile() for url in urls]
    return [Path(path) for path in local if path]
