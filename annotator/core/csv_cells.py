"""Cells of CSV tables that a spreadsheet opens: no text in them is ever taken for a formula."""

from collections.abc import Iterable
from typing import Final

_ACTIVE: Final = tuple("=+-@|%\t\r\n'＝＋－＠｜％")
"""What makes a spreadsheet calculate, call a program, or look past the first character; and the
mark that is set before it, so that it can be taken away again."""


def guarded(text: str) -> str:
    """A text as it stands in a table for spreadsheets: `'` before what they would calculate.

    NUL characters go, which end a cell in some programs. `unguarded` undoes the rest.
    """
    text = text.replace("\0", "")
    return f"'{text}" if text.startswith(_ACTIVE) else text


def unguarded(cell: str) -> str:
    """The text that `guarded` was given. A lone `'` that something else wrote is kept."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_ACTIVE) else cell


def row(cells: Iterable[str]) -> str:
    """A line of a table (RFC 4180): every cell quoted, ended with CR LF. Nothing is guarded."""
    quoted = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    return f"{quoted}\r\n"
