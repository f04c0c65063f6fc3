"""The `annotator` command: one module per sub-command, and their table."""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from annotator import __version__
from annotator.cli import (
    agree,
    export,
    new,
    open,
    passages,
    sample,
    script,
    search,
    suggest,
    validate,
)
from annotator.core.errors import AnnotatorError


@dataclass(frozen=True, slots=True)
class Command:
    """A sub-command: its arguments, and what it does; it returns the exit status."""

    name: str
    help: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


COMMANDS = (
    Command("open", "open a project or articles in the window", open.arguments, open.run),
    Command("new", "make a project from articles", new.arguments, new.run),
    Command("validate", "check projects and TEI files", validate.arguments, validate.run),
    Command("agree", "tell how far annotators agree", agree.arguments, agree.run),
    Command("passages", "list what articles have in common", passages.arguments, passages.run),
    Command("suggest", "list what could be annotated", suggest.arguments, suggest.run),
    Command("search", "find words, or annotations", search.arguments, search.run),
    Command("export", "write a project in another format", export.arguments, export.run),
    Command("script", "annotate by commands, a line each", script.arguments, script.run),
    Command("sample", "open your own copy of the sample project", sample.arguments, sample.run),
)

_EXAMPLES = """\
examples:
  annotator                                the start page
  annotator my-project                     open a project (its folder or one of its files)
  annotator wire.txt bulletin.html         read two articles side by side, in this order
  annotator sample                         look around in the sample project
  annotator new storm wire.txt herald.txt  make the project "storm" from two articles
  annotator validate my-project            check every file of a project
  annotator agree my-project               how far its annotators agree
  annotator passages my-project            what its articles have in common
  annotator suggest my-project             quotations, cues, sources and figures found by rule
  annotator search my-project sanctions    every place with this word, in its context
  annotator export my-project out --to csv tables of a project, in the folder out
  annotator script my-project --annotator mira < commands.jsonl
                                           annotate by commands; try it on a copy of the sample:
  annotator sample --no-window trial
  echo '{"do": "list"}' | annotator script trial --annotator mira

A file or folder that is called like a command needs a path: annotator ./new
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status: 0, 1 (problems found), 2 (could not run)."""
    _print_anything()
    given = list(sys.argv[1:] if arguments is None else arguments)
    options = ("-h", "--help", "--version")
    if not given or (given[0] not in options and given[0] not in {c.name for c in COMMANDS}):
        given = ["open", *given]
    try:
        parsed = _parser().parse_args(given)
        run: Callable[[argparse.Namespace], int] = parsed.run
        return run(parsed)
    except AnnotatorError as error:
        print(f"annotator: {error} [{error.code}]", file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stderr.close()  # whoever read the output has gone; there is nobody to tell
        return 2


def _print_anything() -> None:
    """Let names that the terminal's encoding lacks come out escaped instead of ending us."""
    for stream in (sys.stdout, sys.stderr):
        # There is none without a terminal; and what stands in for one need not have an encoding.
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="backslashreplace")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="annotator",
        usage="annotator [PATH…] | annotator COMMAND …",
        description="Tag news articles side by side by hand, stored as TEI.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"annotator {__version__}")
    commands = parser.add_subparsers(prog="annotator", metavar="COMMAND", required=True)
    for command in COMMANDS:
        made = commands.add_parser(command.name, help=command.help, description=command.help)
        command.arguments(made)
        made.set_defaults(run=command.run)
    return parser
