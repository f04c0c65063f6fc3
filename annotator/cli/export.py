"""`annotator export PROJECT --to FORMAT OUT`: a project in another format."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from annotator.cli.validate import line
from annotator.core.errors import InputError
from annotator.core.excerpts import excerpt
from annotator.storage.clock import utc_now
from annotator.storage.files import RealFiles
from annotator.storage.workspace import open_project

if TYPE_CHECKING:
    from annotator.storage.exports import Export

# The formats are loaded only where this command runs, so that the window opens sooner.

NAMES: Final = (
    "tei-bundle, tei-slim, tei-inline-segments, tei-inline-anchors, csv, csv-spreadsheet, jsonl, "
    "codebook-csv, codebook-md, html"
)


def arguments(parser: ArgumentParser) -> None:
    """What to write, in which format, and where."""
    parser.epilog = (
        f"Formats: {NAMES}. Exit status: 0 written; 1 written, but something of the project could "
        "not be read; 2 not written."
    )
    parser.add_argument("project", metavar="PROJECT", help="a project folder or one of its files")
    parser.add_argument("out", metavar="OUT", help="the file or folder to write")
    parser.add_argument("--to", metavar="FORMAT", required=True, help="see the list below")
    for name, text in (("annotators", "(else all)"), ("documents", "(else all)")):
        parser.add_argument(
            f"--{name}",
            metavar="ID",
            nargs="+",
            action="extend",
            default=[],
            help=f"only these {text}",
        )
    parser.add_argument("--force", action="store_true", help="write over what is in OUT")


def run(parsed: Namespace) -> int:
    """Write the export and tell what it does not hold. Raises InputError and SaveError."""
    from annotator.storage.exports import FORMATS, place, prepare, report_of

    format = FORMATS.get(parsed.to)
    if format is None:
        message = f"There is no format “{parsed.to}”. There are: {', '.join(FORMATS)}."
        raise InputError("E-USAGE", message)
    workspace = open_project(Path(parsed.project))
    loaded = workspace.load_all()
    missing = [*loaded.unreadable, *(p for p in loaded.problems if p.severity == "error")]
    for problem in missing:
        print(line(problem), file=sys.stderr)
    part = excerpt(loaded.corpus, parsed.documents, parsed.annotators)
    if not part.corpus.documents:
        raise InputError("E-EMPTY", "The project has no articles.", str(workspace.folder))
    export = prepare(format, part.corpus, utc_now())
    out = Path(parsed.out).absolute()
    place(RealFiles(), out, export, workspace.folder, parsed.force)
    print(f"Wrote {out}{_number(export)}. The report is {report_of(out, format)}")
    for loss in export.losses:
        print(f"  {loss}")
    if part.links_left_out:
        print(f"  {part.links_left_out:,} links to articles that were not chosen: left out")
    if missing:
        print(f"  {len(missing):,} problems in the project’s files: what they are about is missing")
    return 1 if missing else 0


def _number(export: "Export") -> str:
    if export.format.suffix:
        return ""
    count = len(export.files)
    return f" ({count:,} files)" if count != 1 else " (1 file)"
