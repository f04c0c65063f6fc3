"""A person tags, changes, undoes, saves, closes, and finds everything again."""

from collections import Counter
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from annotator.core.errors import SaveError
from tests.e2e.conftest import Desk, answering

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def test_a_day_at_the_desk(desk: Desk, project: Path) -> None:
    desk.open_as("Anna Kim", project)
    assert desk.window.windowTitle().startswith("Ferry strike")
    assert [reader.id for reader in desk.window.readers.readers] == list(
        desk.window.desk.session.corpus.documents
    )

    desk.select(0, "“We will not move 😀 an inch,”")
    desk.press("1")
    desk.select(0, "not move")
    desk.press("2")
    desk.select(0, "Nearly 40 percent")
    desk.press("4")
    desk.select(1, "not move")
    desk.press("1")
    assert desk.tagged(0) == [
        ("quote", ["“We will not move 😀 an inch,”"]),
        ("claim", ["not move"]),
        ("statistic", ["Nearly 40 percent"]),
    ]

    # The quote goes on after the cue: one annotation of two fragments.
    quote = desk.window.desk.session.set(desk.reader(0).id).in_order[0]
    desk.select(0, "“until they listen.”")
    desk.window.desk.session.select(
        desk.reader(0).id, (quote.id,), desk.window.desk.session.selection.spans
    )
    desk.press("F")
    assert desk.tagged(0)[0] == (
        "quote",
        ["“We will not move 😀 an inch,”", "“until they listen.”"],
    )

    # The figure takes one word more, then that is taken back.
    figure = desk.window.desk.session.set(desk.reader(0).id).in_order[-1]
    desk.window.desk.session.select(desk.reader(0).id, (figure.id,))
    desk.press("L", SHIFT)
    assert desk.tagged(0)[-1] == ("statistic", ["Nearly 40 percent of"])
    assert desk.window.menus.actions["undo"].text() == "&Undo Move a boundary"
    desk.press("Z", CONTROL)
    assert desk.tagged(0)[-1] == ("statistic", ["Nearly 40 percent"])
    desk.press("Z", CONTROL | SHIFT)
    desk.press("Z", CONTROL)

    # The tagset's required values are left open on purpose.
    desk.window.tagging._ask = lambda text, detail, answers: answers[0].key
    desk.act("finish")
    before = [desk.tagged(0), desk.tagged(1)]
    desk.window.joining.scrolling = "free"
    desk.act("save")
    saving = desk.window.desk.saving
    assert saving is not None
    desk.qtbot.waitUntil(lambda: saving.safety.saved)
    assert not desk.window.isWindowModified()
    files = sorted(p.name for p in (project / "annotations").rglob("*.xml"))
    assert files == ["anna-kim.tei.xml", "anna-kim.tei.xml"]

    desk.close()
    desk.new_window()
    desk.open(project)
    assert [desk.tagged(0), desk.tagged(1)] == before
    session = desk.window.desk.session
    assert session.annotator == "anna-kim"
    statuses = {session.set(id).completion.status for id in session.corpus.documents}
    assert statuses == {"finished", "open"}


def test_a_second_save_changes_nothing(desk: Desk, project: Path) -> None:
    desk.open_as("Anna", project)
    desk.select(0, "nurses")
    desk.press("2")
    assert desk.window.desk.settle()
    before = {path: path.read_bytes() for path in project.rglob("*.xml")}
    desk.close()
    desk.new_window()
    desk.open(project)
    assert desk.window.desk.settle()
    desk.close()
    assert {path: path.read_bytes() for path in project.rglob("*.xml")} == before


def test_nobody_sees_anybody_elses_work(desk: Desk, project: Path) -> None:
    desk.open_as("Anna", project)
    desk.select(0, "nurses")
    desk.press("2")
    desk.change_annotator("Ben")
    assert desk.tagged(0) == []
    desk.select(0, "nurses")
    desk.press("4")
    desk.change_annotator("Anna")
    assert desk.tagged(0) == [("claim", ["nurses"])]


