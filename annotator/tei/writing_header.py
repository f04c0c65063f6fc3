"""Headers of the four kinds of file: people, article, format, categories, history."""

import re
from collections.abc import Iterable, Sequence

from annotator.core.completion import Change
from annotator.core.document import Document
from annotator.core.project import Annotator
from annotator.core.tagset import Tagset
from annotator.tei import names
from annotator.tei.out import Page, element, words

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)


def root(kind: names.NativeKind, id: str = "") -> dict[str, str]:
    """Attributes of the outermost element."""
    return {"xmlns": names.TEI, "version": names.TEI_VERSION, "type": kind, "xml:id": id}


def title_statement(
    page: Page, title: str, annotators: Iterable[Annotator], subtitle: str = ""
) -> None:
    """The title and the people; the project's file alone gives initials and colours."""
    page.open("titleStmt")
    page.line(words("title", title, type="main"))
    if subtitle:
        page.line(words("title", subtitle, type="sub"))
    for person in annotators:
        style = f"color: {person.colour}" if person.colour else ""
        attributes = {"xml:id": person.id, "n": person.initials, "style": style}
        name = words("persName", person.name, ref=person.reference)
        page.line(element("respStmt", attributes, words("resp", person.role), name))
    page.close()


def unpublished(page: Page) -> None:
    page.line(element("publicationStmt", {}, words("p", names.UNPUBLISHED)))


def source(page: Page, document: Document, complete: bool) -> None:
    """The article; `complete` in its own file, else what a mailed annotation file needs."""
    about = document.metadata
    page.open("sourceDesc")
    page.open("bibl")
    page.line(words("title", about.title, level="a"))
    if about.outlet:
        page.line(words("title", about.outlet, level="j"))
    if about.author:
        page.line(words("author", about.author))
    if _DATE.fullmatch(about.date):
        page.line(element("date", {"when": about.date}))
    elif about.date:
        page.line(words("date", about.date))
    length = {"unit": "codepoint", "quantity": str(len(document.text))}
    page.line(element("extent", {}, element("measure", length)))
    page.line(words("idno", document.id, type="document"))
    if about.event:
        page.line(words("idno", about.event, type="event"))
    if about.url:
        page.line(words("idno", about.url, type="URI"))
    if complete and about.file:
        page.line(words("idno", about.file, type="file"))
    if complete and about.file_sha256:
        page.line(words("idno", about.file_sha256, type="file-sha256"))
    page.line(words("idno", document.digest, type="text-sha256"))
    if complete and about.imported:
        page.line(words("note", about.imported, type="import"))
    if complete and document.replaced:
        records = "; ".join(
            f"{r.offset} {ord(r.old):04X} {ord(r.new):04X}" for r in document.replaced
        )
        page.line(words("note", records, type="replaced"))
    page.close()
    page.close()


def schema_reference(page: Page) -> None:
    attributes = {"type": "native", "key": "annotator", "n": str(names.FORMAT)}
    page.line(element("schemaRef", {**attributes, "url": f"annotator-{names.FORMAT}.rng"}))


def text_rules(page: Page, suggestions: bool | None = None) -> None:
    """The fixed sentences on how the text was kept and how offsets count."""
    page.open("editorialDecl")
    page.line(element("normalization", {}, words("p", names.NORMALIZATION)))
    page.line(element("segmentation", {}, words("p", names.SEGMENTATION)))
    if suggestions is not None:
        sentence = f"suggestions: {'on' if suggestions else 'off'}"
        page.line(element("interpretation", {}, words("p", sentence)))
    page.close()


def short_tagset(page: Page, tagset: Tagset) -> None:
    """Labels and colours, so that a mailed file can be read alone."""
    if not tagset.categories and not tagset.relations:
        return
    name = f"{tagset.name} {tagset.version}"
    page.open("classDecl")
    if tagset.categories:
        page.open("taxonomy", {"xml:id": "tagset", "n": name})
        for category in tagset.categories:
            attributes = {"xml:id": names.TAG + category.key, "style": colour(category.colour)}
            page.line(element("category", attributes, words("catDesc", category.label)))
        page.close()
    if tagset.relations:
        page.open("taxonomy", {"xml:id": "relations", "n": name})
        for relation in tagset.relations:
            attributes = {"xml:id": names.REL + relation.key}
            page.line(element("category", attributes, words("catDesc", relation.label)))
        page.close()
    page.close()


def colour(value: str) -> str:
    return f"background-color: {value}"


def language(page: Page, tag: str) -> None:
    if tag:
        named = words("language", names.language_name(tag), ident=tag)
        page.line(element("profileDesc", {}, element("langUsage", {}, named)))


def history(page: Page, changes: Sequence[Change], revision: str, status: str = "") -> None:
    """The history of the file; `status` is the completion. Raises ValueError without a change."""
    if not changes:
        raise ValueError("a file needs at least one change in its history")
    page.open("revisionDesc", {"n": revision, "status": status})
    for change in changes:
        attributes = {"status": change.status, "when": change.when, "who": f"#{change.who}"}
        page.line(words("change", change.detail, **attributes))
    page.close()


def body(page: Page, document: Document) -> None:
    """The text: a block a line, not indented."""
    page.open("text", {"xml:lang": document.metadata.language})
    page.raw('<body xml:space="preserve">')
    for number, (line, kind) in enumerate(
        zip(document.text.split("\n"), document.kinds, strict=True), 1
    ):
        name = kind if kind in ("head", "p") else "ab"
        type_ = "" if name == kind else kind
        page.raw(words(name, line, **{"xml:id": f"b{number}", "type": type_}))
    page.raw("</body>")
    page.close()
