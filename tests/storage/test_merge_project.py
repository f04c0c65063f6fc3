"""Two versions of a project's own file: what only one side changed wins, and nothing is lost."""

from dataclasses import fields, replace
from decimal import Decimal
from random import Random

from hypothesis import event, given, settings
from hypothesis import strategies as st

from annotator.core.completion import Change
from annotator.core.document import Metadata
from annotator.core.project import Annotator, Project, Settings
from annotator.core.tagset import (
    Attribute,
    Category,
    Choice,
    Condition,
    Kind,
    Number,
    Option,
    RelationType,
    Role,
    Tagset,
    Text,
    YesNo,
)
from annotator.core.tagset_changes import problems, usual_key
from annotator.core.values import Symbol
from annotator.storage.merge_project import merge_metadata, merge_project
from annotator.storage.three_ways import Clash
from tests.samples import TAGSET

PROJECT = Project("p-0", "Strike", TAGSET, (Annotator("anna", "Anna"), Annotator("ben", "Ben")))
QUOTE, CLAIM, ATTRIBUTION, STATISTIC = TAGSET.categories
SOURCE_OF, SAME_AS = TAGSET.relations


def with_categories(*categories: Category) -> Project:
    return replace(PROJECT, tagset=replace(TAGSET, categories=categories))


def with_relations(*relations: RelationType) -> Project:
    return replace(PROJECT, tagset=replace(TAGSET, relations=relations))


def test_each_side_changed_something_else() -> None:
    here = replace(PROJECT, title="Ferry strike")
    there = replace(PROJECT, description="New", settings=Settings(trim=False))
    merged, clashes = merge_project(PROJECT, here, there)
    assert (merged.title, merged.description, merged.settings.trim) == (
        "Ferry strike",
        "New",
        False,
    )
    assert not clashes


def test_both_changed_the_title_ours_stays_and_theirs_is_named() -> None:
    here, there = replace(PROJECT, title="Ours"), replace(PROJECT, title="Theirs")
    merged, clashes = merge_project(PROJECT, here, there)
    assert merged == here
    assert clashes == (Clash("The title", "Ours", "Theirs"),)


def test_both_changed_one_category_in_different_ways() -> None:
    here = with_categories(replace(QUOTE, label="Words"), CLAIM)
    there = with_categories(replace(QUOTE, guideline="Short.", colour="#000000"), CLAIM)
    base = with_categories(QUOTE, CLAIM)
    merged, clashes = merge_project(base, here, there)
    assert merged.tagset.categories == (
        replace(QUOTE, label="Words", guideline="Short.", colour="#000000"),
        CLAIM,
    )
    assert not clashes


def test_both_added_categories_at_the_end() -> None:
    """Each of them was given the next free key on the keyboard; they cannot both keep it."""
    base = with_categories(QUOTE)
    ours, theirs = Category("ours", "Ours", "#111111", "2"), Category("theirs", "Theirs", "#2", "2")
    merged, clashes = merge_project(
        base, with_categories(QUOTE, ours), with_categories(QUOTE, theirs)
    )
    assert merged.tagset.categories == (QUOTE, ours, replace(theirs, shortcut="3"))
    assert not clashes


def test_one_added_in_front_and_the_other_renamed() -> None:
    """The keys move with the places: that is no change of the other categories."""
    new = Category("new", "New", "#111111", "1")
    here = with_categories(new, replace(QUOTE, shortcut="2"), replace(CLAIM, shortcut="3"))
    there = with_categories(QUOTE, replace(CLAIM, label="Statement"))
    merged, clashes = merge_project(with_categories(QUOTE, CLAIM), here, there)
    assert [(c.label, c.shortcut) for c in merged.tagset.categories] == [
        ("New", "1"),
        ("Quote", "2"),
        ("Statement", "3"),
    ]
    assert not clashes


def test_one_removed_what_the_other_left_alone() -> None:
    merged, clashes = merge_project(
        with_categories(QUOTE, CLAIM), with_categories(QUOTE, CLAIM), with_categories(QUOTE)
    )
    assert merged == with_categories(QUOTE)
    assert not clashes


