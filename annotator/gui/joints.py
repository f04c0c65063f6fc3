"""Joins the parts of a window: which signal of one is a wish to another."""

from typing import TYPE_CHECKING

from annotator.core.annotation import Annotation
from annotator.core.conflict import Conflict
from annotator.core.tagset import Tagset
from annotator.display.safety import Safety
from annotator.gui import notices
from annotator.gui.handlers import project
from annotator.gui.panes.annotation_list import AnnotationList
from annotator.gui.panes.inspector import Inspector
from annotator.gui.panes.problems import Problems
from annotator.gui.panes.tag_palette import TagPalette
from annotator.gui.text.accessible import announce
from annotator.session.events import Edited, Event

if TYPE_CHECKING:
    from annotator.gui.workbench import Workbench


def join_all(w: "Workbench") -> None:
    """Connect everything once; the parts live as long as the window."""
    _join_desk(w)
    _join_start(w)
    _join_readers(w)
    _join_panes(w)
    _join_menus(w)


def _join_desk(w: "Workbench") -> None:
    desk = w.desk
    desk.opened.connect(w.show_project)
    desk.opened.connect(lambda: notices.tell_opened(w))
    desk.opened.connect(lambda: _listen(w))
    w.watching.seen.connect(lambda seen: notices.tell_seen(w, seen))
    desk.closing.connect(w.articles.keep)
    desk.saving_changed.connect(lambda: _saving_changed(w))
    desk.bridge.refused.connect(w.say)
    desk.bridge.happened.connect(lambda event: _happened(w, event))
    w.opening.busy.connect(w.status.show_busy)
    w.status.annotator_clicked.connect(lambda: project.choose_annotator(w))
    w.status.problems_clicked.connect(lambda: w.docks.reveal("problems"))


def _join_start(w: "Workbench") -> None:
    w.start.articles_wanted.connect(lambda: project.new_from_articles(w))
    w.start.open_wanted.connect(lambda: project.open_project(w))
    w.start.sample_wanted.connect(lambda: project.open_sample(w))
    w.start.recent_chosen.connect(lambda path: w.opening.open([path]))


def _join_readers(w: "Workbench") -> None:
    joining, tagging = w.joining, w.tagging
    joining.selection_finished.connect(tagging.selection_finished)
    joining.fragment_wanted.connect(lambda span: tagging.add_fragment((span,)))
    joining.boundary_moved.connect(tagging.respan)
    joining.menu_wanted.connect(w.context.over_text)
    joining.zoom_wanted.connect(lambda steps: w.set_reading(joining.reading.zoomed(steps)))
    joining.finish_wanted.connect(tagging.finish)
    joining.hide_wanted.connect(lambda id: w.show_article(id, False))
    joining.turned.connect(w.menus.refresh_soon)
    w.readers.menu_wanted.connect(w.context.over_head)
    tagging.said.connect(w.say)
    tagging.annotator_wanted.connect(lambda: project.choose_annotator(w))


def _join_panes(w: "Workbench") -> None:
    w.docks.changed.connect(w.menus.refresh_soon)
    w.docks.text_wanted.connect(lambda: _to_text(w))
    for pane in w.docks.panes.values():
        match pane:
            case TagPalette():
                pane.category_chosen.connect(lambda key: _use(w, key))
                pane.sticky_changed.connect(lambda key: setattr(w.tagging, "sticky", key))
                pane.edit_wanted.connect(lambda: project.edit_tagset(w))
            case Inspector():
                w.desk.flushers.append(pane.commit)
            case AnnotationList():
                pane.annotation_chosen.connect(lambda id, document: _go_to(w, id, document))
                pane.text_wanted.connect(lambda: _to_text(w))
            case Problems():
                pane.conflict_settled.connect(
                    lambda conflict, choice: notices.settle_conflict(w, conflict, choice)
                )
                pane.conflict_chosen.connect(lambda conflict: _show_conflict(w, conflict))
            case _:
                pass


def _join_menus(w: "Workbench") -> None:
    menus, context = w.menus.menus, w.context
    tagging = menus["A&nnotation"].addMenu("&Tag as")
    also = menus["A&nnotation"].addMenu("Tag &also as")
    first = w.menus.actions["repeat"]
    menus["A&nnotation"].insertMenu(first, tagging)
    menus["A&nnotation"].insertMenu(first, also)
    tagging.aboutToShow.connect(lambda: context.fill_categories(tagging, w.tagging.use))
    also.aboutToShow.connect(lambda: context.fill_categories(also, w.tagging.duplicate))
    shown = menus["&Article"].addMenu("&Shown")
    shown.aboutToShow.connect(lambda: context.fill_articles(shown))
    recent = menus["&Project"].addMenu("Open r&ecent")
    menus["&Project"].insertMenu(w.menus.actions["sample"], recent)
    menus["&Project"].aboutToShow.connect(lambda: context.fill_recent(recent))


def _happened(w: "Workbench", event: Event) -> None:
    # At once: the key that follows must find its action enabled.
    w.menus.refresh()
    if isinstance(event, Edited):
        announce(w, event.edit.label)
    if isinstance(event, Edited) and any(isinstance(item, Tagset) for item in event.edit.added):
        w.show_tagset(w.desk.session.tagset)
    w.show_title()


def _listen(w: "Workbench") -> None:
    """Let another window on the same work find this one."""
    keeping = w.desk.keeping
    if keeping is not None and not keeping.refusal:
        w.raising.listen(keeping.keeper.home.own)
    else:
        w.raising.stop()


def _show_conflict(w: "Workbench", conflict: Conflict) -> None:
    for item in (conflict.here, conflict.there):
        if isinstance(item, Annotation) and w.desk.session.annotation(item.id):
            _go_to(w, item.id, item.document)
            return


def _saving_changed(w: "Workbench") -> None:
    w.show_title()
    notices.tell_all(w)
    saving = w.desk.saving
    safety = saving.safety if saving is not None else Safety()
    if safety.alarm:
        w.banner.say(
            safety.alarm,
            "warning" if safety.level == "away" else "error",
            (
                ("Try again", lambda: project.save(w)),
                ("Save a copy elsewhere…", lambda: project.save_copy(w)),
            ),
            "alarm",
        )
    else:
        w.banner.withdraw("alarm")
        if not project.is_draft(w):
            w.banner.withdraw("draft")


def _use(w: "Workbench", category: str) -> None:
    w.tagging.use(category)
    _to_text(w)


def _go_to(w: "Workbench", id: str, document: str) -> None:
    if annotation := w.desk.session.annotation(id):
        w.reveal(document)
        w.joining.go_to(document, annotation.spans)


def _to_text(w: "Workbench") -> None:
    if reader := w.readers.active:
        reader.view.setFocus()
