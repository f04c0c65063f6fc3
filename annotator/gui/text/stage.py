"""One document as a view shows it: the page, its bars, where it is scrolled, what is held."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QPointF

from annotator.core.annotation import Annotation
from annotator.core.document import Document
from annotator.core.edit import Edit
from annotator.core.span import Spans, quoted
from annotator.display.lanes import bars
from annotator.display.looks import Look
from annotator.display.paragraphs import Paragraphs
from annotator.display.reading import Reading
from annotator.display.span_columns import SpanColumns
from annotator.display.visibility import Visibility
from annotator.gui.text.geometry import ShapeCache, Shapes, shapes
from annotator.gui.text.held import Held
from annotator.gui.text.metrics import metrics
from annotator.gui.text.page import Page
from annotator.gui.text.scroller import Scroller


class Stage:
    """What is shown. Points are pixels in the view; positions code points of the document."""

    def __init__(self) -> None:
        self.document = Document("", "")
        self.paragraphs = Paragraphs("")
        self.columns = SpanColumns()
        self.visibility = Visibility()
        self.looks: Mapping[str, Look] = {}
        self.reading = Reading()
        self.held = Held()
        self.current: tuple[str, ...] = ()
        """Ids of the selected annotations, the current one last."""
        self.hovered = ""
        self.hits: Spans = ()
        self.hit = -1
        self.flash: Spans = ()
        self.dragged: Spans = ()
        """The current annotation as a drag of its boundary would leave it."""
        self._size = (400.0, 300.0, 1.0)
        self._shapes = ShapeCache(self._make_shapes)
        self._set()

    def open(self, document: Document, sets: Mapping[str, Iterable[Annotation]]) -> None:
        """Show a document from its start with these annotations."""
        same = document.text == self.document.text and document.kinds == self.document.kinds
        self.document = document
        self.columns = SpanColumns(document.id, sets)
        self.current, self.hovered, self.hits, self.hit = (), "", (), -1
        self.flash = self.dragged = ()
        self._shapes.clear()
        if not same:
            self.paragraphs = Paragraphs(document.text)
            self.held = Held()
            self._set()

    def apply(self, edit: Edit, annotator: str) -> bool:
        """Follow an edit; whether anything looks different."""
        touched = self.columns.apply(edit, annotator)
        for start, end in touched:
            self._shapes.drop(self.paragraphs.pieces_in(start, end))
        return bool(touched)

    def set_looks(self, looks: Mapping[str, Look]) -> None:
        self.looks = looks
        self._shapes.clear()

    def set_reading(self, reading: Reading) -> None:
        """Set the text anew; the line at the top stays at the top."""
        if reading != self.reading:
            self.reading = reading
            self._reset()

    def set_size(self, width: float, height: float, scale: float) -> None:
        """The view's size in pixels, and device pixels in a pixel."""
        old, self._size = self._size, (width, height, scale)
        if (old[0], old[2]) != (width, scale):
            self._reset()
        else:
            self.scroller.resized(height)

    def refresh(self) -> None:
        """What is visible has changed: make all bars anew."""
        self._shapes.clear()

    def shapes(self, piece: int) -> Shapes:
        return self._shapes.get(piece)

    def place_at(self, point: QPointF) -> tuple[int, float]:
        """The piece at a point of the view and how far below its top; the nearest one beyond."""
        visible = self.scroller.visible()
        for piece, top in visible:
            if point.y() < top + self.page.layout(piece).height:
                return piece, point.y() - top
        piece, top = visible[-1]
        return piece, point.y() - top

    def border_at(self, point: QPointF) -> tuple[int, bool]:
        """The caret position nearest to a point; and whether it is the end of a wrapped line."""
        piece, y = self.place_at(point)
        return self.page.border_at(piece, point.x(), y)

    def character_at(self, point: QPointF) -> int | None:
        """The character at a point; None beside the text."""
        piece, y = self.place_at(point)
        return self.page.character_at(piece, point.x(), y)

    def caret_point(self, position: int, *, upstream: bool = False) -> tuple[float, float, float]:
        """x, top and height of the caret at a position, in the view."""
        piece, top, _ = self.page.line_place(position, upstream=upstream)
        _, _, x = self.page.caret(position, upstream=upstream)
        style = self.page.style(piece)
        y = self.page.top(piece) + top + style.lead - self.scroller.y
        return x, y, style.ascent + style.descent

    def current_spans(self) -> Spans:
        """Where the current annotation is; empty where none is shown."""
        return self.columns.spans_of(self.current[-1]) if self.current else ()

    def id_category(self, id: str) -> str:
        """Category of an annotation that is shown, or empty."""
        rows = self.columns.rows_of(id)
        return self.columns.category_of(rows[0]) if rows else ""

    def words(self, spans: Spans) -> str:
        """The words of spans, fragments joined by an ellipsis."""
        return quoted(spans, self.document.text)

    def _set(self) -> None:
        width, height, scale = self._size
        measures = metrics(self.reading, 1.0, width, scale)
        self.page = Page(self.document, self.paragraphs, measures)
        self.scroller = Scroller(self.page, height)
        self._shapes.clear()

    def _reset(self) -> None:
        anchor = self.scroller.anchor
        self._set()
        self.scroller.go_to(anchor)

    def _make_shapes(self, piece: int) -> Shapes:
        layout = self.page.layout(piece)
        found = bars(
            self.columns,
            self.visibility,
            self.paragraphs,
            piece,
            lanes=self.reading.lanes,
            several_lines=layout.line_count > 1,
        )
        return shapes(found, layout, self.page.start(piece), self.page.metrics, self.looks)
