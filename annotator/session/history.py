"""Undo and redo: one list of edits over all open documents."""

from dataclasses import dataclass

from annotator.core.edit import Edit, then


@dataclass(frozen=True, slots=True)
class Step:
    """An edit that was made, and when (UTC)."""

    edit: Edit
    when: str


class History:
    """What was done and what was taken back. It changes no data itself."""

    def __init__(self) -> None:
        self._steps: list[Step] = []
        self._done = 0

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps, oldest first; those from `done` on have been taken back."""
        return tuple(self._steps)

    @property
    def done(self) -> int:
        """How many steps are in force."""
        return self._done

    def record(self, edit: Edit, when: str, joining: bool = False) -> None:
        """Add a step; what had been taken back is forgotten.

        `joining` makes one step of this and the last, if that has the same label and this one
        continues it: typing in a note is one thing to take back.
        """
        last = self._steps[self._done - 1] if self._done else None
        del self._steps[self._done :]
        continues = (
            joining
            and last is not None
            and last.edit.label == edit.label
            and bool(edit.removed)
            and set(edit.removed) <= set(last.edit.added)
        )
        if continues and last is not None:
            self._steps[-1] = Step(then(last.edit, edit), when)
        else:
            self._steps.append(Step(edit, when))
        self._done = len(self._steps)

    def forget_last(self) -> None:
        """Take the last step off the list: it stays done."""
        del self._steps[self._done - 1 :]
        self._done = len(self._steps)

    @property
    def undoable(self) -> Edit | None:
        """The edit that undo would take back."""
        return self._steps[self._done - 1].edit if self._done else None

    @property
    def redoable(self) -> Edit | None:
        """The edit that redo would make again."""
        return self._steps[self._done].edit if self._done < len(self._steps) else None

    def moved(self, by: int) -> None:
        """Note that a step was taken back (-1) or made again (+1)."""
        self._done += by
