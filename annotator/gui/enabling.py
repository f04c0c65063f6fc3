"""When an action makes sense, whether it is checked, what it says: asked of a window."""

from typing import TYPE_CHECKING

from annotator.gui.widgets.plain import menu_text
from annotator.session.changed_texts import changed_texts

if TYPE_CHECKING:
    from annotator.gui.workbench import Workbench


def always(w: "Workbench") -> bool:
    return True


def is_open(w: "Workbench") -> bool:
    """A project is open."""
    return w.desk.is_open


def can_change(w: "Workbench") -> bool:
    """A project is open, and may be changed in this window."""
    return w.desk.is_open and not w.desk.refusal


def has_pane(w: "Workbench") -> bool:
    """An article is shown."""
    return w.readers.active is not None


def text_changed(w: "Workbench") -> bool:
    """The article shown has another text than the one that was annotated."""
    document, keeping = w.active_document, w.desk.keeping
    return bool(document and keeping and document.id in changed_texts(keeping))


def has_text(w: "Workbench") -> bool:
    """Words are selected."""
    return bool(w.desk.session.selection.spans)


def has_annotation(w: "Workbench") -> bool:
    """An annotation is selected."""
    return bool(w.desk.session.selected)


def has_several(w: "Workbench") -> bool:
    """Two annotations or more are selected."""
    return len(w.desk.session.selected) > 1


def has_selection(w: "Workbench") -> bool:
    """Words or annotations are selected."""
    return has_text(w) or has_annotation(w)


def has_both(w: "Workbench") -> bool:
    """Words and an annotation are selected."""
    return has_text(w) and has_annotation(w)


def can_undo(w: "Workbench") -> bool:
    return w.desk.session.history.undoable is not None


def can_redo(w: "Workbench") -> bool:
    return w.desk.session.history.redoable is not None


def undo_label(w: "Workbench") -> str:
    edit = w.desk.session.history.undoable
    return f"&Undo {menu_text(edit.label)}" if edit else "&Undo"


def redo_label(w: "Workbench") -> str:
    edit = w.desk.session.history.redoable
    return f"&Redo {menu_text(edit.label)}" if edit else "&Redo"


def is_draft(w: "Workbench") -> bool:
    """All selected annotations are drafts."""
    selected = w.desk.session.selected
    return bool(selected) and all(annotation.state == "draft" for annotation in selected)


def is_finished(w: "Workbench") -> bool:
    """The active article is finished."""
    reader = w.readers.active
    return reader is not None and w.desk.session.set(reader.id).completion.status == "finished"


def has_patterns(w: "Workbench") -> bool:
    return w.joining.reading.patterns


def is_family(w: "Workbench", family: str) -> bool:
    return w.joining.reading.family == family


def is_width(w: "Workbench", measure: int) -> bool:
    return w.joining.reading.measure == measure


def is_spacing(w: "Workbench", spacing: float) -> bool:
    return abs(w.joining.reading.line_spacing - spacing) < 0.01


def is_together(w: "Workbench") -> bool:
    """Articles scroll together."""
    return w.joining.scrolling == "proportional"


def is_arrangement(w: "Workbench", arrangement: str) -> bool:
    return w.readers.arrangement == arrangement


def is_theme(w: "Workbench", theme: str) -> bool:
    return w.theme == theme


def is_pane_shown(w: "Workbench", id: str) -> bool:
    return w.is_pane_shown(id)
