"""The panes around the articles. A new one is a module here and a line in `PANES`.

A pane has setters, which emit nothing, and signals, which only the user's hand emits. The function
`join` beside it makes it follow a session. What the session alone cannot do stays a signal for the
window: `TagPalette.category_chosen`, `.sticky_changed`, `.edit_wanted`; `Inspector.commit`;
`AnnotationList.annotation_chosen` (it is selected already; show it); `Problems.set_problems`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtWidgets import QWidget

from annotator.gui.bridge import Bridge
from annotator.gui.panes import annotation_list, inspector, problems, tag_palette, undo_list


@dataclass(frozen=True, slots=True)
class Pane:
    """`make` builds the pane and joins it to the session; the window docks it at `area`."""

    id: str
    title: str
    area: Literal["left", "right", "bottom"]
    make: Callable[[Bridge], QWidget]


def _palette(bridge: Bridge) -> QWidget:
    pane = tag_palette.TagPalette()
    tag_palette.join(pane, bridge)
    return pane


def _inspector(bridge: Bridge) -> QWidget:
    pane = inspector.Inspector()
    inspector.join(pane, bridge)
    return pane


def _annotation_list(bridge: Bridge) -> QWidget:
    pane = annotation_list.AnnotationList()
    annotation_list.join(pane, bridge)
    return pane


def _undo_list(bridge: Bridge) -> QWidget:
    pane = undo_list.UndoList()
    undo_list.join(pane, bridge)
    return pane


def _problems(bridge: Bridge) -> QWidget:
    return problems.Problems()


PANES: tuple[Pane, ...] = (
    Pane("palette", "Categories", "left", _palette),
    Pane("inspector", "Annotation", "right", _inspector),
    Pane("annotations", "All annotations", "bottom", _annotation_list),
    Pane("history", "History", "right", _undo_list),
    Pane("problems", "Problems", "bottom", _problems),
)
"""In the order of the View menu; those of one area stand on top of each other."""
