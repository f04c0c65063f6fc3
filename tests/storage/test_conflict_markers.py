"""Both sides of a file that a git merge has left unfinished."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.core.corpus import Corpus
from annotator.core.errors import InputError
from annotator.storage.conflict_markers import sides
from annotator.storage.workspace import open_project
from annotator.tei.reader import read

OURS, THEIRS = b"a\nours\nz\n", b"a\ntheirs 1\ntheirs 2\nz\n"


@pytest.mark.parametrize(
    "middle",
    [
        b"<<<<<<< HEAD\nours\n=======\ntheirs 1\ntheirs 2\n>>>>>>> laptop\n",
        b"<<<<<<< HEAD\nours\n||||||| 1f2e3d\nbase\n=======\ntheirs 1\ntheirs 2\n>>>>>>> laptop\n",
        b"<<<<<<<\nours\n=======\ntheirs 1\ntheirs 2\n>>>>>>>\n",
        b"<<<<<<< HEAD\r\nours\n=======\r\ntheirs 1\ntheirs 2\n>>>>>>> laptop\r\n",
    ],
)
def test_both_sides_of_one_place(middle: bytes) -> None:
    assert sides(b"a\n" + middle + b"z\n") == (OURS, THEIRS)


def test_every_place_is_resolved_the_same_way() -> None:
    place = b"<<<<<<< HEAD\n%d\n=======\n-%d\n>>>>>>> other\n"
    data = b"".join(b"%d\n" % n if n % 3 else place % (n, n) for n in range(20))
    ours, theirs = sides(data) or (b"", b"")
    assert ours == b"".join(b"%d\n" % n for n in range(20))
    assert theirs == b"".join(b"%d\n" % n if n % 3 else b"-%d\n" % n for n in range(20))


def test_one_side_may_be_empty_and_the_last_line_may_lack_its_end() -> None:
    assert sides(b"<<<<<<< HEAD\n=======\nx\n>>>>>>> b") == (b"", b"x\n")


def test_what_only_looks_like_a_marker() -> None:
    """A row of equals signs in an article is text; so are markers within a line."""
    text = b"<p>=======</p>\n=======\n|||||||\n<p>&lt;&lt;<<<<<<< HEAD</p>\n"
    assert sides(text) is None
    conflict = b"<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> b\n"
    assert sides(text + conflict) == (text + b"ours\n", text + b"theirs\n")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no markers\n",
        b"<<<<<<< HEAD\nours\n",
        b"<<<<<<< HEAD\nours\n=======\ntheirs\n",
        b"<<<<<<< HEAD\nours\n>>>>>>> b\n",
        b"theirs\n>>>>>>> b\n",
        b"<<<<<<< HEAD\n<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> b\n",
        b"<<<<<<<< HEAD\nours\n========\ntheirs\n>>>>>>>> b\n",
    ],
)
def test_nothing_is_guessed_where_markers_do_not_go_together(data: bytes) -> None:
    assert sides(data) is None


@pytest.mark.parametrize("style", ["merge", "diff3", "zdiff3"])
@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_conflict_that_git_made_gives_back_two_valid_files(
    project: Path, tag: Callable[..., Corpus], style: str
) -> None:
    """Two people tag the first words: git cannot merge that, and both versions come back whole."""
    name = "annotations/wire/anna.tei.xml"

    def git(*words: str, check: bool = True) -> None:
        options = (
            "-c",
            "user.name=a",
            "-c",
            "user.email=a@b",
            "-c",
            f"merge.conflictStyle={style}",
        )
        subprocess.run(
            ["git", *options, *words], cwd=project, check=check, capture_output=True, timeout=60
        )

    def commit(start: int, end: int) -> bytes:
        workspace = open_project(project)
        workspace.save(tag(workspace.load("anna").corpus, start, end), "anna")
        git("add", "-A")
        git("commit", "-m", "x")
        return (project / name).read_bytes()

    git("init", "-b", "one")
    commit(12, 27)
    git("checkout", "-b", "two")
    theirs = commit(0, 4)
    git("checkout", "one")
    ours = commit(0, 3)
    git("merge", "two", check=False)
    data = (project / name).read_bytes()
    with pytest.raises(InputError) as caught:
        read(data, name)
    assert caught.value.code == "E-GIT-CONFLICT"
    assert sides(data) == (ours, theirs)
