"""Copying a project: whole or no project at all, resumed after a break, never over others."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.bundled import sample_project
from annotator.core.errors import InputError, SaveError
from annotator.storage.copies import copy_project
from annotator.storage.workspace import open_project

Contents = Callable[[Path], dict[str, bytes]]


def test_the_sample_is_copied_once_and_earlier_work_in_the_copy_is_kept(
    tmp_path: Path, contents: Contents
) -> None:
    copy = tmp_path / "deep" / "copy"
    assert copy_project(sample_project(), copy)
    assert contents(copy) == contents(sample_project())
    (copy / "texts/notes.txt").write_bytes(b"my own")
    assert not copy_project(sample_project(), copy)
    assert (copy / "texts/notes.txt").read_bytes() == b"my own"
    loaded = open_project(copy).load()
    assert not loaded.problems
    assert not loaded.unreadable


def test_a_copy_broken_off_anywhere_can_be_gone_on_with(
    project: Path,
    tmp_path: Path,
    contents: Contents,
    fault_files: Callable[..., Any],
    faults: Callable[..., Iterator[int]],
) -> None:
    copy = tmp_path / "copy"
    for at in faults(step=3):
        files = fault_files(at)
        try:
            copy_project(project, copy, files)
        except (SaveError, InputError):
            assert files.failed
        else:
            break
    assert at > 20
    assert contents(copy) == contents(project)


def test_a_folder_with_other_things_is_left_alone(project: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    (copy / "thesis.txt").write_bytes(b"years of work")
    with pytest.raises(SaveError) as caught:
        copy_project(project, copy)
    assert caught.value.code == "E-EXISTS"
    assert [path.name for path in copy.iterdir()] == ["thesis.txt"]


def test_another_file_of_the_same_name_is_not_written_over(project: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    (copy / "texts").mkdir(parents=True)
    (copy / "texts/wire.tei.xml").write_bytes(b"another")
    with pytest.raises(SaveError) as caught:
        copy_project(project, copy)
    assert caught.value.code == "E-EXISTS"
    assert (copy / "texts/wire.tei.xml").read_bytes() == b"another"


def test_what_is_no_project_is_not_copied(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        copy_project(tmp_path, tmp_path / "copy")
    assert caught.value.code == "E-NO-PROJECT"