def test_one_removed_a_category_that_the_other_changed() -> None:
    changed = replace(CLAIM, label="Statement")
    merged, clashes = merge_project(
        with_categories(QUOTE, CLAIM), with_categories(QUOTE, changed), with_categories(QUOTE)
    )
    assert merged == with_categories(QUOTE, changed)
    assert clashes == (Clash("“Statement”", "changed", "removed"),)


def test_two_orders_of_categories_clash() -> None:
    here = with_categories(CLAIM, QUOTE, ATTRIBUTION)
    there = with_categories(ATTRIBUTION, QUOTE, CLAIM)
    merged, clashes = merge_project(with_categories(QUOTE, CLAIM, ATTRIBUTION), here, there)
    assert [category.key for category in merged.tagset.categories] == [
        "claim",
        "quote",
        "attribution",
    ]
    assert [clash.what for clash in clashes] == ["The order of the categories"]
    merged, clashes = merge_project(here, here, there)
    assert merged == there
    assert not clashes


def test_a_mutual_relation_has_the_same_role_at_both_ends() -> None:
    mutual = replace(SOURCE_OF, directed=False, target=SOURCE_OF.source)
    other = replace(SOURCE_OF, source=Role("Origin", ("quote",)))
    merged, clashes = merge_project(
        with_relations(SOURCE_OF), with_relations(mutual), with_relations(other)
    )
    assert merged.tagset.relations == (mutual,)
    assert [clash.what for clash in clashes] == ["The ends of the relation “Source of”"]


def test_values_that_each_side_added_are_both_there() -> None:
    def form(*keys: str) -> Project:
        kind = Choice(tuple(Option(key) for key in keys))
        return with_categories(replace(CLAIM, attributes=(Attribute("form", kind),)))

    merged, clashes = merge_project(form("a", "b"), form("a", "b", "c"), form("d", "b"))
    assert merged == form("d", "b", "c")
    assert not clashes
    merged, clashes = merge_project(form("a", "b"), form("a"), form("b"))
    assert merged == form("a"), "a list of no values could not be chosen from"


def test_a_value_at_the_start_that_the_other_removed_is_no_longer_set() -> None:
    kind, less = Choice((Option("a"), Option("b"))), Choice((Option("a"),))
    plain = Attribute("form", kind)
    base, here, there = (
        with_categories(replace(CLAIM, attributes=(attribute,)))
        for attribute in (plain, replace(plain, default=Symbol("b")), replace(plain, kind=less))
    )
    merged, clashes = merge_project(base, here, there)
    assert merged.tagset.categories[0].attributes == (replace(plain, kind=less),)
    assert [clash.here for clash in clashes] == ["b"]


def test_one_name_for_an_attribute_of_a_category_and_for_a_common_one() -> None:
    own = replace(CLAIM, attributes=(Attribute("source", Text(), "Who said it"),))
    here = with_categories(own)
    there = replace(
        PROJECT,
        tagset=replace(TAGSET, categories=(CLAIM,), common=(Attribute("source", YesNo()),)),
    )
    merged, clashes = merge_project(with_categories(CLAIM), here, there)
    assert [a.name for a in merged.tagset.attributes("claim")] == ["who-said-it", "source"]
    assert len(clashes) == 1
    assert not list(problems(merged.tagset))


def test_two_categories_called_the_same_are_told_apart() -> None:
    here = with_categories(QUOTE, replace(CLAIM, label="Statement"))
    there = with_categories(QUOTE, CLAIM, Category("statement", "statement", "#111111", "3"))
    merged, clashes = merge_project(with_categories(QUOTE, CLAIM), here, there)
    assert [c.label for c in merged.tagset.categories] == ["Quote", "Statement", "statement (2)"]
    assert len(clashes) == 1


def test_a_category_and_a_relation_with_one_key() -> None:
    here = with_categories(*TAGSET.categories, Category("echo", "Echo", "#111111", "5"))
    there = with_relations(*TAGSET.relations, RelationType("echo", "Echo of"))
    merged, clashes = merge_project(PROJECT, here, there)
    assert merged.tagset.relations[-1].key == "echo-of"
    assert len(clashes) == 1
    assert not list(problems(merged.tagset))


def test_one_key_chosen_for_two_categories_goes_to_the_first() -> None:
    here = with_categories(replace(QUOTE, shortcut="q"), CLAIM)
    there = with_categories(QUOTE, replace(CLAIM, shortcut="Q"))
    merged, clashes = merge_project(with_categories(QUOTE, CLAIM), here, there)
    assert [c.shortcut for c in merged.tagset.categories] == ["q", ""]
    assert clashes == (Clash("The key Q", "“Quote”", "“Claim”"),)


