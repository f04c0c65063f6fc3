"""The menus of an article: on an annotation, on selected words, on its head, and by category."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QMenu

from annotator.core.span import quoted
from annotator.gui.widgets.plain import menu_text

if TYPE_CHECKING:
    from annotator.gui.workbench import Workbench

_WORDS = 36
_OF_ANNOTATION = (
    "once-more", None, "split", "join", "fragment", "remove-fragment", "draft", None,
    "values", "guideline", None, "delete",
)  # fmt: skip
_OF_HEAD = ("finish", "details", None, "move-left", "move-right", "evenly", None, "hide")


class ContextMenus(QObject):
    """Makes menus when they are wanted, from the window's actions."""

    def __init__(self, window: "Workbench") -> None:
        super().__init__(window)
        self._window = window

    def over_text(self, document: str, point: QPoint, ids: list[str]) -> None:
        """Show what can be done with the selected words or the annotations at a point."""
        window, session = self._window, self._window.desk.session
        if ids and not session.selection.spans and session.selection.current not in ids:
            session.select(document, (ids[0],))
        window.menus.refresh()
        menu = QMenu(window)
        if session.selection.spans:
            self.fill_categories(menu.addMenu("&Tag as"), window.tagging.use)
            menu.addAction(window.menus.actions["copy"])
        if session.selection.spans and session.selected:
            menu.addAction(window.menus.actions["fragment"])
        if session.selected and not session.selection.spans:
            self.fill_categories(menu.addMenu("&Change to"), window.tagging.relabel)
            self.fill_categories(menu.addMenu("Tag &also as"), window.tagging.duplicate)
            self._add(menu, _OF_ANNOTATION)
        if len(ids) > 1:
            menu.addSeparator()
            for id in ids:
                self._add_annotation(menu, document, id)
        if menu.isEmpty():
            self._add(menu, ("select-all", "find", None, "finish", "details"))
        self._run(menu, point)

    def over_head(self, document: str, point: QPoint) -> None:
        """Show what can be done with a whole article."""
        self._window.readers.set_active(document)
        self._window.desk.session.select(document)
        self._window.menus.refresh()
        menu = QMenu(self._window)
        self._add(menu, _OF_HEAD)
        self._run(menu, point)

    def fill_categories(self, menu: QMenu, use: Callable[[str], None]) -> None:
        """One entry per category, with its colour and key."""
        menu.clear()
        for category in self._window.desk.session.tagset.categories:
            text = menu_text(category.label)
            entry = menu.addAction(f"{text}\t{category.shortcut}" if category.shortcut else text)
            swatch = QPixmap(12, 12)
            swatch.fill(QColor(category.colour))
            entry.setIcon(QIcon(swatch))
            key = category.key
            entry.triggered.connect(lambda _=False, key=key: use(key))

    def fill_articles(self, menu: QMenu) -> None:
        """One entry per article of the project, checked if it is shown."""
        menu.clear()
        window = self._window
        for document in window.desk.session.corpus.documents.values():
            outlet = document.metadata.outlet
            name = f"{outlet}: {document.name}" if outlet else document.name
            entry = menu.addAction(menu_text(name))
            entry.setCheckable(True)
            entry.setChecked(document.id in window.readers.shown)
            id = document.id
            entry.triggered.connect(lambda on=False, id=id: window.show_article(id, on))

    def fill_recent(self, menu: QMenu) -> None:
        """One entry per recent project."""
        menu.clear()
        window = self._window
        for recent in window.desk.state.recent:
            entry = menu.addAction(menu_text(f"{recent.title or recent.path.name}"))
            entry.setToolTip("")
            path = recent.path
            entry.triggered.connect(lambda _=False, path=path: window.opening.open([path]))
        menu.setEnabled(not menu.isEmpty())

    def _add(self, menu: QMenu, ids: tuple[str | None, ...]) -> None:
        for id in ids:
            if id is None:
                menu.addSeparator()
            else:
                menu.addAction(self._window.menus.actions[id])

    def _add_annotation(self, menu: QMenu, document: str, id: str) -> None:
        session = self._window.desk.session
        annotation = session.annotation(id)
        if annotation is None:
            return
        words = quoted(annotation.spans, session.corpus.documents[document].text)
        words = words.replace("\n", " ")
        short = words if len(words) <= _WORDS else words[: _WORDS - 1] + "…"
        text = f"Select {session.tagset.label(annotation.category)}: “{short}”"
        entry = menu.addAction(menu_text(text))
        entry.setCheckable(True)
        entry.setChecked(id in session.selection.annotations)
        entry.triggered.connect(lambda: session.select(document, (id,)))

    def _run(self, menu: QMenu, point: QPoint) -> None:
        menu.exec(point)
        menu.deleteLater()
