"""Where a stretch of one text may be in another: by what is equal around it, by its words, or by
its place between its neighbours."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from annotator.core.alignment import Run, aligned, common_prefix, common_suffix
from annotator.core.folding import Folded, fold
from annotator.core.graphemes import is_boundary
from annotator.core.span import Span

Likeness = Literal["same", "respelled", "reworded"]
"""`same`: character for character. `respelled`: only white space, quotes, dashes, invisible marks
or the Unicode form differ. `reworded`: at least half of it is the same."""

CERTAIN: Final = 1000
"""Score of a place that stands in an unchanged stretch of the text."""
_CONTEXT: Final = 32
_IN_PLACE: Final = 32
_IN_ORDER: Final = 4
_NEAR: Final = 200
"""Between what stood before and after, with so few characters more, a place counts more."""
_RESPELLED: Final = -8
_HALF: Final = 0.5
_MOST: Final = 24
"""Places of one stretch that are weighed, where its words are frequent."""
_WITHOUT_BLANKS: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Myanmar, Khmer
    "\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # kana, Han
)
"""Scripts in which two letters side by side may be two words."""
_LETTERS: Final = re.compile(rf"[^\W{_WITHOUT_BLANKS}]{{2}}")


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the new text. The score is that of other places plus what speaks for this one:
    the characters around it that are as before (at most 32 on either side), its order."""

    span: Span
    likeness: Likeness
    score: int
    taken: bool = False
    """Whether these words are those of another place of the old text."""