def test_without_a_common_ancestor_everything_of_both_is_there_ours_first() -> None:
    here = replace(with_categories(QUOTE, CLAIM), annotators=(Annotator("anna", "Anna"),))
    there = replace(
        with_categories(replace(QUOTE, label="Words"), replace(STATISTIC, shortcut="2")),
        annotators=(Annotator("ben", "Ben"), Annotator("anna", "Anna")),
        settings=Settings(other=(("future", Symbol("x")),)),
    )
    merged, clashes = merge_project(None, here, there)
    assert [c.key for c in merged.tagset.categories] == ["quote", "claim", "statistic"]
    assert {annotator.id for annotator in merged.annotators} == {"anna", "ben"}
    assert merged.settings == there.settings
    assert clashes == (Clash("The name of the category “Quote”", "Quote", "Words"),)


def test_a_setting_that_each_side_set_otherwise() -> None:
    here, there = (
        replace(PROJECT, settings=Settings(other=(("future", Symbol(key)), *more)))
        for key, more in (("x", ()), ("y", (("more", "free"),)))
    )
    merged, clashes = merge_project(PROJECT, here, there)
    assert merged.settings.other == (("future", "x"), ("more", "free"))
    assert clashes == (Clash("The setting future", "x", "y"),)


def test_histories_become_one() -> None:
    first, mine, theirs = (Change("changed", when, "anna") for when in ("1", "2", "3"))
    base, here, there = (
        replace(PROJECT, changes=changes) for changes in ((first,), (first, theirs), (first, mine))
    )
    merged, clashes = merge_project(base, here, there)
    assert merged.changes == (first, mine, theirs)
    assert not clashes


def test_what_is_known_of_an_article() -> None:
    base = Metadata(title="Strike", outlet="Post", language="en")
    here, there = replace(base, title="Ferry strike"), replace(base, outlet="", author="Ann")
    merged, clashes = merge_metadata(base, here, there)
    assert merged == Metadata(title="Ferry strike", author="Ann", language="en")
    assert not clashes
    _, clashes = merge_metadata(None, here, there)
    assert {clash.what for clash in clashes} == {
        "The title of the article",
        "The outlet of the article",
        "The author of the article",
    }
    assert Clash("The outlet of the article", "Post", "nothing") in clashes


# --- any two versions ----------------------------------------------------------------------------

KEYS = ("one", "two", "three", "four")
KINDS: tuple[Kind, ...] = (
    Choice((Option("a"), Option("b"))),
    Choice((Option("b", "Bee"), Option("c"))),
    Choice((Option("a"),)),
    Text(),
    YesNo(),
    Number(Decimal(0), Decimal(9)),
    Number(None, Decimal(3), True),
)
DEFAULTS = (None, Symbol("a"), Symbol("b"), Symbol("yes"), "words", Decimal(2))


CONDITIONS = (
    None,
    Condition("x", ("a",)),
    Condition("y", ("b", "a")),
    Condition("z", ("yes",)),
)


def attributes_of(random: Random) -> tuple[Attribute, ...]:
    names = random.sample(["x", "y", "z"], random.randrange(4))
    return tuple(
        Attribute(
            name,
            random.choice(KINDS),
            default=random.choice(DEFAULTS),
            condition=random.choice(CONDITIONS),
        )
        for name in names
    )


def tagset_of(random: Random) -> Tagset:
    """Any valid tagset over a few keys, so that two of them have much in common."""
    while True:
        categories = tuple(
            Category(
                key,
                random.choice([key.capitalize(), f"{key}!", "Shared"]),
                random.choice(["#111111", "#222222"]),
                random.choice([usual_key(place), usual_key(place), "q", "w", ""]),
                attributes=attributes_of(random),
                common=random.random() < 0.5,
            )
            for place, key in enumerate(random.sample(KEYS, random.randrange(5)))
        )
        relations = tuple(
            relation_of(random, key)
            for key in random.sample(["one", "of", "as"], random.randrange(4))
        )
        tagset = Tagset("any", "1", categories, relations, attributes_of(random)[:1])
        if not list(problems(tagset)):
            return tagset


