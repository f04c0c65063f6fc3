"""The keys of the text view: which movement each one makes."""

from dataclasses import dataclass

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence

_Key = QKeySequence.StandardKey


@dataclass(frozen=True, slots=True)
class Movement:
    """One way to move the caret. `keys` move, `extending` keys select on the way."""

    id: str
    text: str
    keys: tuple[QKeySequence.StandardKey | str, ...]
    extending: tuple[QKeySequence.StandardKey | str, ...] = ()


NAVIGATION: tuple[Movement, ...] = (
    Movement("left", "One character left", (_Key.MoveToPreviousChar,), (_Key.SelectPreviousChar,)),
    Movement("right", "One character right", (_Key.MoveToNextChar,), (_Key.SelectNextChar,)),
    Movement("word-left", "One word left", (_Key.MoveToPreviousWord,), (_Key.SelectPreviousWord,)),
    Movement("word-right", "One word right", (_Key.MoveToNextWord,), (_Key.SelectNextWord,)),
    Movement("sentence-left", "One sentence left", ("Alt+Left",), ("Alt+Shift+Left",)),
    Movement("sentence-right", "One sentence right", ("Alt+Right",), ("Alt+Shift+Right",)),
    Movement("up", "One line up", (_Key.MoveToPreviousLine,), (_Key.SelectPreviousLine,)),
    Movement("down", "One line down", (_Key.MoveToNextLine,), (_Key.SelectNextLine,)),
    Movement("paragraph-up", "One paragraph up", ("Ctrl+Up",), ("Ctrl+Shift+Up",)),
    Movement("paragraph-down", "One paragraph down", ("Ctrl+Down",), ("Ctrl+Shift+Down",)),
    Movement("page-up", "One screen up", (_Key.MoveToPreviousPage,), (_Key.SelectPreviousPage,)),
    Movement("page-down", "One screen down", (_Key.MoveToNextPage,), (_Key.SelectNextPage,)),
    Movement(
        "line-start", "Start of the line", (_Key.MoveToStartOfLine,), (_Key.SelectStartOfLine,)
    ),
    Movement("line-end", "End of the line", (_Key.MoveToEndOfLine,), (_Key.SelectEndOfLine,)),
    Movement(
        "text-start",
        "Start of the text",
        (_Key.MoveToStartOfDocument,),
        (_Key.SelectStartOfDocument,),
    ),
    Movement(
        "text-end", "End of the text", (_Key.MoveToEndOfDocument,), (_Key.SelectEndOfDocument,)
    ),
    Movement("select-all", "Select all", (_Key.SelectAll,)),
)
"""What `TextView.move` understands, in the order of a list of shortcuts."""


def bindings() -> dict[str, tuple[str, bool]]:
    """Movement id and whether it extends, by key in portable spelling."""
    found: dict[str, tuple[str, bool]] = {}
    for extend in (False, True):
        for movement in NAVIGATION:
            for key in movement.extending if extend else movement.keys:
                for sequence in _sequences(key):
                    found.setdefault(sequence.toString(), (movement.id, extend))
    return found


def spelling(combination: QKeyCombination) -> str:
    """A pressed key as `bindings` spells it; the keypad's keys are like the others."""
    modifiers = combination.keyboardModifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return QKeySequence(QKeyCombination(modifiers, combination.key())).toString()


def _sequences(key: QKeySequence.StandardKey | str) -> list[QKeySequence]:
    if isinstance(key, str):
        return [QKeySequence(key)]
    return QKeySequence.keyBindings(key)
