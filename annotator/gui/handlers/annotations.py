"""The Edit and Annotation menus: undo, tag, change, go from one annotation to the next."""

from typing import TYPE_CHECKING

from annotator.core.annotation import Annotation
from annotator.core.edit import Edit
from annotator.gui.nudging import Edge, Unit
from annotator.gui.text.clipboard import copy as copy_words
from annotator.gui.widgets.plain import tell

if TYPE_CHECKING:
    from annotator.gui.workbench import Workbench


def undo(w: "Workbench") -> None:
    """Take the last step back, and show where."""
    w.desk.flush()
    edit = w.desk.session.history.undoable
    if edit is not None and w.desk.bridge.undo():
        w.say(f"Undone: {edit.label}")
        show_change(w, edit.inverse)


def redo(w: "Workbench") -> None:
    """Make the step again that was taken back last, and show where."""
    w.desk.flush()
    edit = w.desk.session.history.redoable
    if edit is not None and w.desk.bridge.redo():
        w.say(f"Done again: {edit.label}")
        show_change(w, edit)


def show_change(w: "Workbench", edit: Edit) -> None:
    """Scroll to the first annotation that an edit touched; what is there now is selected."""
    before, after = edit.annotations
    touched = sorted(after or before, key=lambda a: (a.document, a.order))
    if not touched:
        return
    first = touched[0]
    w.reveal(first.document)
    now = w.desk.session.set(first.document).annotations
    ids = tuple(a.id for a in touched if a.document == first.document and a.id in now)
    w.desk.session.select(first.document, ids[:1])
    w.joining.go_to(first.document, first.spans)


def copy(w: "Workbench") -> None:
    """Put the selected words, else those of the selected annotation, on the clipboard."""
    if reader := w.readers.active:
        copy_words(reader.view.stage)


def select_all(w: "Workbench") -> None:
    """Select the whole article."""
    if reader := w.readers.active:
        reader.view.move_caret("select-all", True)


def repeat(w: "Workbench") -> None:
    """Use the last category again."""
    w.tagging.repeat()


def once_more(w: "Workbench") -> None:
    """Tag the annotation with another category too: its key is pressed next."""
    w.tagging.begin_duplicate()


def add_fragment(w: "Workbench") -> None:
    """Add the selected words to the selected annotation."""
    w.tagging.add_fragment(w.desk.session.selection.spans)


def remove_fragment(w: "Workbench") -> None:
    """Take the fragment at the caret away."""
    w.tagging.remove_fragment(w.caret)


def split(w: "Workbench") -> None:
    """Split the annotation at the caret."""
    w.tagging.split(w.caret)


def join(w: "Workbench") -> None:
    """Make one of the selected annotations."""
    w.tagging.join()


def delete(w: "Workbench") -> None:
    """Delete the selected annotations."""
    w.tagging.delete()


def toggle_draft(w: "Workbench") -> None:
    """Mark as a draft to come back to."""
    w.tagging.toggle_draft()


def nudge(w: "Workbench", edge: Edge, by: int, unit: Unit) -> None:
    """Move a boundary of the annotation."""
    w.tagging.nudge(edge, by, unit, w.caret)


def step(w: "Workbench", by: int) -> None:
    """Go to the next (+1) or previous (-1) annotation of the active article, round its end."""
    reader = w.readers.active
    if reader is None:
        return
    session = w.desk.session
    there = [a for a in session.set(reader.id).in_order if a.in_force]
    if not there:
        w.say("Nothing is tagged in this article yet.")
        return
    target = there[_place_after(there, session.selected, w.caret, by) % len(there)]
    session.select(reader.id, (target.id,))
    w.joining.go_to(reader.id, target.spans)


def step_here(w: "Workbench") -> None:
    """Select the next of the annotations that lie over the caret."""
    if reader := w.readers.active:
        reader.view.next_here()


def edit_values(w: "Workbench") -> None:
    """Go to the attributes and note of the annotation."""
    w.focus_pane("inspector")


def guideline(w: "Workbench") -> None:
    """Show the guideline of the selected annotation's category, else of the last one used."""
    session = w.desk.session
    selected = session.selected
    first = session.tagset.categories[0].key if session.tagset.categories else ""
    category = selected[-1].category if selected else (w.tagging.last or first)
    if category:
        w.show_guideline(category)
    else:
        tell(w, "This project has no categories yet.", "Add some with Project > Edit tagset.")


def _place_after(there: list[Annotation], selected: list[Annotation], caret: int, by: int) -> int:
    current = selected[-1] if selected else None
    if current in there:
        return there.index(current) + by
    before = sum(1 for a in there if a.spans[0].start < caret)
    return before if by > 0 else before - 1
