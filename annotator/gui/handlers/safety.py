"""Ways back and ways out: earlier versions, a changed text, conflict copies, the error report."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog

from annotator.core.errors import AnnotatorError, InputError
from annotator.core.restoring import restoring
from annotator.gui import background
from annotator.gui.dialogs.earlier import EarlierDialog
from annotator.gui.dialogs.reanchor import ReanchorDialog
from annotator.gui.widgets.plain import tell
from annotator.session.changed_texts import report_of, settle_text
from annotator.storage import layout
from annotator.storage.backups import annotations_in

if TYPE_CHECKING:
    from annotator.core.reanchoring import Report
    from annotator.gui.workbench import Workbench
    from annotator.tei.files import AnnotationsFile


def earlier(w: "Workbench") -> None:
    """Show what was kept of the annotator's work on the active article; go back to it if wanted."""
    keeping, document = w.desk.keeping, w.active_document
    if keeping is None or document is None:
        return
    session, backups = w.desk.session, keeping.keeper.backups
    w.desk.settle()
    name = layout.annotations_name(document.id, session.annotator)
    try:
        versions = backups.versions(name) if session.annotator else []
    except InputError as error:
        tell(w, "The earlier versions cannot be listed.", str(error), "warning")
        return
    dialog = EarlierDialog(
        versions,
        partial(annotations_in, backups),
        session.corpus,
        document.id,
        session.stamp(),
        w,
    )
    chosen = dialog.chosen if dialog.exec() == QDialog.DialogCode.Accepted else None
    dialog.deleteLater()
    if chosen is None:
        return
    if reason := w.desk.blocked(document.id):
        w.say(reason)
        return
    keeping.keeper.back_up_later(name, "restore")
    w.desk.bridge.attempt(
        lambda: restoring(session.corpus, session.stamp(), chosen.set, chosen.document)
    )


def reanchor(w: "Workbench", document: str) -> None:
    """Ask what becomes of annotations whose article has another text now, and do it."""
    keeping = w.desk.keeping
    if keeping is None:
        return
    here = w.desk.session.corpus.documents[document]
    if not w.desk.settle():
        return  # the alarm says why

    def asked(found: "tuple[AnnotationsFile, Report]") -> None:
        if w.desk.keeping is not keeping:
            return
        file, report = found
        labels = {category.key: category.label for category in w.desk.session.tagset.categories}
        dialog = ReanchorDialog(here.name, report, labels, parent=w)
        dialog.exec()
        decision, chosen = dialog.decision, dialog.chosen
        dialog.deleteLater()
        if decision == "leave":
            return
        try:
            settle_text(keeping, file, report, chosen if decision == "move" else None)
        except AnnotatorError as error:
            tell(w, "That did not work.", str(error), "warning")
            return
        w.opening.reopen(saving=False)

    def failed(error: BaseException) -> None:
        if not isinstance(error, AnnotatorError):
            raise error
        tell(w, "Your annotations of this article cannot be read.", str(error), "warning")

    background.run(w, lambda: report_of(keeping, document), done=asked, failed=failed)


def reanchor_here(w: "Workbench") -> None:
    """The same for the active article."""
    if document := w.active_document:
        reanchor(w, document.id)


def merge_copy(w: "Workbench", copy: str) -> None:
    """Take over what only a conflict copy has."""
    keeping = w.desk.keeping
    if keeping is None:
        return
    w.desk.flush()
    try:
        keeping.merging.merge_copy(copy)
    except AnnotatorError as error:
        tell(w, "The copy could not be merged.", str(error), "warning")
        return
    w.banner.withdraw(f"copy {copy}")
    w.tell_notices()


def copy_report(w: "Workbench") -> None:
    """Put the error report into the clipboard."""
    QGuiApplication.clipboard().setText(w.report())
    w.say("The error report is in the clipboard. It holds no article text.")
