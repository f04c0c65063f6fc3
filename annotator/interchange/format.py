"""What a format is: the protocol that each module of a format fulfils."""

from collections.abc import Mapping
from typing import Protocol

from annotator.core.corpus import Corpus
from annotator.core.losses import Lacks


class Format(Protocol):
    """A format that a corpus can be written in. No file access: bytes out, bytes in."""

    @property
    def id(self) -> str:
        """What the command line calls it."""

    @property
    def name(self) -> str:
        """What people read in a list."""

    @property
    def suffix(self) -> str:
        """How the name of its one file ends; empty where it is a folder of files."""

    @property
    def lacks(self) -> Lacks:
        """What it does not hold in a way of its own, and what becomes of that."""

    def write(self, corpus: Corpus) -> Mapping[str, bytes]:
        """Files by name, with forward slashes; a format of one file gives it the name "".

        The same corpus, the same bytes. Raises InputError for what the format cannot take.
        """

    def faults(self, corpus: Corpus, files: Mapping[str, bytes]) -> list[str]:
        """Reads the files again and tells where they say something else than the corpus.

        Empty where they say the same, up to what the format lacks. A fault is one of the program.
        """
