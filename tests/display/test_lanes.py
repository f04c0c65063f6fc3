"""Every span has its place, lanes never overlap, and the same data give the same picture."""

from collections.abc import Callable
from itertools import combinations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from annotator.core.annotation import Annotation
from annotator.core.edit import Edit
from annotator.display.lanes import Bars, bars
from annotator.display.paragraphs import Paragraphs
from annotator.display.span_columns import NO_ROW, SpanColumns
from annotator.display.visibility import Visibility

Make = Callable[..., Annotation]

TEXT = "😀 hello wörld\n" + "שלום עולם abc " * 4 + "\n\n" + "e\u0301tat, no\u00a0break " * 3
PARAGRAPHS = Paragraphs(TEXT)

fragments = st.lists(st.integers(0, len(TEXT)), min_size=2, max_size=6, unique=True).map(
    lambda places: list(zip(*[iter(sorted(places))] * 2, strict=False))
)
crowds = st.lists(
    st.tuples(fragments, st.sampled_from(["quote", "claim"]), st.sampled_from(["anna", "ben"])),
    max_size=30,
)
Crowd = list[tuple[list[tuple[int, int]], str, str]]


def filled(make: Make, crowd: Crowd) -> SpanColumns:
    sets: dict[str, list[Annotation]] = {"anna": [], "ben": []}
    for n, (spans, category, annotator) in enumerate(crowd):
        sets[annotator].append(make(f"a{n}", *spans, category=category))
    return SpanColumns("d", sets)


def placed(columns: SpanColumns, piece: int, lanes: int = 4, several: bool = False) -> Bars:
    return bars(columns, Visibility(), PARAGRAPHS, piece, lanes=lanes, several_lines=several)


def picture(columns: SpanColumns, shown: Bars) -> object:
    """What is to be seen, without the numbers of rows."""

    def name(row: int) -> tuple[str, str, int] | None:
        if row == NO_ROW:
            return None
        return columns.annotator_of(row), columns.id_of(row), int(columns.start[row])

    return (
        [
            (bar._replace(row=0, earlier=0, later=0), *map(name, (bar.row, bar.earlier, bar.later)))
            for bar in shown.bars
        ],
        [(join._replace(row=0), name(join.row)) for join in shown.joins],
        [(o.start, o.end, [name(row) for row in o.rows]) for o in shown.overflow],
        [(bar._replace(row=0), name(bar.row)) for bar in shown.gutter],
        [name(row) for row in shown.gutter_overflow],
    )


@given(crowds, st.integers(1, 5), st.booleans())
def test_no_span_is_dropped_and_none_comes_twice(
    make: Make, crowd: Crowd, lanes: int, several: bool
) -> None:
    columns = filled(make, crowd)
    for piece in range(len(PARAGRAPHS)):
        shown = placed(columns, piece, lanes, several)
        rows = [bar.row for bar in shown.bars]
        rows += [row for stretch in shown.overflow for row in stretch.rows]
        rows += [bar.row for bar in shown.gutter]
        rows += shown.gutter_overflow
        there = columns.index.query(PARAGRAPHS.start(piece), PARAGRAPHS.end(piece))
        assert sorted(rows) == sorted(there.tolist())


@given(crowds, st.integers(1, 5))
def test_lanes_never_overlap(make: Make, crowd: Crowd, lanes: int) -> None:
    columns = filled(make, crowd)
    for piece in range(len(PARAGRAPHS)):
        shown = placed(columns, piece, lanes)
        taken: dict[tuple[int, int], tuple[int, int]] = {}
        for bar in shown.bars:
            assert 0 <= bar.lane < lanes
            assert PARAGRAPHS.start(piece) <= bar.start < bar.end <= PARAGRAPHS.end(piece)
            assert bar.begins == (bar.start == columns.start[bar.row])
            assert bar.ends == (bar.end == columns.end[bar.row])
            first = int(columns.annotation[bar.row])
            low, high = taken.get((bar.lane, first), (bar.start, bar.end))
            taken[bar.lane, first] = min(low, bar.start), max(high, bar.end)
        for ((lane, _), one), ((other_lane, _), other) in combinations(taken.items(), 2):
            assert lane != other_lane or one[1] <= other[0] or other[1] <= one[0]
        lane_of = {int(columns.annotation[bar.row]): bar.lane for bar in shown.bars}
        for bar in shown.bars:
            assert bar.lane == lane_of[int(columns.annotation[bar.row])]
        for join in shown.joins:
            assert join.lane == lane_of[int(columns.annotation[join.row])]
            assert join.start < join.end
        assert shown.lanes == max(lane_of.values(), default=-1) + 1


