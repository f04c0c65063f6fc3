"""The real file system: limits, odd files, permissions; and that nobody else touches files."""

import ast
import errno
import os
from pathlib import Path

import pytest

import annotator
from annotator.core.errors import InputError, SaveError
from annotator.storage.files import RealFiles

FILES = RealFiles()


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


_CALLS_OF_OS = {
    "open", "remove", "unlink", "rename", "replace", "mkdir", "makedirs", "rmdir", "removedirs",
    "link", "symlink", "truncate", "scandir", "listdir", "walk", "write", "read", "fsync", "stat",
    "lstat", "chmod", "utime", "access",
}  # fmt: skip
_METHODS = {
    "read_text", "read_bytes", "write_text", "write_bytes", "unlink", "rmdir", "mkdir", "touch",
    "iterdir", "glob", "rglob", "rename", "symlink_to", "hardlink_to", "samefile",
}  # fmt: skip
_MODULES = {"shutil", "tempfile", "fileinput", "io", "mmap", "glob", "zipfile", "gzip"}


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
            case ast.Call(func=ast.Attribute(attr=name)) if name in _METHODS:
                found.append(f"{node.lineno}: .{name}()")
            case ast.Import(names=names) if {name.name for name in names} & _MODULES:
                found.append(f"{node.lineno}: import")
            case ast.ImportFrom(module=module, names=names) if module in _MODULES or (
                module == "os" and {n.name for n in names} & _CALLS_OF_OS
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
        if module not in (package / "storage" / "files.py", package / "bundled.py")
        and (calls := _touches_files(ast.parse(module.read_text(encoding="utf-8"))))
    }
    assert not found


def test_the_search_for_file_calls_finds_them() -> None:
    source = "import shutil\nfrom os import remove\nopen('a')\nos.replace(a, b)\np.write_text('x')"
    assert len(_touches_files(ast.parse(source))) == 5
