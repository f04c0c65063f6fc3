"""The real file system: limits, odd files, permissions; and that nobody else touches files."""

import ast
import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import annotator
from annotator.core.errors import InputError, SaveError
from annotator.storage.files import RealFiles, Stat, renaming

FILES = RealFiles()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_reads_all_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"\x00\r\n\xff" * 100_000)
    assert FILES.read(tmp_path / "a") == b"\x00\r\n\xff" * 100_000


def test_reads_up_to_the_limit_and_not_beyond(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12345")
    assert FILES.read(tmp_path / "a", 5) == b"12345"
    with pytest.raises(InputError) as caught:
        FILES.read(tmp_path / "a", 4)
    assert caught.value.code == "E-TOO-BIG"


def test_a_huge_sparse_file_is_refused_at_once(tmp_path: Path) -> None:
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(10 * 2**30)
    with pytest.raises(InputError) as caught:
        FILES.read(tmp_path / "huge")
    assert caught.value.code == "E-TOO-BIG"
    assert "10240 MB" in caught.value.message


def test_a_missing_file_names_itself(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        FILES.read(tmp_path / "none")
    assert caught.value.code == "E-MISSING"
    assert "none" in caught.value.where


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError) as caught:
        FILES.read(tmp_path / "pipe")
    assert caught.value.code == "E-NOT-A-FILE"
    assert FILES.kind(tmp_path / "pipe") == "other"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        FILES.read(tmp_path)
    assert caught.value.code == "E-NOT-A-FILE"


def test_an_impossible_name_is_an_error_not_a_crash(tmp_path: Path) -> None:
    assert FILES.kind(tmp_path / "a\0b") == "other"
    with pytest.raises(InputError) as caught:
        FILES.read(tmp_path / "a\0b")
    assert caught.value.code == "E-NAME"


def test_lists_names_in_order_and_survives_dead_links(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "a").write_bytes(b"")
    (tmp_path / "c").symlink_to("nowhere")
    assert [(entry.name, entry.kind) for entry in FILES.list(tmp_path)] == [
        ("a", "file"),
        ("b", "folder"),
        ("c", "other"),
    ]


def test_listing_what_is_no_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        FILES.list(tmp_path / "none")
    assert caught.value.code == "E-MISSING"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.EACCES, "E-PERMISSION"),
        (errno.ENOSPC, "E-DISK-FULL"),
        (errno.EROFS, "E-READ-ONLY"),
        (errno.EIO, "E-DISK"),
    ],
)
def test_each_refusal_of_the_system_is_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(SaveError) as caught:
        FILES.replace(tmp_path / "a", tmp_path / "b")
    assert caught.value.code == code
    assert "b" in caught.value.where


def test_a_file_is_known_by_its_size_time_and_number(tmp_path: Path) -> None:
    path = tmp_path / "a"
    assert FILES.stat(path) is None
    assert FILES.stat(path / "b") is None
    path.write_bytes(b"12345")
    os.utime(path, ns=(0, 1_700_000_000_123_456_789))
    found = FILES.stat(path)
    assert found == Stat(5, 1_700_000_000_123_456_789, path.stat().st_ino)
    path.rename(tmp_path / "b")
    assert FILES.stat(tmp_path / "b") == found


def test_what_is_appended_comes_after_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "a"
    for part in (b"one ", b"two "):
        handle = FILES.append(path)
        FILES.write(handle, memoryview(part))
        FILES.sync(handle)
        FILES.close(handle)
    assert path.read_bytes() == b"one two "
    handle = FILES.append(path)
    FILES.truncate(handle, 4)
    FILES.write(handle, memoryview(b"three"))
    FILES.close(handle)
    assert path.read_bytes() == b"one three"


