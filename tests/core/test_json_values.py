"""JSON from elsewhere: what is sound is read, what is doubtful is refused with its line."""

import json
import math
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.core.errors import InputError
from annotator.core.json_values import DEEPEST, LIMIT, MOST_PARTS, lines, value

words = st.text(st.characters(codec="utf-8"), max_size=20)
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**39), 10**39)
    | st.floats(allow_nan=False, allow_infinity=False)
    | words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=20,
)

REFUSED = {
    "nothing": b"",
    "words": b"words",
    "two values": b"1 2",
    "cut off": b'{"a": [1, 2',
    "not UTF-8": b'"caf\xe9"',
    "UTF-16": '{"a": 1}'.encode("utf-16"),
    "too deep": b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1),
    "far too deep": b"[" * 100_000,
    "too deep with keys": b'{"a":' * 100_000,
    "a long number": b"9" * 5000,
    "a number a little too long": b"9" * 41,
    "a long fraction": b"0." + b"1" * 5000,
    "a number too large": b"1e999",
    "no number": b"[NaN]",
    "infinity": b"-Infinity",
    "a key twice": b'{"a": 1, "a": 2}',
    "a key twice, far inside": b'[{"b": {"a": 1, "\\u0061": 2}}]',
    "half a character": b'"\\ud800"',
    "half a character as a key": b'{"\\uDFFF": 1}',
    "a control character": b'"\x01"',
    "a comment": b"[1] // one",
    "quotes of another kind": b"{'a': 1}",
    "a comma too many": b"[1, 2, ]",
    "too long": b'"' + b"a" * LIMIT + b'"',
    "too many parts": b"[" + b"0," * MOST_PARTS + b"0]",
}


@given(json_values, st.booleans())
def test_sound_json_is_read(what: object, ascii_only: bool) -> None:
    data = json.dumps(what, ensure_ascii=ascii_only, allow_nan=False).encode()
    assert value(data) == what
    assert value(b"\xef\xbb\xbf" + data) == what


@given(st.lists(json_values, max_size=5))
def test_lines_are_counted(found: list[object]) -> None:
    data = b"\r\n\r\n".join(json.dumps(what, allow_nan=False).encode() for what in found)
    assert list(lines(data)) == [(1 + 2 * n, what) for n, what in enumerate(found)]


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_doubtful_is_refused(what: str) -> None:
    with pytest.raises(InputError) as caught:
        value(REFUSED[what], "a.json")
    assert caught.value.code == "E-JSON"
    assert caught.value.where == "a.json, line 1"


def test_the_line_is_told() -> None:
    with pytest.raises(InputError) as caught:
        list(lines(b'{"a": 1}\n\n{"a": }\n', "a.jsonl"))
    assert caught.value.where == "a.jsonl, line 3"
    with pytest.raises(InputError) as caught:
        value(b'{"a": 1,\n "b": \xff}')
    assert caught.value.where == "line 2"
    with pytest.raises(InputError) as caught:
        value(b'{"a": 1,\n "b": }', "x", 5)
    assert caught.value.where == "x, line 6"


def test_what_is_just_sound() -> None:
    assert value(b"[" * DEEPEST + b"]" * DEEPEST)
    assert value(b"9" * 40) == int("9" * 40)
    assert value(b'"\\ud83d\\ude00"') == "😀"
    assert len(value(b'"' + b"a" * (LIMIT - 2) + b'"')) == LIMIT - 2


@given(st.binary(max_size=60) | words.map(str.encode) | json_values.map(repr).map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        found = value(data)
    except InputError as error:
        assert error.code == "E-JSON"  # noqa: PT017
        return
    json.dumps(found, ensure_ascii=False, allow_nan=False).encode()
    assert not isinstance(found, float) or math.isfinite(found)


def test_depth_of_the_caller_changes_nothing() -> None:
    def deeper(left: int) -> object:
        return deeper(left - 1) if left else value(b"[" * DEEPEST + b"]" * DEEPEST)

    assert deeper(sys.getrecursionlimit() // 2)
