"""Fitting a selection: words, edges, quotation marks, and what holds for any text at all."""

from itertools import product
from typing import get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.graphemes import is_boundary
from annotator.core.project import Settings
from annotator.core.snapping import fitted
from annotator.core.span import Span

EVERY_SETTING = [
    Settings(marks=marks, snap=snap, trim=trim)
    for marks, snap, trim in product(
        get_args(get_type_hints(Settings)["marks"]),
        get_args(get_type_hints(Settings)["snap"]),
        (True, False),
    )
]
TEXTS = st.text(
    st.sampled_from(
        "ab1U.,;: \n“”‘’\"'«»「」-—!（é\u0301\u00a0\u200d\u200b😀👩\U0001f3fd🇩🇪ק技\u093fक"
    ),
    max_size=30,
)


@st.composite
def selections(draw: st.DrawFn) -> tuple[str, Span]:
    text = draw(TEXTS.filter(bool))
    start = draw(st.integers(0, len(text) - 1))
    return text, Span(start, draw(st.integers(start + 1, len(text))))


def fit(marked: str, settings: Settings) -> str | None:
    """What is tagged where `marked` has the selection between two bars."""
    before, inside, after = marked.split("|")
    text = before + inside + after
    span = fitted(Span(len(before), len(before) + len(inside)), text, settings)
    return span and span.text(text)


@pytest.mark.parametrize(
    ("marked", "tagged"),
    [
        ("The fer|ry stri|ke began.", "ferry strike"),
        ("The| ferry, |which", "ferry"),
        ("sanctions by the |U.S.|, though", "U.S."),
        ("by the |U.S.,| though", "U.S."),
        ("It do|n|’t matter", "don’t"),
        ("cost 3|.|5 or", "3.5"),
        ("over 10|,0|00 troops", "10,000"),
        ("the stat|e-r|un agency", "state-run"),
        ("one |, |two", None),
        ("one | |two", None),
        ("技|術|は", "術"),
        ("cafe|\u0301 was|", "cafe\u0301 was"),
        ("a 👩🏽|\u200d|⚕️ b", "👩🏽\u200d⚕️"),
        ("yes |\u00a0no|\u00a0", "no"),
        ("he said |“no.”|", "“no.”"),
        ("a stre|tch\n\nover |lines", "stretch\n\nover"),
    ],
)
def test_grows_to_words_and_loses_its_edges(marked: str, tagged: str | None) -> None:
    assert fit(marked, Settings()) == tagged


@pytest.mark.parametrize(
    ("marked", "inside", "outside"),
    [
        ("its “|toughest|” policies", "“toughest”", "toughest"),
        ("its |“toughest”| policies", "“toughest”", "toughest"),
        ("its “|toughest” policies|", "“toughest” policies", "toughest” policies"),
        ("its |“toughest| policies” yet", "“toughest", "toughest"),
        ("“|bloc for aggression|.” He", "“bloc for aggression.”", "bloc for aggression"),
        ("|“state policy,”| according", "“state policy,”", "state policy"),
        ("“|He said ‘no|.’” She", "“He said ‘no.’”", "He said ‘no"),
        ("|“a” and “b”| too", "“a” and “b”", "“a” and “b”"),
        ("the workers|’ party|", "’ party", "’ party"),
        ("the |workers’| party", "workers’", "workers’"),
        ('he said "|no|" twice', '"no"', "no"),
        ("er sagte „|nein|“ und", "„nein“", "nein"),
        ("er sagte »|nein|« und", "»nein«", "nein"),
        ("说「|不|」吗", "「不」", "不"),
        ("|“”| nothing", "“”", None),
    ],
)
def test_quotation_marks_go_in_or_stay_out(
    marked: str, inside: str | None, outside: str | None
) -> None:
    assert fit(marked, Settings(marks="inside")) == inside
    assert fit(marked, Settings(marks="outside")) == outside


def test_as_selected_leaves_the_marks_to_the_hand() -> None:
    assert fit("its “|toughest|” policies", Settings(marks="as-selected")) == "toughest"
    assert fit("its |“toughest|” policies", Settings(marks="as-selected")) == "“toughest"


def test_by_characters_nothing_grows_but_no_character_is_cut() -> None:
    settings = Settings(snap="characters", trim=False)
    assert fit("The fer|ry s|trike", settings) == "ry s"
    assert fit("caf|e|\u0301 was", settings) == "e\u0301"


@pytest.mark.parametrize("settings", EVERY_SETTING, ids=str)
@given(selections())
def test_holds_for_any_selection_of_any_text(
    settings: Settings, selection: tuple[str, Span]
) -> None:
    text, span = selection
    result = fitted(span, text, settings)
    if result is None:
        return
    assert result.end <= len(text)
    assert is_boundary(text, result.start)
    assert is_boundary(text, result.end)
    assert fitted(result, text, settings) == result
    if settings.trim:
        for place in (result.start, result.end - 1):
            if is_boundary(text, place) and is_boundary(text, place + 1):
                assert not text[place].isspace()


@given(selections())
def test_a_word_in_the_selection_is_never_lost(selection: tuple[str, Span]) -> None:
    text, span = selection
    result = fitted(span, text, Settings(marks="outside"))
    for place in range(span.start, span.end):
        if text[place].isalnum():
            assert result is not None
            assert result.start <= place < result.end
