"""A torn or damaged line ends a journal; what stands before it counts."""

import zlib
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from annotator.storage.records import Touch, framed, touch_json, touch_of, whole_records

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner),
    max_leaves=5,
)
RECORDS = st.lists(st.dictionaries(st.text(max_size=5), JSON, max_size=3), max_size=5)


@given(RECORDS)
def test_records_come_back(records: list[dict[str, Any]]) -> None:
    data = b"".join(map(framed, records))
    assert data.isascii()
    assert whole_records(data) == records


@given(RECORDS, st.data())
def test_a_torn_tail_costs_only_itself(records: list[dict[str, Any]], data: st.DataObject) -> None:
    lines = [*map(framed, records)]
    whole = b"".join(lines)
    cut = data.draw(st.integers(0, len(whole)))
    kept = whole_records(whole[:cut])
    complete = sum(1 for n in range(len(lines)) if sum(map(len, lines[: n + 1])) <= cut)
    assert kept == records[:complete]


@given(RECORDS, st.data())
def test_a_changed_byte_ends_the_journal_there(
    records: list[dict[str, Any]], data: st.DataObject
) -> None:
    lines = [*map(framed, records)]
    if not lines:
        return
    hit = data.draw(st.integers(0, len(lines) - 1))
    place = data.draw(st.integers(0, len(lines[hit]) - 1))
    bit = data.draw(st.integers(0, 7))
    damaged = bytearray(lines[hit])
    damaged[place] ^= 1 << bit
    lines[hit] = bytes(damaged)
    assert whole_records(b"".join(lines)) == records[:hit]


def test_zeros_and_rubbish_are_no_records() -> None:
    good = framed({"n": 1})
    for rubbish in (b"\0" * 4096, b"00000002 00000000 {}\n", b"ffffffff 00000000 {}", b"{}\n"):
        assert whole_records(good + rubbish + good) == [{"n": 1}]
    deep = b"[" * 100_000
    assert whole_records(b"%08x %08x %s\n" % (len(deep), zlib.crc32(deep), deep)) == []


def test_touched_items_come_back() -> None:
    for touch in (
        Touch("a.xml", "a-1", "k.1", None),
        Touch("a.xml", "s", "", ["status", {}], True),
    ):
        assert touch_of(touch_json(touch)) == touch
    for odd in (None, [], ["a", "b", 3, None], ["a", "b", "c", None, 2]):
        assert touch_of(odd) is None
