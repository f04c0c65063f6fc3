"""Zip archives: what honest programs pack comes out the same, and all else is refused by name."""

import random
import unicodedata
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.core.archives import LARGEST, open_archive
from annotator.core.errors import InputError
from tests.abuse import zips

CODES = {"", "E-ZIP", "E-ZIP-ENTRIES", "E-ZIP-ENCRYPTED", "E-ZIP-NAME", "E-ZIP-LINK", "E-ZIP-DUP",
         "E-ZIP-BOMB"}  # fmt: skip


def unpacked(data: bytes) -> dict[str, bytes]:
    archive = open_archive(data, "a.zip")
    return {name: archive.read(name) for name in archive.names}


def refused(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        unpacked(data)
    assert caught.value.where == "a.zip"
    assert caught.value.message
    return caught.value.code


names = st.text(
    st.characters(codec="utf-8", exclude_characters="\\:/\x7f", min_codepoint=32), min_size=1
).filter(lambda name: name not in (".", ".."))


@given(st.dictionaries(names, st.binary(max_size=2000), max_size=5), st.sampled_from([0, 8]))
def test_what_was_packed_comes_out(files: dict[str, bytes], method: int) -> None:
    files = {unicodedata.normalize("NFC", name): data for name, data in files.items()}
    held = BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        archive.mkdir("folder")
        for name, data in files.items():
            archive.writestr(f"folder/{name}", data)
        archive.comment = b"a comment"
    assert unpacked(held.getvalue()) == {f"folder/{name}": data for name, data in files.items()}


def test_archives_written_to_a_pipe_can_be_read() -> None:
    """Their sizes follow the data, and the local headers say nothing."""

    class Pipe(BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

        def seek(self, *_: object) -> int:
            raise OSError

    held = Pipe()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"words " * 50)
        with archive.open("b.txt", "w", force_zip64=True) as out:
            out.write(b"more words")
    assert unpacked(held.getvalue()) == {"a.txt": b"words " * 50, "b.txt": b"more words"}


def test_old_names_are_read() -> None:
    data = zips.packed({"xx.txt": b"x"}).replace(b"xx.txt", "ü.txt".encode("cp437") + b"x")
    assert list(unpacked(data)) == ["ü.txtx"]


def test_an_empty_archive_holds_nothing() -> None:
    assert unpacked(zips.packed({})) == {}


def test_a_file_as_large_as_may_be() -> None:
    noise = random.Random(1).randbytes(20_000)
    large = (noise * (LARGEST // len(noise) + 1))[:LARGEST]
    assert unpacked(zips.packed({"a": large}))["a"] == large
    assert refused(zips.packed({"a": large + b"x"})) == "E-ZIP-BOMB"


def test_overlaps_are_what_is_wrong_with_a_bomb_of_overlapping_files() -> None:
    with pytest.raises(InputError, match="overlap"):
        open_archive(zips.overlapping())


@pytest.mark.parametrize("what", zips.TRICKS)
def test_tricks_are_refused(what: str) -> None:
    build, code = zips.TRICKS[what]
    assert refused(build()) == code


def test_nothing_is_extracted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    unpacked(zips.packed({"a.txt": b"x", "b/c.txt": b"y"}))
    assert not list(tmp_path.iterdir())


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_a_damaged_archive_raises_only_declared_errors(data: st.DataObject) -> None:
    damaged = bytearray(zips.packed({"a.txt": b"words " * 30, "b/c.txt": b"", "ü": b"\0" * 90}))
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        cut = data.draw(st.integers(0, 8))
        damaged[at : at + cut] = data.draw(st.binary(max_size=8))
    code = ""
    try:
        unpacked(bytes(damaged))
    except InputError as error:
        code = error.code
    assert code in CODES
