"""Searching with patterns that may never end: another process does it, and is ended after a while.

Python's engine holds the whole program while it searches, and nothing in the program can stop it.
"""

import re
import signal
import warnings
from collections.abc import Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Final

from annotator.core.errors import InputError
from annotator.core.span import Span
from annotator.core.text import lines

MOST: Final = 100_000
"""Places that one question may find."""
TOO_COMPLEX: Final = "This pattern is too complex for this text."
_LONGEST: Final = 10_000
_START: Final = 60.0
"""Seconds that a process may take to come up on a busy machine."""
_GRACE: Final = 5.0

_Found = list[list[tuple[int, int]]]


def find_all(
    pattern: str, texts: Sequence[str], *, match_case: bool = True, seconds: float = 2.0
) -> list[tuple[Span, ...]]:
    """For each text the places of a regular expression, in order; empty matches count for nothing.

    Matches do not reach over line ends, as in the window. `seconds` are those of the search, not
    of starting the process for it. Works from any thread. Raises InputError E-PATTERN for what is
    no pattern, is still searching when the time is up, finds more than `MOST` places, or where the
    system has no process to spare.
    """
    if not pattern or not texts:
        return [() for _ in texts]
    if len(pattern) > _LONGEST:
        raise InputError("E-PATTERN", f"A pattern has at most {_LONGEST:,} characters.")
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,), daemon=True)
    try:
        process.start()
        theirs.close()
        answer = _asked(ours, (pattern, match_case, list(texts)), seconds)
    except (OSError, EOFError):
        message = "The pattern cannot be looked for now: the process that does it has ended."
        raise InputError("E-PATTERN", message) from None
    finally:
        ours.close()
        if process.pid is not None:
            process.kill()
            process.join(_GRACE)
    if isinstance(answer, str):
        raise InputError("E-PATTERN", answer)
    return [tuple(Span(start, end) for start, end in places) for places in answer]


def _asked(ours: Connection, question: tuple[str, bool, list[str]], seconds: float) -> _Found | str:
    """The answer of the other process, or in words what is wrong."""
    if not ours.poll(_START):
        raise EOFError
    ours.recv()
    ours.send(question)
    ours.recv()
    if not ours.poll(seconds):
        return TOO_COMPLEX
    answer: _Found | str = ours.recv()
    return answer


def _serve(theirs: Connection) -> None:
    """What the other process does: it says that it is there, that it has got all, and what it
    found."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the asking process ends this one
    theirs.send("there")
    pattern, match_case, texts = theirs.recv()
    theirs.send("begun")
    theirs.send(_search(pattern, match_case, texts))


def _search(pattern: str, match_case: bool, texts: Sequence[str]) -> _Found | str:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            looked_for = re.compile(pattern, 0 if match_case else re.IGNORECASE)
    except re.error as error:
        return f"The pattern is not complete: {error}."
    except (OverflowError, RecursionError, MemoryError):
        return TOO_COMPLEX
    found: _Found = []
    left = MOST
    for text in texts:
        places: list[tuple[int, int]] = []
        start = 0
        for line in lines(text):
            for match in looked_for.finditer(line):
                if match.end() > match.start():
                    places.append((start + match.start(), start + match.end()))
                    left -= 1
                    if left < 0:
                        return f"The pattern finds more than {MOST:,} places. Make it narrower."
            start += len(line) + 1
        found.append(places)
    return found
