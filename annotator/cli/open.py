"""`annotator [PATH…]`: the window on a project, on articles, or on its start page."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from annotator.storage.intake import wanted


def arguments(parser: ArgumentParser) -> None:
    """A project's folder, one of its TEI files, or article files; none: the start page."""
    parser.add_argument(
        "path",
        nargs="*",
        metavar="PATH",
        help="a project folder, one of its TEI files, or articles (text, HTML, TEI)",
    )


def run(parsed: Namespace) -> int:
    """Open the window. Raises InputError for paths it could do nothing with."""
    paths: list[str] = parsed.path
    if paths:
        wanted([Path(path) for path in paths])
    return show(paths)


def show(paths: list[str]) -> int:
    """Run the window on these paths; returns the exit status."""
    # Here and not above: the other commands must work without a window system.
    from annotator.gui.app import run as run_window

    return run_window(paths)