def test_panes_places_and_selection_come_back(desk: Desk, project: Path) -> None:
    desk.open_as("Anna", project)
    first, second = (reader.id for reader in desk.window.readers.readers)
    desk.select(0, "minister")
    desk.reader(1).view.setFocus()
    desk.reader(1).view.go_to(30)
    desk.act("move-left")
    assert desk.window.readers.shown == (second, first)
    desk.close()
    desk.new_window()
    desk.open(project)
    assert desk.window.readers.shown == (second, first)
    assert desk.window.readers.active is desk.reader(0)
    assert desk.reader(0).view.caret == 30
    text = desk.window.desk.session.corpus.documents[first].text
    assert [s.text(text) for s in desk.reader(1).view.selection] == ["minister"]


def test_typing_in_a_field_never_tags(desk: Desk, project: Path) -> None:
    desk.open_as("Anna", project)
    desk.select(0, "minister")
    desk.act("find")
    field = QApplication.focusWidget()
    assert field is not None
    desk.qtbot.keyClicks(field, "1234nad.")
    assert desk.tagged(0) == []
    assert desk.window.desk.session.history.undoable is None
    desk.press("Escape", on=field)
    assert desk.window.readers.active is not None
    assert desk.window.readers.active.view.hasFocus()


def test_finding_goes_through_all_articles(desk: Desk, project: Path) -> None:
    desk.open_as("Anna", project)
    desk.reader(0).view.go_to(0)
    desk.window.find_bar.begin("the mayor")
    assert desk.window.find_bar.said == "1 of 2"
    desk.act("find-next")
    assert desk.window.find_bar.said == "2 of 2"
    desk.act("find-next")
    assert desk.window.find_bar.said == "1 of 2"


def test_a_project_that_cannot_be_saved_says_so_and_asks(desk: Desk, project: Path) -> None:
    desk.open_as("Anna", project)
    assert desk.window.desk.settle()
    workspace = desk.window.desk.workspace
    assert workspace is not None

    def fail(*arguments: object) -> None:
        raise SaveError("E-FULL", "The disk is full.", "ferry.tei.xml")

    workspace.save = fail  # type: ignore[method-assign, assignment]
    desk.select(0, "minister")
    desk.press("2")
    desk.act("save")
    desk.qtbot.waitUntil(lambda: "NOT SAVED" in desk.window.banner.text)
    assert "The disk is full." in desk.window.banner.text
    with answering(QDialog, lambda dialog: dialog.reject()):
        assert not desk.window.close()
    assert desk.window.isVisible()
    assert desk.tagged(0) == [("claim", ["minister"])]
    del workspace.save
    desk.act("save")
    desk.qtbot.waitUntil(lambda: desk.window.banner.text == "")
    desk.close()


def test_no_widget_is_left_behind(desk: Desk, project: Path) -> None:
    desk.open_as("Anna", project)
    desk.act("close")
    assert not desk.window.desk.is_open
    desk.qtbot.wait(20)
    before = kinds_of(desk.window)
    for _ in range(3):
        desk.open(project)
        desk.select(0, "minister")
        desk.act("close")
    desk.qtbot.waitUntil(lambda: kinds_of(desk.window) == before)
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == [desk.window]


def kinds_of(window: QWidget) -> Counter[str]:
    """How many widgets of each kind a window holds."""
    return Counter(type(widget).__name__ for widget in window.findChildren(QWidget))


def test_tab_goes_from_article_to_article(desk: Desk, project: Path) -> None:
    desk.open_as("Anna", project)
    desk.reader(0).view.setFocus()
    desk.press("Tab")
    assert desk.window.readers.active is desk.reader(1)
    assert desk.reader(1).view.hasFocus()
    desk.press("Backtab", SHIFT)
    assert desk.window.readers.active is desk.reader(0)
    desk.press("F6")
    assert desk.window.readers.active is desk.reader(1)


def test_undoing_goes_where_it_was_done(desk: Desk, project: Path) -> None:
    desk.open_as("Anna", project)
    desk.select(0, "minister")
    desk.press("2")
    hidden = desk.reader(0).id
    desk.window.show_article(hidden, False)
    assert hidden not in desk.window.readers.shown
    desk.act("undo")
    assert desk.window.readers.shown[0] == hidden
    assert desk.window.readers.active is desk.reader(0)
    assert desk.tagged(0) == []
    desk.act("redo")
    assert desk.tagged(0) == [("claim", ["minister"])]
