"""Good files, damaged at random: readers answer with a value or an InputError, and quickly.

`python -m tests.abuse.mutating 1000000` runs that many in processes, one per core.
"""

import os
import re
import sys
import time
import traceback
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

from annotator.core.archives import open_archive
from annotator.core.errors import InputError
from annotator.core.json_values import lines
from annotator.sources import articles
from annotator.tei.foreign import convert
from annotator.tei.reader import kind_of, read
from annotator.tei.writer import write
from tests.abuse import zips

SECONDS: Final = 0.5
"""Of computing, for one input."""
TEI: Final = Path(__file__).parent.parent / "tei"
_TOKENS: Final = (
    b"<", b">", b"&", b"&#0;", b"&#xD800;", b"&amp;", b'"', b"'", b"]]>", b"<![CDATA[", b"<!--",
    b"-->", b"<?x ", b"?>", b"<!DOCTYPE a [", b"<!ENTITY a 'b'>", b"\0", b"\xff", b"\xed\xa0\x80",
    b"\xef\xbb\xbf", "é😀\u202e".encode(), "１２".encode(), b"-1", b"999999999", b"1_000", b"1e5",
    b"#a-4k2mz7qd3f", b"#string-range(b1,0,17)", b"xml:id='x'", b" xmlns='u'", b"<p/>", b"<note/>",
    b"<seg>", b"</seg>", b"<lb break='no'/>", b"\r\n", b"\r", b"<div hidden>", b"<pre>", b"<br>",
    b"{", b"}", b"[", b"\\ud800", b"NaN", b"PK\x01\x02", b"PK\x05\x06", b"\xff\xff\xff\xff",
)  # fmt: skip
_PIECE: Final = re.compile(rb"<[^<>]*>|[^<>]+")
_VALUE: Final = re.compile(rb'"[^"<>]{1,60}"')


@dataclass(frozen=True)
class Reader:
    """A reader with good files to begin with. `read` returns for what it takes."""

    read: Callable[[bytes], None]
    seeds: tuple[bytes, ...] = field(repr=False)


@dataclass(frozen=True)
class Report:
    """What a run met: `failures` are readable, with the input that did it."""

    inputs: int = 0
    accepted: int = 0
    slowest: float = 0.0
    failures: tuple[str, ...] = ()

    def __add__(self, other: "Report") -> "Report":
        return Report(
            self.inputs + other.inputs,
            self.accepted + other.accepted,
            max(self.slowest, other.slowest),
            (*self.failures, *other.failures),
        )


def _native(data: bytes) -> None:
    kind_of(data)
    file = read(data, "f").file
    written = write(file)
    assert write(read(written, "f").file) == written, "written and read it is another"


def _foreign(data: bytes) -> None:
    found = convert(data, "f")
    size = len(found.text.text)
    for offered in found.annotations:
        assert all(0 <= s.start < s.end <= size for s in offered.spans), "outside of the text"
    assert len(found.kinds) == found.text.text.count("\n") + 1, "kinds and lines differ"


def _html(data: bytes) -> None:
    found = articles.read(data, "a.html")
    assert len(found.kinds) == found.text.text.count("\n") + 1, "kinds and lines differ"


def _text(data: bytes) -> None:
    articles.read(data, "a.txt")


def _archive(data: bytes) -> None:
    archive = open_archive(data, "a.zip")
    for name in archive.names:
        archive.read(name)


def _json(data: bytes) -> None:
    for _ in lines(data, "a.jsonl"):
        continue


def readers() -> dict[str, Reader]:
    """All readers of bytes that somebody else wrote."""
    native = tuple(path.read_bytes() for path in sorted((TEI / "files").glob("*.xml")))
    foreign = tuple(path.read_bytes() for path in sorted((TEI / "foreign").glob("*.xml")))
    page = (
        "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>T — O</title>"
        "<meta property='og:site_name' content='Wire'><link rel=canonical href='http://x/'></head>"
        "<body><article><h1>Strike</h1><p class=byline>By K. Lee</p><p>“No,” she <b>said</b>.<br>"
        "It’s&nbsp;over.</p><pre>a\n\n b</pre><table><tr><td>1<td>2</table><!-- c --></article>"
    )
    plain = "Ferry strike\n\n“No,” the mayor said. קרא לשלום 😀\r\nCafe\u0301, naïve.\n"
    texts = [plain.encode(name) for name in ("utf-8", "utf-16")]
    texts += ["Größe – „nein“".encode("cp1252"), "Забастовка".encode("koi8-r")]
    packed = zips.packed({"a.txt": b"words " * 90, "b/c.xml": native[0][:900], "ü": b""})
    return {
        "native": Reader(_native, native),
        "foreign": Reader(_foreign, (*foreign, *native[:2])),
        "html": Reader(_html, (page.encode(), page.replace("utf-8", "latin1").encode())),
        "text": Reader(_text, tuple(texts)),
        "archive": Reader(_archive, (packed, zips.packed({"a": packed}, 0))),
        "json": Reader(_json, (b'{"a": [1, 2.5, null, "\\u00e9"], "b": {"c": ""}}\n[]\n"x"\n',)),
    }