def relation_of(random: Random, key: str) -> RelationType:
    source, target = (Role("", random.choice([(), ("one",), ("two", "one")])) for _ in range(2))
    directed = random.random() < 0.5
    label = random.choice([key, "Tie"])
    found = RelationType(key, label, directed, source, target if directed else source)
    return replace(found, attributes=attributes_of(random))


def project_of(seed: int) -> Project:
    random = Random(seed)
    people = random.sample(["anna", "ben", "cy"], random.randrange(4))
    return Project(
        "p-0",
        random.choice(["A", "B", "C"]),
        tagset_of(random),
        tuple(Annotator(id, random.choice(["A", "B"])) for id in people),
        Settings(trim=random.random() < 0.5, snap=random.choice(["words", "characters"])),
    )


def near(base: Project, seed: int) -> Project:
    """The project after a change or two."""
    random, other = Random(seed), project_of(seed)
    project = base
    while project == base or list(problems(project.tagset)):
        project = base
        for _ in range(random.randrange(1, 3)):
            project = changed(random, project, other)
        other = project_of(random.randrange(2**32))
    return project


def changed(random: Random, project: Project, other: Project) -> Project:
    tagset = project.tagset
    match random.randrange(6):
        case 0:
            return replace(project, title=other.title)
        case 1:
            return replace(project, settings=other.settings)
        case 2:
            return replace(project, annotators=other.annotators)
        case 3 if tagset.categories:
            left = list(tagset.categories)
            del left[random.randrange(len(left))]
            return replace(project, tagset=replace(tagset, categories=tuple(left)))
        case 4:
            return replace(project, tagset=replace(tagset, relations=other.tagset.relations))
        case _:
            merged = {category.key: category for category in tagset.categories}
            merged |= {category.key: category for category in other.tagset.categories[:1]}
            return replace(project, tagset=replace(tagset, categories=tuple(merged.values())))


seeds = st.integers(0, 2**32)
projects = seeds.map(project_of)


@settings(max_examples=300)
@given(projects, projects)
def test_where_one_side_changed_nothing_the_other_side_stands(
    base: Project, other: Project
) -> None:
    assert merge_project(base, base, other) == (other, ())
    assert merge_project(base, other, base) == (other, ())
    assert merge_project(base, other, other) == (other, ())
    assert merge_project(None, other, other) == (other, ())


@settings(max_examples=120)
@given(projects, seeds, seeds)
def test_both_sides_come_to_the_same_where_nothing_clashes(
    base: Project, mine: int, theirs: int
) -> None:
    here, there = near(base, mine), near(base, theirs)
    merged, clashes = merge_project(base, here, there)
    event("clash" if clashes else "no clash")
    if not clashes:
        assert shape(merged) == shape(merge_project(base, there, here)[0])


@settings(max_examples=300)
@given(st.none() | projects, projects, projects)
def test_what_was_added_or_changed_is_there_and_the_tagset_is_valid(
    base: Project | None, here: Project, there: Project
) -> None:
    merged, clashes = merge_project(base, here, there)
    mirrored, others = merge_project(base, there, here)
    assert bool(clashes) == bool(others)
    assert not list(problems(merged.tagset)), "as valid as both were"
    assert not list(problems(mirrored.tagset))
    for side in (here, there):
        for category in side.tagset.categories:
            if base is None or base.tagset.category(category.key) != category:
                assert merged.tagset.category(category.key)
        for annotator in side.annotators:
            if base is None or base.annotator(annotator.id) != annotator:
                assert merged.annotator(annotator.id)
    for relation in merged.tagset.relations:
        assert relation.directed or relation.source == relation.target


def shape(project: Project) -> dict[str, object]:
    """Everything, with orders left out: of what both added, each has its own first."""
    tagset = project.tagset
    found: dict[str, object] = {
        field.name: getattr(project, field.name) for field in fields(project)
    }
    found["annotators"] = frozenset(project.annotators)
    found["tagset"] = (
        frozenset(replace(c, shortcut="", attributes=()) for c in tagset.categories),
        frozenset((c.key, a.name) for c in tagset.categories for a in c.attributes),
        frozenset(replace(relation, attributes=()) for relation in tagset.relations),
        frozenset(attribute.name for attribute in tagset.common),
    )
    return found
