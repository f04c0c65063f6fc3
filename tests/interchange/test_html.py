"""The page to print: it shows what is there, runs nothing and asks nobody."""

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from annotator.core.annotation import Annotation
from annotator.core.annotation_set import AnnotationSet
from annotator.core.corpus import Corpus
from annotator.core.document import Document
from annotator.core.provenance import Provenance
from annotator.core.span import Span
from annotator.interchange.html_marks import MOST_LANES, blocks, marks_of
from annotator.storage.exports import FORMATS
from tests.interchange.everything import everything
from tests.samples import WHEN


class Elements(HTMLParser):
    """All start tags with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def page_of(corpus: Corpus) -> str:
    return FORMATS["html"].write(corpus)[""].decode()


def test_nothing_on_the_page_runs_or_is_fetched() -> None:
    found = Elements(page_of(everything())).found
    allowed = {
        *("html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "h4", "p", "a"),
        *("article", "section", "span", "sup", "b", "table", "thead", "tbody", "tr", "th", "td"),
    }
    assert {tag for tag, _ in found} <= allowed
    names = {name for _, attributes in found for name in attributes}
    assert names <= {
        *("charset", "class", "content", "dir", "href", "http-equiv", "id", "lang", "name", "rel")
    }
    links = [attributes["href"] for tag, attributes in found if tag == "a"]
    outside = {link for link in links if link and not link.startswith("#")}
    assert outside == {"https://news.example.org/ferry?a=1&b=2"}


def test_the_policy_allows_the_style_of_the_page_and_nothing_else() -> None:
    page = page_of(everything())
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"content=\"default-src 'none'; style-src 'sha256-{digest}'\"" in page
    assert page.index("Content-Security-Policy") < page.index("<title>")


def test_a_colour_that_is_none_does_not_reach_the_style() -> None:
    corpus = everything()
    tagset = corpus.project.tagset
    bad = replace(tagset.categories[0], colour="red; background: url(http://x)")
    tagset = tagset.replacing(bad)
    page = page_of(replace(corpus, project=replace(corpus.project, tagset=tagset)))
    assert "url(" not in page
    assert ".k0 { border-bottom: 3px solid #7a7a7a; }" in page


def test_ids_are_unique_and_numbers_lead_to_what_they_number() -> None:
    found = Elements(page_of(everything())).found
    ids = [attributes["id"] for _, attributes in found if "id" in attributes]
    assert len(ids) == len(set(ids)) == 22
    targets = {a["href"] for tag, a in found if tag == "a" and str(a["href"]).startswith("#")}
    assert targets == {f"#{id}" for id in ids}


def test_links_between_articles_are_told_with_their_words() -> None:
    page = page_of(everything())
    start = page.index("Links between articles")
    assert "“We will not move 😀 an inch,” … “until they listen.”" in page[start:]
    assert "Fuel shortage: “not move”" in page[start:]


def item(id: str, *spans: tuple[int, int]) -> Annotation:
    places = tuple(Span(*span) for span in spans)
    return Annotation(id, "d", "c", places, Provenance(WHEN, "anna"))


def test_marks_that_overlap_get_lanes_of_their_own() -> None:
    items = [item("a", (0, 4), (8, 9)), item("b", (2, 6)), item("c", (6, 8)), item("d", (9, 10))]
    assert [(m.number, m.lane, m.first) for m in marks_of(items, {"c": "k"})] == [
        (1, 0, True),
        (2, 1, True),
        (3, 1, True),
        (1, 0, False),
        (4, 0, True),
    ]


def test_very_many_marks_over_one_another_share_the_last_lane() -> None:
    items = [item(f"a-{n}", (n, 100 - n)) for n in range(20)]
    assert max(mark.lane for mark in marks_of(items, {"c": "k"})) == MOST_LANES - 1
    page = "".join(blocks(Document("d", "x" * 100), marks_of(items, {"c": "k"}), "1"))
    assert page.count("<sup") == 20


@pytest.mark.parametrize("text", ["", "\n", "a\n\nb"])
def test_an_article_without_marks(text: str) -> None:
    found = blocks(Document("d", text), [], "1")
    assert len(found) == text.count("\n") + 1
    corpus = everything()
    only = Document("d", text)
    empty = replace(corpus, documents={"d": only}, sets={}, links={})
    assert FORMATS["html"].faults(empty, FORMATS["html"].write(empty)) == []
    begun = replace(empty, sets={("d", "anna"): AnnotationSet("d", "anna")})
    assert "(not begun)" in page_of(begun)
