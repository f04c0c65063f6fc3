"""The inspector's form: what several annotations have in common."""

from decimal import Decimal

from annotator.core.annotation import Annotation
from annotator.core.values import Symbol
from annotator.display.form import Field, Form, Stray, form, used_values
from tests.samples import TAGSET, annotation, build_corpus


def _own(id: str) -> Annotation:
    found = build_corpus().find(id, "anna")
    assert found
    return found


def _field(shown: Form, name: str) -> Field:
    return next(field for field in shown.fields if field.attribute.name == name)


def test_one_annotation_shows_its_values_and_the_required_mark() -> None:
    shown = form([_own("a-short")], TAGSET)
    assert shown.category == "quote"
    assert [field.attribute.name for field in shown.fields] == ["form", "medium", "speaker"]
    assert _field(shown, "form").missing
    assert _field(shown, "medium").is_default
    assert not _field(shown, "speaker").missing


def test_several_of_a_category_show_what_differs() -> None:
    shown = form([_own("a-short"), _own("a-quote")], TAGSET)
    assert _field(shown, "form").mixed
    assert _field(shown, "form").value is None
    assert _field(shown, "medium").value == "speech"


def test_several_categories_share_only_what_both_declare() -> None:
    shown = form([_own("a-short"), _own("a-figure")], TAGSET)
    assert shown.category == ""
    assert shown.fields == ()


def test_a_condition_that_is_not_met_hides_the_field_and_keeps_the_value() -> None:
    ferry = build_corpus().documents["ferry"]
    cue = annotation(
        "a-1",
        ferry,
        "attribution",
        ["said"],
        part=Symbol("cue"),
        source_kind=Symbol("government"),
    )
    shown = form([cue], TAGSET)
    assert [field.attribute.name for field in shown.fields] == ["part", "relay"]
    assert shown.strays == (Stray("source_kind", Symbol("government")),)


def test_unknown_category_and_values_are_shown_and_kept() -> None:
    ferry = build_corpus().documents["ferry"]
    odd = annotation("a-1", ferry, "rumour", ["said"], size=Decimal(3))
    shown = form([odd], TAGSET)
    assert shown.category == "rumour"
    assert shown.strays == (Stray("size", Decimal(3)),)


def test_a_value_that_does_not_fit_is_a_problem() -> None:
    ferry = build_corpus().documents["ferry"]
    odd = annotation("a-1", ferry, "statistic", ["40"], share=Decimal("140"))
    assert "more than 100" in _field(form([odd], TAGSET), "share").problem


def test_nothing_selected_is_an_empty_form() -> None:
    assert form([], TAGSET).fields == ()


def test_used_values_are_the_annotators_own() -> None:
    corpus = build_corpus()
    assert used_values(corpus, "anna", "speaker") == ["the mayor"]
    assert used_values(corpus, "ben", "speaker") == []
