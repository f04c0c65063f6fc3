"""The user's state: what was kept comes back, and damage counts as nothing kept."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotator.storage.state import Recent, State, state_folder


def test_it_lies_in_the_users_state_folder(own_state_folder: Path) -> None:
    assert own_state_folder in state_folder().parents
    assert State().drafts.parent == state_folder()


def test_recent_projects_last_first_each_once(tmp_path: Path) -> None:
    state = State(tmp_path)
    assert state.recent == ()
    state.note_recent(Path("/a"), "A", "2026-11-20T09:14:02Z")
    state.note_recent(Path("/b"), "B “two” 🚲", "2026-11-20T09:15:02Z")
    state.note_recent(Path("/a"), "A again", "2026-11-20T09:16:02Z")
    assert State(tmp_path).recent == (
        Recent(Path("/a"), "A again", "2026-11-20T09:16:02Z"),
        Recent(Path("/b"), "B “two” 🚲", "2026-11-20T09:15:02Z"),
    )
    state.forget_recent(Path("/a"))
    assert [recent.title for recent in State(tmp_path).recent] == ["B “two” 🚲"]


def test_the_list_of_recent_projects_does_not_grow_for_ever(tmp_path: Path) -> None:
    state = State(tmp_path)
    for n in range(30):
        state.note_recent(Path(f"/{n}"), str(n), "2026-11-20T09:14:02Z")
    assert [recent.title for recent in state.recent][:2] == ["29", "28"]
    assert len(state.recent) == 12


def test_annotator_and_layout_per_project(tmp_path: Path) -> None:
    state = State(tmp_path)
    assert state.annotator("p-1") == ""
    assert state.layout("p-1") == {}
    state.keep_annotator("p-1", "anna")
    state.keep_layout("p-1", {"panes": ["wire"], "zoom": 1.5})
    state.keep_annotator("p-2", "ben")
    again = State(tmp_path)
    assert again.annotator("p-1") == "anna"
    assert again.layout("p-1") == {"panes": ["wire"], "zoom": 1.5}
    assert again.annotator("p-2") == "ben"
    assert again.layout("p-2") == {}


def test_preferences_and_recent_projects_do_not_disturb_each_other(tmp_path: Path) -> None:
    state = State(tmp_path)
    state.keep_preferences({"name": "Zoë"})
    state.note_recent(Path("/a"), "A", "2026-11-20T09:14:02Z")
    assert State(tmp_path).preferences == {"name": "Zoë"}
    assert len(State(tmp_path).recent) == 1


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"recent": 3, "preferences": []}',
     b'{"recent": [null, {"path": ""}, {"path": 1}]}', b"[" * 100_000,
     b"x" * (2**20 + 1), b"1" * 10_000],
)  # fmt: skip
def test_damage_counts_as_nothing_kept(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "state.json").write_bytes(damage)
    state = State(tmp_path)
    assert state.recent == ()
    assert state.preferences == {}
    state.note_recent(Path("/a"), "A", "2026-11-20T09:14:02Z")
    assert len(state.recent) == 1


@pytest.mark.parametrize("id", ["", "..", "../p", "a/b", "C:", "p\0", "x" * 300])
def test_an_odd_project_id_is_never_a_path(tmp_path: Path, id: str) -> None:
    state = State(tmp_path / "state")
    state.keep_annotator(id, "anna")
    assert state.annotator(id) == ""
    assert not (tmp_path / "state").exists()


def test_a_state_folder_that_cannot_be_written_stops_nothing(
    tmp_path: Path, fault_files: Callable[..., Any]
) -> None:
    state = State(tmp_path, fault_files(1, forever=True))
    state.keep_preferences({"a": 1})
    state.keep_layout("p-1", {"a": 1})
    assert state.preferences == {}


def test_a_folder_in_the_place_of_a_state_file(tmp_path: Path) -> None:
    (tmp_path / "state.json").mkdir()
    state = State(tmp_path)
    state.keep_preferences({"a": 1})
    assert state.preferences == {}
