"""All inputs with a trick in them: section 10 of the reliability notes.

Every input is built when it is asked for: some have 32 MB.
"""

from typing import Final

from tests.abuse import large_rows, other_rows, path_rows, xml_rows
from tests.abuse.row import Row

ROWS: Final[list[Row]] = [
    *xml_rows.COMPRESSED, *xml_rows.ENTITIES, *xml_rows.ENCODINGS, *xml_rows.SHAPES,
    *xml_rows.ASIDE, *other_rows.ZIPS, *other_rows.JSON, *other_rows.HTML, *large_rows.LARGE,
    *path_rows.PATHS,
]  # fmt: skip
