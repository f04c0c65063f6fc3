"""What keys and clicks do to annotations: each wish becomes one edit on the session."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.core import gestures
from annotator.core.annotation import Annotation
from annotator.core.edit import Edit
from annotator.core.snapping import fitted
from annotator.core.span import Spans
from annotator.display.readiness import unready
from annotator.gui.desk import Desk
from annotator.gui.nudging import Edge, Unit, nudged
from annotator.gui.widgets.plain import Answer, ask
from annotator.session.session import Session

Asker = Callable[[str, str, Sequence[Answer]], str]


FINISH = (Answer("finish", "Finish all the same"),)


class Tagging(QObject):
    """Tags, changes and removes annotations of the active article."""

    said = Signal(str)
    """Something the person should know, for the status bar."""
    annotator_wanted = Signal()
    """Somebody wants to annotate, and nobody has said who."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ask: Asker = lambda text, detail, answers: ask(parent, text, detail, answers)
        self.last = ""
        """The category used last."""
        self.sticky = ""
        """The category that every selection is tagged with."""
        self.waiting = False
        """Whether the next category key tags the selected annotation once more."""

    def use(self, category: str) -> None:
        """A category's key or a click on it: tag the selected text, or change the annotation."""
        selection = self._session.selection
        if self.waiting:
            self.waiting = False
            self.duplicate(category)
        elif selection.spans:
            self.tag(selection.document, category, selection.spans)
        elif self._session.selected:
            self.relabel(category)
        else:
            self.said.emit("Select some words first, then press the key of a category.")

    def tag(self, document: str, category: str, spans: Spans) -> bool:
        """Tag spans, fitted as the project's settings say; an identical twin is asked about."""
        session = self._session
        fitting = self._fitted(document, spans)
        self.last = category

        def make() -> Edit:
            return gestures.create(session.corpus, session.stamp(), document, category, fitting)

        return self._create(document, make)

    def repeat(self) -> None:
        """Use the last category again."""
        if self.last:
            self.use(self.last)
        else:
            self.said.emit("Nothing has been tagged yet that could be repeated.")

    def selection_finished(self, document: str, spans: Spans) -> None:
        """A selection was made: with a locked category it is tagged at once."""
        if self.sticky and spans:
            self.tag(document, self.sticky, spans)

    def begin_duplicate(self) -> None:
        """The next category key tags the selected annotation once more."""
        if self._one("Select the annotation to tag once more first."):
            self.waiting = True
            self.said.emit("Press the key of the category to add, or Esc.")

    def cancel(self) -> None:
        """Forget that a category key was awaited."""
        if self.waiting:
            self.waiting = False
            self.said.emit("")

    def duplicate(self, category: str) -> None:
        """Tag the words of the selected annotation with another category too."""
        session = self._session
        if old := self._one("Select the annotation to tag once more first."):
            self.last = category
            self._create(
                old.document,
                lambda: gestures.duplicate(session.corpus, session.stamp(), old, category),
            )

    def relabel(self, category: str) -> None:
        """Give the selected annotations another category."""
        session, selected = self._session, self._session.selected
        if selected:
            self.last = category
            self._attempt(
                selected[0].document,
                lambda: gestures.relabel(session.corpus, session.stamp(), selected, category),
            )

    def add_fragment(self, spans: Spans) -> None:
        """Add spans to the selected annotation."""
        session = self._session
        old = self._one("Select the annotation that the words belong to first.")
        if old is None:
            return
        if not spans:
            self.said.emit("Select the words to add, then ask again.")
            return
        fitting = self._fitted(old.document, spans)
        done = self._attempt(
            old.document,
            lambda: gestures.respan(
                session.corpus, session.stamp(), old, (*old.spans, *fitting), "Add a fragment"
            ),
        )
        if done:
            session.select(old.document, (old.id,))

    def remove_fragment(self, caret: int) -> None:
        """Take the selected words, else the fragment at the caret, away from the annotation."""
        session = self._session
        old = self._one("Select an annotation first.")
        if old is None:
            return
        cut = next(
            iter(session.selection.spans),
            next((span for span in old.spans if span.start <= caret <= span.end), None),
        )
        if cut is None or (len(old.spans) == 1 and cut.contains(old.spans[0])):
            self.said.emit("Put the caret into the fragment to remove; Delete removes them all.")
            return
        self._attempt(
            old.document,
            lambda: gestures.remove_fragment(session.corpus, session.stamp(), old, cut),
        )

    def respan(self, id: str, spans: Spans) -> None:
        """Give an annotation the spans that a drag of a boundary left it with."""
        session = self._session
        if old := session.annotation(id):
            self._attempt(
                old.document,
                lambda: gestures.respan(
                    session.corpus, session.stamp(), old, spans, "Move a boundary"
                ),
            )

    def nudge(self, edge: Edge, by: int, unit: Unit, caret: int) -> None:
        """Move a boundary of the selected annotation by a character or a word."""
        session = self._session
        if old := self._one("Select an annotation first."):
            text = session.corpus.documents[old.document].text
            spans = nudged(text, old.spans, edge, by, unit, caret)
            self._attempt(
                old.document,
                lambda: gestures.respan(
                    session.corpus, session.stamp(), old, spans, "Move a boundary"
                ),
            )

    def split(self, caret: int) -> None:
        """Split the selected annotation at the caret."""
        session = self._session
        if old := self._one("Select the annotation to split first."):
            self._attempt(
                old.document,
                lambda: gestures.split(session.corpus, session.stamp(), old, caret),
            )

    def join(self) -> None:
        """Make one of the selected annotations."""
        session, selected = self._session, self._session.selected
        if len(selected) < 2:
            self.said.emit("Select two annotations or more (Ctrl+click) to join them.")
            return
        self._attempt(
            selected[0].document,
            lambda: gestures.join(session.corpus, session.stamp(), selected),
        )

    def delete(self) -> None:
        """Delete the selected annotations."""
        session, selected = self._session, self._session.selected
        if not selected:
            self.said.emit("Select the annotation to delete first.")
            return
        self._attempt(
            selected[0].document,
            lambda: gestures.delete(session.corpus, session.stamp(), selected),
        )

    def toggle_draft(self) -> None:
        """Mark the selected annotations as drafts to come back to, or take the mark away."""
        session, selected = self._session, self._session.selected
        if not selected:
            self.said.emit("Select an annotation first.")
            return
        drafts = all(annotation.state == "draft" for annotation in selected)
        self._attempt(
            selected[0].document,
            lambda: gestures.set_state(session.stamp(), selected, "" if drafts else "draft"),
        )

    def finish(self, document: str) -> None:
        """Mark an article as finished, or as not finished."""
        session = self._session
        if document:
            own = session.set(document)
            finished = own.completion.status == "finished"
            left = "" if finished else unready(own, session.tagset)
            if left and not self._ask("Not everything is settled yet.", left, FINISH):
                return
            self._attempt(
                document,
                lambda: gestures.complete(
                    session.corpus, session.stamp(), document, "open" if finished else "finished"
                ),
            )

    @property
    def _session(self) -> Session:
        return self._desk.session

    def _one(self, otherwise: str) -> Annotation | None:
        """The current annotation; says `otherwise` where there is none."""
        selected = self._session.selected
        if not selected:
            self.said.emit(otherwise)
            return None
        return selected[-1]

    def _fitted(self, document: str, spans: Spans) -> Spans:
        corpus = self._session.corpus
        text, settings = corpus.documents[document].text, corpus.project.settings
        return tuple(fit for span in spans if (fit := fitted(span, text, settings)))

    def _create(self, document: str, make: Callable[[], Edit]) -> bool:
        """Make an edit that adds one annotation, and select that."""
        session = self._session
        made: list[Edit] = []

        def once() -> Edit:
            made.append(make())
            return made[0]

        if not self._attempt(document, once, twins=True):
            return False
        new = made[0].annotations[1]
        session.select(document, tuple(annotation.id for annotation in new))
        return True

    def _attempt(self, document: str, make: Callable[[], Edit], *, twins: bool = False) -> bool:
        if not self._session.annotator:
            self.annotator_wanted.emit()
            return False
        if reason := self._desk.blocked(document):
            self.said.emit(reason)
            return False
        self._desk.flush()
        refused = False

        def asked() -> Edit:
            nonlocal refused
            edit = make()
            refused = twins and not self._wanted_twice(edit)
            return Edit(edit.label) if refused else edit

        return self._desk.bridge.attempt(asked) and not refused

    def _wanted_twice(self, edit: Edit) -> bool:
        session = self._session
        twins = gestures.identical(session.corpus, session.annotator, edit)
        if not twins:
            return True
        label = session.tagset.label(twins[0].category)
        answer = self._ask(
            f"These words are tagged as {label} already.",
            "Tag them a second time?",
            (Answer("twice", "Tag again"),),
        )
        if not answer:
            session.select(twins[0].document, (twins[0].id,))
        return bool(answer)
