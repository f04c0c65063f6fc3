"""Other programs' formats, in a table; those that are TEI are in `annotator.tei.views`."""

from typing import Final

from annotator.interchange.codebook_files import CodebookTable, CodebookText
from annotator.interchange.format import Format
from annotator.interchange.html import Page
from annotator.interchange.lines import Lines
from annotator.interchange.tables import Tables

FORMATS: Final[tuple[Format, ...]] = (
    Tables("csv", "Tables for R and Python", guard=False),
    Tables("csv-spreadsheet", "Tables for spreadsheets", guard=True),
    Lines(),
    CodebookTable(),
    CodebookText(),
    Page(),
)

__all__ = ["FORMATS", "Format"]
