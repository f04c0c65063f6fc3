"""What happened to the work without the user's doing, said in the band across the window."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from annotator.core.conflict import Conflict
from annotator.core.settling import Choice, settle
from annotator.display.conflicts import conflict_row
from annotator.display.earlier import when_words
from annotator.gui import raising
from annotator.gui.handlers import safety
from annotator.gui.widgets.plain import tell
from annotator.session.changed_texts import changed_texts
from annotator.session.keeping import IN_USE
from annotator.session.merging import Notice
from annotator.storage.clock import utc_now
from annotator.storage.differences import describe
from annotator.storage.watch import Seen

if TYPE_CHECKING:
    from annotator.gui.workbench import Workbench

Buttons = tuple[tuple[str, Callable[[], None]], ...]


def tell_all(w: "Workbench") -> None:
    """Say what is new: after opening, after a save, after a look at the disk."""
    keeping = w.desk.keeping
    if keeping is None:
        return
    notices, keeping.merging.notices = keeping.merging.notices, []
    for notice in notices:
        _tell(w, notice)
    if notices:
        show_conflicts(w)


def tell_opened(w: "Workbench") -> None:
    """Say what there is to say of a project that was just opened."""
    keeping = w.desk.keeping
    if keeping is None:
        return
    if keeping.refusal:
        others = (("Show that window", lambda: _raise_other(w)),)
        buttons = (*(others if keeping.refusal == IN_USE else ()), ("Try again", w.opening.reopen))
        text = f"Read only. {keeping.refusal} Nothing can be changed in this window."
        w.banner.say(text, "warning", buttons, "refusal")
        return
    tell_all(w)
    show_conflicts(w)
    _tell_of_texts(w)
    for copy in keeping.merging.copies():
        text = (
            f"A sync program or file manager left another version of your annotations, “{copy}”. "
            "It can be merged with what you have; the copy is set aside then."
        )
        take = ("Take over what only it has", lambda copy=copy: safety.merge_copy(w, copy))
        w.banner.say(text, "warning", (take, _later(w, f"copy {copy}")), f"copy {copy}")


def tell_seen(w: "Workbench", seen: Seen) -> None:
    """Say what other programs did meanwhile."""
    tell_all(w)
    _tell_of_texts(w)
    if seen.added:
        count = len(seen.added)
        w.say(f"{count} article{'s were' if count > 1 else ' was'} added to the project.")
    if seen.gone:
        w.say(f"{seen.gone[0]} is not in the project's folder any more.")
    w.desk.damaged |= {problem.file: problem for problem in seen.problems}
    w.docks.show_problems(w.desk.problems)
    w.status.refresh()


def show_conflicts(w: "Workbench") -> None:
    """List what merges left for somebody to decide."""
    keeping, session = w.desk.keeping, w.desk.session
    found = keeping.merging.conflicts if keeping else ()
    rows = [conflict_row(c, session.corpus, session.annotator) for _, c in found]
    w.docks.show_conflicts(rows)
    w.status.refresh()


def settle_conflict(w: "Workbench", conflict: Conflict, choice: Choice) -> None:
    """Do what was decided, as one step that can be undone."""
    session, keeping = w.desk.session, w.desk.keeping
    if keeping is None:
        return
    made = w.desk.bridge.attempt(lambda: settle(session.corpus, session.stamp(), conflict, choice))
    if made:
        flagged = keeping.merging.conflicts
        keeping.merging.conflicts = tuple(each for each in flagged if each[1] != conflict)
        show_conflicts(w)


def _tell(w: "Workbench", notice: Notice) -> None:
    match notice.kind:
        case "restored":
            when = when_words(notice.since, utc_now())
            since = f"{when[:1].lower()}{when[1:]}"
            text = f"{_changes(notice.of)} that had not been saved {_are(notice.of)} back"
            back = f"{text} (from {since} on)."
            w.banner.say(back, "information", _of_edit(w, notice, "Undo"), "restored")
        case "lacking":
            text = (
                "The project's files lack changes that had been saved from this computer: another "
                "program may have brought back an older version. They have been put back."
            )
            w.banner.say(text, "warning", _of_edit(w, notice, "Use the files as they are"),
                         "restored")  # fmt: skip
        case "aside":
            text = (
                "Another program damaged one of your files. It has been written again from what "
                f"is open; a copy of it was set aside: {notice.edit.label}"
            )
            w.banner.say(text, "warning", (_later(w, "aside"),), "aside")
            w.desk.damaged.clear()
            w.docks.show_problems(w.desk.problems)
        case "clash":
            w.docks.show_problems(w.desk.problems)
        case "updated":
            w.say(f"Updated from disk: {_counts(notice)}.")
        case "refused":
            text = (
                "A version of your annotations could not be merged, and is left as it was "
                f"({notice.edit.label})."
            )
            w.banner.say(text, "warning", (_later(w, "refused"),), "refused")


def _of_edit(w: "Workbench", notice: Notice, undo: str) -> Buttons:
    return (
        ("Review", lambda: _review(w, notice)),
        (undo, lambda: _undo(w, notice)),
        ("Keep them", lambda: w.banner.withdraw("restored")),
    )


def _review(w: "Workbench", notice: Notice) -> None:
    """Select what came back, and show the list of steps."""
    session = w.desk.session
    back = [a for a in notice.edit.annotations[1] if session.annotation(a.id)]
    if back:
        document = back[0].document
        w.reveal(document)
        session.select(document, [a.id for a in back if a.document == document])
        w.joining.go_to(document, back[0].spans)
    w.docks.reveal("history")


def _undo(w: "Workbench", notice: Notice) -> None:
    history = w.desk.session.history
    if history.undoable is notice.edit:
        w.desk.bridge.undo()
        w.banner.withdraw("restored")
    elif notice.edit in [step.edit for step in history.steps[: history.done]]:
        w.docks.reveal("history")
        w.say("Undo the later steps first: the history lists them.")
    else:
        w.banner.withdraw("restored")


def _tell_of_texts(w: "Workbench") -> None:
    """Articles whose text is not the one that was annotated."""
    keeping = w.desk.keeping
    documents = w.desk.session.corpus.documents
    for id in changed_texts(keeping) if keeping else ():
        about = f"text {id}"
        text = (
            f"The text of “{documents[id].name}” is not the one that you annotated. Nothing is "
            "moved without asking; until then the article can only be read."
        )
        look = ("What can be done…", lambda id=id: safety.reanchor(w, id))
        w.banner.say(text, "warning", (look, _later(w, about)), about)


def _raise_other(w: "Workbench") -> None:
    keeping = w.desk.keeping
    if keeping is not None and not raising.ask(keeping.keeper.home.own):
        tell(w, "The other window does not answer.", "It may belong to the command line.")


def _later(w: "Workbench", about: str) -> tuple[str, Callable[[], None]]:
    return "Later", lambda: w.banner.withdraw(about)


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _changes(count: int) -> str:
    return f"{count} change{'' if count == 1 else 's'}"


def _counts(notice: Notice) -> str:
    added, changed, removed = describe(notice.edit)
    parts = ((added, "added"), (changed, "changed"), (removed, "removed"))
    return ", ".join(f"{count} {what}" for count, what in parts if count) or "details"
