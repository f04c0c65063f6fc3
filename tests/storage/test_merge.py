"""Two versions of a file become one, and nothing that anybody did gets lost."""

import time
from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.core.annotation import Annotation
from annotator.core.completion import Change, Completion
from annotator.core.conflict import Conflict
from annotator.core.relation import End, OnlyHere, Relation
from annotator.storage.merge import Merged, merge, without_lost_ends
from annotator.storage.sides import Side
from annotator.storage.versions import Unit, Version, canonical, copy_of, first_revision
from tests.storage.histories import MADE, History, annotation, relation

Merging = Callable[[Side, Side], Merged]


def side(*items: Unit, **revisions: str) -> Side:
    """Items with revisions by id, `_` for the dash; ids without item are records of deletion."""
    numbered = {id.replace("_", "-"): text for id, text in revisions.items()}
    known = {item.id: item for item in items}
    there = {id: text for id, text in numbered.items() if id in known}
    gone = {id: text for id, text in numbered.items() if id not in known}
    return Side(known, there, gone, completion=Completion("doc"))


ONE, OTHER = annotation("a-1", "one"), annotation("a-1", "other")
SECOND = annotation("a-2", "second")
TIE = relation("r-1", "a-1", "a-2")


def test_what_one_side_does_not_have_stays() -> None:
    mine, theirs = side(ONE, a_1="aaaaaa.1"), side(SECOND, a_2="bbbbbb.1")
    merged = merge(mine, theirs)
    assert merged == Merged(side(ONE, SECOND, a_1="aaaaaa.1", a_2="bbbbbb.1"))


def test_the_same_content_joins_revisions() -> None:
    merged = merge(side(ONE, a_1="aaaaaa.1 bbbbbb.1"), side(ONE, a_1="bbbbbb.3 cccccc.1"))
    assert merged == Merged(side(ONE, a_1="aaaaaa.1 bbbbbb.3 cccccc.1"))


def test_who_has_seen_the_other_version_wins_silently() -> None:
    old, new = side(ONE, a_1="aaaaaa.1"), side(OTHER, a_1="aaaaaa.1 bbbbbb.1")
    assert merge(old, new) == merge(new, old) == Merged(new)


def test_a_deletion_by_somebody_who_saw_it_deletes_silently() -> None:
    old, gone = side(ONE, a_1="aaaaaa.1"), side(a_1="aaaaaa.2")
    assert merge(old, gone) == merge(gone, old) == Merged(gone)


def test_an_item_that_came_back_after_its_deletion_stays() -> None:
    gone, back = side(a_1="aaaaaa.2"), side(ONE, a_1="aaaaaa.3")
    assert merge(gone, back) == merge(back, gone) == Merged(back)


def test_both_deleted_stays_deleted() -> None:
    merged = merge(side(a_1="aaaaaa.2"), side(a_1="aaaaaa.1 bbbbbb.1"))
    assert merged == Merged(side(a_1="aaaaaa.2 bbbbbb.1"))


def test_an_edit_of_what_the_other_deleted_stays_and_is_flagged() -> None:
    edited, gone = side(ONE, a_1="aaaaaa.1 bbbbbb.1"), side(a_1="aaaaaa.2")
    merged = merge(edited, gone)
    assert merged.side == side(ONE, a_1="aaaaaa.2 bbbbbb.1")
    assert merged.conflicts == (Conflict("a-1", "deleted-changed", ONE, None),)


def test_two_edits_of_one_annotation_both_stay() -> None:
    mine, theirs = side(ONE, a_1="aaaaaa.1"), side(OTHER, a_1="bbbbbb.1")
    merged = merge(mine, theirs)
    copy = copy_of(ONE)
    assert merged.conflicts == (Conflict("a-1", "both-changed", ONE, OTHER, copy.id, True),)
    assert merged.side.items == {"a-1": OTHER, copy.id: copy}
    assert merged.side.revisions == {"a-1": "aaaaaa.1 bbbbbb.1", copy.id: first_revision(copy)}
    assert replace(copy, id="a-1") == ONE


def test_a_second_version_that_somebody_deleted_does_not_come_back() -> None:
    """They looked at both and decided; meeting the two of them once more changes nothing."""
    mine, theirs = side(ONE, a_1="aaaaaa.1"), side(OTHER, a_1="bbbbbb.1")
    both = merge(mine, theirs).side
    copy = copy_of(ONE)
    settled = side(OTHER, a_1="aaaaaa.1 bbbbbb.1", **{copy.id: f"{first_revision(copy)} kkkkkk.1"})
    assert merge(both, settled) == merge(settled, mine) == Merged(settled)
    later = replace(OTHER, certainty="low")
    again = merge(settled, side(later, a_1="bbbbbb.2")).side
    lesser = copy_of(min(OTHER, later, key=canonical))
    assert again.items.keys() == {"a-1", lesser.id}
    assert copy.id in again.deleted


