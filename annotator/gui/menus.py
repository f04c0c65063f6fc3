"""Menus, tool bar and keys of a window, made from the table of actions."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QToolBar

from annotator.gui.actions import ACTIONS, MENUS, Action
from annotator.gui.icons import icon
from annotator.gui.widgets.plain import tooltip_text

if TYPE_CHECKING:
    from annotator.gui.workbench import Workbench


class Menus(QObject):
    """Holds a window's actions, and keeps their state true."""

    def __init__(self, window: "Workbench") -> None:
        super().__init__(window)
        self._window = window
        self.actions: dict[str, QAction] = {}
        self.menus: dict[str, QMenu] = {}
        self._single: frozenset[str] = frozenset()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.refresh)
        self.toolbar = QToolBar("Tools")
        self.toolbar.setObjectName("tools")
        self.toolbar.setMovable(False)
        self.toolbar.setFloatable(False)
        for title in MENUS:
            self._menu(title)
        for row in ACTIONS:
            self._add(row)
        window.addToolBar(self.toolbar)
        self.refresh_icons()
        self.refresh()

    def refresh(self) -> None:
        """Ask every row anew whether it makes sense, is checked, and what it says."""
        for row in ACTIONS:
            action = self.actions[row.id]
            action.setEnabled(row.enabled(self._window))
            if row.checked is not None:
                action.setChecked(row.checked(self._window))
            if row.label is not None:
                action.setText(row.label(self._window))
                action.setToolTip(tooltip_text(_tip(row, action.text())))

    def refresh_soon(self) -> None:
        """The same, once the present event has been dealt with."""
        self._soon.start()

    def refresh_icons(self) -> None:
        """Draw the icons in the palette's colours."""
        for row in ACTIONS:
            if row.icon:
                self.actions[row.id].setIcon(icon(row.icon, self._window.palette()))

    def yield_keys(self, taken: frozenset[str]) -> None:
        """Keys of categories win over single keys of actions, which stay in the menu."""
        if taken == self._single:
            return
        self._single = taken
        for row in ACTIONS:
            if row.reading:
                self.actions[row.id].setShortcuts(
                    [QKeySequence(key) for key in row.keys if key.casefold() not in taken]
                )

    def _add(self, row: Action) -> None:
        action = QAction(row.text, self._window)
        action.setObjectName(row.id)
        action.setMenuRole(QAction.MenuRole.NoRole)
        action.setShortcuts([QKeySequence(key) for key in row.keys])
        action.setCheckable(row.checked is not None)
        action.setToolTip(tooltip_text(_tip(row, row.text)))
        action.triggered.connect(lambda: self._run(row))
        if row.reading:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self._window.readers.addAction(action)
        else:
            self._window.addAction(action)
        menu = self._menu(row.menu)
        if row.section and not menu.isEmpty():
            menu.addSeparator()
        menu.addAction(action)
        if row.icon:
            if row.section and self.toolbar.actions():
                self.toolbar.addSeparator()
            self.toolbar.addAction(action)
        self.actions[row.id] = action

    def _run(self, row: Action) -> None:
        row.handler(self._window)
        self.refresh_soon()

    def _menu(self, path: str) -> QMenu:
        """The menu at a path; made, with those above it, where there is none yet."""
        if path not in self.menus:
            above, _, title = path.rpartition("/")
            bar = self._menu(above) if above else self._window.menuBar()
            self.menus[path] = bar.addMenu(title)
        return self.menus[path]


def _tip(row: Action, text: str) -> str:
    plain = text.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…")
    return f"{plain} ({row.keys[0]})" if row.keys else plain
