"""Hits in their context; all that are ticked are annotated or refused in one step."""

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.batch import Tagging, tag_all
from annotator.core.document import Document
from annotator.core.errors import EditError
from annotator.core.gestures import Stamp
from annotator.core.graphemes import is_boundary
from annotator.core.hits import Context, Hit, context, refuse_hits, tag_hits, undecided
from annotator.core.span import Span
from annotator.core.text_search import Wording
from annotator.core.values import Attributes, Symbol
from tests.samples import build_corpus

_numbers = count(1)
STAMP = Stamp("anna", "2026-11-22T08:00:00Z", lambda prefix: f"{prefix}-h{next(_numbers)}")


def hits(words: str) -> list[Hit]:
    wording = Wording(words)
    return [
        Hit(document.id, span)
        for document in build_corpus().documents.values()
        for span in wording.find(document.text)
    ]


def test_a_keyword_in_its_context_splits_no_character() -> None:
    document = Document("d", "ab 👩🏽‍⚕️\nsaid cafe\u0301 c")
    span = Span(document.text.index("said"), document.text.index("said") + 4)
    for width in range(12):
        words = context(document, span, width)
        start = span.start - len(words.before)
        assert is_boundary(document.text, start)
        assert is_boundary(document.text, span.end + len(words.after))
        assert words.words == "said"
        assert "\n" not in words.before + words.after
    assert context(document, span, 40).before == "ab 👩🏽‍⚕️ "
    assert context(document, span, 5) == Context(" ", "said", " caf")
    assert context(document, span, 6) == Context("👩🏽‍⚕️ ", "said", " cafe\u0301")


def test_all_hits_are_tagged_in_one_edit_that_says_what_was_searched() -> None:
    before = build_corpus()
    found = hits("the")
    assert {hit.document for hit in found} == {"ferry", "island"}
    values = Attributes.of({"form": Symbol("direct"), "unheard-of": "x"})
    edit = tag_hits(before, STAMP, [*found, found[0]], "quote", "the", values)
    after = before.apply(edit, "anna")
    made = edit.annotations[1]
    assert edit.label == f"Tag {len(found)} hits as Quote"
    assert [(a.document, a.spans) for a in made] == [(h.document, (h.span,)) for h in found]
    assert {(a.provenance.origin, a.provenance.detail) for a in made} == {("search", "the")}
    assert {dict(a.attributes)["form"] for a in made} == {"direct"}
    assert {dict(a.attributes)["medium"] for a in made} == {"speech"}
    assert all("unheard-of" not in dict(a.attributes) for a in made)
    assert after.apply(edit.inverse, "anna").sets == before.sets


def test_what_is_tagged_or_refused_is_not_offered_again() -> None:
    before = build_corpus()
    found = hits("the")
    refused = before.apply(refuse_hits(before, STAMP, found[:2], "claim", "the"), "anna")
    assert list(undecided(refused, "anna", "claim", found)) == found[2:]
    assert list(undecided(refused, "anna", "quote", found)) == found
    assert list(undecided(refused, "ben", "claim", found)) == found
    assert {a.state for a in refused.set("ferry", "anna").annotations.values()} == {"", "rejected"}
    edit = tag_hits(refused, STAMP, found, "claim", "the")
    assert len(edit.annotations[1]) == len(found) - 2
    after = refused.apply(edit, "anna")
    assert not tag_hits(after, STAMP, found, "claim", "the")
    assert tag_hits(after, STAMP, found[:1], "quote", "the").label == "Tag 1 hit as Quote"


def test_a_set_that_is_not_begun_is_begun_once() -> None:
    before = build_corpus()
    stamp = Stamp("ben", STAMP.when, STAMP.make_id)
    edit = tag_hits(before, stamp, hits("the"), "claim", "the")
    after = before.apply(edit, "ben")
    assert {after.set(id, "ben").completion.status for id in before.documents} == {"open"}
    assert not after.apply(edit.inverse, "ben").set("ferry", "ben").annotations


def test_a_place_without_text_is_refused() -> None:
    with pytest.raises(EditError) as caught:
        tag_all(build_corpus(), STAMP, [Tagging("ferry", "claim", (Span(9999, 10000),))], "Tag",
                "search")  # fmt: skip
    assert caught.value.code == "E-EMPTY"


@given(st.sampled_from(["e", "the", "cafe", "o m", "ם"]), st.data())
def test_any_ticked_hits_are_tagged_and_counted_before(words: str, data: st.DataObject) -> None:
    before = build_corpus()
    found = hits(words)
    ticked = data.draw(st.lists(st.sampled_from(found))) if found else []
    number = len(list(undecided(before, "anna", "claim", ticked)))
    edit = tag_hits(before, STAMP, ticked, "claim", words)
    assert len(edit.annotations[1]) == number == len(set(ticked))
    after = before.apply(edit, "anna")
    others = {id: a for id, a in after.set("ferry", "anna").annotations.items()
              if not id.startswith("a-h")}  # fmt: skip
    assert others == before.set("ferry", "anna").annotations