def mutated(random: Random, seeds: tuple[bytes, ...]) -> bytes:
    """A good file with a few places damaged: as bytes, or so that it may stay well-formed."""
    data = bytearray(random.choice(seeds))
    for _ in range(random.choice((1, 1, 2, 3, 6))):
        at = random.randrange(len(data) + 1)
        match random.randrange(9):
            case 0:
                del data[at : at + random.choice((1, 3, 20, 400))]
            case 1:
                data[at:at] = random.choice(_TOKENS)
            case 2 if data:
                data[at % len(data)] = random.randrange(256)
            case 3:
                data[at:at] = random.randbytes(random.choice((1, 4, 30)))
            case 4:
                other = random.choice(seeds)
                start = random.randrange(len(other))
                data[at:at] = other[start : start + random.choice((5, 60, 900))]
            case 5 | 6:  # a value in quotation marks becomes another one
                found = list(_VALUE.finditer(bytes(data)))
                if found:
                    one, other_one = random.choice(found), random.choice(found)
                    data[one.start() : one.end()] = other_one.group()
            case 7:  # a tag or a text is doubled, or changes places with another
                pieces = _PIECE.findall(bytes(data))
                if pieces:
                    one_at, other_at = random.randrange(len(pieces)), random.randrange(len(pieces))
                    pieces.insert(one_at, pieces[other_at])
                    data = bytearray(b"".join(pieces))
            case _:  # one character of a text becomes another
                found = list(re.finditer(rb">[^<>]+<", bytes(data)))
                if found:
                    inside = random.choice(found)
                    data[inside.start() + 1 : inside.start() + 2] = random.choice(
                        (b"x", b" ", b"\n", "é".encode(), "\u2028".encode(), b"")
                    )
    return bytes(data)


def run(name: str, seed: int, inputs: int) -> Report:
    """Give a reader so many damaged files; the seed makes them."""
    reader = readers()[name]
    random = Random(f"{name} {seed}")
    accepted, slowest = 0, 0.0
    failures: list[str] = []
    for number in range(inputs):
        data = mutated(random, reader.seeds)
        begun = time.thread_time()
        what = ""
        try:
            reader.read(data)
            accepted += 1
        except InputError as error:
            if not error.code.startswith("E-") or not error.message:
                what = f"an error without words: {error!r}"
        except BaseException as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            what = f"{type(error).__name__}: {error} ({where.filename}:{where.lineno})"
        took = time.thread_time() - begun
        slowest = max(slowest, took)
        if took > SECONDS:
            what = what or f"took {took:.2f} s"
        if what:
            failures.append(f"{name}, seed {seed}, input {number}: {what}: {data[:4000]!r}")
    return Report(inputs, accepted, slowest, tuple(failures[:20]))


def campaign(inputs: int, seed: int = 0) -> dict[str, Report]:
    """So many inputs, shared out evenly among the readers, in a process per core."""
    names = list(readers())
    each = 2_000
    found = {name: Report() for name in names}
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        runs = [
            (name, pool.submit(run, name, seed * 1_000_000 + part, each))
            for part in range(max(1, inputs // (each * len(names)) + 1))
            for name in names
        ]
        for name, future in runs:
            found[name] += future.result()
    return found


def main() -> None:
    """Run a campaign and print what came of it."""
    for name, report in campaign(int(sys.argv[1]), int((sys.argv[2:] or ["0"])[0])).items():
        share = 100 * report.accepted / report.inputs
        print(
            f"{name}: {report.inputs:,} inputs, {share:.1f} % accepted, slowest "
            f"{report.slowest:.3f} s, {len(report.failures)} failures"
        )
        for failure in report.failures[:5]:
            print("  ", failure[:1500])


if __name__ == "__main__":
    main()
