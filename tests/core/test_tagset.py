"""What the tagset says of an annotation, which stays in force all the same."""

from dataclasses import replace
from decimal import Decimal

import pytest

from annotator.core.gestures import Stamp, create
from annotator.core.span import Span
from annotator.core.tagset import Attribute, Number, Text, YesNo, check
from annotator.core.values import Attributes, Symbol, Value
from tests.samples import TAGSET, WHEN, annotation, attribute_options, build_corpus

FERRY = build_corpus().documents["ferry"]


def problems(category: str, **values: Value) -> list[tuple[str, str]]:
    found = check(annotation("a-1", FERRY, category, ["Ferry"], **values), TAGSET)
    return [(problem.severity, problem.attribute) for problem in found]


def test_a_fitting_annotation_has_no_problem() -> None:
    assert problems("quote", form=Symbol("direct"), speaker="the mayor") == []
    assert problems("claim") == []


def test_what_is_unknown_missing_or_off_the_list_is_told() -> None:
    assert problems("rumour") == [("unknown", "")]
    assert problems("claim", form=Symbol("direct")) == [("unknown", "form")]
    assert problems("quote") == [("missing", "form")]
    assert problems("quote", form=Symbol("shouted")) == [("value", "form")]
    assert problems("quote", form="direct") == [("value", "form")]
    assert problems("quote", form=Symbol("direct"), speaker=Decimal(3)) == [("value", "speaker")]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (Decimal(40), ""),
        (Decimal("0.5"), "0.5 is not a whole number"),
        (Decimal(-1), "-1 is less than 0"),
        (Decimal(101), "101 is more than 100"),
        ("forty", "“forty” is not a number"),
    ],
)
def test_numbers_have_bounds(value: Value, message: str) -> None:
    attribute = Attribute("share", Number(Decimal(0), Decimal(100), whole=True))
    assert attribute.problem(value) == message


def test_each_kind_takes_its_own_values() -> None:
    assert not Attribute("a", YesNo()).problem(Symbol("yes"))
    assert Attribute("a", YesNo()).problem(Symbol("maybe"))
    assert not Attribute("a", Text()).problem("anything 😀")
    assert Attribute("a", Text()).problem(Symbol("key"))
    assert Attribute("a", attribute_options("b")).problem(Decimal(1))


def test_conditions_say_which_attributes_apply() -> None:
    source = annotation("a-1", FERRY, "attribution", ["Ferry"], part=Symbol("source"))
    cue = replace(source, attributes=Attributes.of({"part": Symbol("cue")}))
    assert "source_kind" in {a.name for a in TAGSET.applying(source)}
    assert "source_kind" not in {a.name for a in TAGSET.applying(cue)}
    bare = replace(source, attributes=Attributes())
    assert "source_kind" not in {a.name for a in TAGSET.applying(bare)}


def test_common_attributes_hold_for_all_that_take_them() -> None:
    everyone = replace(TAGSET, common=(Attribute("seen", YesNo(), default=Symbol("no")),))
    assert "seen" in everyone.defaults("claim")
    own = (Attribute("own", YesNo()),)
    alone = everyone.replacing(replace(everyone.categories[1], common=False, attributes=own))
    assert "seen" not in alone.defaults("claim")
    bare = everyone.replacing(replace(everyone.categories[1], common=False, attributes=()))
    assert "seen" in bare.defaults("claim"), "a file could not say otherwise"
    assert alone.label("claim") == "Claim"
    assert alone.label("rumour") == "rumour"
    assert alone.attributes("rumour") == ()


def test_a_new_annotation_lacks_only_what_has_no_default() -> None:
    stamp = Stamp("anna", WHEN, lambda prefix: f"{prefix}-1")
    for category in TAGSET.categories:
        made = create(build_corpus(), stamp, "ferry", category.key, [Span(0, 5)]).annotations[1][0]
        assert {problem.severity for problem in check(made, TAGSET)} <= {"missing"}
