"""Opens every window of the program on the canary project, and watches what it loads.

Run in a folder with the project's files and a picture `canary.png`; prints JSON: `opened`, what
was opened of that name, and `taken`, texts that a widget takes for markup or for a shortcut mark.
"""

import ctypes
import importlib
import json
import os
import pkgutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QHelpEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QDialog,
    QDockWidget,
    QGroupBox,
    QLabel,
    QMenu,
    QMessageBox,
    QTabBar,
    QToolBar,
    QToolTip,
    QWidget,
)

import annotator.gui
from annotator.core.corpus import Corpus
from annotator.core.document import Document, Metadata
from annotator.core.errors import Problem
from annotator.core.gestures import Stamp
from annotator.core.ids import random_id
from annotator.core.reanchoring import reanchored
from annotator.gui.app import application
from annotator.gui.context_menu import ContextMenus
from annotator.gui.dialogs.about import AboutDialog
from annotator.gui.dialogs.annotator import AnnotatorDialog
from annotator.gui.dialogs.articles import ArticlesDialog
from annotator.gui.dialogs.details import DetailsDialog
from annotator.gui.dialogs.earlier import EarlierDialog
from annotator.gui.dialogs.reanchor import ReanchorDialog
from annotator.gui.dialogs.settings import SettingsDialog
from annotator.gui.dialogs.shortcuts import ShortcutsDialog
from annotator.gui.dialogs.tagset.deleting import DeletingDialog
from annotator.gui.dialogs.tagset.editor import TagsetEditor
from annotator.gui.widgets.plain import Answer, ask, tell
from annotator.gui.workbench import Workbench
from annotator.storage.backups import Backup
from annotator.storage.intake import Article, read_article
from annotator.storage.state import State
from annotator.tei.files import AnnotationsFile
from tests.abuse.canary_project import ANNA, BEN, CANARY, TAGSET, WHEN, documents, marks, project

STAMP = Stamp("anna", WHEN, random_id)


def _corpus() -> Corpus:
    held = documents()
    return Corpus(project(), held, {(id, "anna"): marks(held[id]) for id in held})


def _articles() -> ArticlesDialog:
    tei = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><p><name>&lt;img '
        'src="canary.png"&gt;&amp;B</name> <seg type="&lt;b&gt;x&amp;B">words</seg></p></body>'
        "</text></TEI>"
    )
    plain = Article(
        Document("", CANARY, metadata=Metadata(CANARY, CANARY, file=CANARY)),
        "text",
        CANARY.encode(),
        encoding="utf-8",
        encodings=("utf-8", CANARY),
        notes=(CANARY,),
    )
    return ArticlesDialog(
        [plain, plain, read_article(tei.encode(), f"{CANARY}.xml")],
        documents().values(),
        project_title=CANARY,
        failures=(CANARY,),
        categories=TAGSET.categories,
    )


def _earlier() -> EarlierDialog:
    backup = Backup(f"annotations/{CANARY}", WHEN, "0" * 64, 3, CANARY, 9, Path(CANARY), 1)
    corpus = _corpus()
    now = AnnotationsFile(corpus.documents["one"], replace(corpus.set("one", "anna")))
    return EarlierDialog([backup], lambda _: now, corpus, "one", STAMP)


def _reanchor() -> ReanchorDialog:
    document = documents()["one"]
    other = document.text.replace("The mayor", f"{CANARY} The mayor").replace("left", "went")
    report = reanchored(document.text, other, marks(document).annotations.values())
    return ReanchorDialog(CANARY, report, {c.key: c.label for c in TAGSET.categories})


def _editor() -> TagsetEditor:
    return TagsetEditor(TAGSET, lambda _: (3, {CANARY: 2}), {"X": CANARY})


DIALOGS: dict[type[QDialog], Callable[[], QDialog]] = {
    AboutDialog: lambda: AboutDialog(Path(CANARY)),
    AnnotatorDialog: lambda: AnnotatorDialog((ANNA, BEN), "anna"),
    ArticlesDialog: _articles,
    DeletingDialog: lambda: DeletingDialog(
        TAGSET.categories[0], 3, {CANARY: 2}, TAGSET.categories[1:]
    ),
    DetailsDialog: lambda: DetailsDialog(documents()["one"]),
    EarlierDialog: _earlier,
    ReanchorDialog: _reanchor,
    SettingsDialog: lambda: SettingsDialog(project()),
    ShortcutsDialog: lambda: ShortcutsDialog([(CANARY, [(CANARY, CANARY)])]),
    TagsetEditor: _editor,
}
"""How each dialog of the program is made of such texts."""


