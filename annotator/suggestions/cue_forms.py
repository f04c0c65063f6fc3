"""Word forms that mostly are cues of reported speech in English news, with their lemmas.

Never a verb's whole paradigm: *state, reports, support, think, calls* mostly are no cues. The list
is that of the design notes; British spellings are added.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

_PAST = (
    "agree assure boast caution challenge comment complain concede condemn confirm decline decry "
    "deny disclose echo highlight joke label lament lash order quote realize recommend recount "
    "reiterate remember reply report shout signal stress wonder"
)
_PAST_ING = (
    "assert blame call claim criticize denounce dismiss expect imply mock point predict promise "
    "question recall remark remind state tout tweet urge"
)
_S_PAST_ING = "accuse add ask cite describe explain hope note praise refuse say tell vow"
_S_PAST = "admit conclude respond show write"
_BASE_PAST_ING = "acknowledge declare discuss emphasize warn"
_BASE_S_PAST_ING = "announce argue insist mention suggest"
_SINGLE: Final = {
    "alleging": "allege",
    "detailing": "detail",
    "proposing": "propose",
    "repeating": "repeat",
    "finds": "find",
    "hints": "hint",
    "reads": "read",
    "express": "express",
    "expressed": "express",
    "portray": "portray",
    "portrayed": "portray",
    "indicate": "indicate",
    "indicated": "indicate",
    "indicates": "indicate",
    "reveal": "reveal",
    "revealed": "reveal",
    "reveals": "reveal",
    "forecast": "forecast",
    "pledges": "pledge",
    "pledging": "pledge",
}
_IRREGULAR: Final = {"say": "said", "tell": "told", "write": "wrote", "admit": "admitted"}
_BRITISH: Final = {
    "realised": "realize",
    "criticised": "criticize",
    "criticising": "criticize",
    "emphasise": "emphasize",
    "emphasised": "emphasize",
    "emphasising": "emphasize",
    "labelled": "label",
    "signalled": "signal",
}


def _forms() -> Iterator[tuple[str, str]]:
    for verbs, base, third, ing in (
        (_PAST, False, False, False),
        (_PAST_ING, False, False, True),
        (_S_PAST_ING, False, True, True),
        (_S_PAST, False, True, False),
        (_BASE_PAST_ING, True, False, True),
        (_BASE_S_PAST_ING, True, True, True),
    ):
        for verb in verbs.split():
            yield _past(verb), verb
            if base:
                yield verb, verb
            if third:
                yield f"{verb}s", verb
            if ing:
                yield f"{verb[:-1] if verb.endswith('e') else verb}ing", verb
    yield from _SINGLE.items()


def _past(verb: str) -> str:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ied"
    return f"{verb}ed"


MEASURED: Final[Mapping[str, str]] = MappingProxyType(dict(_forms()))
"""The forms whose precision was measured, to their lemmas; *according* is apart."""
FORMS: Final[Mapping[str, str]] = MappingProxyType({**MEASURED, **_BRITISH})
"""All word forms, in lower case, to their lemmas."""
