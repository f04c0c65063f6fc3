"""The few kinds of error, each with a code, a message for people, and where it happened."""

from dataclasses import dataclass
from typing import Literal


class AnnotatorError(Exception):
    """Something a person should be told: what (code, message) and where (a file, line or id)."""

    def __init__(self, code: str, message: str, where: str = "") -> None:
        super().__init__(code, message, where)
        self.code = code
        self.message = message
        self.where = where

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


class InputError(AnnotatorError):
    """A file or text that cannot be taken as it is. Nothing has been changed."""


class EditError(AnnotatorError):
    """An edit that does not fit the data it was made for. Nothing has been changed."""


class SaveError(AnnotatorError):
    """Something that could not be written. What was on disk before is still there."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a file that does not stop the rest: what, where, and what to do.

    `error`: the file or item is not used. `warning`: it is, but somebody should look.
    """

    code: str
    message: str
    file: str = ""
    line: int = 0
    """From 1; 0 where no line can be named."""
    advice: str = ""
    item: str = ""
    """Id of the annotation or relation, where it is about one."""
    severity: Literal["error", "warning"] = "error"
