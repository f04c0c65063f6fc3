"""Adding articles to a project folder: all of them or none."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from annotator.core.completion import Change
from annotator.core.document import Document
from annotator.core.errors import InputError, SaveError
from annotator.core.ids import document_id, is_document_id
from annotator.storage import layout
from annotator.storage.clock import later
from annotator.storage.copies import remove_copied
from annotator.storage.files import Files
from annotator.storage.intake import Article
from annotator.storage.loading import Known, bytes_digest
from annotator.storage.native import checked_bytes
from annotator.storage.save import save_file
from annotator.storage.shipped import PROGRAM
from annotator.tei.files import Extras, TextFile


def add_articles(
    files: Files,
    folder: Path,
    articles: Sequence[Article],
    texts: Iterable[TextFile],
    now: str,
) -> list[tuple[TextFile, Known]]:
    """Write articles with new ids; `texts` are those there are. SaveError: none was added.

    They are stamped a second apart, after all others: that keeps the reading order.
    """
    used = _used_ids(files, folder)
    when = max([now, *(later(text.changes[0].when, 1) for text in texts if text.changes)])
    made: list[Path] = []
    added = []
    try:
        for n, article in enumerate(articles):
            document = _with_unused_id(article.document, used)
            used.add(document.id)
            change = Change("created", later(when, n), PROGRAM.id)
            file = TextFile(document, (change,), Extras(), (PROGRAM,))
            added.append((file, _store(files, folder, article, file, made)))
    except SaveError:
        _take_back(files, made)
        raise
    return added


def _store(files: Files, folder: Path, article: Article, file: TextFile, made: list[Path]) -> Known:
    id = file.document.id
    if article.original:
        suffix = article.suffix if article.suffix.isascii() and article.suffix.isalnum() else ""
        original = folder / layout.ORIGINALS / f"{id}.{suffix[:10] or 'bin'}"
        _place(files, original, article.original, made)
    name = layout.text_name(id)
    data = checked_bytes(file, name)
    _place(files, folder / name, data, made)
    return Known(bytes_digest(data), file)


def _place(files: Files, path: Path, data: bytes, made: list[Path]) -> None:
    """Write a file that is not there yet; noted before, so that a failure can be undone."""
    if files.kind(path) != "absent":
        raise SaveError("E-EXISTS", "There is a file of this name already.", str(path))
    files.make_folder(path.parent)
    made.append(path)
    save_file(files, path, data)


def _take_back(files: Files, made: list[Path]) -> None:
    try:
        remove_copied(files, made)
    except SaveError:
        return  # the error that led here is the one to tell


def _used_ids(files: Files, folder: Path) -> set[str]:
    """Ids of articles, also of those that are unreadable or have only annotations left."""
    used: set[str] = set()
    for name in (layout.TEXTS, layout.ANNOTATIONS, layout.ORIGINALS):
        if files.kind(folder / name) == "absent":
            continue
        try:
            entries = files.list(folder / name)
        except InputError as error:
            raise SaveError(error.code, error.message, str(folder / name)) from error
        used |= {entry.name.partition(".")[0].lower() for entry in entries}
    return used


def _with_unused_id(document: Document, used: set[str]) -> Document:
    id = document.id
    if not is_document_id(id) or id in used:
        stem = document.metadata.file.rpartition(".")[0] or document.metadata.file
        id = document_id(document.metadata.outlet or stem or document.name, used)
    return replace(document, id=id)