def test_an_edited_second_version_stays_as_it_was_edited() -> None:
    mine, theirs = side(ONE, a_1="aaaaaa.1"), side(OTHER, a_1="bbbbbb.1")
    copy = copy_of(ONE)
    edited = replace(copy, note="edited")
    known = side(OTHER, edited, a_1="aaaaaa.1 bbbbbb.1 kkkkkk.9")
    known = replace(
        known, revisions={**known.revisions, copy.id: f"{first_revision(copy)} kkkkkk.2"}
    )
    for other in (merge(mine, theirs).side, mine, theirs):
        assert merge(known, other) == Merged(known)
    again = merge(known, side(ONE, a_1="aaaaaa.1 cccccc.5")).side
    assert again.items == known.items, "not even by a machine whose number for the first is higher"


def test_the_id_of_a_second_version_is_the_same_everywhere() -> None:
    """Written out, since two machines with different versions of the program must agree."""
    assert copy_of(ONE).id == "a-nr7221pgf3mb"
    assert copy_of(TIE).id == "r-er2y20yxgy2h"
    long = replace(ONE, note="😀 e\u0301 \u2028", category="statistic", certainty="low")
    assert copy_of(long).id == "a-ck4wjnskxqn3"


def test_relations_stay_with_the_version_that_keeps_the_id() -> None:
    mine = side(ONE, SECOND, TIE, a_1="aaaaaa.1", a_2="aaaaaa.1", r_1="aaaaaa.1")
    theirs = side(OTHER, a_1="bbbbbb.1")
    ties = [item for item in merge(mine, theirs).side.items.values() if isinstance(item, Relation)]
    assert ties == [TIE]


def test_another_program_changed_what_nobody_else_did() -> None:
    """At the file's own path its version is taken; in a conflict copy both stay."""
    mine, theirs = side(ONE, a_1="aaaaaa.1"), side(OTHER, a_1="aaaaaa.1")
    merged = merge(mine, theirs, outside=("kkkkkk", 7))
    assert merged.side == side(OTHER, a_1="aaaaaa.1 kkkkkk.7")
    assert merged.conflicts == (Conflict("a-1", "outside", ONE, OTHER),)
    both = merge(mine, theirs)
    assert [conflict.kind for conflict in both.conflicts] == ["both-changed"]
    assert len(both.side.items) == 2
    assert merge(both.side, theirs) == merge(mine, both.side) == Merged(both.side)


def test_versions_that_nobody_numbered_both_stay() -> None:
    for outside in (None, ("kkkkkk", 7)):
        merged = merge(side(ONE), side(OTHER), outside)
        assert len(merged.side.items) == 2
        assert [conflict.kind for conflict in merged.conflicts] == ["both-changed"]


def test_a_program_that_drops_revisions_overwrites_nothing_and_is_not_overwritten() -> None:
    merged = merge(side(ONE, a_1="aaaaaa.1"), side(OTHER))
    assert {item.note for item in merged.side.items.values() if isinstance(item, Annotation)} == {
        "one",
        "other",
    }


def test_a_deleted_annotation_stays_where_a_new_relation_needs_it() -> None:
    deleted = side(SECOND, a_1="aaaaaa.2", a_2="aaaaaa.1")
    related = side(ONE, SECOND, TIE, a_1="aaaaaa.1", a_2="aaaaaa.1", r_1="bbbbbb.1")
    merged = merge(deleted, related)
    assert merged.side.items == related.items
    assert merged.side.deleted == {}
    assert merged.conflicts == (Conflict("a-1", "end-deleted", None, ONE),)
    for old in (deleted, related):
        assert merge(merged.side, old) == Merged(merged.side)


def test_a_relation_changed_here_and_deleted_there_brings_its_annotation_back() -> None:
    deleted = side(SECOND, a_1="aaaaaa.2", a_2="aaaaaa.1", r_1="aaaaaa.2")
    changed = side(ONE, SECOND, TIE, a_1="aaaaaa.1", a_2="aaaaaa.1", r_1="aaaaaa.1 bbbbbb.1")
    merged = merge(deleted, changed)
    assert merged.side.items == changed.items
    assert [(c.id, c.kind) for c in merged.conflicts] == [
        ("a-1", "end-deleted"),
        ("r-1", "deleted-changed"),
    ]


def test_an_annotation_that_a_link_elsewhere_needs_stays() -> None:
    mine, theirs = side(ONE, a_1="aaaaaa.1"), side(a_1="aaaaaa.2")
    merged = merge(mine, theirs, held=["a-1", "a-in-another-document"])
    assert merged.side.items == {"a-1": ONE}
    assert merged.conflicts == (Conflict("a-1", "end-deleted", ONE, None),)


