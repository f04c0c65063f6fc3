"""The project's own file: people, tagset, written guidelines, settings."""

from annotator.core.project import Project, Settings
from annotator.core.tagset import Tagset
from annotator.core.tagset_changes import usual_key
from annotator.core.values import Symbol, Value
from annotator.tei import names
from annotator.tei import writing_header as header
from annotator.tei.files import ProjectFile
from annotator.tei.out import Page, element, words
from annotator.tei.writing_items import value_of
from annotator.tei.writing_tagset import categories, declarations

KEY = "key-"
NO_KEY = "none"


def project(page: Page, file: ProjectFile) -> None:
    """Raises ValueError for what the format cannot hold."""
    item = file.project
    page.open("TEI", header.root("project", item.id))
    page.open("teiHeader")
    page.open("fileDesc")
    header.title_statement(page, item.title, item.annotators)
    header.unpublished(page)
    page.line(element("sourceDesc", {}, words("p", names.BORN_DIGITAL)))
    page.close()
    page.open("encodingDesc")
    header.schema_reference(page)
    if item.description:
        paragraphs = [words("p", line) for line in item.description.split("\n")]
        page.line(element("projectDesc", {}, *paragraphs))
    categories(page, item.tagset)
    declarations(page, item.tagset)
    page.close()
    for data in file.extras.xeno:
        page.line(data.decode("utf-8"))
    header.history(page, item.changes, file.extras.revision)
    page.close()
    _guidelines(page, item)
    _settings(page, item.settings, item.tagset)
    page.close()


def _guidelines(page: Page, item: Project) -> None:
    page.open("text", {"xml:lang": item.language})
    page.open("body")
    if item.guidelines_title:
        page.line(words("head", item.guidelines_title))
    for paragraph in item.guidelines or ("",):
        page.line(words("p", paragraph))
    page.close()
    page.close()


def _settings(page: Page, settings: Settings, tagset: Tagset) -> None:
    values = settings_values(settings, tagset)
    if not values:
        return
    features = [element("f", {"name": name}, value_of(values[name])) for name in sorted(values)]
    page.open("standOff", {"type": "settings"})
    page.line(element("fs", {"type": "settings"}, *features))
    page.close()


def settings_values(settings: Settings, tagset: Tagset) -> dict[str, Value]:
    """What is written of the settings: all that is not the default, and unusual keys."""
    usual = Settings()
    values: dict[str, Value] = dict(settings.other)
    if settings.marks != usual.marks:
        values["marks"] = Symbol(settings.marks)
    if settings.snap != usual.snap:
        values["snap"] = Symbol(settings.snap)
    if settings.trim != usual.trim:
        values["trim"] = Symbol("yes" if settings.trim else "no")
    if settings.suggestions != usual.suggestions:
        values["suggestions"] = Symbol("on" if settings.suggestions else "off")
    for place, category in enumerate(tagset.categories):
        if category.shortcut != usual_key(place):
            values[KEY + category.key] = Symbol(category.shortcut or NO_KEY)
    return values
