"""Which stretches of one text are which of another: a diff that stays quick for long texts.

Sentences, word triples and words that occur once in both texts are anchors (the patience diff of
Bram Cohen); only what is short between them is compared word by word with `difflib`.
"""

import re
from bisect import bisect_left
from collections.abc import Hashable, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

_WHOLE: Final = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Scripts without spaces between words: each character stands alone."""
_WORD: Final = re.compile(rf"[{_WHOLE}]|[^\W{_WHOLE}]+|[^\w\s]")
_SENTENCE: Final = re.compile(r"[^.!?。！？؟]+[.!?。！？؟]*\s*|[.!?。！？؟]+\s*")
_LEVELS: Final = ("sentences", "triples", "triples", "words", "words", "difference")
_MOST_PAIRS: Final = 10_000
"""Words of one side times words of the other that are compared each with each."""


class Run(NamedTuple):
    """`old_text[old : old + length] == new_text[new : new + length]`."""

    old: int
    new: int
    length: int

    @property
    def old_end(self) -> int:
        return self.old + self.length

    @property
    def new_end(self) -> int:
        return self.new + self.length


class _Gap(NamedTuple):
    old: int
    old_end: int
    new: int
    new_end: int


def aligned(old: str, new: str) -> list[Run]:
    """Equal stretches, ascending in both texts. Chance likenesses amid other words are left out."""
    runs: list[Run] = []
    stack = [(_Gap(0, len(old), 0, len(new)), 0)]
    while stack:
        gap, level = stack.pop()
        gap = _trimmed(old, new, gap, runs)
        if gap.old < gap.old_end and gap.new < gap.new_end and level < len(_LEVELS):
            found = len(runs)
            left = _anchored(old, new, gap, _LEVELS[level], runs)
            again = _LEVELS.count(_LEVELS[level]) if len(runs) == found else 1
            stack += ((part, level + again) for part in left)
    return _meaningful(_joined(runs), len(old), len(new))


def common_prefix(one: str, other: str) -> int:
    """How many characters two texts have in common at their start."""
    low, high = 0, min(len(one), len(other))
    if one[:high] == other[:high]:
        return high
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def common_suffix(one: str, other: str) -> int:
    """How many characters two texts have in common at their end."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[len(one) - middle : len(one) - low] == other[len(other) - middle : len(other) - low]:
            low = middle
        else:
            high = middle - 1
    return low


def _trimmed(old: str, new: str, gap: _Gap, runs: list[Run]) -> _Gap:
    """The gap without what both sides have in common at either end, which goes to `runs`."""
    one, other = old[gap.old : gap.old_end], new[gap.new : gap.new_end]
    start = common_prefix(one, other)
    end = common_suffix(one[start:], other[start:])
    if start:
        runs.append(Run(gap.old, gap.new, start))
    if end:
        runs.append(Run(gap.old_end - end, gap.new_end - end, end))
    return _Gap(gap.old + start, gap.old_end - end, gap.new + start, gap.new_end - end)


def _anchored(old: str, new: str, gap: _Gap, level: str, runs: list[Run]) -> list[_Gap]:
    """What is left between the anchors found in a gap, which go to `runs`."""
    pattern = _SENTENCE if level == "sentences" else _WORD
    one = [(m.start(), m.group()) for m in pattern.finditer(old, gap.old, gap.old_end)]
    other = [(m.start(), m.group()) for m in pattern.finditer(new, gap.new, gap.new_end)]
    left, right = [word for _, word in one], [word for _, word in other]
    if level == "difference":
        if len(left) * len(right) > _MOST_PAIRS:
            return []
        pairs = _difference(left, right)
    elif level == "triples":
        pairs = _unique_pairs(list(_triples(left)), list(_triples(right)))
    else:
        pairs = _unique_pairs(left, right)
    gaps = []
    old_end, new_end = gap.old, gap.new
    for i, j in pairs:
        (start, word), (new_start, _) = one[i], other[j]
        if old[old_end:start] == new[new_end:new_start]:
            runs.append(Run(old_end, new_end, start - old_end + len(word)))
        else:
            gaps.append(_Gap(old_end, start, new_end, new_start))
            runs.append(Run(start, new_start, len(word)))
        old_end, new_end = start + len(word), new_start + len(word)
    return [*gaps, _Gap(old_end, gap.old_end, new_end, gap.new_end)]


def _triples(words: Sequence[str]) -> "zip[tuple[str, str, str]]":
    return zip(words, words[1:], words[2:], strict=False)


def _difference(left: list[str], right: list[str]) -> list[tuple[int, int]]:
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    return [
        (block.a + n, block.b + n)
        for block in matcher.get_matching_blocks()
        for n in range(block.size)
    ]


def _unique_pairs(left: Sequence[Hashable], right: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Places of what occurs once on both sides; as many as possible that ascend on both."""
    here, there = _once(left), _once(right)
    pairs = [(place, there[what]) for what, place in here.items() if what in there]
    tails: list[int] = []
    piles: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        pile = bisect_left(tails, place)
        before.append(piles[pile - 1] if pile else -1)
        if pile == len(tails):
            tails.append(place)
            piles.append(number)
        else:
            tails[pile], piles[pile] = place, number
    chosen = []
    at = piles[-1] if piles else -1
    while at >= 0:
        chosen.append(pairs[at])
        at = before[at]
    return chosen[::-1]


def _once(items: Sequence[Hashable]) -> dict[Hashable, int]:
    """Places of the items that occur once, ascending."""
    seen: dict[Hashable, int] = {}
    for place, item in enumerate(items):
        seen[item] = -1 if item in seen else place
    return {item: place for item, place in seen.items() if place >= 0}


def _joined(runs: list[Run]) -> list[Run]:
    """Runs in order, those that touch on both sides as one."""
    joined: list[Run] = []
    for run in sorted(runs):
        if joined and (joined[-1].old_end, joined[-1].new_end) == (run.old, run.new):
            joined[-1] = joined[-1]._replace(length=joined[-1].length + run.length)
        else:
            joined.append(run)
    return joined


def _meaningful(runs: list[Run], old_length: int, new_length: int) -> list[Run]:
    """Runs without those shorter than what was changed before and also than what was after.

    So the semantic clean-up of diff-match-patch (Neil Fraser): two sentences share words by chance.
    """
    kept: list[Run] = []
    for number, run in enumerate(runs):
        last = runs[number + 1] if number + 1 < len(runs) else Run(old_length, new_length, 0)
        before = kept[-1] if kept else Run(0, 0, 0)
        changed_before = max(run.old - before.old_end, run.new - before.new_end)
        changed_after = max(last.old - run.old_end, last.new - run.new_end)
        if run.length > min(changed_before, changed_after):
            kept.append(run)
    return kept
