"""Sets of English words."""

from typing import Final


def word_set(text: str) -> frozenset[str]:
    """The words of a text that are parted by blanks."""
    return frozenset(text.split())


PRONOUNS: Final = word_set("he she they it we i")
"""Those that can be a source."""
