"""Views and pages with texts in many scripts."""

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from annotator.core.annotation import Annotation
from annotator.core.document import Document
from annotator.core.provenance import Provenance
from annotator.core.span import Span
from annotator.core.tagset import Category, Tagset
from annotator.display.looks import looks
from annotator.display.paragraphs import Paragraphs
from annotator.display.reading import Reading
from annotator.gui.text.metrics import metrics
from annotator.gui.text.page import Page
from annotator.gui.text.view import TextView

LATIN = "The mayor said on Monday that the bridge would reopen in May, “if the weather holds”. " * 4
TEXTS = {
    "latin": LATIN,
    "emoji": "Hello 👨‍👩‍👧 and 👍🏽, flags 🇰🇷🇺🇸, astral 𝒳𝒴, end. " * 6,
    "combining": "Cafe\u0301 re\u0301sume\u0301 n\u0303andu\u0301 a\u0323\u0302 " * 12,
    "arabic": "قال الوزير إن الجسر سيفتح في مايو 2026 إذا سمح الطقس بذلك لا محالة. " * 5,
    "hebrew": "ראש העיר אמר ביום שני (the mayor, 2026) כי הגשר ייפתח שוב במאי. " * 5,
    "mixed": "He said שלום עולם to 12 people, then مرحبا بكم twice; “לא” was the answer. " * 4,
    "cjk": "市长星期一表示，如果天气允许，大桥将于五月重新开放。記者会見で述べた。한국어도 있습니다. "
    * 5,
    "blanks": "A no\u00a0break, a\u2009thin space,  two blanks, a\ttab and end. " * 5,
}


@pytest.fixture(params=list(TEXTS))
def text(request: pytest.FixtureRequest) -> str:
    """One text after the other, each in another script."""
    return TEXTS[request.param]


PageOf = Callable[[str], Page]


@pytest.fixture
def page_of(qapp: object) -> PageOf:
    """A page with a text in a narrow column."""

    def make(text: str) -> Page:
        document = Document("d", text)
        measures = metrics(Reading(), 1.0, 460.0, 1.0)
        return Page(document, Paragraphs(text), measures)

    return make


def tagged(id: str, category: str, *spans: tuple[int, int]) -> Annotation:
    """An annotation of the document `d`."""
    fragments = tuple(Span(start, end) for start, end in spans)
    return Annotation(id, "d", category, fragments, Provenance("2026-11-25T10:00:00Z", "kim"))


TAGSET = Tagset(
    "test",
    categories=(
        Category("quote", "Quote", "#1f6fd1"),
        Category("claim", "Claim", "#c2410c"),
        Category("statistic", "Statistic", "#15803d"),
    ),
)

ViewOf = Callable[..., TextView]


@pytest.fixture
def view_of(qtbot: QtBot) -> ViewOf:
    """A shown view of a text with annotations."""

    def make(
        text: str,
        annotations: Sequence[Annotation] = (),
        size: tuple[int, int] = (560, 420),
        reading: Reading | None = None,
    ) -> TextView:
        view = TextView()
        qtbot.addWidget(view)
        view.set_looks(looks(TAGSET))
        view.set_reading(reading or Reading())
        view.set_document(Document("d", text), {"kim": annotations})
        view.resize(QSize(*size))
        view.show()
        qtbot.waitExposed(view)
        return view

    return make


def painted(view: TextView) -> QImage:
    """The viewport as it is painted, without a blinking caret in the way."""
    image = QImage(view.viewport().size(), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    view.viewport().render(painter, QPointF(0, 0).toPoint())
    painter.end()
    return image


def character_point(view: TextView, position: int) -> QPointF:
    """The middle of a character in the viewport."""
    stage = view.stage
    piece = stage.paragraphs.piece_at(position)
    start = stage.page.start(piece)
    layout = stage.page.layout(piece)
    stretch = layout.stretches(position - start, position - start + 1)[0]
    y = stage.page.top(piece) - stage.scroller.y + layout.line_top(stretch.line)
    x = stage.page.metrics.left + (stretch.left + stretch.right) / 2
    return QPointF(x, y + layout.style.lead + layout.style.ascent / 2)


def border_point(view: TextView, position: int) -> QPointF:
    """Where the caret would stand at a position, in the viewport."""
    x, y, height = view.stage.caret_point(position)
    return QPointF(x, y + height / 2)
