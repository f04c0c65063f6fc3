"""From values to the bytes of a native file: the same data, the same bytes."""

from annotator.tei import names
from annotator.tei import writing_header as header
from annotator.tei import writing_items as items
from annotator.tei.files import (
    AnnotationsFile,
    Extras,
    LinksFile,
    NativeFile,
    ProjectFile,
    TextFile,
    brief,
)
from annotator.tei.out import Page, element, words
from annotator.tei.writing_project import project


def write(file: NativeFile) -> bytes:
    """The file as UTF-8. Raises ValueError for values that the format cannot hold."""
    page = Page()
    match file:
        case ProjectFile():
            project(page, file)
        case TextFile():
            _text(page, file)
        case AnnotationsFile():
            _annotations(page, file)
        case LinksFile():
            _links(page, file)
    return page.bytes()


def _text(page: Page, file: TextFile) -> None:
    document = file.document
    people = sorted((brief(person) for person in file.annotators), key=lambda person: person.id)
    page.open("TEI", header.root("text"))
    page.open("teiHeader")
    page.open("fileDesc")
    header.title_statement(page, document.metadata.title, people)
    header.unpublished(page)
    header.source(page, document, complete=True)
    page.close()
    page.open("encodingDesc")
    header.schema_reference(page)
    header.text_rules(page)
    page.close()
    header.language(page, document.metadata.language)
    _xeno(page, file.extras)
    header.history(page, file.changes, file.extras.revision)
    page.close()
    header.body(page, document)
    if document.out_of_scope:
        page.open("standOff", {"type": "scope"})
        for span in document.out_of_scope:
            cut = items.pieces((span,), document)
            target = " ".join(items.pointer(block, piece, document) for block, piece in cut)
            page.line(element("note", {"type": "out-of-scope", "target": target}))
        page.close()
    page.close()


def _annotations(page: Page, file: AnnotationsFile) -> None:
    document, set_, extras = file.document, file.set, file.extras
    owner = set_.annotator
    people = [brief(person) for person in file.annotators]
    people.sort(key=lambda person: (person.id != owner, person.id))
    page.open("TEI", header.root("annotations"))
    page.open("teiHeader")
    page.open("fileDesc")
    header.title_statement(page, document.metadata.title, people, f"annotations: {owner}")
    header.unpublished(page)
    header.source(page, document, complete=False)
    page.close()
    page.open("encodingDesc")
    header.schema_reference(page)
    header.text_rules(page, file.suggestions)
    header.short_tagset(page, file.tagset)
    page.close()
    header.language(page, document.metadata.language)
    _xeno(page, extras)
    completion = set_.completion
    status = "" if completion.status == "absent" else completion.status
    header.history(page, completion.changes, extras.revision, status)
    page.close()
    header.body(page, document)
    gone = [record.id for record in extras.deleted]
    gone_relations = [id for id in gone if id.startswith("r-")]
    gone_annotations = [id for id in gone if not id.startswith("r-")]
    spans = bool(set_.annotations or gone_annotations or items.aside(extras, "spans"))
    ties = bool(set_.relations or gone_relations or items.aside(extras, "relations"))
    if spans or ties:
        page.open("standOff", {"type": "annotations", "resp": f"#{owner}"})
        if spans:
            items.annotations(page, set_.in_order, document, owner, extras, gone_annotations)
        if ties:
            items.relations(
                page, set_.relations.values(), owner, extras, gone_relations, _local_end
            )
        page.close()
    page.close()


def _links(page: Page, file: LinksFile) -> None:
    links, extras = file.links, file.extras
    owner = links.annotator
    if not (links.relations or links.only_here or extras.deleted or extras.aside):
        raise ValueError("a file of links needs a link")
    people = [brief(person) for person in file.annotators]
    people.sort(key=lambda person: (person.id != owner, person.id))

    def end(document: str, annotation: str) -> str:
        return f"../annotations/{document}/{owner}.tei.xml#{annotation}"

    page.open("TEI", header.root("links"))
    page.open("teiHeader")
    page.open("fileDesc")
    header.title_statement(page, "Links between articles", people, f"links: {owner}")
    header.unpublished(page)
    page.line(element("sourceDesc", {}, words("p", names.LINKS_SOURCE)))
    page.close()
    page.open("encodingDesc")
    header.schema_reference(page)
    header.short_tagset(page, file.tagset)
    page.close()
    _xeno(page, extras)
    header.history(page, file.changes, extras.revision)
    page.close()
    page.open("standOff", {"type": "links", "resp": f"#{owner}"})
    gone = [record.id for record in extras.deleted]
    items.relations(page, links.relations.values(), owner, extras, gone, end, links.only_here)
    page.close()
    page.close()


def _local_end(document: str, annotation: str) -> str:
    return f"#{annotation}"


def _xeno(page: Page, extras: Extras) -> None:
    for data in extras.xeno:
        page.line(data.decode("utf-8"))
