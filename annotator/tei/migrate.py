"""From files of an earlier format version to the tree of today's."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from lxml import etree

from annotator.core.errors import InputError
from annotator.tei.names import FORMAT, T

Step = Callable[[etree._Element], None]
STEPS: Final[Mapping[int, Step]] = {}
"""By version: what makes a tree of that version one of the next. Version 1 is the first."""

_VERSION = re.compile(r"[1-9][0-9]{0,3}", re.ASCII)


def native_version(root: etree._Element) -> int | None:
    """The version of the format that a file declares; None for a foreign file."""
    reference = root.find(f"{T}teiHeader/{T}encodingDesc/{T}schemaRef[@type='native']")
    if reference is None or reference.get("key") != "annotator":
        return None
    version = reference.get("n", "")
    return int(version) if _VERSION.fullmatch(version) else None


def migrate(root: etree._Element, name: str) -> etree._Element:
    """The tree in today's format. Raises InputError: E-FOREIGN, E-NEWER."""
    version = native_version(root)
    if version is None:
        raise InputError(
            "E-FOREIGN",
            "It is TEI, but was not made by this program. Import it as an article.",
            name,
        )
    if version > FORMAT:
        raise InputError(
            "E-NEWER",
            f"It was written by a newer version of this program (format {version}). "
            "Install that version to open it.",
            name,
        )
    for step in range(version, FORMAT):
        STEPS[step](root)
    return root
