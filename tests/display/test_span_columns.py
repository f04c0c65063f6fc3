"""Columns hold what is in force and follow every edit."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from annotator.core.annotation import Annotation
from annotator.core.edit import Edit
from annotator.core.span import Span
from annotator.display.span_columns import NO_ROW, SpanColumns
from annotator.display.visibility import Visibility

Make = Callable[..., Annotation]

fragments = st.lists(st.integers(0, 400), min_size=2, max_size=8, unique=True).map(
    lambda places: list(zip(*[iter(sorted(places))] * 2, strict=False))
)
steps = st.lists(
    st.tuples(
        st.sampled_from("abcdefgh"),
        st.sampled_from(["quote", "claim", "odd"]),
        fragments,
        st.sampled_from(["anna", "ben"]),
        st.booleans(),
    ),
    max_size=40,
)


def content(columns: SpanColumns) -> set[tuple[str, str, str, tuple[Span, ...]]]:
    """Annotator, id, category and spans of all that is in the columns, found by its rows."""
    found = set()
    for row in columns.index.query(0, 1_000).tolist():
        rows = columns.fragments(row)
        assert columns.alive[list(rows)].all()
        assert rows[0] == columns.annotation[row]
        spans = tuple(Span(int(columns.start[r]), int(columns.end[r])) for r in rows)
        assert {columns.id_of(r) for r in rows} == {columns.id_of(row)}
        found.add((columns.annotator_of(row), columns.id_of(row), columns.category_of(row), spans))
    return found


def expected(
    sets: dict[str, dict[str, Annotation]],
) -> set[tuple[str, str, str, tuple[Span, ...]]]:
    return {
        (annotator, item.id, item.category, item.spans)
        for annotator, items in sets.items()
        for item in items.values()
        if item.in_force
    }


@given(steps)
def test_after_any_edits_the_columns_hold_what_is_in_force(
    make: Make, edits: list[tuple[str, str, list[tuple[int, int]], str, bool]]
) -> None:
    sets: dict[str, dict[str, Annotation]] = {"anna": {}, "ben": {}}
    columns = SpanColumns("d", {"anna": []})
    for id, category, spans, annotator, delete in edits:
        mine = sets[annotator]
        old = mine.pop(id, None)
        removed = (old,) if old else ()
        new = make(id, *spans, category=category, state="proposed" if len(spans) == 3 else "")
        added = () if delete else (new,)
        if not delete:
            mine[id] = new
        touched = columns.apply(Edit("", removed, added), annotator)
        for item in (*removed, *added):
            changed = not (removed and added and _same(removed[0], added[0]))
            for span in item.spans if item.in_force and changed else ():
                assert any(start <= span.start and span.end <= end for start, end in touched)
        assert content(columns) == expected(sets)
    assert content(SpanColumns("d", {a: list(s.values()) for a, s in sets.items()})) == expected(
        sets
    )
    assert len(columns) == sum(len(spans) for _, _, _, spans in expected(sets))


def _same(one: Annotation, other: Annotation) -> bool:
    return (one.category, one.spans, one.in_force) == (other.category, other.spans, other.in_force)


def test_only_this_document_and_what_is_in_force(make: Make) -> None:
    columns = SpanColumns(
        "d",
        {
            "anna": [
                make("a", (0, 5)),
                make("b", (2, 9), document="other"),
                make("c", (3, 4), state="proposed"),
                make("e", (3, 4), state="rejected"),
                make("f", (3, 4), state="draft"),
            ]
        },
    )
    assert {id for _, id, _, _ in content(columns)} == {"a", "f"}
    touched = columns.apply(Edit("", (), (make("g", (1, 2), document="other"),)), "anna")
    assert touched == ()


def test_a_suggestion_accepted_appears_and_one_refused_goes(make: Make) -> None:
    columns = SpanColumns("d", {"anna": []})
    proposed, accepted = make("a", (3, 6), state="proposed"), make("a", (3, 6))
    assert columns.apply(Edit("", (), (proposed,)), "anna") == ()
    assert columns.apply(Edit("", (proposed,), (accepted,)), "anna") == ((3, 6),)
    assert columns.apply(Edit("", (accepted,), (proposed,)), "anna") == ((3, 6),)
    assert columns.rows_of("a") == ()


def test_a_note_touches_nothing(make: Make) -> None:
    columns = SpanColumns("d", {"anna": [make("a", (3, 6))]})
    edit = Edit("", (make("a", (3, 6)),), (make("a", (3, 6), note="look"),))
    assert columns.apply(edit, "anna") == ()
    assert columns.spans_of("a") == (Span(3, 6),)


def test_fragments_are_chained_in_text_order(make: Make) -> None:
    columns = SpanColumns("d", {"anna": [make("x", (50, 60)), make("a", (3, 6), (8, 9), (20, 30))]})
    rows = columns.rows_of("a")
    assert [int(columns.start[row]) for row in rows] == [3, 8, 20]
    assert columns.following[rows[-1]] == NO_ROW
    assert columns.fragments(rows[1]) == rows
    assert columns.rows_of("nobody") == ()


def test_many_go_and_come_at_once(make: Make) -> None:
    crowd = tuple(make(f"a{n}", (n, n + 5), (n + 7, n + 9)) for n in range(800))
    columns = SpanColumns("d", {"anna": []})
    assert columns.apply(Edit("", (), crowd), "anna") == ((0, 808),)
    assert len(columns) == 1600
    columns.apply(Edit("", crowd, ()), "anna")
    assert len(columns) == 0
    assert content(columns) == set()
    columns.apply(Edit("", (), crowd), "anna")
    assert len(columns.start) < 2_500


def test_hidden_annotators_and_categories_are_left_out(make: Make) -> None:
    columns = SpanColumns(
        "d",
        {
            "anna": [make("a", (0, 5)), make("b", (0, 5), category="claim")],
            "ben": [make("c", (0, 5)), make("e", (0, 5), category="odd")],
        },
    )
    visibility = Visibility()

    def ids() -> set[str]:
        rows = visibility.shown(columns, columns.index.at(2)).tolist()
        return {columns.id_of(row) for row in rows}

    assert ids() == {"a", "b", "c", "e"}
    visibility.show_annotator("ben", False)
    assert ids() == {"a", "b"}
    visibility.show_category("quote", False)
    assert (ids(), visibility.generation) == ({"b"}, 2)
    visibility.show_category("quote", False)
    assert visibility.generation == 2
    visibility.show_annotator("ben", True)
    assert ids() == {"b", "e"}
    assert not visibility.shows("anna", "quote")
    assert visibility.shows("anna", "never heard of")
    visibility.hide()
    assert (ids(), visibility.generation) == ({"a", "b", "c", "e"}, 4)
    assert (visibility.hidden_annotators, visibility.hidden_categories) == (set(), set())