def test_a_relation_whose_end_nobody_has_is_left_out_and_flagged() -> None:
    broken = side(SECOND, TIE, a_2="aaaaaa.1", r_1="aaaaaa.1")
    merged = merge(broken, side(a_1="aaaaaa.2"))
    assert merged.side.items == {"a-2": SECOND}
    assert "r-1" not in {**merged.side.deleted, **merged.side.revisions}
    assert merged.conflicts == (Conflict("r-1", "end-deleted", TIE, None),)


def test_links_whose_end_is_not_there_are_left_out_and_flagged() -> None:
    link = Relation("r-9", "same-as", End("one", "a-1"), End("two", "a-9"), MADE)
    marks = frozenset({OnlyHere("one", "a-1", "two"), OnlyHere("one", "a-7", "two")})
    merged = merge(Side({"r-9": link}, only_here=marks), Side())
    assert merged.side.items == {"r-9": link}
    left = without_lost_ends(merged, lambda end: end == End("one", "a-1"))
    assert left.side == Side(only_here=frozenset({OnlyHere("one", "a-1", "two")}))
    assert left.conflicts == (Conflict("r-9", "end-deleted", link, link),)
    assert without_lost_ends(merged, lambda end: True) == merged


def test_marks_of_both_stay() -> None:
    one, two = OnlyHere("one", "a-1", "two"), OnlyHere("two", "a-2", "one")
    merged = merge(Side(only_here=frozenset({one})), Side(only_here=frozenset({two})))
    assert merged == Merged(Side(only_here=frozenset({one, two})))


CREATED, FINISHED = Change("created", "1", "anna"), Change("finished", "2", "anna")
OPEN = Completion("doc", "open", (CREATED,))
DONE = Completion("doc", "finished", (CREATED, FINISHED))


def test_the_newer_status_wins() -> None:
    old, new = (
        Side(completion=OPEN, revision="aaaaaa.1"),
        Side(completion=DONE, revision="aaaaaa.2"),
    )
    assert merge(old, new) == merge(new, old) == Merged(new)


def test_finished_on_one_side_only_is_not_finished() -> None:
    changed = Completion("doc", "open", (CREATED, Change("reopened", "3", "anna")))
    mine = Side(completion=DONE, revision="aaaaaa.2")
    merged = merge(mine, Side(completion=changed, revision="bbbbbb.2"))
    together = Completion("doc", "open", (CREATED, FINISHED, Change("reopened", "3", "anna")))
    assert merged.side == Side(completion=together, revision="aaaaaa.2 bbbbbb.2")
    assert merged.conflicts == (Conflict("doc", "status", DONE, changed),)


def test_finished_on_both_sides_is_finished() -> None:
    later = Completion("doc", "finished", (CREATED, Change("finished", "3", "anna")))
    mine = Side(completion=DONE, revision="aaaaaa.2")
    merged = merge(mine, Side(completion=later, revision="bbbbbb.2"))
    assert merged.side.completion is not None
    assert merged.side.completion.status == "finished"
    assert not merged.conflicts


def test_a_set_that_was_not_begun_says_nothing_of_the_status() -> None:
    begun = Side(completion=DONE)
    assert merge(Side(completion=Completion("doc")), begun) == Merged(begun)


REVISIONS = st.sampled_from(
    ["", "aaaaaa.1", "aaaaaa.2", "bbbbbb.1", "aaaaaa.1 bbbbbb.1", "aaaaaa.2 bbbbbb.3", "odd"]
)
NOTES = st.sampled_from(["", "x", "y"])


@st.composite
def sides(draw: st.DrawFn) -> Side:
    """Any version, also such as the program never writes: one revision for several contents."""
    items: dict[str, Unit] = {}
    for id in draw(st.sets(st.sampled_from(["a-1", "a-2", "a-3"]))):
        items[id] = annotation(id, draw(NOTES))
    ends = st.sampled_from(sorted(items) or [""])
    for id in draw(st.sets(st.sampled_from(["r-1", "r-2"]))) if items else ():
        items[id] = relation(id, draw(ends), draw(ends), draw(NOTES))
    gone = {"a-1", "a-2", "a-3", "r-1", "r-2"} - items.keys()
    completion = draw(st.sampled_from([Completion("doc"), OPEN, DONE]))
    return Side(
        items,
        {id: text for id in sorted(items) if (text := draw(REVISIONS))},
        {id: draw(REVISIONS) for id in sorted(gone) if draw(st.booleans())},
        draw(st.sampled_from([frozenset(), frozenset({OnlyHere("doc", "a-1", "two")})])),
        completion,
        draw(REVISIONS),
    )


@settings(max_examples=500)
@given(sides(), sides())
def test_the_laws_hold_for_any_two_versions(mine: Side, theirs: Side) -> None:
    check_laws(mine, theirs, merge)