def dialogs_there_are() -> set[type[QDialog]]:
    """All dialogs that the program defines, whatever module they are in."""
    for module in pkgutil.walk_packages(annotator.gui.__path__, "annotator.gui."):
        importlib.import_module(module.name)

    def below(kind: type[QDialog]) -> Iterator[type[QDialog]]:
        for inner in kind.__subclasses__():
            yield inner
            yield from below(inner)

    return {kind for kind in below(QDialog) if kind.__module__.startswith("annotator.")}


def wait(milliseconds: int = 10) -> None:
    """Let Qt do what it has to."""
    done: list[bool] = []
    QTimer.singleShot(milliseconds, lambda: done.append(True))
    while not done:
        QApplication.processEvents()


class Tour:
    """Looks at widgets, and collects the texts in them that are not taken as they are."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.seen = 0
        """Texts with the canary in them that were looked at."""

    def visit(self, window: QWidget) -> None:
        """Paint a window and look at all there is in it."""
        window.show()
        wait()
        window.grab()
        for widget in (window, *window.findChildren(QWidget)):
            self._look(widget)
            self._hover(widget)
        wait()

    def visit_menu(self, menu: QMenu) -> None:
        """Pop a menu up, paint it, and look into it and those below it."""
        menu.aboutToShow.emit()
        menu.popup(QPoint(10, 10))
        wait(2)
        menu.grab()
        for action in menu.actions():
            self._look_at_action(action)
            if menu.toolTipsVisible():
                self._rich("a menu", action.toolTip())
            below = action.menu()
            if isinstance(below, QMenu):
                self.visit_menu(below)
        menu.hide()

    def _look(self, widget: QWidget) -> None:
        where = f"{type(widget).__name__} in {type(widget.window()).__name__}"
        match widget:
            case QLabel():
                plain = widget.textFormat() == Qt.TextFormat.PlainText
                self._rich(where, widget.text(), plain=plain)
                if widget.buddy() is not None:
                    self._marked(where, QLabel.text(widget))
            case QAbstractButton():
                self._marked(where, widget.text())
            case QGroupBox():
                self._marked(where, widget.title())
            case QTabBar():
                for n in range(widget.count()):
                    self._marked(where, widget.tabText(n))
                    self._rich(where, widget.tabToolTip(n))
            case QAbstractItemView():
                self._look_at_items(where, widget)
            case QDockWidget():
                self._rich(where, widget.windowTitle(), plain=True)
        self._rich(where, widget.toolTip())
        self._rich(where, widget.whatsThis())
        for action in widget.actions():
            self._look_at_action(action)
            if isinstance(widget, QToolBar):
                self._rich(where, action.toolTip())

    def _look_at_action(self, action: QAction) -> None:
        self._marked("a menu", action.text())
        self._rich("a menu", action.whatsThis())

    def _look_at_items(self, where: str, view: QAbstractItemView) -> None:
        model = view.model()
        if model is None:
            return
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
        for row in range(min(model.rowCount(), 40)):
            for column in range(columns):
                index = model.index(row, column)
                tip = index.data(Qt.ItemDataRole.ToolTipRole)
                self._rich(where, tip if isinstance(tip, str) else "")
                shown = index.data(Qt.ItemDataRole.DisplayRole)
                self._rich(where, shown if isinstance(shown, str) else "", plain=True)

    def _hover(self, widget: QWidget) -> None:
        """Rest the pointer on a widget at some places; show the tooltip it has by itself, too."""
        if not widget.isVisible():
            return
        size = widget.size()
        for x, y in ((4, 4), (size.width() // 2, size.height() // 2), (size.width() // 4, 12)):
            at = QPoint(x, y)
            event = QHelpEvent(QEvent.Type.ToolTip, at, widget.mapToGlobal(at))
            QApplication.sendEvent(widget, event)
        if widget.toolTip():
            QToolTip.showText(widget.mapToGlobal(QPoint(1, 1)), widget.toolTip(), widget)
        for shown in QApplication.topLevelWidgets():
            if shown.inherits("QTipLabel") and shown.isVisible():
                shown.grab()
                assert isinstance(shown, QLabel)
                self._rich(f"tooltip of {type(widget).__name__}", shown.text())
        QToolTip.hideText()

    def _rich(self, where: str, text: str, *, plain: bool = False) -> None:
        """Note a text that Qt would take for markup."""
        if "canary" not in text:
            return
        self.seen += 1
        if not plain and "<img" in text:
            self.taken.append(f"{where}: {text[:120]}")

    def _marked(self, where: str, text: str) -> None:
        """Note a text whose ampersand Qt would take for a shortcut mark."""
        self.seen += "canary" in text
        if "&B" in text.replace("&&", ""):
            self.taken.append(f"{where}, shortcut mark: {text[:120]}")


def tour(folder: Path, home: Path) -> Tour:
    """Go everywhere."""
    app = application()
    found = Tour()
    ContextMenus._run = lambda self, menu, point: found.visit_menu(menu)  # type: ignore[method-assign]
    QMessageBox.exec = lambda self: _look_at_box(found, self)  # type: ignore[method-assign]
    state = State(folder / "state")
    state.note_recent(home, CANARY, WHEN)
    state.note_recent(folder / CANARY / "gone", CANARY, WHEN)
    window = Workbench(state)
    window.resize(1500, 1000)
    found.visit(window)
    _open(window, home, found)
    for id in window.docks.panes:
        window.docks.reveal(id)
        wait()
        found.visit(window)
    _work(window, found)
    for menu in window.menus.menus.values():
        found.visit_menu(menu) if isinstance(menu, QMenu) else None
    for make in DIALOGS.values():
        dialog = make()
        found.visit(dialog)
        wait(250)
        for tabs in dialog.findChildren(QTabBar):
            for n in range(tabs.count()):
                tabs.setCurrentIndex(n)
                found.visit(dialog)
        for view in dialog.findChildren(QAbstractItemView):
            model = view.model()
            for row in range(min(model.rowCount() if model else 0, 3)):
                view.setCurrentIndex(model.index(row, 0))
                wait(2)
        found.visit(dialog)
        dialog.hide()
        dialog.deleteLater()
    answers = (Answer("a", CANARY), Answer("b", CANARY, danger=True))
    ask(window, CANARY, CANARY, answers, cancel=CANARY)
    tell(window, CANARY, CANARY)
    window.desk.abandon()
    window.hide()
    app.processEvents()
    return found


def _open(window: Workbench, home: Path, found: Tour) -> None:
    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, AnnotatorDialog):
            found.visit(dialog)
            dialog.accept()

    timer = QTimer()
    timer.timeout.connect(answer)
    timer.start(10)
    State(window.desk.state.folder).keep_annotator("p-0123456789", "anna")
    window.opening.open([home])
    for _ in range(300):
        wait()
        if window.desk.is_open and window.readers.readers:
            break
    timer.stop()
    assert window.desk.is_open


def _work(window: Workbench, found: Tour) -> None:
    """Select, find, undo, fail: what shows texts in passing."""
    session = window.desk.session
    for id in session.corpus.documents:
        window.reveal(id)
        for annotation in session.set(id).annotations.values():
            session.select(id, (annotation.id,))
            wait()
            found.visit(window)
            window.context.over_text(id, QPoint(10, 10), list(session.set(id).annotations))
        session.select(id, (), (annotation.spans[0],))
        window.context.over_text(id, QPoint(10, 10), [])
        window.context.over_head(id, QPoint(10, 10))
    session.select("one", ("a-0000000001",))
    window.tagging.relabel("quote")
    window.tagging.delete()
    window.find_bar.begin(CANARY)
    window.say(CANARY)
    window.status.show_busy(CANARY)
    window.banner.say(CANARY, "error", ((CANARY, lambda: None),))
    problem = Problem("E-X", CANARY, CANARY, 3, CANARY, CANARY)
    window.docks.show_problems([problem, replace(problem, severity="warning")])
    window.docks.reveal("history")
    wait(200)
    found.visit(window)


def _look_at_box(found: Tour, box: QMessageBox) -> int:
    found.visit(box)
    box.hide()
    return 0


def main() -> None:
    """Go everywhere, and print what was met."""
    folder, home = Path(sys.argv[1]), Path(sys.argv[2])
    os.chdir(folder)
    library: Any = ctypes.CDLL(None) if "LD_PRELOAD" in os.environ else None
    if library is not None:
        library.watch_name.restype = ctypes.c_char_p
        library.watch_arm(b"canary.png")
    if sys.argv[3:] == ["rich"]:  # proves that the watch sees a picture that is loaded
        application()
        label = QLabel(CANARY)
        label.grab()
        found = Tour()
        found.visit(label)
    else:
        found = tour(folder, home)
    opened = []
    if library is not None:
        opened = [library.watch_name(n).decode() for n in range(library.watch_count())]
    missing = [kind.__name__ for kind in dialogs_there_are() - set(DIALOGS)]
    print(
        json.dumps({"opened": opened, "taken": found.taken, "seen": found.seen, "missing": missing})
    )
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
