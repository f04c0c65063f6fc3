"""Some words in their context, marked, to read and copy."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPalette, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QWidget

from annotator.core.offsets import OffsetMap
from annotator.display.reanchoring import Excerpt
from annotator.gui.widgets.plain import PlainText, blend


class Passage(PlainText):
    """Shows an excerpt; its words stand on a tinted ground and are underlined."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.excerpt: Excerpt | None = None
        """What is shown; None: nothing."""

    def show_excerpt(self, excerpt: Excerpt | None) -> None:
        """Show another excerpt, or nothing."""
        self.excerpt = excerpt
        self.setPlainText(excerpt.text if excerpt else "")
        self._mark()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._mark()

    def _mark(self) -> None:
        if self.excerpt is None:
            return
        palette = self.palette()
        ground = palette.color(QPalette.ColorRole.Base)
        accent = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.Highlight)
        look = QTextCharFormat()
        look.setBackground(blend(accent, ground, 0.72))
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        look.setUnderlineColor(accent)
        places = OffsetMap(self.excerpt.text)
        cursor = QTextCursor(self.document())
        for start, end in self.excerpt.marked:
            cursor.setPosition(places.to_utf16(start))
            cursor.setPosition(places.to_utf16(end), QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(look)
        if self.excerpt.marked:
            start = self.excerpt.marked[0][0]
            cursor.setPosition(places.to_utf16(start))
            self.setTextCursor(cursor)
