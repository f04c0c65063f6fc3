"""JSON that was written elsewhere: strict, bounded, and with nothing that has two meanings."""

import json
import math
import re
from collections.abc import Iterator
from typing import Any, Final, NoReturn

from annotator.core.errors import InputError

LIMIT: Final = 8 * 2**20
"""Bytes of one value: a line, or a file that holds one."""
MOST_PARTS: Final = 500_000
"""Commas and opening brackets in one value. An empty list needs thirty times the memory of its
two characters."""
DEEPEST: Final = 100
MOST_DIGITS: Final = 40

_HALF: Final = re.compile(r"\\u[dD][89a-fA-F]")


def value(data: bytes, name: str = "", line: int = 1) -> Any:
    """The one value that UTF-8 bytes hold, which begin in line `line` of the file `name`.

    Raises InputError E-JSON, with the line, for: more than 8 MiB, bytes that are not UTF-8, what
    is no JSON, NaN and infinities, numbers of more than 40 digits, a key twice in one object, half
    a surrogate pair, more than 100 levels, far too many parts.
    """
    if len(data) > LIMIT:
        raise _refused(f"it has more than {LIMIT >> 20} MB", name, line)
    if data.count(b",") + data.count(b"[") + data.count(b"{") > MOST_PARTS:
        raise _refused(f"it has more than {MOST_PARTS:,} parts", name, line)
    try:
        text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as error:
        line += data.count(b"\n", 0, error.start)
        raise _refused("it is not valid UTF-8", name, line) from None
    try:
        found = _DECODER.decode(text)
        if _HALF.search(text):
            json.dumps(found, ensure_ascii=False).encode("utf-8")
    except json.JSONDecodeError as error:
        where = f"{error.msg.lower()} at character {error.colno}"
        raise _refused(where, name, line + error.lineno - 1) from None
    except UnicodeEncodeError:
        raise _refused("it holds half a character (a lone surrogate)", name, line) from None
    except RecursionError:
        raise _refused(f"it has more than {DEEPEST} levels", name, line) from None
    except _Meaning as error:
        raise _refused(str(error), name, line) from None
    if _depth(found) > DEEPEST:
        raise _refused(f"it has more than {DEEPEST} levels", name, line)
    return found


def lines(data: bytes, name: str = "") -> Iterator[tuple[int, Any]]:
    """Line numbers from 1 and the value of each line; blank lines are passed over.

    Raises InputError E-JSON as `value` does, at the line where it stands.
    """
    at, number = 0, 0
    while at < len(data):
        number += 1
        end = data.find(b"\n", at)
        line = data[at : len(data) if end < 0 else end]
        at = len(data) if end < 0 else end + 1
        if line.strip():
            yield number, value(line, name, number)


class _Meaning(Exception):
    """Well-formed JSON that readers understand in different ways."""


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise _Meaning(f"{ascii(twice)[:60]} stands twice in one object")
    return found


def _whole(digits: str) -> int:
    if len(digits.removeprefix("-")) > MOST_DIGITS:
        raise _Meaning(f"it has a number of more than {MOST_DIGITS} digits")
    return int(digits)


def _broken(digits: str) -> float:
    number = float(digits)
    if len(digits) > MOST_DIGITS or not math.isfinite(number):
        raise _Meaning("it has a number that is too long or too large")
    return number


def _no_number(name: str) -> NoReturn:
    raise _Meaning(f"{name} is not a number in JSON")


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_pairs, parse_int=_whole, parse_float=_broken, parse_constant=_no_number
)


def _depth(found: Any) -> int:
    depth, level = 0, [found]
    while level := [part for part in level if isinstance(part, dict | list)]:
        depth += 1
        level = [
            inner
            for part in level
            for inner in (part.values() if isinstance(part, dict) else part)
            if isinstance(inner, dict | list)
        ]
    return depth


def _refused(how: str, name: str, line: int) -> InputError:
    where = f"{name}, line {line}" if name else f"line {line}"
    return InputError("E-JSON", f"This JSON cannot be read: {how}.", where)
