"""`annotator sample [DIR]`: a personal copy of the sample project, in the window."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from annotator.bundled import sample_project
from annotator.cli.open import show
from annotator.storage.copies import copy_project


def arguments(parser: ArgumentParser) -> None:
    """Where the copy goes."""
    parser.add_argument(
        "folder",
        nargs="?",
        metavar="DIR",
        help="where your copy goes, or is already (usual place: your documents folder)",
    )
    parser.add_argument("--no-window", action="store_true", help="only make the copy")


def run(parsed: Namespace) -> int:
    """Copy the sample unless the copy is there, and open it; earlier work in it is kept."""
    folder = Path(parsed.folder) if parsed.folder else usual_place()
    made = copy_project(sample_project(), folder)
    print(f"{'Copied the sample project to' if made else 'Your copy is in'} {folder}")
    return 0 if parsed.no_window else show([str(folder)])


def usual_place() -> Path:
    """`Annotator sample` in the user's documents folder."""
    from platformdirs import user_documents_path

    return Path(user_documents_path()) / "Annotator sample"
