"""The Project menu: open, add, save, settings, who annotates."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog

from annotator.core.tagset_changes import change_tagset, own_uses
from annotator.gui.dialogs.annotator import AnnotatorDialog
from annotator.gui.dialogs.details import DetailsDialog, describing
from annotator.gui.dialogs.settings import SettingsDialog, settling
from annotator.gui.dialogs.tagset.editor import TagsetEditor
from annotator.gui.widgets.plain import Answer, ask

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from annotator.gui.workbench import Workbench

ARTICLES = "Articles (*.txt *.html *.htm *.xhtml *.xml *.md);;All files (*)"


def new_from_articles(w: "Workbench") -> None:
    """Choose article files for a new project."""
    paths, _ = QFileDialog.getOpenFileNames(w, "Choose the articles", _home(), ARTICLES)
    if paths:
        w.opening.new_from([Path(path) for path in paths])


def add_articles(w: "Workbench") -> None:
    """Choose article files to add to the open project."""
    paths, _ = QFileDialog.getOpenFileNames(w, "Choose the articles to add", _home(), ARTICLES)
    if paths:
        w.opening.add([Path(path) for path in paths])


def open_project(w: "Workbench") -> None:
    """Choose the folder of a project."""
    path = QFileDialog.getExistingDirectory(w, "Choose the folder of the project", _home())
    if path:
        w.opening.open([Path(path)])


def open_sample(w: "Workbench") -> None:
    """Open a copy of the sample project that is the person's own."""
    w.opening.open_sample()


def paste_article(w: "Workbench") -> None:
    """Take the clipboard's text as an article."""
    clipboard = QGuiApplication.clipboard()
    # Qt hands over nothing at all where the clipboard has never been filled.
    mime: QMimeData | None = clipboard.mimeData()
    html = mime.html() if mime is not None and mime.hasHtml() else None
    w.opening.paste(clipboard.text(), html)


def details(w: "Workbench") -> None:
    """Show and change the details of the active article."""
    document = w.active_document
    if document is None:
        return
    dialog = DetailsDialog(document, w)
    if dialog.exec() == QDialog.DialogCode.Accepted:
        w.desk.bridge.attempt(lambda: describing(document, dialog.metadata))
    dialog.deleteLater()


def save(w: "Workbench") -> None:
    """Save now."""
    if w.desk.saving is not None:
        w.desk.saving.save()


def save_as(w: "Workbench") -> None:
    """Give a project that has no folder of its own one, or copy it to another."""
    path = QFileDialog.getExistingDirectory(w, "Choose an empty folder for the project", _home())
    if path:
        w.opening.move(Path(path))


def is_draft(w: "Workbench") -> bool:
    """Whether the open project has no folder of its own yet."""
    return w.desk.workspace is not None and w.desk.workspace.draft


def tell_of_draft(w: "Workbench") -> None:
    """Say that a project has no folder of its own yet, if so, and offer to choose one."""
    if is_draft(w):
        w.banner.say(
            "Everything is kept safe on this computer. To hand the project on or back it up, "
            "give it a folder of its own.",
            "information",
            (
                ("Choose a folder…", lambda: save_as(w)),
                ("Later", lambda: w.banner.withdraw("draft")),
            ),
            "draft",
        )


def settings(w: "Workbench") -> None:
    """Change what holds for everyone in the project."""
    before = w.desk.session.project
    dialog = SettingsDialog(before, w)
    if dialog.exec() == QDialog.DialogCode.Accepted:
        w.desk.bridge.attempt(lambda: settling(before, dialog.settings, dialog.heading))
    dialog.deleteLater()


def edit_tagset(w: "Workbench") -> None:
    """Edit categories, attributes and guidelines; one step to undo."""
    # Imported here, since the list of actions names this handler.
    from annotator.gui.actions import ACTIONS

    session = w.desk.session
    names = {annotator.id: annotator.name for annotator in session.project.annotators}

    def uses(category: str) -> tuple[int, dict[str, int]]:
        counted = w.desk.workspace.count_uses(category) if w.desk.workspace else {}
        others = {names.get(a) or a: n for a, n in counted.items() if a != session.annotator and n}
        return len(own_uses(session.corpus, session.annotator, category)), others

    taken = {
        key.upper(): action.text.replace("&", "").rstrip("…")
        for action in ACTIONS
        for key in action.keys
        if len(key) == 1
    }
    dialog = TagsetEditor(session.tagset, uses, taken, w)
    if dialog.exec() == QDialog.DialogCode.Accepted and dialog.tagset != session.tagset:
        w.desk.bridge.attempt(
            lambda: change_tagset(session.corpus, session.stamp(), dialog.tagset, dialog.deletions)
        )
    dialog.deleteLater()


def choose_annotator(w: "Workbench") -> None:
    """Say who annotates from now on."""
    dialog = AnnotatorDialog(w.desk.session.project.annotators, w.desk.session.annotator, w)
    if dialog.exec() == QDialog.DialogCode.Accepted and dialog.chosen:
        w.opening.change_annotator(dialog.chosen)
    dialog.deleteLater()


def close_project(w: "Workbench") -> None:
    """Save, and go back to the start page."""
    if settled(w):
        w.desk.abandon()


def quit(w: "Workbench") -> None:
    """Save, and end the program."""
    w.close()


def settled(w: "Workbench") -> bool:
    """Save all there is. Where that fails, ask; True where the project may be put away."""
    while not w.desk.settle():
        reason = w.desk.saving.safety.long if w.desk.saving else ""
        answer = ask(
            w,
            "The last changes are not saved.",
            reason,
            (
                Answer("again", "Try again"),
                Answer("elsewhere", "Save a copy elsewhere…"),
                Answer("lose", "Close without saving", danger=True),
            ),
            cancel="Stay here",
            icon="warning",
        )
        if answer == "lose":
            return True
        if not answer:
            return False
        if answer == "elsewhere":
            save_copy(w)
    return True


def save_copy(w: "Workbench") -> None:
    """Write the whole project into another folder, for when its own cannot be written."""
    path = QFileDialog.getExistingDirectory(w, "Choose an empty folder for the copy", _home())
    if path:
        w.opening.move(Path(path))


def _home() -> str:
    """Where people keep their files: file dialogs begin there."""
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
