"""The Article and View menus: panes, size of the text, colours, help."""

from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.display.reading import Family, Reading
from annotator.gui.panes.readers.row import Arrangement
from annotator.gui.theme import Theme

if TYPE_CHECKING:
    from annotator.gui.workbench import Workbench

WIDTHS: tuple[tuple[int, str], ...] = (
    (56, "Narrow"),
    (72, "Comfortable"),
    (92, "Wide"),
    (140, "As wide as the pane"),
)
SPACINGS: tuple[tuple[float, str], ...] = (
    (1.1, "Close"),
    (1.3, "Comfortable"),
    (1.6, "Airy"),
)
FAMILIES: tuple[tuple[Family, str], ...] = (
    ("serif", "With serifs"),
    ("sans", "Without serifs"),
    ("mono", "Typewriter"),
)


def finish(w: "Workbench") -> None:
    """Mark the active article as finished, or as not finished."""
    if reader := w.readers.active:
        w.tagging.finish(reader.id)


def next_pane(w: "Workbench", by: int) -> None:
    """Make the next (+1) or previous (-1) pane the active one."""
    readers = w.readers.readers
    if readers:
        now = readers.index(w.readers.active) if w.readers.active in readers else 0
        readers[(now + by) % len(readers)].view.setFocus()


def move_pane(w: "Workbench", by: int) -> None:
    """Move the active pane to the left (-1) or right (+1)."""
    w.readers.move_active(by)


def hide_article(w: "Workbench") -> None:
    """Hide the active pane; the article stays in the project."""
    if reader := w.readers.active:
        w.show_article(reader.id, False)


def share_evenly(w: "Workbench") -> None:
    """Give every pane the same room."""
    w.readers.share_evenly()


def zoom(w: "Workbench", steps: int) -> None:
    """Larger or smaller text; 0 is the usual size."""
    now = w.joining.reading
    w.set_reading(now.zoomed(steps) if steps else replace(now, size=Reading().size))


def set_family(w: "Workbench", family: Family) -> None:
    """Choose the typeface of the articles."""
    w.set_reading(replace(w.joining.reading, family=family))


def set_width(w: "Workbench", measure: int) -> None:
    """Choose how long lines are."""
    w.set_reading(replace(w.joining.reading, measure=measure))


def set_spacing(w: "Workbench", spacing: float) -> None:
    """Choose the distance of lines."""
    w.set_reading(replace(w.joining.reading, line_spacing=spacing))


def toggle_patterns(w: "Workbench") -> None:
    """Draw categories with patterns too, so as not to rely on colour."""
    now = w.joining.reading
    w.set_reading(replace(now, patterns=not now.patterns))


def toggle_scrolling(w: "Workbench") -> None:
    """Scroll all articles together, or each by itself; nothing moves at the change."""
    w.joining.scrolling = "free" if w.joining.scrolling == "proportional" else "proportional"
    w.keep_preferences()


def set_arrangement(w: "Workbench", arrangement: Arrangement) -> None:
    """Panes side by side, one above the other, or as the window allows."""
    w.readers.set_arrangement(arrangement)
    w.keep_preferences()


def set_theme(w: "Workbench", theme: Theme) -> None:
    """Light, dark, or as the system has it."""
    w.set_theme(theme)


def toggle_pane(w: "Workbench", id: str) -> None:
    """Show or hide one of the panes around the articles."""
    w.toggle_pane(id)


def focus_text(w: "Workbench") -> None:
    """Go back to the active article."""
    if reader := w.readers.active:
        reader.view.setFocus()


def focus_list(w: "Workbench") -> None:
    """Go to the list of annotations."""
    w.focus_pane("annotations")


def find(w: "Workbench") -> None:
    """Open the find bar."""
    w.finder.begin()


def find_step(w: "Workbench", by: int) -> None:
    """Go to the next or previous place found."""
    w.finder.step(by)


def shortcuts(w: "Workbench") -> None:
    """List all keys."""
    w.show_shortcuts()


def about(w: "Workbench") -> None:
    """Say what this program is."""
    w.show_about()