@pytest.mark.skipif(os.name == "nt", reason="permissions of another kind")
def test_an_appended_file_is_for_its_owner_only(tmp_path: Path) -> None:
    FILES.close(FILES.append(tmp_path / "a"))
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_nothing_is_appended_through_a_link_or_to_a_pipe(tmp_path: Path) -> None:
    (tmp_path / "victim").write_bytes(b"victim")
    (tmp_path / "link").symlink_to("victim")
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", "pipe", "missing/a"):
        with pytest.raises(SaveError) as caught:
            FILES.append(tmp_path / name)
        assert name in caught.value.where
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    with pytest.raises(SaveError) as caught:
        FILES.append(tmp_path / "pipe")
    os.close(reader)
    assert caught.value.code == "E-NOT-A-FILE"
    assert (tmp_path / "victim").read_bytes() == b"victim"


def test_two_files_exchange_their_names(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a")
    (tmp_path / "b").write_bytes(b"b")
    FILES.swap(tmp_path / "a", tmp_path / "b")
    assert ((tmp_path / "a").read_bytes(), (tmp_path / "b").read_bytes()) == (b"b", b"a")
    with pytest.raises(SaveError) as caught:
        FILES.swap(tmp_path / "a", tmp_path / "none")
    assert caught.value.code == "E-MISSING"
    assert "none" in caught.value.where
    assert names(tmp_path) == ["a", "b"]


def test_placing_never_replaces(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a")
    FILES.place(tmp_path / "a", tmp_path / "b")
    assert names(tmp_path) == ["b"]
    (tmp_path / "c").write_bytes(b"c")
    (tmp_path / "d").symlink_to("nowhere")
    for target in ("b", "d"):
        with pytest.raises(SaveError) as caught:
            FILES.place(tmp_path / "c", tmp_path / target)
        assert caught.value.code == "E-EXISTS"
        assert target in caught.value.where
    assert (tmp_path / "b").read_bytes() == b"a"
    assert names(tmp_path) == ["b", "c", "d"]


def test_a_file_gets_a_second_name(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a")
    FILES.link(tmp_path / "a", tmp_path / "b")
    assert FILES.stat(tmp_path / "a") == FILES.stat(tmp_path / "b")
    with pytest.raises(SaveError) as caught:
        FILES.link(tmp_path / "a", tmp_path / "b")
    assert caught.value.code == "E-EXISTS"


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOSYS, errno.ENOTSUP])
@pytest.mark.parametrize("links", [True, False])
def test_a_drive_that_cannot_rename_that_way_says_so_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, links: bool
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(renaming, "_rename", refuse)
    if not links:
        monkeypatch.setattr(os, "link", refuse)
    (tmp_path / "a").write_bytes(b"a")
    (tmp_path / "b").write_bytes(b"b")
    with pytest.raises(SaveError) as caught:
        FILES.swap(tmp_path / "a", tmp_path / "b")
    assert caught.value.code == "E-NO-SWAP"
    for target in ("b", "c"):
        if target == "c" and links:
            FILES.place(tmp_path / "a", tmp_path / "c")
            assert names(tmp_path) == ["b", "c"]
            break
        with pytest.raises(SaveError) as caught:
            FILES.place(tmp_path / "a", tmp_path / target)
        assert caught.value.code == ("E-EXISTS" if links else "E-NO-SWAP")
        assert names(tmp_path) == ["a", "b"]
    assert (tmp_path / "b").read_bytes() == b"b"


def test_a_file_that_windows_holds_for_a_moment_is_tried_again() -> None:
    class Held(OSError):
        def __init__(self, number: int) -> None:
            super().__init__(errno.EACCES, "held")
            self.winerror = number

    times = iter(range(100))
    tries: list[int] = []

    def attempt(number: int, until: int) -> int:
        tries.append(number)
        if len(tries) < until:
            raise Held(number)
        return len(tries)

    def run(number: int, until: int) -> int:
        tries.clear()
        return renaming.patiently(
            lambda: attempt(number, until), lambda: next(times), lambda _: None
        )

    assert run(32, 3) == 3  # at 0, 1, 2 s
    with pytest.raises(Held):
        run(5, 9)
    assert len(tries) == 3
    with pytest.raises(Held):
        run(87, 3)
    assert len(tries) == 1


def test_a_lock_is_held_against_everybody_until_it_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    handle = FILES.lock(path)
    assert handle is not None
    assert FILES.lock(path) is None
    path.read_bytes()  # whoever looks at it does not free it
    assert FILES.lock(path) is None
    FILES.close(handle)
    again = FILES.lock(path)
    assert again is not None
    FILES.close(again)
    with pytest.raises(SaveError) as caught:
        FILES.lock(tmp_path / "missing" / "lock")
    assert caught.value.code == "E-MISSING"


def test_a_killed_program_holds_no_lock(tmp_path: Path) -> None:
    source = (
        "import sys, time; from pathlib import Path\n"
        "from annotator.storage.files import RealFiles\n"
        "print(RealFiles().lock(Path(sys.argv[1])), flush=True); time.sleep(60)"
    )
    path = tmp_path / "lock"
    child = subprocess.Popen([sys.executable, "-c", source, path], stdout=subprocess.PIPE)
    with child:
        assert child.stdout is not None
        assert int(child.stdout.readline()) > 2
        assert FILES.lock(path) is None
        child.kill()
        child.wait()
    handle = FILES.lock(path)
    assert handle is not None
    FILES.close(handle)


_CALLS_OF_OS = {
    "open", "remove", "unlink", "rename", "replace", "mkdir", "makedirs", "rmdir", "removedirs",
    "link", "symlink", "truncate", "scandir", "listdir", "walk", "write", "read", "fsync", "stat",
    "lstat", "chmod", "utime", "access", "ftruncate", "fstat", "fdopen", "readlink",
}  # fmt: skip
_METHODS = {
    "read_text", "read_bytes", "write_text", "write_bytes", "unlink", "rmdir", "mkdir", "touch",
    "iterdir", "glob", "rglob", "rename", "symlink_to", "hardlink_to", "samefile",
}  # fmt: skip
_MODULES = {
    "shutil", "tempfile", "fileinput", "mmap", "glob", "zipfile", "fcntl", "msvcrt", "ctypes",
}  # fmt: skip


def _touches_files(tree: ast.AST) -> list[str]:
    found = []
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="open")):
                found.append(f"{node.lineno}: open()")
            case ast.Call(func=ast.Attribute(value=ast.Name(id="os"), attr=name)) if (
                name in _CALLS_OF_OS
            ):
                found.append(f"{node.lineno}: os.{name}()")
            case ast.Call(
                func=ast.Attribute(
                    value=ast.Name(id="gzip" | "io" as module),
                    attr="open" | "open_code" | "GzipFile" | "FileIO" as name,
                )
            ):
                found.append(f"{node.lineno}: {module}.{name}()")
            case ast.Call(func=ast.Attribute(attr=name)) if name in _METHODS:
                found.append(f"{node.lineno}: .{name}()")
            case ast.Import(names=names) if {name.name for name in names} & _MODULES:
                found.append(f"{node.lineno}: import")
            case ast.ImportFrom(module=module, names=names) if module in _MODULES or (
                module in ("os", "io", "gzip")
                and {n.name for n in names} & {*_CALLS_OF_OS, "FileIO", "GzipFile"}
            ):
                found.append(f"{node.lineno}: from {module}")
            case _:
                pass
    return found


def test_no_other_module_touches_the_file_system() -> None:
    package = Path(annotator.__file__).parent
    found = {
        str(module.relative_to(package)): calls
        for module in package.rglob("*.py")
        # bundled.py reads what ships with the program, and nothing else.
        if module != package / "bundled.py"
        and not module.is_relative_to(package / "storage" / "files")
        and (calls := _touches_files(ast.parse(module.read_text(encoding="utf-8"))))
    }
    assert not found


def test_the_search_for_file_calls_finds_them() -> None:
    source = (
        "import shutil\nfrom os import remove\nopen('a')\nos.replace(a, b)\np.write_text('x')\n"
        "import gzip\ngzip.open('a')\nimport fcntl\nos.ftruncate(1, 2)\n"
        "import io\nio.FileIO('a')\nfrom io import open\nio.StringIO('in memory')"
    )
    assert len(_touches_files(ast.parse(source))) == 10