def check_laws(mine: Side, theirs: Side, merging: Merging) -> Merged:
    merged = merging(mine, theirs)
    mirrored = merging(theirs, mine)
    assert mirrored.side == merged.side, "both machines come to the same"
    assert tuple(conflict.mirrored for conflict in mirrored.conflicts) == merged.conflicts
    assert merging(mine, mine) == Merged(mine), "the same version changes nothing"
    after = merged.side
    assert merging(after, after) == Merged(after)
    for old in (mine, theirs):
        assert merging(after, old).side == merging(old, after).side == after, "old changes nothing"
        check_nothing_lost(old, theirs if old is mine else mine, after)
    assert mine.only_here | theirs.only_here == after.only_here
    check_sound(after)
    return merged


def check_nothing_lost(old: Side, other: Side, after: Side) -> None:
    """What the other side had not seen is there, under its id or as a second version, unless
    somebody changed or deleted that one."""
    for id, item in old.items.items():
        version, known = old.version(id), other.version(id)
        assert version is not None
        if known is not None and known.covers(version):
            continue
        second = copy_of(item)
        beside = after.version(second.id)
        made = Version(second, first_revision(second))
        assert (
            after.items.get(id) == item
            or beside == made
            or (beside is not None and beside.covers(made))
        )
    for id in old.deleted.keys() & other.deleted.keys():
        assert id not in after.items, "what both deleted stays deleted"
        assert id in after.deleted


def check_sound(after: Side) -> None:
    assert not after.items.keys() & after.deleted.keys()
    assert after.revisions.keys() <= after.items.keys()
    for item in after.items.values():
        if isinstance(item, Relation):
            for end in (item.source, item.target):
                assert isinstance(after.items.get(end.annotation), Annotation)


def run_history(seed: int, merging: Merging = merge, steps: int = 18) -> int:
    """One history with every law checked; how many conflicts there were."""
    history = History(seed, lambda mine, theirs: check_laws(mine, theirs, merging))
    conflicts = 0
    for _ in range(steps):
        if (found := history.step()) is not None:
            mine, theirs, merged = found
            conflicts += len(merged.conflicts)
            own = next(machine for machine in history.machines if machine.side is merged.side)
            if any(theirs is saved for saved in own.saved):
                assert merged == Merged(mine), "an own old version changes nothing"
    order = history.machines[:]
    Random(seed).shuffle(order)
    whole = order[0].side
    for machine in order[1:]:
        whole = merging(whole, machine.side).side
    for machine in order:
        assert merging(machine.side, whole) == Merged(whole), "they all come to the same"
    notes = {item.note for item in whole.items.values()}
    assert history.alive <= notes, "nothing that nobody changed or deleted is gone"
    return conflicts


def test_nothing_is_lost_in_two_thousand_histories_of_three_machines() -> None:
    assert sum(map(run_history, range(2_000))) > 500


@pytest.mark.campaign
def test_nothing_is_lost_in_twenty_thousand_long_histories() -> None:
    conflicts = sum(run_history(seed, steps=30) for seed in range(100_000, 120_000))
    assert conflicts > 20_000


def absent_is_deleted(mine: Side, theirs: Side) -> Merged:
    """As if what they lack had been deleted."""
    kept = {id: item for id, item in mine.items.items() if id in theirs.items}
    return merge(replace(mine, items=kept), theirs)


def greater_wins(mine: Side, theirs: Side) -> Merged:
    """As if the second version were not kept."""
    merged = merge(mine, theirs)
    copies = {conflict.copy for conflict in merged.conflicts}
    left = {id: item for id, item in merged.side.items.items() if id not in copies}
    return Merged(replace(merged.side, items=left))


def own_wins(mine: Side, theirs: Side) -> Merged:
    """As if ours were always the newer one."""
    merged = merge(mine, theirs)
    return Merged(replace(merged.side, items={**merged.side.items, **mine.items}))


@pytest.mark.parametrize("broken", [absent_is_deleted, greater_wins, own_wins])
def test_the_histories_find_a_merge_that_loses_something(broken: Merging) -> None:
    with pytest.raises((AssertionError, KeyError)):
        all(run_history(seed, broken) >= 0 for seed in range(200))


def test_a_large_file_in_which_little_changed_is_merged_at_once() -> None:
    mine = {f"a-{n}": annotation(f"a-{n}", "old") for n in range(25_000)}
    theirs = mine | {f"a-{n}": annotation(f"a-{n}", "new") for n in range(10)}
    old = Side(mine, dict.fromkeys(mine, "aaaaaa.1"))
    new = Side(theirs, {id: f"aaaaaa.{1 + (theirs[id] is not mine[id])}" for id in theirs})
    took = []
    for _ in range(3):
        start = time.perf_counter()
        merged = merge(old, new)
        took.append(time.perf_counter() - start)
        assert merged == Merged(new)
    assert min(took) < 0.1