@given(crowds, st.integers(1, 4), st.booleans(), st.integers())
def test_the_order_in_which_data_came_does_not_show(
    make: Make, crowd: Crowd, lanes: int, several: bool, seed: int
) -> None:
    columns = filled(make, crowd)
    shuffled = list(enumerate(crowd))
    Random(seed).shuffle(shuffled)
    late = SpanColumns("d", {"ben": []})
    late.apply(Edit("", (), (make("gone", (0, 9)), make("away", (0, 3), (7, 50)))), "anna")
    late.apply(Edit("", (make("gone", (0, 9)), make("away", (0, 3), (7, 50))), ()), "anna")
    for n, (spans, category, annotator) in shuffled:
        late.apply(Edit("", (), (make(f"a{n}", *spans, category=category),)), annotator)
    for piece in range(len(PARAGRAPHS)):
        assert picture(columns, placed(columns, piece, lanes, several)) == picture(
            late, placed(late, piece, lanes, several)
        )


def test_outer_spans_lie_next_to_the_text(make: Make) -> None:
    columns = filled(make, [([(4, 6)], "claim", "anna"), ([(2, 9)], "quote", "anna")])
    assert [(bar.lane, bar.start, bar.category) for bar in placed(columns, 0).bars] == [
        (0, 2, "quote"),
        (1, 4, "claim"),
    ]


def test_identical_spans_have_a_lane_each(make: Make) -> None:
    columns = filled(make, [([(2, 9)], "quote", "ben"), ([(2, 9)], "quote", "anna")])
    shown = placed(columns, 0)
    assert [(bar.lane, columns.annotator_of(bar.row)) for bar in shown.bars] == [
        (0, "anna"),
        (1, "ben"),
    ]


def test_fragments_share_a_lane_and_are_joined(make: Make) -> None:
    columns = filled(
        make, [([(0, 2), (8, 10), (20, 25)], "quote", "anna"), ([(4, 6)], "claim", "ben")]
    )
    shown = placed(columns, 0)
    assert [(bar.lane, bar.start) for bar in shown.bars] == [(0, 0), (0, 8), (1, 4)]
    assert [(join.start, join.end) for join in shown.joins] == [(2, 8)]
    one, two, _ = shown.bars
    assert (one.earlier, one.later, two.earlier) == (NO_ROW, NO_ROW, NO_ROW)
    assert columns.start[two.later] == 20
    (there,) = placed(columns, 1).bars
    assert (columns.start[there.earlier], there.later) == (8, NO_ROW)


def test_what_has_no_lane_is_counted(make: Make) -> None:
    crowd: Crowd = [([(0, 13)], "quote", "anna")] * 3 + [([(3, 6)], "claim", "anna")]
    shown = placed(filled(make, crowd), 0, lanes=2)
    assert len(shown.bars) == 2
    (grey,) = shown.overflow
    assert (grey.start, grey.end, len(grey.rows)) == (0, 13, 2)


def test_a_span_over_a_whole_paragraph_of_several_lines_goes_to_the_gutter(make: Make) -> None:
    start, end = PARAGRAPHS.start(1), PARAGRAPHS.end(1)
    columns = filled(
        make, [([(start, end - 1)], "quote", "anna"), ([(2, end + 3)], "claim", "anna")]
    )
    assert not placed(columns, 1).gutter
    shown = placed(columns, 1, several=True)
    assert not shown.bars
    assert [(bar.column, bar.category, bar.begins, bar.ends) for bar in shown.gutter] == [
        (0, "claim", False, False),
        (1, "quote", True, True),
    ]


def test_too_many_gutter_bars_become_one(make: Make) -> None:
    start, end = PARAGRAPHS.start(1), PARAGRAPHS.end(1)
    shown = placed(filled(make, [([(start, end)], "quote", "anna")] * 8), 1, several=True)
    assert [bar.column for bar in shown.gutter] == [0, 1, 2, 3, 4]
    assert len(shown.gutter_overflow) == 3


def test_an_empty_paragraph_shows_nothing(make: Make) -> None:
    assert placed(filled(make, [([(0, len(TEXT))], "quote", "anna")]), 2, several=True) == Bars()
