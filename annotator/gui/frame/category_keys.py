"""The categories' own keys: they work in the articles, never where somebody types."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from annotator.core.tagset import Tagset


class CategoryKeys(QObject):
    """One shortcut per category that has a key, in force below one widget."""

    def __init__(self, area: QWidget, use: Callable[[str], None]) -> None:
        super().__init__(area)
        self._area, self._use = area, use
        self._shortcuts: list[QShortcut] = []

    @property
    def taken(self) -> frozenset[str]:
        """The keys in use, in lower case."""
        return frozenset(shortcut.key().toString().casefold() for shortcut in self._shortcuts)

    def set_tagset(self, tagset: Tagset) -> None:
        """Take over the keys of this tagset; the first of two categories with one key has it."""
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._shortcuts = []
        taken: set[str] = set()
        for category in tagset.categories:
            key = category.shortcut
            if key and key.casefold() not in taken:
                taken.add(key.casefold())
                self._shortcuts.append(self._made(key, category.key))

    def _made(self, key: str, category: str) -> QShortcut:
        shortcut = QShortcut(QKeySequence(key), self._area)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(lambda: self._use(category))
        return shortcut
