"""The table of actions: menus, tool bar, keys and the list of keys are all made from it."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from annotator.gui import enabling as when
from annotator.gui.handlers import annotations as tag
from annotator.gui.handlers import project, safety, viewing
from annotator.gui.panes import PANES
from annotator.gui.panes.readers.row import ARRANGEMENTS
from annotator.gui.theme import THEMES

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.gui.workbench import Workbench

    Handler = Callable[[Workbench], None]
    Test = Callable[[Workbench], bool]


@dataclass(frozen=True, slots=True)
class Action:
    """One entry. `menu` is a path such as `View/Theme`; `&` in `text` marks the mnemonic."""

    id: str
    text: str
    menu: str
    handler: "Handler"
    keys: tuple[str, ...] = ()
    """The first one is shown in the menu."""
    enabled: "Test" = when.always
    checked: "Test | None" = None
    """Whether a check mark stands before it; None: it never has one."""
    label: "Callable[[Workbench], str] | None" = None
    """The text where it varies."""
    reading: bool = False
    """Whether its keys work only while an article has the focus (typing in a note is typing)."""
    section: bool = False
    """Whether a line parts it from the entry before."""
    icon: str = ""
    """Name of an icon; those that have one stand in the tool bar."""


MENUS = ("&Project", "&Edit", "A&nnotation", "&Article", "&View", "&Help")


def _nudge(id: str, text: str, key: str, *move: object) -> Action:
    handler = partial(tag.nudge, edge=move[0], by=move[1], unit=move[2])  # type: ignore[arg-type]
    menu = "A&nnotation/Move a &boundary"
    return Action(id, text, menu, handler, (key,), when.has_annotation, reading=True)


ACTIONS: tuple[Action, ...] = (
    Action("new", "&New from articles…", "&Project", project.new_from_articles, ("Ctrl+N",)),
    Action("open", "&Open project…", "&Project", project.open_project, ("Ctrl+O",)),
    Action("sample", "Open the sa&mple", "&Project", project.open_sample),
    Action("add", "&Add articles…", "&Project", project.add_articles, ("Ctrl+Shift+O",),
           when.can_change, section=True),
    Action("paste", "New article from the clip&board", "&Project", project.paste_article,
           ("Ctrl+V",)),
    Action("save", "&Save", "&Project", project.save, ("Ctrl+S",), when.is_open, section=True),
    Action("save-as", "Save pro&ject as…", "&Project", project.save_as, ("Ctrl+Shift+S",),
           when.is_open),
    Action("annotator", "Change annotato&r…", "&Project", project.choose_annotator, (),
           when.is_open, section=True),
    Action("tagset", "Edit &tagset…", "&Project", project.edit_tagset, ("Ctrl+T",), when.is_open),
    Action("settings", "Project sett&ings…", "&Project", project.settings, ("Ctrl+,",),
           when.is_open),
    Action("close", "&Close project", "&Project", project.close_project, ("Ctrl+W",),
           when.is_open, section=True),
    Action("quit", "&Quit", "&Project", project.quit, ("Ctrl+Q",)),
    Action("undo", "&Undo", "&Edit", tag.undo, ("Ctrl+Z",), when.can_undo,
           label=when.undo_label, icon="undo"),
    Action("redo", "&Redo", "&Edit", tag.redo, ("Ctrl+Shift+Z", "Ctrl+Y"), when.can_redo,
           label=when.redo_label, icon="redo"),
    Action("copy", "&Copy", "&Edit", tag.copy, ("Ctrl+C",), when.has_selection, reading=True,
           section=True),
    Action("select-all", "Select &all", "&Edit", tag.select_all, ("Ctrl+A",), when.has_pane,
           reading=True),
    Action("find", "&Find…", "&Edit", viewing.find, ("Ctrl+F",), when.has_pane, section=True,
           icon="find"),
    Action("find-next", "Find &next", "&Edit", partial(viewing.find_step, by=1), ("F3",),
           when.has_pane),
    Action("find-previous", "Find &previous", "&Edit", partial(viewing.find_step, by=-1),
           ("Shift+F3",), when.has_pane),
    Action("repeat", "&Repeat the last category", "A&nnotation", tag.repeat, (".", "R"),
           when.has_selection, reading=True),
    Action("once-more", "Tag &once more as…", "A&nnotation", tag.once_more, ("D",),
           when.has_annotation, reading=True),
    Action("fragment", "Add the selection as a &fragment", "A&nnotation", tag.add_fragment,
           ("F",), when.has_both, reading=True, section=True),
    Action("remove-fragment", "Remo&ve the fragment", "A&nnotation", tag.remove_fragment,
           ("Shift+Del",), when.has_annotation, reading=True),
    _nudge("start-left", "Start one character to the left", "A", "start", -1, "character"),
    _nudge("start-right", "Start one character to the right", "S", "start", 1, "character"),
    _nudge("end-left", "End one character to the left", "K", "end", -1, "character"),
    _nudge("end-right", "End one character to the right", "L", "end", 1, "character"),
    _nudge("start-left-word", "Start one word to the left", "Shift+A", "start", -1, "word"),
    _nudge("start-right-word", "Start one word to the right", "Shift+S", "start", 1, "word"),
    _nudge("end-left-word", "End one word to the left", "Shift+K", "end", -1, "word"),
    _nudge("end-right-word", "End one word to the right", "Shift+L", "end", 1, "word"),
    Action("split", "&Split at the caret", "A&nnotation", tag.split, ("Ctrl+K",),
           when.has_annotation),
    Action("join", "&Join", "A&nnotation", tag.join, ("Ctrl+J",), when.has_several),
    Action("draft", "&Draft, to come back to", "A&nnotation", tag.toggle_draft,
           ("Ctrl+D",), when.has_annotation, when.is_draft),
    Action("delete", "De&lete", "A&nnotation", tag.delete, ("Del", "Backspace"),
           when.has_annotation, reading=True),
    Action("next", "&Next annotation", "A&nnotation", partial(tag.step, by=1), ("N",),
           when.has_pane, reading=True, section=True),
    Action("previous", "&Previous annotation", "A&nnotation", partial(tag.step, by=-1),
           ("Shift+N",), when.has_pane, reading=True),
    Action("next-here", "Next annotation &here", "A&nnotation", tag.step_here, ("H",),
           when.has_pane, reading=True),
    Action("values", "Attributes and not&e", "A&nnotation", tag.edit_values, ("F2",),
           when.has_annotation, section=True),
    Action("guideline", "&Guideline", "A&nnotation", tag.guideline, ("F1",), when.is_open),
    Action("finish", "&Finished", "&Article", viewing.finish, ("Ctrl+Return", "Ctrl+Enter"),
           when.has_pane, when.is_finished),
    Action("details", "&Details…", "&Article", project.details, ("Ctrl+I",), when.has_pane),
    Action("earlier", "&Earlier versions…", "&Article", safety.earlier, (), when.has_pane),
    Action("reanchor", "The &text has changed…", "&Article", safety.reanchor_here, (),
           when.text_changed),
    Action("next-pane", "&Next article", "&Article", partial(viewing.next_pane, by=1), ("F6",),
           when.has_pane, section=True),
    Action("previous-pane", "&Previous article", "&Article", partial(viewing.next_pane, by=-1),
           ("Shift+F6",), when.has_pane),
    Action("move-left", "Move to the &left", "&Article", partial(viewing.move_pane, by=-1),
           ("Ctrl+Shift+PgUp",), when.has_pane),
    Action("move-right", "Move to the &right", "&Article", partial(viewing.move_pane, by=1),
           ("Ctrl+Shift+PgDown",), when.has_pane),
    Action("hide", "&Hide", "&Article", viewing.hide_article, ("Ctrl+F4",), when.has_pane),
    Action("evenly", "Same &width for all", "&Article", viewing.share_evenly, (), when.has_pane),
    Action("larger", "&Larger text", "&View", partial(viewing.zoom, steps=1),
           ("Ctrl++", "Ctrl+="), when.has_pane, icon="larger"),
    Action("smaller", "&Smaller text", "&View", partial(viewing.zoom, steps=-1), ("Ctrl+-",),
           when.has_pane, icon="smaller"),
    Action("usual-size", "&Usual size", "&View", partial(viewing.zoom, steps=0), ("Ctrl+0",),
           when.has_pane),
    *(Action(f"family-{key}", text, "&View/&Typeface", partial(viewing.set_family, family=key),
             checked=partial(when.is_family, family=key)) for key, text in viewing.FAMILIES),
    *(Action(f"width-{key}", text, "&View/Line len&gth", partial(viewing.set_width, measure=key),
             checked=partial(when.is_width, measure=key)) for key, text in viewing.WIDTHS),
    *(Action(f"spacing-{key}", text, "&View/Line s&pacing",
             partial(viewing.set_spacing, spacing=key),
             checked=partial(when.is_spacing, spacing=key)) for key, text in viewing.SPACINGS),
    Action("patterns", "Patterns b&esides colours", "&View", viewing.toggle_patterns, (),
           when.has_pane, when.has_patterns),
    Action("together", "Scroll all t&ogether", "&View", viewing.toggle_scrolling, ("F7",),
           when.has_pane, when.is_together, icon="together"),
    *(Action(f"arrange-{key}", text, "&View/A&rrangement",
             partial(viewing.set_arrangement, arrangement=key),
             checked=partial(when.is_arrangement, arrangement=key)) for key, text in ARRANGEMENTS),
    *(Action(f"theme-{key}", text, "&View/&Colours", partial(viewing.set_theme, theme=key),
             checked=partial(when.is_theme, theme=key)) for key, text in THEMES),
    *(Action(f"pane-{pane.id}", pane.title, "&View/Pa&nes",
             partial(viewing.toggle_pane, id=pane.id), (), when.is_open,
             partial(when.is_pane_shown, id=pane.id)) for pane in PANES),
    Action("to-text", "Go to the &article", "&View", viewing.focus_text, ("F5",), when.has_pane,
           section=True),
    Action("to-list", "Go to the list of annotat&ions", "&View", viewing.focus_list, ("F4",),
           when.is_open),
    Action("shortcuts", "&Keys", "&Help", viewing.shortcuts, ("Ctrl+F1", "Ctrl+/")),
    Action("report", "&Copy the error report", "&Help", safety.copy_report),
    Action("about", "&About Annotator", "&Help", viewing.about),
)  # fmt: skip
