"""`annotator script PROJECT --annotator ID`: one JSON object a line in, one line out for each."""

import json
import signal
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from annotator.core.errors import InputError
from annotator.core.project import Annotator, Project
from annotator.session.keeping import Keeping
from annotator.session.scripting import Scripting
from annotator.storage.state import state_folder
from annotator.storage.workspace import open_project

_LONGEST = 8 * 2**20
"""Characters of a line; a longer one is refused."""


def arguments(parser: ArgumentParser) -> None:
    """Which project, and who works."""
    parser.epilog = (
        'Input, one object a line: {"do": "create", "document": ID, "category": KEY, "spans": '
        '[[0, 12]], "attributes": {}, "note": ""}, {"do": "set", "id": ID, changed fields}, '
        '{"do": "delete", "id": ID}, {"do": "finish", "document": ID} (nothing is left to tag in '
        'it), {"do": "reopen", "document": ID}, {"do": "undo"}, {"do": "redo"}, {"do": "save"}, '
        '{"do": "list", "document": ID}. Spans are code points, the end excluded. Each is answered '
        'by {"ok": true, "n": …, "id": …} once it is on the disk, or by {"ok": false, "code": …, '
        '"message": …}. At the end of the input everything is saved. What an earlier run did not '
        "save is restored first. Exit status: 0; 1 with --strict if a command failed; 2 if it "
        "could not run or save."
    )
    parser.add_argument("project", metavar="PROJECT", help="a project folder or one of its files")
    parser.add_argument(
        "--annotator", required=True, metavar="ID", help="who annotates: one of its people"
    )
    parser.add_argument(
        "--strict", action="store_true", help="a command that failed makes the exit status 1"
    )


def run(parsed: Namespace) -> int:
    """Answer all lines. Raises InputError or SaveError where it cannot begin or end.

    Returns 1 if a command failed and the status is to tell so, else 0.
    """
    # To be ended is to save first, as the window does.
    signal.signal(signal.SIGTERM, _end)
    workspace = open_project(Path(parsed.project))
    loaded = workspace.load(parsed.annotator)
    annotator = _person(loaded.corpus.project, parsed.annotator, str(workspace.folder))
    failed = False
    keeping = Keeping(workspace, loaded, annotator, state_folder())
    try:
        if keeping.refusal:
            raise InputError("E-IN-USE", keeping.refusal, str(workspace.folder))
        scripting = Scripting(keeping)
        try:
            for number, line in _lines(_stream(sys.stdin)):
                answer = scripting.answer(line, number)
                failed = failed or not answer["ok"]
                print(json.dumps(answer, ensure_ascii=True), flush=True)
        except KeyboardInterrupt:
            pass  # asked to end: what is done is saved
        keeping.save()
    finally:
        keeping.close()
    return 1 if failed and parsed.strict else 0


def _person(project: Project, id: str, where: str) -> Annotator:
    """Who annotates. Raises InputError for nobody of the project, and for a program."""
    people = {person.id: person for person in project.annotators if person.role != "program"}
    if found := people.get(id):
        return found
    what = f"“{id}” is a program" if id in project.names else f"The project has no annotator “{id}”"
    message = (
        f"{what} (its people: {', '.join(sorted(people)) or 'nobody yet'}). "
        "To join, open the project in the window once under your name."
    )
    raise InputError("E-ANNOTATOR", message, where)


def _stream(stream: TextIO) -> TextIO:
    """Standard input as UTF-8, whatever the terminal's encoding."""
    if reconfigure := getattr(stream, "reconfigure", None):
        reconfigure(encoding="utf-8", errors="replace")
    return stream


def _lines(stream: TextIO) -> Iterator[tuple[int, str]]:
    """Lines that say something, with their numbers from 1.

    One that is too long comes cut off, and so is no JSON.
    """
    number = 0
    while line := stream.readline(_LONGEST):
        number += 1
        if not line.endswith("\n") and len(line) == _LONGEST:
            while (rest := stream.readline(_LONGEST)) and not rest.endswith("\n"):
                continue
        if line.strip():
            yield number, line.removesuffix("\n")


def _end(signal: int, frame: object) -> None:
    raise KeyboardInterrupt
