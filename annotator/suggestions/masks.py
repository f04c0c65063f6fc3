"""Numbers that are no quantities: dates, years, clock times, ordinals, numbers in names."""

import re
from bisect import bisect_right

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
)
_BLANK = "[ \u00a0\u2009\u202f]"
_NAMED = (
    "Article|Section|Chapter|Page|Flight|Apollo|Boeing|Airbus|Route|Highway|Interstate|Channel|"
    "Phase|Type|Level|Grade|Room|Act|Title|Resolution|Part|Volume|Number|No|Nos|Gate|Platform|"
    "Terminal|Pier|Unit|Block|Zone|District|Ward|Precinct|Line|Track|Row|Seat|Week|Day|Year|Game|"
    "Round|Stage|Group|Class|Category|Formula|Windows|Radio|World War|Super Bowl|Version|Tier|Area"
)
_COUNTED = (
    "people|persons|men|women|children|students|troops|soldiers|jobs|homes|houses|dollars|euros|"
    "pounds|percent|per cent|votes|deaths|cases|members|workers|employees|square|km|kilometres|"
    "kilometers|miles|tons|tonnes|metres|meters|feet|acres|hectares|barrels|times|years"
)
_MASK = re.compile(
    rf"(?:[0-9]{{1,2}}(?:st|nd|rd|th)?{_BLANK})?{_MONTH}{_BLANK}[0-9]{{1,2}}(?:st|nd|rd|th)?\b"
    rf"(?:{_BLANK}?[–-]{_BLANK}?[0-9]{{1,2}}\b)?(?:,?{_BLANK}[0-9]{{4}}\b)?"
    rf"|[0-9]{{1,2}}{_BLANK}{_MONTH}(?:,?{_BLANK}[0-9]{{4}}\b)?"
    rf"|{_MONTH}{_BLANK}[0-9]{{4}}\b"
    r"|\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b|\b[0-9]{1,4}/[0-9]{1,4}(?:/[0-9]{2,4})?\b"
    rf"|\b[0-9]{{1,2}}(?:[:.][0-9]{{2}})?{_BLANK}?(?:[ap]\.?m\b\.?|GMT\b|UTC\b|o[’']clock\b)"
    r"|\b[0-9]{1,2}:[0-9]{2}\b"
    rf"|\b(?:1[5-9]|20)[0-9]{{2}}(?:[–-](?:[0-9]{{4}}|[0-9]{{2}}))?\b"
    rf"(?!,[0-9]|\.[0-9]|{_BLANK}?%|{_BLANK}(?:{_COUNTED})\b)"
    r"|[’'‘]?\b[0-9]{1,3}0s\b|\b[0-9]+(?:st|nd|rd|th)\b"
    r"|\b[^\W\d_]+-?[0-9][\w.-]*|[#@][\w-]*[0-9][\w-]*|\bhttps?://\S+|\bwww\.\S+"
    rf"|\b(?:{_NAMED})\b\.?{_BLANK}[0-9]+(?:[.-][0-9]+)*\b"
    rf"|(?<=[a-z,]{_BLANK})[A-Z]\w+{_BLANK}[0-9]{{1,3}}\b(?!,[0-9]|\.[0-9]|{_BLANK}?%)"
    rf"|\b(?:aged?|turn(?:ed|s|ing)?){_BLANK}[0-9]{{1,3}}\b"
    rf"|\b(?:[0-9]{{1,3}}|[a-z]+(?:-[a-z]+)?)[-{_BLANK[1:-1]}]years?[-{_BLANK[1:-1]}]olds?\b"
)


class Masks:
    """The stretches of a text where numbers count for nothing."""

    def __init__(self, text: str) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for match in _MASK.finditer(text):
            self._starts.append(match.start())
            self._ends.append(match.end())

    def cover(self, position: int) -> bool:
        """Whether the character at `position` is masked."""
        at = bisect_right(self._starts, position) - 1
        return at >= 0 and position < self._ends[at]
