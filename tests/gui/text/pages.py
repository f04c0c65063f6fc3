"""Texts in many scripts, and pages with them."""

from annotator.core.document import Document
from annotator.display.paragraphs import Paragraphs
from annotator.display.reading import Reading
from annotator.gui.text.metrics import metrics
from annotator.gui.text.page import Page

TEXTS = {
    "latin": "The mayor said the bridge would reopen in May, “if the weather holds”. " * 5,
    "emoji": "Hello 👨\u200d👩\u200d👧 and 👍🏽, flags 🇰🇷🇺🇸, astral 𝒳𝒴, end. " * 6,
    "combining": "Cafe\u0301 re\u0301sume\u0301 n\u0303andu\u0301 a\u0323\u0302 " * 12,
    "arabic": "قال الوزير إن الجسر سيفتح في مايو 2026 إذا سمح الطقس بذلك لا محالة. " * 5,
    "hebrew": "ראש העיר אמר ביום שני (the mayor, 2026) כי הגשר ייפתח שוב במאי. " * 5,
    "mixed": "He said שלום עולם to 12 people, then مرحبا بكم twice; “לא” was the answer. " * 4,
    "cjk": "市长星期一表示，如果天气允许，大桥将于五月重新开放。記者会見で述べた。한국어도. " * 6,
    "blanks": "A no\u00a0break, a\u2009thin space,  two blanks, a\ttab and end. " * 5,
}


def page_of(text: str, width: float = 460.0) -> Page:
    """A page with a text in a view of this width; needs the application."""
    document = Document("d", text)
    return Page(document, Paragraphs(text), metrics(Reading(), 1.0, width, 1.0))