class Places:
    """Finds stretches of `old` in `new`."""

    def __init__(self, old: str, new: str) -> None:
        self._old_text, self._new_text = old, new
        self._start = common_prefix(old, new)
        self._end = common_suffix(old[self._start :], new[self._start :])
        self._old, self._new = Folded(old), Folded(new)
        self._runs = aligned(self._old.text, self._new.text)
        self._run_starts = [run.old for run in self._runs]
        self._run_new_starts = [run.new for run in self._runs]
        self._occurrences: dict[str, list[int]] = {}

    def of(self, span: Span) -> list[Place]:
        """Where the words of a stretch are, likeliest first, those taken last. A single one of
        score `CERTAIN` where it stands in an unchanged stretch."""
        unchanged = self._unchanged(span)
        if unchanged is not None:
            return [unchanged]
        start, end = self._old.from_source(span.start, span.end)
        if start == end:
            return []
        low, high = self._between(start, end)
        at = bisect_right(self._run_starts, start) - 1
        aligned_at = -1
        if at >= 0 and end <= (run := self._runs[at]).old_end:
            aligned_at = low
            if max(start - run.old, run.old_end - end) >= _CONTEXT:
                place = self._place(span, start, aligned_at)
                return [] if place is None else [replace(place, score=CERTAIN)]
            # A short run may be one of several that are as good: what is around it decides.
            low = self._runs[at - 1].new_end if at else 0
            high = self._runs[at + 1].new if at + 1 < len(self._runs) else len(self._new.text)
        order = _IN_PLACE if high - low <= end - start + _NEAR else _IN_ORDER
        places: dict[Span, Place] = {}
        for at in self._candidates(start, end):
            place = self._weighed(span, start, end, at)
            if place is not None:
                score = place.score + (order if low <= at <= high - (end - start) else 0)
                taken = place.taken and at != aligned_at
                places[place.span] = replace(place, score=score, taken=taken)
        found = sorted(places.values(), key=lambda p: (p.taken, -p.score, p.span))
        if aligned_at >= 0 and [place.taken for place in found[:2]] in ([False], [False, True]):
            found[0] = replace(found[0], score=CERTAIN)
        return found

    def reworded(self, span: Span) -> Place | None:
        """The place between what stood before and after, if at least half is the same there."""
        start, end = self._old.from_source(span.start, span.end)
        low, high = self._edges(start, end)
        text = self._new.text
        while low < high and text[low] == " " and self._old.text[start] != " ":
            low += 1
        while low < high and text[high - 1] == " " and self._old.text[end - 1] != " ":
            high -= 1
        if start == end or low >= high:
            return None
        same = 0
        for run in self._runs[max(0, bisect_right(self._run_starts, start) - 1) :]:
            if run.old >= end:
                break
            first, last = max(start, run.old), min(end, run.old_end)
            if first < last and low <= run.new + first - run.old < high:
                same += last - first
        if 2 * same < _HALF * (end - start + high - low):
            return None  # and nothing long is looked at any further
        place = self._whole(span, Span(*self._new.to_source(low, high)))
        words = fold(place.text(self._new_text))
        share = 2 * same / (end - start + len(words))
        if share < _HALF:
            return None
        likeness: Likeness = "reworded"
        if place.text(self._new_text) == span.text(self._old_text):
            likeness = "same"
        elif words == fold(span.text(self._old_text)):
            likeness = "respelled"
        return Place(place, likeness, _IN_PLACE // 2 + round(_CONTEXT * share))

    def _unchanged(self, span: Span) -> Place | None:
        """The place before the first difference, or after the last one."""
        if span.end <= self._start:
            place = span
        elif span.start >= len(self._old_text) - self._end:
            shift = len(self._new_text) - len(self._old_text)
            place = Span(span.start + shift, span.end + shift)
        else:
            return None
        return Place(place, "same", CERTAIN) if place == self._whole(span, place) else None

    def _run_at(self, start: int) -> Run | None:
        """The last run that begins at or before a place of the old text."""
        at = bisect_right(self._run_starts, start) - 1
        return self._runs[at] if at >= 0 else None

    def _between(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the new text that what stood before and after leaves."""
        before = self._run_at(start)
        low = 0 if before is None else before.new + min(start - before.old, before.length)
        at = bisect_left(self._run_starts, end) - 1
        if at >= 0 and end <= self._runs[at].old_end:
            high = self._runs[at].new + end - self._runs[at].old
        else:
            high = self._runs[at + 1].new if at + 1 < len(self._runs) else len(self._new.text)
        return low, high

    def _edges(self, start: int, end: int) -> tuple[int, int]:
        """As `_between`; inside what was changed as far from the edge as before, to whole words."""
        low, high = self._between(start, end)
        text, floor, ceiling = self._new.text, low, high
        at = bisect_right(self._run_starts, start)
        before = self._runs[at - 1].old_end if at else 0
        if before < start:
            after = self._runs[at] if at < len(self._runs) else None
            old, new = (after.old, after.new) if after else (len(self._old.text), len(text))
            low = max(floor, new - (old - start))
            while low > floor and _inside(text, low):
                low -= 1
        at = bisect_left(self._run_starts, end)
        if at < len(self._runs) and self._runs[at].old > end:
            last = self._runs[at - 1] if at else Run(0, 0, 0)
            if last.old_end < end:
                high = min(ceiling, last.new_end + end - last.old_end)
                while high < ceiling and _inside(text, high):
                    high += 1
        return low, high

    def _candidates(self, start: int, end: int) -> Iterator[int]:
        """Places of the folded words in the folded new text; of many, those worth weighing."""
        old = self._old.text
        found = self._all(old[start:end])
        if len(found) <= _MOST:
            yield from found
            return
        before, after = max(0, start - _CONTEXT // 2), end + _CONTEXT // 2
        for first, last in ((before, after), (before, end), (start, after)):
            longer = self._all(old[first:last])
            yield from (at + start - first for at in longer[:_MOST])
            if longer and first == before and last == after:
                break
        at = bisect_left(found, self._between(start, end)[0])
        yield from found[max(0, at - _MOST // 4) : at + _MOST // 2]

    def _all(self, words: str) -> list[int]:
        """Every place of some words in the folded new text, ascending."""
        if words not in self._occurrences:
            found = []
            at = self._new.text.find(words)
            while at >= 0:
                found.append(at)
                at = self._new.text.find(words, at + 1)
            self._occurrences[words] = found
        return self._occurrences[words]

    def _weighed(self, span: Span, start: int, end: int, at: int) -> Place | None:
        place = self._place(span, start, at)
        if place is None:
            return None
        old, new, last = self._old.text, self._new.text, at + end - start
        left = common_suffix(old[max(0, start - _CONTEXT) : start], new[max(0, at - _CONTEXT) : at])
        right = common_prefix(old[end : end + _CONTEXT], new[last : last + _CONTEXT])
        score = _CONTEXT if left == start == at else left
        score += _CONTEXT if right == len(old) - end == len(new) - last else right
        score += _RESPELLED if place.likeness == "respelled" else 0
        run = bisect_right(self._run_new_starts, at) - 1
        taken = run >= 0 and last <= self._runs[run].new_end
        return replace(place, score=score, taken=taken)

    def _place(self, span: Span, start: int, at: int) -> Place | None:
        """The folded stretch from `start` on as a place at `at`; None where it cuts a character."""
        first, last = self._old.from_source(span.start, span.end)
        new_start, new_end = self._new.to_source(at, at + last - first)
        words = span.text(self._old_text)
        inside = new_start + span.start - self._old.to_source(first, last)[0]
        likeness: Likeness = "respelled"
        for exact in (inside, self._new_text.find(words, new_start, new_end)):
            if exact >= 0 and self._new_text.startswith(words, exact):
                new_start, new_end, likeness = exact, exact + len(words), "same"
                break
        place = Span(new_start, new_end)
        return Place(place, likeness, 0) if place == self._whole(span, place) else None

    def _whole(self, span: Span, place: Span) -> Span:
        """The place, grown where it cuts what people take for one character, or a word, and the
        old one did not."""
        old, new = self._old_text, self._new_text
        start, end = place.start, place.end
        if not _inside(old, span.start):
            while _inside(new, start):
                start -= 1
        if not _inside(old, span.end):
            while _inside(new, end):
                end += 1
        return Span(start, end)


def _inside(text: str, place: int) -> bool:
    """Whether a place is within a character as people see it, or between letters of a word."""
    if not 0 < place < len(text):
        return False
    return _LETTERS.match(text, place - 1) is not None or not is_boundary(text, place)
