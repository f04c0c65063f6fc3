"""The index finds exactly what a look at every span finds, whatever came, went and moved."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.display import span_index
from annotator.display.span_index import SpanIndex

spans = st.tuples(st.integers(0, 300), st.one_of(st.integers(1, 20), st.integers(1, 400))).map(
    lambda pair: (pair[0], pair[0] + pair[1])
)
steps = st.lists(st.tuples(st.sampled_from(["add", "remove", "move"]), st.integers(0), spans))


def by_looking(known: dict[int, tuple[int, int]], start: int, end: int) -> list[int]:
    return sorted(row for row, (a, b) in known.items() if start < end and a < end and start < b)


@given(st.lists(spans, max_size=60), steps, st.integers(1, 5))
def test_queries_equal_a_look_at_all(
    first: list[tuple[int, int]], then: list[tuple[str, int, tuple[int, int]]], recent: int
) -> None:
    known = dict(enumerate(first))
    index = SpanIndex(list(known), [a for a, _ in first], [b for _, b in first])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(span_index, "_MOST_RECENT", recent)
        for kind, pick, span in then:
            if kind == "add" or not known:
                row = max(known, default=-1) + 1
                index.add(row, *span)
                known[row] = span
                continue
            row = sorted(known)[pick % len(known)]
            if kind == "remove":
                index.remove(row, *known.pop(row))
            else:
                index.move(row, known[row], span)
                known[row] = span
        assert len(index) == len(known)
        for start in range(0, 720, 7):
            for length in (0, 1, 30, 500):
                found = index.query(start, start + length).tolist()
                assert sorted(found) == by_looking(known, start, start + length)
            assert sorted(index.at(start).tolist()) == by_looking(known, start, start + 1)


@given(st.lists(spans, min_size=1, max_size=60), st.data())
def test_many_at_once_is_the_same_as_one_by_one(
    first: list[tuple[int, int]], data: st.DataObject
) -> None:
    rows = np.arange(len(first))
    starts, ends = np.array(first).T
    index = SpanIndex()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(span_index, "_MOST_RECENT", data.draw(st.integers(1, 200)))
        index.add_many(rows, starts, ends)
        gone = data.draw(st.sets(st.sampled_from(rows.tolist())))
        index.remove_many(np.array(sorted(gone), np.int64))
    known = {row: span for row, span in enumerate(first) if row not in gone}
    assert len(index) == len(known)
    assert sorted(index.query(100, 200).tolist()) == by_looking(known, 100, 200)


def test_what_is_not_there_cannot_be_removed() -> None:
    index = SpanIndex([0], [5], [9])
    with pytest.raises(KeyError):
        index.remove(1, 5, 9)
    with pytest.raises(KeyError):
        index.remove(0, 5, 100)
    index.remove(0, 5, 9)
    with pytest.raises(KeyError):
        index.remove(0, 5, 9)


def test_a_row_can_be_used_again() -> None:
    index = SpanIndex([0, 1], [5, 5], [9, 9])
    index.remove(0, 5, 9)
    index.add(0, 40, 41)
    assert index.query(0, 30).tolist() == [1]
    assert index.at(40).tolist() == [0]


def test_no_spans_no_rows() -> None:
    assert SpanIndex().query(0, 10).tolist() == []
    assert len(SpanIndex()) == 0
