"""Tables as bytes: plain for R and Python, or guarded for spreadsheets."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from annotator.core.csv_cells import guarded, row, unguarded
from annotator.core.values import plain

Cell = str | int | Decimal
"""Only texts are guarded: a number is never taken for a formula."""


def table(columns: Sequence[str], rows: Iterable[Mapping[str, Cell]], guard: bool) -> bytes:
    """A CSV file with a header, CRLF, every cell quoted, in UTF-8.

    `guard`: with a byte order mark, without which spreadsheets misread it, and so that no text is
    taken for a formula. Columns that a row lacks are empty.
    """
    lines = [row(_text(column, guard) for column in columns)]
    for cells in rows:
        lines.append(row(_text(cells.get(column, ""), guard) for column in columns))
    return "".join(lines).encode("utf-8-sig" if guard else "utf-8")


def rows_of(data: bytes, guard: bool) -> list[dict[str, str]]:
    """The rows of such a file, by column; what `table` was given, numbers as texts."""
    text = data.decode("utf-8-sig" if guard else "utf-8")
    read = unguarded if guard else str
    header, *rest = csv.reader(io.StringIO(text, newline=""), strict=True)
    return [
        {read(name): read(cell) for name, cell in zip(header, cells, strict=True)} for cells in rest
    ]


def _text(cell: Cell, guard: bool) -> str:
    match cell:
        case str():
            return guarded(cell) if guard else cell
        case Decimal():
            return plain(cell)
        case int():
            return str(cell)
