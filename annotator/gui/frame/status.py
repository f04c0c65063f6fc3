"""The status bar: what just happened, how far the project is, who annotates, what is saved."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QPushButton, QStatusBar, QWidget

from annotator.gui.desk import Desk
from annotator.gui.widgets.plain import Label, menu_text, name_for_readers, tooltip

_SAYING_MS = 8_000


class Status(QStatusBar):
    """Follows the desk."""

    annotator_clicked = Signal()
    problems_clicked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setSizeGripEnabled(False)
        self.setContentsMargins(8, 0, 8, 0)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setFixedWidth(96)
        self._busy.setTextVisible(False)
        self._busy.hide()
        self.problems = _link()
        self.problems.clicked.connect(self.problems_clicked)
        self.progress = Label("", "quiet")
        self.annotator = _link()
        self.annotator.clicked.connect(self.annotator_clicked)
        tooltip(self.annotator, "Who annotates; click to change")
        self.saved = Label("")
        for widget in (self._busy, self.problems, self.progress, self.annotator, self.saved):
            self.addPermanentWidget(widget)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.refresh)
        desk.bridge.happened.connect(self._later.start)
        desk.saving_changed.connect(self._later.start)
        desk.opened.connect(self._later.start)
        self.refresh()

    def say(self, text: str) -> None:
        """Show a sentence for a few seconds."""
        self.showMessage(text, _SAYING_MS)

    def show_busy(self, words: str) -> None:
        """Show that something is under way; empty: no longer."""
        self._busy.setVisible(bool(words))
        self.showMessage(words)

    def refresh(self) -> None:
        """Show how things stand."""
        desk = self._desk
        for widget in (self.progress, self.annotator, self.saved):
            widget.setVisible(desk.is_open)
        count = len(desk.problems) + desk.undecided
        self.problems.setVisible(count > 0)
        self.problems.setText(f"⚠ {count} problem{'s' if count != 1 else ''}")
        if not desk.is_open:
            return
        session = desk.session
        documents = session.corpus.documents
        finished = sum(session.set(id).completion.status == "finished" for id in documents)
        self.progress.setText(f"{finished} of {len(documents)} articles finished")
        annotator = desk.annotator
        name = (annotator.name or annotator.id) if annotator else "Choose who annotates…"
        self.annotator.setText(menu_text(name))
        name_for_readers(self.annotator, f"Annotator: {name}")
        if desk.saving is not None:
            safety = desk.saving.safety
            self.saved.setText(safety.short)
            tooltip(self.saved, safety.long)
            name_for_readers(self.saved, safety.short, safety.long)


def _link() -> QPushButton:
    button = QPushButton()
    button.setFlat(True)
    button.setAutoDefault(False)
    return button
