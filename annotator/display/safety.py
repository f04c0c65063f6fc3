"""Where everything that was done is by now, in the words of the status bar and the banner."""

from dataclasses import dataclass
from typing import Final, Literal

Level = Literal["saved", "protected", "away", "read-only", "unsaved", "unsafe"]

_AWAY: Final = frozenset({"E-READ-ONLY", "E-PERMISSION", "E-GONE", "E-MISSING"})
"""Errors of a folder that cannot be written at the moment, while nothing is wrong with it."""


@dataclass(frozen=True, slots=True)
class Safety:
    """What is known of the disk. The texts are sentences for people; empty: nothing is wrong."""

    saved: bool = True
    """Everything is in the project's files."""
    when: str = ""
    """When it was saved last, as a clock shows it; empty: not since it was opened."""
    unprotected: str = ""
    """Why changes are in memory only."""
    failure: str = ""
    """Why the last save failed."""
    code: str = ""
    """Of that failure."""
    refusal: str = ""
    """Why nothing may be changed at all."""

    @property
    def level(self) -> Level:
        """The worst that holds."""
        if self.refusal:
            return "read-only"
        if self.unprotected:
            return "unsafe"
        if self.failure:
            return "away" if self.code in _AWAY else "unsaved"
        return "saved" if self.saved else "protected"

    @property
    def short(self) -> str:
        """One or two words, and a sign, so that no colour is needed."""
        match self.level:
            case "saved":
                return f"✓ Saved {self.when}" if self.when else "✓ All saved"
            case "protected":
                return "✓ Protected"
            case "away":
                return "◌ Protected, not saved"
            case "read-only":
                return "◌ Read only"
            case "unsaved":
                return "✖ NOT SAVED"
            case "unsafe":
                return "✖ NOT SAFE"

    @property
    def long(self) -> str:
        """What that means."""
        match self.level:
            case "saved":
                return "The project's files hold everything."
            case "protected":
                return (
                    "Every change is on this computer's disk; the project's files follow in "
                    "seconds."
                )
            case _:
                return self.alarm or self.refusal

    @property
    def alarm(self) -> str:
        """What must not be overlooked, why, and where the work is meanwhile; empty: nothing."""
        if self.refusal:
            return ""
        if self.unprotected:
            return (
                f"NOT SAFE. Changes cannot be written to this computer's disk: {self.unprotected} "
                "They are in this window only. Do not close it; make room or save elsewhere."
            )
        if self.failure and self.code in _AWAY:
            return f"{self.failure} Until then your changes are protected on this computer."
        if self.failure:
            return f"NOT SAVED. {self.failure} Your changes are protected on this computer."
        return ""
