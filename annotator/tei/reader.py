"""From the bytes of a native file to values, or an InputError; never anything else."""

import re
from collections import Counter
from dataclasses import replace
from typing import Literal, cast

from lxml import etree

from annotator.core.errors import InputError
from annotator.core.project import Project
from annotator.tei import reading_header as header
from annotator.tei import schema
from annotator.tei.files import (
    AnnotationsFile,
    Extras,
    LinksFile,
    NativeFile,
    ProjectFile,
    Read,
    TextFile,
)
from annotator.tei.migrate import migrate
from annotator.tei.names import NATIVE_KINDS, XML_ID, XML_LANG, NativeKind, T
from annotator.tei.reading_items import Unfit
from annotator.tei.reading_sets import annotations_file, links_file
from annotator.tei.reading_tagset import settings, tagset
from annotator.tei.safety import is_tei, parse_native
from annotator.tei.writer import write

FileKind = NativeKind | Literal["foreign-tei", "other-xml", "not-xml"]

_HEAD = 16_384
_ROUNDS = 4
_ROOT = re.compile(rb"<(?:[\w.-]+:)?(TEI\.2|TEI|teiCorpus)\b([^>]*)>")
_TYPE = re.compile(rb"""\btype\s*=\s*["'](\w+)["']""")


def kind_of(data: bytes) -> FileKind:
    """What a file seems to be, from its beginning; never raises."""
    start = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start.decode("utf-16", "replace").encode("utf-8", "replace").lstrip()
    if not start.startswith(b"<"):
        return "not-xml"
    root = _ROOT.search(start)
    if not root:
        return "other-xml"
    type_ = _TYPE.search(root.group(2))
    kind = type_.group(1).decode() if type_ else ""
    if root.group(1) == b"TEI" and kind in NATIVE_KINDS and b'type="native"' in data:
        return cast("NativeKind", kind)
    return "foreign-tei"


def read(data: bytes, name: str = "", *, validate: bool = True) -> Read[NativeFile]:
    """One of our own files. Items that do not fit are set aside and listed as problems.

    `validate=False` leaves out the profile schema, which takes most of the time of a large file:
    for a file that was validated before. Raises InputError with the codes of the format's
    specification: E-TOO-BIG, E-COMPRESSED, E-ENCODING, E-XML, E-GIT-CONFLICT, E-DOCTYPE, E-ENTITY,
    E-TOO-MANY-ELEMENTS, E-ATTRS, E-FOREIGN, E-NEWER, E-PROFILE.
    """
    try:
        return _settled(_read(data, name, validate), name, validate)
    except (Unfit, ValueError, IndexError) as error:
        reason = error.message if isinstance(error, Unfit) else str(error)
        message = f"It holds something that the file format does not allow: {reason}."
        raise InputError("E-PROFILE", message, name) from error


def _read(data: bytes, name: str, validate: bool) -> Read[NativeFile]:
    root = parse_native(data, name)
    if not is_tei(root):
        if str(root.tag).rpartition("}")[2] in ("TEI", "TEI.2", "teiCorpus"):
            message = "It is TEI of another make. Import it as an article."
            raise InputError("E-FOREIGN", message, name)
        raise InputError("E-FOREIGN", "It is XML, but not TEI.", name)
    migrate(root, name)
    kind = root.get("type", "")
    match kind:
        case "project":
            _check(root, kind, name, validate)
            return Read(_project(root))
        case "text":
            _check(root, kind, name, validate)
            return _text(root, name)
        case "annotations":
            return cast("Read[NativeFile]", annotations_file(root, name, validate))
        case "links":
            return cast("Read[NativeFile]", links_file(root, name, validate))
        case _:
            message = f"“{kind}” is no kind of file of this program."
            raise InputError("E-PROFILE", message, name)


def _settled(found: Read[NativeFile], name: str, validate: bool) -> Read[NativeFile]:
    """The file as it will be read once it has been written.

    An item may be set aside for what is not written again: an id that something else in the
    file had, names of blocks in another order. It is taken at once, or the file, which would
    then not read back the same, could never be saved. Raises ValueError for what cannot be
    written.
    """
    for _ in range(_ROUNDS):
        before = {item.id: item for item in found.file.extras.aside}
        if not before:
            break
        after = _read(write(found.file), name, validate).file
        left = tuple(before.get(item.id, item) for item in after.extras.aside)
        if Counter(item.id for item in left) == Counter(
            item.id for item in found.file.extras.aside
        ):
            return found
        told = {item.problem for item in found.file.extras.aside}
        problems = [problem for problem in found.problems if problem not in told]
        problems += [item.problem for item in left]
        file = replace(after, extras=replace(after.extras, aside=left))
        found = Read(file, tuple(problems))
    _check_writable(found.file)
    return found


def _check_writable(file: NativeFile) -> None:
    match file:
        case ProjectFile() | LinksFile():
            write(file)  # small, and full of rules
            return
        case AnnotationsFile(set=set):
            changes = set.completion.changes
        case _:
            changes = file.changes
    if not changes:
        raise ValueError("a file needs at least one change in its history")


def _check(root: etree._Element, kind: NativeKind, name: str, validate: bool) -> None:
    problem = schema.problem(root, kind, name) if validate else None
    if problem:
        raise schema.refusal(problem)


def _project(root: etree._Element) -> ProjectFile:
    chosen, keys = settings(root)
    body = root.find(f"{T}text/{T}body")
    text = root.find(f"{T}text")
    paragraphs = [] if body is None else [header.text_of(p) for p in body.iterfind(f"{T}p")]
    described = root.iterfind(f"{T}teiHeader/{T}encodingDesc/{T}projectDesc/{T}p")
    project = Project(
        root.get(XML_ID, ""),
        header.title(root),
        tagset(root, keys),
        header.people(root),
        chosen,
        "\n".join(header.text_of(p) for p in described),
        "" if text is None else text.get(XML_LANG, ""),
        header.words(body, f"{T}head"),
        () if paragraphs == [""] else tuple(paragraphs),
        header.changes(header.header_history(root)),
    )
    return ProjectFile(project, _extras(root))


def _text(root: etree._Element, name: str) -> Read[NativeFile]:
    document, problems = header.document(root, header.Blocks(root, name), name)
    changes = header.changes(header.header_history(root))
    file = TextFile(document, changes, _extras(root), header.people(root))
    return Read(file, tuple(problems))


def _extras(root: etree._Element) -> Extras:
    return Extras(header.revision(root), xeno=header.xeno(root))
