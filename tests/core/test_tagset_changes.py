"""Changes of the tagset: order and keys, deletions, what is refused."""

from dataclasses import replace

import pytest

from annotator.core.gestures import Stamp
from annotator.core.ids import random_id
from annotator.core.tagset import Attribute, Choice, Role, Text
from annotator.core.tagset_changes import (
    Deletion,
    change_tagset,
    move_category,
    new_category,
    new_relation,
    own_uses,
    problems,
    without_category,
)
from tests.samples import TAGSET, build_corpus

STAMP = Stamp("anna", "2026-11-20T09:14:02Z", random_id)


def keys_of(tagset: object) -> list[tuple[str, str]]:
    return [(c.key, c.shortcut) for c in tagset.categories]  # type: ignore[attr-defined]


class TestOrder:
    def test_keys_follow_the_places(self) -> None:
        moved = move_category(TAGSET, 3, 0)
        assert keys_of(moved) == [
            ("statistic", "1"),
            ("quote", "2"),
            ("claim", "3"),
            ("attribution", "4"),
        ]
        assert move_category(moved, 0, 3) == TAGSET

    def test_a_chosen_key_stays(self) -> None:
        claim = replace(TAGSET.categories[1], shortcut="k")
        moved = move_category(TAGSET.replacing(claim), 1, 0)
        assert keys_of(moved)[:2] == [("claim", "k"), ("quote", "2")]

    def test_no_key_is_given_twice(self) -> None:
        claim = replace(TAGSET.categories[1], shortcut="1")
        quote = replace(TAGSET.categories[0], shortcut="q")
        moved = move_category(TAGSET.replacing(claim).replacing(quote), 3, 0)
        assert keys_of(moved)[0] == ("statistic", "")
        assert not list(problems(moved))


class TestNew:
    @pytest.mark.parametrize(
        ("label", "key"),
        [("Émotion forte", "emotion-forte"), ("Common", "common-2"), ("Quote", "quote-2"),
         ("Source of", "source-of-2"), ("قول", "category"), ("😀", "category"), ("3 a", "a")],
    )  # fmt: skip
    def test_its_key_resembles_the_label_and_clashes_with_none(self, label: str, key: str) -> None:
        assert new_category(TAGSET, label, "#123456").categories[-1].key == key

    def test_a_relation_too(self) -> None:
        assert new_relation(TAGSET, "Claim").relations[-1].key == "claim-2"


class TestDeleting:
    @pytest.mark.parametrize("fate", ["move", "keep", "delete"])
    def test_one_edit_that_undo_takes_back(self, fate: str) -> None:
        corpus = build_corpus()
        quotes = own_uses(corpus, "anna", "quote")
        deletion = Deletion("quote", fate, "claim" if fate == "move" else "")  # type: ignore[arg-type]
        edit = change_tagset(corpus, STAMP, without_category(TAGSET, deletion), [deletion])
        after = corpus.apply(edit, "anna")
        assert edit.label == "Delete the category Quote"
        assert after.project.tagset.category("quote") is None
        left = [after.find(quote.id, "anna") for quote in quotes]
        if fate == "move":
            assert [a.category for a in left if a] == ["claim", "claim"]
            assert len(list(after.all_relations("anna"))) == 1
        elif fate == "keep":
            assert left == quotes
        else:
            assert left == [None, None]
            assert not list(after.all_relations("anna"))
        back = after.apply(edit.inverse, "anna")
        assert back.project == corpus.project
        assert dict(back.sets) == dict(corpus.sets)

    def test_what_moved_goes_where_its_new_category_goes(self) -> None:
        corpus = build_corpus()
        first, second = Deletion("quote", "move", "claim"), Deletion("claim", "delete")
        tagset = without_category(without_category(TAGSET, first), second)
        after = corpus.apply(change_tagset(corpus, STAMP, tagset, [first, second]), "anna")
        assert not own_uses(after, "anna", "quote")
        assert not own_uses(after, "anna", "claim")

    def test_relation_types_follow(self) -> None:
        moved = without_category(TAGSET, Deletion("quote", "move", "claim"))
        assert moved.relations[0].target.categories == ("claim", "statistic")
        gone = without_category(TAGSET, Deletion("attribution"))
        assert gone.relations[0].source == Role("source", ("attribution",))


class TestProblems:
    def test_none_in_a_good_tagset(self) -> None:
        assert not list(problems(TAGSET))

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"label": ""}, "needs a name"),
            ({"label": "claim"}, "called"),
            ({"shortcut": "2"}, "same key"),
            ({"attributes": (Attribute("x", Text()), Attribute("x", Text()))}, "twice"),
            ({"attributes": (Attribute("active", Text()),)}, "twice"),
            ({"attributes": (Attribute("x", Choice(())),)}, "at least one"),
        ],
    )
    def test_each_is_told(self, changes: dict[str, object], said: str) -> None:
        quote = replace(TAGSET.categories[0], **changes)  # type: ignore[arg-type]
        assert any(said in problem for problem in problems(TAGSET.replacing(quote)))

    def test_a_key_of_the_files_taken_twice(self) -> None:
        claim = replace(TAGSET.categories[1], key="common")
        categories = (TAGSET.categories[0], claim)
        assert any("taken" in p for p in problems(replace(TAGSET, categories=categories)))
