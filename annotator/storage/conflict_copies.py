"""Copies that sync programs, file managers and git leave beside a project's files, by their names.

A valid id is never taken for one: `anna-2.tei.xml` is an annotator's file, `anna 2.tei.xml` is a
copy of Anna's. What stands in a copy is not looked at here.
"""

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final
from unicodedata import normalize

from annotator.core.errors import InputError, Problem
from annotator.core.ids import is_document_id
from annotator.storage import layout
from annotator.storage.files import Files

_CONFLICT: Final = "conflict|konflikt|conflit|конфликт|競合|冲突|衝突"
_COPY: Final = "copy|kopie|copie|copia|cópia|kopia|kopi|kopija|копия|副本|コピー|拷贝"
_NUMBER: Final = r"(?: ?\(\d{1,3}\)| \d{1,3})"

_MARKS: Final = (
    rf" ?[(\[].*(?:{_CONFLICT}).*[)\]]",  # Dropbox, Nextcloud, Seafile, pCloud
    r"\.sync-conflict-\d{8}-\d{6}(?:-\w+)?",  # Syncthing
    r"_conflict-\d{8}-\d{6}",  # ownCloud
    r"[._](?:BACKUP|BASE|LOCAL|REMOTE)[._]\d+",  # git mergetool
    rf"(?:[ _–-]+|(?=\())\(?(?:another |\d\w\w )?(?:{_COPY}){_NUMBER}?\)?",  # file managers
    _NUMBER,  # browsers, Google Drive, iCloud
    r"\.orig|\.bak|~|\.~\d+~",  # git, editors
)
_MARK: Final = "|".join(f"(?:{mark})" for mark in _MARKS)
_PLACES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(.+?)(?:{_MARK})(\.tei\.xml)",
        rf"(.+?\.tei)(?:{_MARK})(\.xml)",
        rf"(.+?\.tei\.xml)(?:{_MARK})",
        rf"(?:{_COPY})(?: \(\d{{1,3}}\))?(?: of| von| de| di| da| van| av| af|) (.+\.tei\.xml)",
    )
)
_HOST: Final = r"-(?=[^/]*[A-Z])[A-Za-z0-9-]{1,31}"
_HOSTS: Final = (
    re.compile(rf"{_HOST}(?=\.tei\.xml$)"),
    re.compile(rf"(?<=\.tei){_HOST}(?=\.xml$)"),
)
_DEEPEST: Final = 4
"""A copy of a copy of a copy: so many marks are taken off."""
_LONGEST: Final = 512
"""Characters of a name that is looked at; no file system allows more in one."""


def conflict_copies(names: Collection[str]) -> dict[str, str]:
    """Copies among the names of a project's files, and which file each is a copy of.

    Names are relative to the project's folder, with forward slashes. The original need not be
    there. Only OneDrive's copies (`anna-LAPTOP.tei.xml`) are told by the original beside them.
    """
    known = frozenset(names)
    found = {name: original_of(name) or _beside(name, known) for name in sorted(known)}
    return {name: original for name, original in found.items() if original}


def copies_in(files: Files, folder: Path) -> dict[str, str]:
    """The copies in a project's folder, as `conflict_copies`; what cannot be listed is left out."""
    names: list[str] = []
    folders = [("", folder), *((name, folder / name) for name in (layout.TEXTS, layout.LINKS))]
    try:
        inside = files.list(folder / layout.ANNOTATIONS)
    except InputError:
        inside = []
    for document in inside:
        if document.kind == "folder":
            name = f"{layout.ANNOTATIONS}/{document.name}"
            folders.append((name, folder / name))
    for above, path in folders:
        try:
            entries = files.list(path)
        except InputError:
            continue
        own = (entry.name for entry in entries if entry.kind == "file")
        names += (f"{above}/{name}" if above else name for name in own)
    return conflict_copies(names)


def copy_problem(name: str, original: str) -> Problem:
    """What people are told of a copy."""
    message = (
        f"This is a copy of {original}, which a sync program, a file manager or git has left here. "
        "It counts as nobody's work."
    )
    advice = "Take over what only the copy has, or move the copy out of the project's folder."
    return Problem("E-CONFLICT-COPY", message, name, advice=advice, severity="warning")


def original_of(name: str) -> str:
    """The file of a project that a name marks as copied; empty for any other name."""
    *folders, own = normalize("NFC", name[:_LONGEST]).replace("\u00a0", " ").split("/")
    match folders:
        case []:
            found = next((plain for plain in _plain(own) if plain == layout.PROJECT), "")
        case [layout.TEXTS]:
            found = next(filter(layout.document_of, _plain(own)), "")
        case [layout.LINKS]:
            found = next(filter(layout.annotator_of, _plain(own)), "")
        case [layout.ANNOTATIONS, folder]:
            found = next(filter(layout.annotator_of, _plain(own)), "")
            plain = (whole.removesuffix(layout.SUFFIX) for whole in _plain(folder + layout.SUFFIX))
            folders[1] = next(filter(is_document_id, plain), "")
        case _:
            return ""
    original = "/".join((*folders, found))
    return original if found and all(folders) and original != name else ""


def _plain(own: str) -> Iterator[str]:
    """A file's own name, then with one mark after the other taken off."""
    yield own
    for _ in range(_DEEPEST):
        found = next(filter(None, (place.fullmatch(own) for place in _PLACES)), None)
        if found is None or own.startswith("."):
            return
        own = "".join(found.groups())
        yield own


def _beside(name: str, known: Collection[str]) -> str:
    """The original of a name that ends in a computer's name; empty unless just one fits."""
    fitting = set()
    for pattern in _HOSTS:
        if host := pattern.search(name):
            for dash in re.finditer("-(?=.*[A-Z])", host.group()):
                original = name[: host.start() + dash.start()] + name[host.end() :]
                fitting |= {original} & set(known)
    return fitting.pop() if len(fitting) == 1 else ""
