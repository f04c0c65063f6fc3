"""Both versions in a file that a git merge has left with `<<<<<<<` lines."""

import re
from typing import Final, Literal

_Part = Literal["both", "ours", "base", "theirs"]
_MARKER: Final = re.compile(rb"(<{7}|\|{7}|={7}|>{7})(?: .*)?\r?\n?")
_NEXT: Final[dict[tuple[_Part, bytes], _Part]] = {
    ("both", b"<"): "ours",
    ("ours", b"|"): "base",
    ("ours", b"="): "theirs",
    ("base", b"="): "theirs",
    ("theirs", b">"): "both",
}


def sides(data: bytes) -> tuple[bytes, bytes] | None:
    """The file as it was here (ours) and as it came (theirs), every place resolved the same way.

    What git has merged by itself is in both. The common ancestor, which the styles `diff3` and
    `zdiff3` add, is left out. None where there is no marker, or where they do not go together.
    """
    part: _Part = "both"
    ours: list[bytes] = []
    theirs: list[bytes] = []
    found = False
    for line in re.findall(rb".*\n|.+", data):
        marker = _MARKER.fullmatch(line)
        mark = marker.group(1)[:1] if marker else b""
        if mark and not (part == "both" and mark in b"|="):
            if (part, mark) not in _NEXT:
                return None
            part, found = _NEXT[part, mark], True
            continue
        if part in ("both", "ours"):
            ours.append(line)
        if part in ("both", "theirs"):
            theirs.append(line)
    return (b"".join(ours), b"".join(theirs)) if found and part == "both" else None
