"""What keys and clicks do to annotations: one undoable edit each, or a word why not."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from annotator.core.span import Span, Spans
from annotator.gui.desk import Desk
from annotator.gui.tagging import Tagging
from annotator.gui.widgets.plain import Answer
from annotator.storage.state import State
from tests.keepings import SmallKeeping
from tests.samples import FIRST, place


class Bench:
    """Anna at work on the small corpus, with all that was said."""

    def __init__(self, parent: QWidget, state: State, read_only: dict[str, str]) -> None:
        self.parent = parent
        self.desk = Desk(state, parent)
        self.tagging = Tagging(self.desk, parent)
        self.said: list[str] = []
        self.asked: list[str] = []
        self.answer = ""
        self.tagging.said.connect(self.said.append)
        self.desk.bridge.refused.connect(self.said.append)
        self.tagging._ask = self._ask
        self.desk.open(SmallKeeping(state.folder, read_only=read_only))

    def _ask(self, text: str, detail: str, answers: Sequence[Answer]) -> str:
        self.asked.append(text)
        return self.answer

    def select(self, *words: str) -> None:
        self.desk.session.select("ferry", (), place(FIRST, *words))

    def pick(self, *ids: str) -> None:
        self.desk.session.select("ferry", ids)

    @property
    def labels(self) -> list[str]:
        return [step.edit.label for step in self.desk.session.history.steps]

    def spans(self, id: str) -> Spans:
        found = self.desk.session.annotation(id)
        assert found is not None
        return found.spans

    def words(self, id: str) -> list[str]:
        return [span.text(FIRST) for span in self.spans(id)]

    @property
    def current(self) -> str:
        return self.desk.session.selection.current


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    parent = QWidget()
    qtbot.addWidget(parent)
    bench = Bench(parent, State(tmp_path), {})
    yield bench
    bench.desk.put_away()


def test_selected_words_are_tagged_and_become_the_selected_annotation(bench: Bench) -> None:
    bench.select("1,200 nurs")
    bench.tagging.use("statistic")
    assert bench.labels == ["Tag as Statistic"]
    assert bench.words(bench.current) == ["1,200 nurses"], "it grows to whole words"
    assert bench.desk.session.selection.spans == ()
    assert bench.tagging.last == "statistic"


def test_without_words_the_selected_annotation_changes_its_category(bench: Bench) -> None:
    bench.pick("a-figure")
    bench.tagging.use("claim")
    assert bench.labels == ["Change to Claim"]


def test_without_anything_selected_a_hint_is_given(bench: Bench) -> None:
    bench.tagging.use("claim")
    bench.tagging.repeat()
    assert len(bench.said) == 2
    assert bench.labels == []


def test_repeating(bench: Bench) -> None:
    bench.select("nurses")
    bench.tagging.use("claim")
    bench.select("cafe\u0301")
    bench.tagging.repeat()
    assert bench.labels == ["Tag as Claim", "Tag as Claim"]


def test_a_locked_category_tags_every_selection(bench: Bench) -> None:
    bench.tagging.sticky = "claim"
    bench.tagging.selection_finished("ferry", place(FIRST, "minister"))
    bench.tagging.selection_finished("ferry", ())
    assert bench.labels == ["Tag as Claim"]
    assert bench.words(bench.current) == ["minister"]


def test_an_identical_twin_is_asked_about(bench: Bench) -> None:
    bench.select("Nearly 40 percent")
    bench.tagging.use("statistic")
    assert bench.asked == ["These words are tagged as Statistic already."]
    assert bench.labels == []
    assert bench.current == "a-figure"
    bench.answer = "twice"
    bench.select("Nearly 40 percent")
    bench.tagging.use("statistic")
    assert bench.labels == ["Tag as Statistic"]


def test_the_same_words_with_another_category_too(bench: Bench) -> None:
    bench.pick("a-figure")
    bench.tagging.begin_duplicate()
    bench.tagging.use("claim")
    assert bench.labels == ["Tag also as Claim"]
    assert bench.current != "a-figure"
    assert bench.spans(bench.current) == bench.spans("a-figure")
    bench.pick("a-figure")
    bench.tagging.begin_duplicate()
    bench.tagging.cancel()
    bench.tagging.use("claim")
    assert bench.labels[-1] == "Change to Claim"


def test_fragments_come_and_go(bench: Bench) -> None:
    bench.pick("a-figure")
    bench.tagging.add_fragment(place(FIRST, "1,200 nurses"))
    assert bench.words("a-figure") == ["Nearly 40 percent", "1,200 nurses"]
    bench.tagging.remove_fragment(FIRST.index("200"))
    assert bench.words("a-figure") == ["Nearly 40 percent"]
    bench.tagging.remove_fragment(FIRST.index("Nearly"))
    assert bench.words("a-figure") == ["Nearly 40 percent"], "the last one is not removed"
    assert bench.labels == ["Add a fragment", "Remove a fragment"]
    assert "Delete" in bench.said[-1]


def test_boundaries_move(bench: Bench) -> None:
    bench.pick("a-figure")
    bench.tagging.nudge("end", 1, "word", 0)
    assert bench.words("a-figure") == ["Nearly 40 percent of"]
    bench.tagging.respan("a-figure", place(FIRST, "40 percent"))
    assert bench.words("a-figure") == ["40 percent"]
    assert bench.labels == ["Move a boundary", "Move a boundary"]


def test_split_join_delete_draft(bench: Bench) -> None:
    bench.pick("a-figure")
    bench.tagging.split(FIRST.index(" 40 percent"))
    two = [a.id for a in bench.desk.session.set("ferry").in_order if a.category == "statistic"]
    assert [bench.words(id) for id in two] == [["Nearly"], ["40 percent"]]
    bench.pick(*two)
    bench.tagging.join()
    assert bench.words("a-figure") == ["Nearly", "40 percent"]
    bench.pick("a-figure")
    bench.tagging.toggle_draft()
    bench.tagging.toggle_draft()
    bench.tagging.delete()
    assert bench.desk.session.annotation("a-figure") is None
    assert bench.labels == [
        "Split",
        "Join 2 annotations",
        "Mark as draft",
        "Change the state",
        "Delete Statistic",
    ]
    while bench.desk.bridge.undo() and bench.desk.session.history.undoable:
        pass
    assert bench.words("a-figure") == ["Nearly 40 percent"]


@pytest.mark.parametrize(
    "wish",
    [
        lambda t: t.delete(),
        lambda t: t.join(),
        lambda t: t.split(3),
        lambda t: t.toggle_draft(),
        lambda t: t.nudge("end", 1, "word", 0),
        lambda t: t.begin_duplicate(),
        lambda t: t.add_fragment(()),
        lambda t: t.remove_fragment(0),
    ],
)
def test_what_needs_an_annotation_says_so(bench: Bench, wish: object) -> None:
    wish(bench.tagging)  # type: ignore[operator]
    assert len(bench.said) == 1
    assert bench.labels == []


def test_finishing(bench: Bench) -> None:
    bench.answer = "finish"
    bench.tagging.finish("island")
    assert bench.desk.session.set("island").completion.status == "finished"
    bench.tagging.finish("island")
    assert bench.labels == ["Mark as finished", "Mark as not finished"]


def test_nobody_is_asked_who_they_are(qtbot: QtBot, bench: Bench) -> None:
    bench.desk.put_away()
    bench.desk.open(SmallKeeping(bench.desk.state.folder, nobody=True))
    bench.select("nurses")
    with qtbot.waitSignal(bench.tagging.annotator_wanted):
        bench.tagging.use("claim")
    assert bench.labels == []


def test_an_article_one_cannot_work_on_says_why(qtbot: QtBot, tmp_path: Path) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    bench = Bench(parent, State(tmp_path), {"ferry": "Your file for this article is damaged."})
    bench.select("nurses")
    bench.tagging.use("claim")
    assert bench.said == ["Your file for this article is damaged."]
    assert bench.labels == []


def test_blanks_alone_are_not_tagged(bench: Bench) -> None:
    at = FIRST.index(" of the 1,200")
    bench.desk.session.select("ferry", (), (Span(at, at + 1),))
    bench.tagging.use("claim")
    made = [step.edit for step in bench.desk.session.history.steps]
    assert made == [] or " " not in bench.words(bench.current)
