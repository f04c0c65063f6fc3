"""A whole window on a small project on disk, used as a person would."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from annotator.core.document import Document, Metadata
from annotator.core.span import Span
from annotator.gui.dialogs.annotator import AnnotatorDialog
from annotator.gui.panes.readers.reader import Reader
from annotator.gui.workbench import Workbench
from annotator.storage.founding import new_project
from annotator.storage.intake import Article
from annotator.storage.state import State
from tests.samples import FIRST, SECOND


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of two articles with the shipped tagset, and nobody's annotations."""
    folder = tmp_path / "strike"
    articles = [
        Article(Document("", text, metadata=Metadata(title, outlet)), "text", text.encode(), "txt")
        for text, title, outlet in (
            (FIRST, "Ferry strike", "The Daily Post"),
            (SECOND, "Fuel shortage", "Island Wire"),
        )
    ]
    new_project(folder, "Ferry strike", articles)
    return folder


class Desk:
    """A window and what a person does in it."""

    def __init__(self, qtbot: QtBot, state: Path) -> None:
        self.qtbot = qtbot
        self.state = state
        self.window = self.new_window()

    def new_window(self) -> Workbench:
        """A window as it comes up at the start of the program."""
        self.window = Workbench(State(self.state))
        # A test that fails with unsaved work must not end in a question.
        self.qtbot.addWidget(self.window, before_close_func=lambda window: window.desk.abandon())
        self.window.resize(1200, 800)
        self.window.show()
        self.activate()
        return self.window

    def activate(self) -> None:
        """Make the window the active one, as it is when a dialog has closed: only there keys are
        shortcuts."""
        with self.qtbot.waitActive(self.window):
            self.window.activateWindow()
        if reader := self.window.readers.active:
            reader.view.setFocus()
        self.qtbot.wait(20)

    def open(self, *paths: Path) -> None:
        """Open a project, and wait until it is shown."""
        with self.qtbot.waitSignal(self.window.desk.opened, timeout=10_000):
            self.window.opening.open(paths)
        self.activate()

    def open_as(self, name: str, *paths: Path) -> None:
        """Open a project for the first time, under a name."""
        with answering(AnnotatorDialog, lambda dialog: _enter(dialog, name)):
            self.open(*paths)

    def change_annotator(self, name: str) -> None:
        """Let somebody else annotate."""
        opened = self.window.desk.opened
        with (
            answering(AnnotatorDialog, lambda dialog: _enter(dialog, name)),
            self.qtbot.waitSignal(opened, timeout=10_000),
        ):
            self.act("annotator")
        self.activate()

    def close(self) -> None:
        """Close the window."""
        assert self.window.close()
        self.qtbot.wait(10)

    def reader(self, n: int) -> Reader:
        """The n-th pane, from 0."""
        return self.window.readers.readers[n]

    def select(self, n: int, words: str) -> Span:
        """Select words in the n-th pane with the keyboard: caret to the start, then Shift+Right."""
        reader = self.reader(n)
        text = self.window.desk.session.corpus.documents[reader.id].text
        start = text.index(words)
        reader.view.setFocus()
        reader.view.go_to(start)
        while not reader.view.selection or reader.view.selection[0].end < start + len(words):
            self.press("Right", Qt.KeyboardModifier.ShiftModifier)
        return Span(start, start + len(words))

    def press(
        self,
        key: str,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        on: QWidget | None = None,
    ) -> None:
        """Press a key in the active article, or in another widget."""
        reader = self.window.readers.active
        target = on or (reader.view if reader else self.window)
        self.qtbot.keyClick(target, getattr(Qt.Key, f"Key_{key}"), modifiers)

    def act(self, id: str) -> None:
        """Choose an action from the menu."""
        self.window.menus.refresh()
        action = self.window.menus.actions[id]
        assert action.isEnabled(), id
        action.trigger()

    def tagged(self, n: int) -> list[tuple[str, list[str]]]:
        """Category and words of every annotation in the n-th pane, in order."""
        session = self.window.desk.session
        id = self.reader(n).id
        text = session.corpus.documents[id].text
        own = session.set(id).in_order
        return [(a.category, [span.text(text) for span in a.spans]) for a in own]


@pytest.fixture
def desk(qtbot: QtBot, own_state_folder: Path) -> Iterator[Desk]:
    desk = Desk(qtbot, own_state_folder)
    yield desk
    desk.window.desk.abandon()


class answering:
    """While it lasts, a dialog of a kind is answered as soon as it shows; it has to show."""

    def __init__(self, kind: type[QDialog], act: Callable[..., object]) -> None:
        self._kind, self._act = kind, act
        self._timer = QTimer()
        self._timer.setInterval(5)
        self._timer.timeout.connect(self._look)
        self.answered = 0

    def __enter__(self) -> "answering":
        self._timer.start()
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self._timer.stop()
        assert error or self.answered, f"no {self._kind.__name__} was shown"

    def _look(self) -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, self._kind):
            self.answered += 1
            self._timer.stop()
            self._act(dialog)


def _enter(dialog: AnnotatorDialog, name: str) -> None:
    dialog._name.setText(name)
    dialog._typed()
    dialog.accept()
