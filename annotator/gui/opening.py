"""Getting projects and articles into a window: read in the background, shown when all is read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QDialog, QWidget

from annotator.bundled import sample_project
from annotator.core.document import Document
from annotator.core.errors import AnnotatorError, InputError
from annotator.core.project import Annotator
from annotator.gui import background
from annotator.gui.desk import Desk
from annotator.gui.dialogs.annotator import AnnotatorDialog
from annotator.gui.dialogs.articles import ArticlesDialog
from annotator.gui.importing import offered_edit
from annotator.gui.widgets.plain import tell
from annotator.session.keeping import Keeping
from annotator.storage.clock import utc_now
from annotator.storage.copies import copy_project
from annotator.storage.founding import new_project
from annotator.storage.intake import Article, pasted_article, read_article_file, wanted
from annotator.storage.layout import is_project
from annotator.storage.workspace import Loaded, Workspace, open_project


@dataclass(frozen=True)
class Read:
    """A project that has been read, for the annotator who worked on it last."""

    workspace: Workspace
    loaded: Loaded
    annotator: str


@dataclass(frozen=True)
class Taken:
    """Articles that were read, and why others were not."""

    articles: tuple[Article, ...]
    failures: tuple[str, ...]


class Opening(QObject):
    """One thing at a time is opened; until it has been read the window stays as it is."""

    busy = Signal(str)
    """What is being done, in words; empty: nothing any more."""

    def __init__(self, desk: Desk, window: QWidget, settled: Callable[[], bool]) -> None:
        """`settled` saves what is open and says whether it may be put away."""
        super().__init__(window)
        self._desk, self._window, self._settled = desk, window, settled
        self._state = desk.state.folder
        self._task: background.Task | None = None

    @property
    def is_busy(self) -> bool:
        """Whether something is being read or written."""
        return self._task is not None

    def open(self, paths: Sequence[Path]) -> None:
        """Open what paths stand for: a project, or articles as a new project."""
        if len(paths) > 0:
            name = paths[0].name or str(paths[0])
            self._run(f"Opening {name}…", lambda: self._read(paths), self._opened)

    def new_from(self, paths: Sequence[Path]) -> None:
        """Read article files, show them, and make a project of them."""
        self._run("Reading articles…", lambda: _take(paths), self._new)

    def add(self, paths: Sequence[Path]) -> None:
        """Read article files, show them, and add them to the open project."""
        self._run("Reading articles…", lambda: _take(paths), self._offer)

    def dropped(self, paths: Sequence[Path]) -> None:
        """Files dropped on the window: a project is opened, articles join the open project."""

        def sort() -> Read | Taken:
            return self._read(paths)

        def take(found: Read | Taken) -> None:
            if isinstance(found, Taken) and self._desk.is_open:
                self._offer(found)
            else:
                self._opened(found)

        self._run("Reading…", sort, take)

    def paste(self, text: str, html: str | None) -> None:
        """An article from the clipboard: for the open project, else for a new one."""
        try:
            taken = Taken((pasted_article(text, html),), ())
        except InputError as error:
            tell(self._window, "The clipboard holds no article.", error.message)
            return
        if self._desk.is_open:
            self._offer(taken)
        else:
            self._new(taken)

    def open_sample(self, folder: Path | None = None) -> None:
        """Open the person's own copy of the sample; it is made where there is none."""
        place = QStandardPaths.StandardLocation.DocumentsLocation
        target = folder or Path(QStandardPaths.writableLocation(place)) / "Annotator sample"

        def copied() -> Read | Taken:
            copy_project(sample_project(), target)
            return self._read([target])

        self._run("Opening the sample…", copied, self._opened)

    def change_annotator(self, annotator: Annotator) -> None:
        """Let somebody else annotate: their own work is read, nobody else's is shown."""
        workspace = self._desk.workspace
        if workspace is None or annotator.id == self._desk.session.annotator:
            return
        self._load(workspace, annotator)

    def reopen(self, *, saving: bool = True) -> None:
        """Read the open project once more, for the same annotator.

        Without `saving`: what is open is out of date, and must not be written over the files.
        """
        annotator, workspace = self._desk.annotator, self._desk.workspace
        if workspace is None:
            return
        if not saving:
            self._desk.put_away()
        self._load(workspace, annotator)

    def move(self, folder: Path) -> None:
        """Give the project a folder of its own, or go on with a copy in another one."""
        desk, keeping, saving = self._desk, self._desk.keeping, self._desk.saving
        if keeping is None or saving is None:
            return
        desk.flush()
        snapshot, workspace = keeping.snapshot(), keeping.workspace

        def moved() -> Workspace:
            if workspace.draft:
                keeping.write(snapshot)
                workspace.move_to(folder)
                return workspace
            if is_project(workspace.files, workspace.folder):
                copy_project(workspace.folder, folder)
            else:  # the old folder is gone: what is in memory
                workspace.export(folder, snapshot.corpus, snapshot.annotator, snapshot.marks)
            there = open_project(folder)
            there.load(snapshot.annotator)
            there.save(snapshot.corpus, snapshot.annotator, snapshot.marks)
            return there

        def shown(there: Workspace) -> None:
            keeping.go_on_at(there, snapshot.corpus)
            desk.state.note_recent(there.folder, desk.session.project.title, utc_now())
            saving.go_on()

        self._run("Saving…", moved, shown)

    def _read(self, paths: Sequence[Path]) -> Read | Taken:
        """In the worker thread: read what the paths stand for."""
        asked = wanted(paths)
        if asked.project is None:
            return _take(asked.articles)
        workspace = open_project(asked.project)
        loaded = workspace.load("")
        project = loaded.corpus.project
        last = self._desk.state.annotator(project.id)
        if project.annotator(last) is None:
            return Read(workspace, loaded, "")
        return Read(workspace, workspace.load(last), last)

    def _opened(self, found: Read | Taken) -> None:
        if isinstance(found, Taken):
            self._new(found)
            return
        annotator = found.loaded.corpus.project.annotator(found.annotator)
        if annotator is not None:
            self._show(found.workspace, found.loaded, annotator)
            return
        chosen = self._ask_annotator(found.loaded.corpus.project.annotators)
        if chosen is None or found.loaded.corpus.project.annotator(chosen.id) is None:
            self._show(found.workspace, found.loaded, chosen)
            return
        self._load(found.workspace, chosen)

    def _load(self, workspace: Workspace, annotator: Annotator | None) -> None:
        """Read an annotator's work, once what is open is saved and out of the way."""
        if not self._let_go():
            return
        id = annotator.id if annotator else ""
        self._take_up(lambda: Keeping(workspace, workspace.load(id), annotator, self._state))

    def _show(self, workspace: Workspace, loaded: Loaded, annotator: Annotator | None) -> None:
        if self._let_go():
            self._take_up(lambda: Keeping(workspace, loaded, annotator, self._state))

    def _let_go(self) -> bool:
        """Save what is open, and put it away; False, and it stays, where that cannot be."""
        if self._desk.is_open and not self._settled():
            return False
        self._desk.put_away()
        return True

    def _take_up(self, make: Callable[[], Keeping]) -> None:
        self._run("Opening…", make, self._desk.open, self._desk.abandon)

    def _ask_annotator(self, annotators: Sequence[Annotator]) -> Annotator | None:
        dialog = AnnotatorDialog(annotators, parent=self._window)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        chosen = dialog.chosen if accepted else None
        dialog.deleteLater()
        return chosen

    def _new(self, taken: Taken) -> None:
        dialog = self._dialog(taken, (), "")
        if dialog is None:
            return
        title, articles = dialog.project_title, dialog.articles

        def made() -> Read:
            workspace = new_project(None, title, articles)
            return Read(workspace, workspace.load(""), "")

        def shown(read: Read) -> None:
            self._opened(read)
            self._import(list(read.loaded.corpus.documents.values()), articles)

        self._run("Making the project…", made, shown)

    def _offer(self, taken: Taken) -> None:
        workspace = self._desk.workspace
        if reason := self._desk.refusal:
            tell(self._window, "No article can be added here.", reason, "warning")
            return
        known = tuple(self._desk.session.corpus.documents.values())
        dialog = self._dialog(taken, known, None)
        if dialog is None or workspace is None:
            return
        articles = dialog.articles

        def added(documents: Sequence[Document]) -> None:
            self._desk.take_in(documents)
            self._import(documents, articles)

        self._run("Adding articles…", lambda: workspace.add(articles), added)

    def _dialog(
        self, taken: Taken, known: Sequence[Document], title: str | None
    ) -> ArticlesDialog | None:
        if not taken.articles:
            tell(self._window, "No article could be read.", "\n".join(taken.failures), "warning")
            return None
        dialog = ArticlesDialog(
            taken.articles,
            known,
            project_title=title,
            failures=taken.failures,
            categories=self._desk.session.tagset.categories,
            parent=self._window,
        )
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog if accepted else None

    def _import(self, documents: Sequence[Document], articles: Sequence[Article]) -> None:
        """Take over the annotations that files of another make offered, as one edit."""
        session = self._desk.session
        pairs = [
            (document, article.foreign)
            for document, article in zip(documents, articles, strict=False)
            if article.foreign is not None and article.foreign.settled
        ]
        if pairs and session.annotator:
            stamp = session.stamp()
            self._desk.bridge.attempt(lambda: offered_edit(session.corpus, stamp, pairs))

    def _run(
        self,
        words: str,
        work: Callable[[], object],
        done: Callable[..., None],
        instead: Callable[[], None] = lambda: None,
    ) -> None:
        """`done` takes what `work` returned; `instead` is called where that failed."""
        if self._task is not None:
            return

        def finished(result: object) -> None:
            self._end()
            done(result)

        def failed(error: BaseException) -> None:
            self._end()
            instead()
            if not isinstance(error, AnnotatorError):
                raise error
            tell(self._window, "That did not work.", str(error), "warning")

        self.busy.emit(words)
        self._task = background.run(self, work, done=finished, failed=failed)

    def _end(self) -> None:
        self._task = None
        self.busy.emit("")


def _take(paths: Sequence[Path]) -> Taken:
    """In the worker thread: read articles; one that cannot be read does not stop the others."""
    articles, failures = [], []
    for path in paths:
        try:
            articles.append(read_article_file(path))
        except InputError as error:
            failures.append(str(error))
    return Taken(tuple(articles), tuple(failures))
