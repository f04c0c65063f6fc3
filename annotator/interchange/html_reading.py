"""Reads the articles out of a page that this program made, to check it."""

from html.parser import HTMLParser

_LINES = ("p", "h4")


def texts_in(page: str) -> list[tuple[str, int]]:
    """The text of each section, line by line, and how many numbers of annotations stand in it."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.texts


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[tuple[str, int]] = []
        self._lines: list[str] | None = None
        self._words: list[str] | None = None
        self._in_number = False
        self._numbers = 0

    def handle_starttag(self, tag: str, attributes: object) -> None:
        if tag == "section":
            self._lines, self._numbers = [], 0
        elif self._lines is not None and tag in _LINES:
            self._words = []
        elif tag == "sup":
            self._in_number = True
            self._numbers += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "section" and self._lines is not None:
            self.texts.append(("\n".join(self._lines), self._numbers))
            self._lines = None
        elif tag in _LINES and self._lines is not None and self._words is not None:
            self._lines.append("".join(self._words))
            self._words = None
        elif tag == "sup":
            self._in_number = False

    def handle_data(self, data: str) -> None:
        if self._words is not None and not self._in_number:
            self._words.append(data)
