"""Values survive being JSON; what is no value is refused."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.bundled import resource
from annotator.core.annotation import Annotation
from annotator.core.completion import Change, Completion
from annotator.core.document import Document, Metadata
from annotator.core.errors import InputError
from annotator.core.project import Annotator, Heading, Settings
from annotator.core.provenance import Provenance
from annotator.core.relation import End, OnlyHere, Relation
from annotator.core.span import Span
from annotator.core.values import Attributes, Symbol
from annotator.storage.items import decode, encode, place_of
from annotator.tei.reader import read
from tests.samples import TAGSET

PROVENANCE = Provenance("2026-11-20T09:14:02Z", "anna", "adjudication", "edited", "because", "", "")
DOCUMENT = Document("wire", "Some text\nhere.", metadata=Metadata(title="Wire"))
TEXT = st.text(max_size=20)
VALUES = st.one_of(
    st.builds(Symbol, st.text("abc-", min_size=1)),
    TEXT,
    st.decimals(allow_nan=False, allow_infinity=False, places=3),
)
ATTRIBUTES = st.dictionaries(st.text("abc", min_size=1), VALUES).map(Attributes.of)
SPANS = st.lists(st.integers(0, 1000), min_size=2, unique=True).map(
    lambda ends: tuple(
        Span(start, end) for start, end in zip(sorted(ends)[::2], sorted(ends)[1::2], strict=False)
    )
)
ANNOTATIONS = st.builds(
    Annotation,
    TEXT,
    TEXT,
    TEXT,
    SPANS,
    st.just(PROVENANCE),
    ATTRIBUTES,
    TEXT,
    st.sampled_from(["", "low", "0.5"]),
    st.sampled_from(["", "draft", "rejected"]),
)
ENDS = st.builds(End, TEXT, TEXT)
RELATIONS = st.builds(
    Relation, TEXT, TEXT, ENDS, ENDS, st.just(PROVENANCE), st.booleans(), ATTRIBUTES, TEXT
)


def through(value: Any) -> Any:
    """A value after it was written to a line of ASCII and read again."""
    line = json.dumps(encode(value), ensure_ascii=True).encode("ascii")
    return decode(json.loads(line), {"wire": DOCUMENT})


@given(ANNOTATIONS | RELATIONS)
def test_annotations_and_relations_come_back(item: Annotation | Relation) -> None:
    again = through(item)
    assert again == item
    assert again.attributes == item.attributes


def test_everything_else_comes_back() -> None:
    shipped = read(
        resource("tagsets", "news-claims-default.tei.xml").read_bytes(), "project.tei.xml"
    )
    change = Change("finished", "2026-11-20T09:40:00Z", "anna")
    for item in (
        TAGSET,
        shipped.file.project.tagset,
        OnlyHere("wire", "a-1", "herald"),
        Completion("wire", "finished", (change,)),
        Settings(suggestions=True, other=(("key-quote", Symbol("q")),)),
        Heading("Storm", "Two\nlines 🚲"),
        Annotator("gold", "Gold", "G", "#aabbcc", "adjudication"),
        DOCUMENT.described(Metadata(title="Other", language="he")),
    ):
        assert through(item) == item


def test_every_item_has_a_place_of_its_own() -> None:
    ends = End("wire", "a-1"), End("wire", "a-2"), End("herald", "a-1")
    inside = Relation("r-1", "source-of", ends[0], ends[1], PROVENANCE)
    across = Relation("r-2", "same-as", ends[0], ends[2], PROVENANCE)
    assert place_of(inside, "anna") == ("annotations/wire/anna.tei.xml", "r-1")
    assert place_of(across, "anna") == ("links/anna.tei.xml", "r-2")
    assert place_of(DOCUMENT, "anna") == ("texts/wire.tei.xml", "details")
    assert place_of(TAGSET, "")[0] == place_of(Settings(), "")[0] == "project.tei.xml"


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        ["annotation"],
        ["annotation", {}],
        ["tagset", {"name": 3}],
        ["annotation", {"id": "a", "document": "d", "category": "q", "spans": [], "provenance": 1}],
        ["annotation", {"id": "a", "document": "d", "category": "q", "spans": [[9, 1]]}],
        ["completion", {"document": "wire", "status": "done"}],
        ["status", {"document": "wire", "status": "done"}],
        ["details", {"id": "gone", "metadata": {}}],
        ["settings", {"surprise": True}],
        ["settings", {"other": [["x", {"d": "NaN"}]]}],
        ["settings", {"other": [["x", {"d": "many"}]]}],
    ],
)
def test_what_is_no_item_is_refused(data: Any) -> None:
    with pytest.raises(InputError, match="cannot be understood"):
        decode(data, {"wire": DOCUMENT})
