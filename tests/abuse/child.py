"""The process that reads what is abusive: it forks for each input, and says what became of it.

Orders come as lines of JSON on standard input, answers go as such to standard output. It has read
good files before, so that what a reader opens is not what it imports when it is first used.
"""

import ctypes
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from annotator.core.archives import open_archive
from annotator.core.errors import InputError, Problem
from annotator.core.json_values import lines, value
from annotator.sources import articles
from annotator.storage.files import RealFiles
from annotator.storage.intake import read_article, wanted
from annotator.storage.state import State
from annotator.storage.workspace import open_project
from annotator.tei.foreign import convert
from annotator.tei.reader import kind_of, read

MEMORY = 2 * 2**30
"""Bytes that a run may take before it fails, so that a bad reader does not fill the machine."""
GOOD = Path(__file__).parent.parent / "tei" / "files"
OPENING = {"open", "os.listdir", "os.scandir", "socket.connect", "socket.getaddrinfo",
           "subprocess.Popen", "os.exec", "os.posix_spawn", "os.system", "urllib.Request",
           "os.mkdir", "os.rename", "os.remove", "shutil.move"}  # fmt: skip

Outcome = tuple[str, list[Problem]]
"""What is said of what was read, and the problems in it."""


def _native(data: bytes, name: str) -> Outcome:
    kind_of(data)
    result = read(data, name)
    return type(result.file).__name__, list(result.problems)


def _unchecked(data: bytes, name: str) -> Outcome:
    result = read(data, name, validate=False)
    return type(result.file).__name__, list(result.problems)


def _foreign(data: bytes, name: str) -> Outcome:
    found = convert(data, name)
    return f"{found.text.text[:2000]}\n{' '.join(found.notes)}", []


def _article(data: bytes, name: str) -> Outcome:
    article = read_article(data, name)
    return f"{article.document.text[:2000]}\n{' '.join(article.notes)}", []


def _source(data: bytes, name: str) -> Outcome:
    found = articles.read(data, name)
    return f"{found.text.text[:2000]}\n{' '.join(found.notes)}", []


def _paste(data: bytes, name: str) -> Outcome:
    text = data.decode("utf-8", "surrogatepass")
    found = articles.paste(text, text if name.endswith(".html") else None)
    return f"{found.text.text[:2000]}\n{' '.join(found.notes)}", []


def _archive(data: bytes, name: str) -> Outcome:
    archive = open_archive(data, name)
    return str(sum(len(archive.read(member)) for member in archive.names)), []


def _json(data: bytes, name: str) -> Outcome:
    value(data, name)
    return "", []


def _json_lines(data: bytes, name: str) -> Outcome:
    return str(sum(1 for _ in lines(data, name))), []


BYTES: dict[str, Callable[[bytes, str], Outcome]] = {
    "native": _native, "unchecked": _unchecked, "foreign": _foreign, "article": _article,
    "source": _source, "paste": _paste, "archive": _archive, "json": _json,
    "json lines": _json_lines,
}  # fmt: skip
"""Readers of bytes that have a name."""


def _file(path: Path) -> Outcome:
    RealFiles().read(path)
    return "", []


def _project(path: Path) -> Outcome:
    loaded = open_project(path).load("anna")
    return str(len(loaded.corpus.documents)), [*loaded.unreadable, *loaded.problems]


def _state(path: Path) -> Outcome:
    state = State(path)
    return f"{state.recent} {state.preferences} {state.annotator('p-0123456789')}", []


def _wanted(path: Path) -> Outcome:
    return str(wanted([path])), []


def _opens(path: Path) -> Outcome:
    """Proves that the watch sees what Python opens."""
    with open("/etc/hostname", "rb"):
        return "", []


def _parses_a_path(path: Path) -> Outcome:
    """Proves that the watch sees what libxml2 opens."""
    from lxml import etree

    etree.parse(str(path))
    return "", []


def _follows_a_dtd(path: Path) -> Outcome:
    """Proves that the settings matter: with these, libxml2 opens the external DTD."""
    from lxml import etree

    parser = etree.XMLParser(load_dtd=False, no_network=True, collect_ids=False)
    etree.fromstring(b'<!DOCTYPE a SYSTEM "/etc/hostname"><a/>', parser)
    return "", []


PATHS: dict[str, Callable[[Path], Outcome]] = {
    "file": _file, "project": _project, "state": _state, "wanted": _wanted, "opens": _opens,
    "parses a path": _parses_a_path, "follows a DTD": _follows_a_dtd,
}  # fmt: skip
"""Readers that open what they are given themselves."""


def run(reader: str, path: Path, name: str) -> dict[str, Any]:
    """What became of one input, and what it cost."""
    data = path.read_bytes() if reader in BYTES else b""
    opened: list[str] = []
    armed = [False]

    def audit(event: str, arguments: tuple[object, ...]) -> None:
        if armed[0] and event in OPENING:
            opened.append(f"{event} {arguments[0] if arguments else ''}")

    sys.addaudithook(audit)
    library = ctypes.CDLL(None) if "LD_PRELOAD" in os.environ else None
    if library is not None:
        library.watch_name.restype = ctypes.c_char_p
        library.watch_arm(None)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    limit = before * 1024 + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (limit + 2**30, limit + 2**30))
    outcome: dict[str, Any] = {"code": "", "said": "", "where": "", "problems": []}
    begun, cpu = time.monotonic(), time.process_time()
    armed[0] = True
    try:
        if reader in BYTES:
            outcome["said"], problems = BYTES[reader](data, name)
        else:
            outcome["said"], problems = PATHS[reader](path)
        outcome["problems"] = [[p.code, p.line, p.item, p.message] for p in problems]
    except InputError as error:
        outcome |= {"code": error.code, "said": error.message, "where": error.where}
    except BaseException as error:
        outcome["code"] = f"{type(error).__name__}: {str(error)[:300]}"
    outcome["wall"], outcome["seconds"] = time.monotonic() - begun, time.process_time() - cpu
    armed[0] = False
    outcome["mb"] = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    if library is not None:
        opened += [library.watch_name(n).decode() for n in range(library.watch_count())]
    outcome["opened"] = opened
    return outcome


def warm() -> None:
    """Read good files and bad ones with every reader."""
    files = [(path.read_bytes(), path.name) for path in sorted(GOOD.glob("*.xml"))]
    files += [(b"Some words.\xe9", "a.txt"), (b"<p>Words</p>", "a.html"), (b"<TEI", "a.xml")]
    for data, name in files:
        for reader in BYTES.values():
            try:
                reader(data, name)
            except (InputError, UnicodeDecodeError):
                continue
    _state(Path("/nonexistent"))


def main() -> None:
    """Answer orders until there are no more."""
    warm()
    for line in sys.stdin:
        order = json.loads(line)
        reading, writing = os.pipe()
        pid = os.fork()
        if not pid:
            os.close(reading)
            answer = run(order["reader"], Path(order["path"]), order["name"])
            with os.fdopen(writing, "w") as out:
                json.dump(answer, out)
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as answered:
            answer = answered.read()
        _, status = os.waitpid(pid, 0)
        if status or not answer:
            answer = json.dumps({"code": f"ended with {os.waitstatus_to_exitcode(status)}"})
        print(answer, flush=True)


if __name__ == "__main__":
    main()
