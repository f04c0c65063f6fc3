"""Articles whose text is not the one that was annotated, and the ways out."""

from collections.abc import Mapping
from dataclasses import replace

from annotator.core.completion import Change
from annotator.core.document import Document
from annotator.core.errors import InputError
from annotator.core.project import Annotator
from annotator.core.reanchoring import Report
from annotator.core.span import Spans
from annotator.session.keeping import Keeping
from annotator.storage import layout
from annotator.storage.changes import Stamping
from annotator.storage.clock import utc_now
from annotator.storage.reanchor import reanchored_file, reanchoring_report, restored_text
from annotator.storage.shipped import PROGRAM
from annotator.tei.files import AnnotationsFile, TextFile


def changed_texts(keeping: Keeping) -> list[str]:
    """Ids of the documents, in order."""
    loaded, id = keeping.loaded, keeping.session.annotator
    found = (*loaded.unreadable, *loaded.problems)
    files = {problem.file for problem in found if problem.code == "E-DIGEST"}
    return [
        document
        for document in keeping.session.corpus.documents
        if {layout.text_name(document), layout.annotations_name(document, id)} & files
    ]


def present_text(keeping: Keeping, document: str) -> Document:
    """The article as its file says now, which need not be what is open. InputError."""
    name = layout.text_name(document)
    _, (file, *_) = keeping.workspace.read(name)
    if not isinstance(file, TextFile):
        raise InputError("E-NAME", "This is no article.", name)
    return file.document


def report_of(keeping: Keeping, document: str) -> tuple[AnnotationsFile, Report]:
    """The annotator's file on another text, and where its annotations stand now.

    Blocking, for any thread. Raises InputError where there is none that can be read.
    """
    name = layout.annotations_name(document, keeping.session.annotator)
    _, (file, *_) = keeping.workspace.read(name)
    if not isinstance(file, AnnotationsFile):
        raise InputError("E-NAME", "This is no set of annotations.", name)
    return file, reanchoring_report(file, present_text(keeping, document))


def settle_text(
    keeping: Keeping,
    file: AnnotationsFile,
    report: Report,
    chosen: Mapping[str, Spans] | None,
) -> None:
    """Move annotations to the present text, or (None) put the annotated text back.

    Written at once, over what is there: save first, and read what is open again then, without
    saving it. What was there is in the backups.
    Raises SaveError or InputError, and then nothing has changed.
    """
    session, workspace, keeper = keeping.session, keeping.workspace, keeping.keeper
    document = present_text(keeping, file.document.id)
    name = layout.annotations_name(document.id, session.annotator)
    text = layout.text_name(document.id)
    data, _ = workspace.read(name)
    was, (found, *_) = workspace.read(text)
    count = len(file.set.annotations) + len(file.set.relations)
    keeper.backups.keep(name, data, "reanchor", count)
    keeper.backups.keep(text, was, "reanchor")
    who = session.project.annotator(session.annotator) or PROGRAM
    present = found if isinstance(found, TextFile) else None
    if chosen is None:
        workspace.put(restored_text(file, present, utc_now(), who))
        return
    ledger = keeper.ledger
    stamp = Stamping(session.annotator, utc_now(), ledger.tag, ledger.n + 1)
    workspace.put(reanchored_file(file, document, report, chosen, stamp))
    keeper.begin_anew(name)
    if present is not None:
        workspace.put(_accepted(present, who))


def _accepted(text: TextFile, who: Annotator) -> TextFile:
    """The article as somebody changed it outside the program, with a digest that is right."""
    change = Change("changed", utc_now(), who.id, "The text was changed outside the program.")
    people = {person.id: person for person in (*text.annotators, who)}
    return replace(text, changes=(*text.changes, change), annotators=tuple(people.values()))
