"""The palette: one row per category to tag with, and the guideline of the one pointed at."""

from collections import Counter
from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from annotator.core.edit import Edit
from annotator.core.tagset import Tagset
from annotator.gui.bridge import Bridge
from annotator.gui.widgets.category_list import CategoryList, CategoryRow
from annotator.gui.widgets.empty import Either, EmptyState
from annotator.gui.widgets.guideline import Guideline
from annotator.gui.widgets.plain import Label, menu_text, name_for_readers
from annotator.gui.widgets.section import Section
from annotator.session.events import Edited, Event, Reopened


class TagPalette(QWidget):
    """Says which category was chosen; what happens to it is decided elsewhere."""

    category_chosen = Signal(str)
    """Tag the selected text with this category, or change the selected annotations to it."""
    sticky_changed = Signal(str)
    """Every selection is to be tagged with this category from now on; empty: no longer."""
    edit_wanted = Signal()
    """The tagset is to be edited."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tagset = Tagset("")
        self._counts: Mapping[str, int] = {}
        self._sticky = ""
        self._last = ""
        self._explained = ""
        self._list = CategoryList()
        name_for_readers(
            self._list, "Categories", "Enter tags, Space locks a category, F1 shows its guideline"
        )
        self._list.chosen.connect(self.category_chosen)
        self._list.lock_toggled.connect(self._toggle_sticky)
        self._list.explained.connect(self.show_guideline)
        self._list.pointed.connect(self._point)
        self._locked = Label("", "quiet", wrap=True)
        self._locked.setContentsMargins(12, 8, 12, 8)
        self._guideline = Guideline()
        self._section = Section("Guideline", self._guideline)
        empty = EmptyState("No categories yet", "Add one to begin tagging.", "Edit tagset…")
        empty.wanted.connect(self.edit_wanted)
        self._either = Either(self._list, empty)
        self._build()
        self._show()

    def set_tagset(self, tagset: Tagset) -> None:
        """Show the categories of this tagset."""
        self._tagset = tagset
        if self._sticky and tagset.category(self._sticky) is None:
            self._sticky = ""
        self._show()
        self._guideline.show_category(tagset.category(self._explained))

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many annotations each category has; unknown categories get rows too."""
        self._counts = dict(counts)
        self._show()

    def set_sticky(self, key: str) -> None:
        """Show this category as locked; empty: none."""
        self._sticky = key
        self._show()

    def set_last(self, key: str) -> None:
        """Mark the category used last."""
        self._last = key
        self._show()

    def show_guideline(self, key: str) -> None:
        """Open the guideline of a category and keep it there until another one is pointed at."""
        self._explained = key
        self._section.set_open(True)
        self._guideline.show_category(self._tagset.category(key))

    @property
    def sticky(self) -> str:
        """The locked category."""
        return self._sticky

    @property
    def rows(self) -> list[CategoryRow]:
        """What the list shows."""
        return self._list.rows

    @property
    def guideline_shown(self) -> str:
        """The text of the guideline on show."""
        return self._guideline.shown

    def _build(self) -> None:
        edit = QPushButton(menu_text("Edit tagset…"))
        edit.setAutoDefault(False)
        edit.clicked.connect(self.edit_wanted)
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 8, 8, 8)
        foot.addStretch(1)
        foot.addWidget(edit)
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._either, 1)
        column.addWidget(self._locked)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(upper)
        split.addWidget(self._section)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        split.setCollapsible(0, False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(split, 1)
        layout.addLayout(foot)
        self.setFocusProxy(self._list)

    def _show(self) -> None:
        rows = [
            CategoryRow(
                category.key,
                category.label,
                category.colour,
                category.shortcut,
                self._counts.get(category.key, 0),
                locked=category.key == self._sticky,
                last=category.key == self._last,
            )
            for category in self._tagset.categories
        ]
        known = {row.key for row in rows}
        rows += [
            CategoryRow(key, key, "#888888", "", count, known=False)
            for key, count in sorted(self._counts.items())
            if count and key not in known
        ]
        self._list.set_rows(rows)
        self._either.show_content(bool(rows))
        label = self._tagset.label(self._sticky)
        self._locked.setText(f"Locked: whatever you select is tagged {label}.")
        self._locked.setVisible(bool(self._sticky))

    def _toggle_sticky(self, key: str) -> None:
        self.set_sticky("" if key == self._sticky else key)
        self.sticky_changed.emit(self._sticky)

    def _point(self, key: str) -> None:
        shown = key or self._explained or self._list.current_key
        self._guideline.show_category(self._tagset.category(shown))


def join(pane: TagPalette, bridge: Bridge) -> None:
    """Keep tagset, counts and the category used last up to date."""
    counts: Counter[str] = Counter()

    def recount() -> None:
        session = bridge.session
        counts.clear()
        for document in session.corpus.documents:
            counts.update(a.category for a in session.set(document).annotations.values())
        pane.set_tagset(session.tagset)
        pane.set_counts(counts)

    def follow(event: Event) -> None:
        match event:
            case Reopened():
                recount()
                pane.set_last("")
            case Edited(edit):
                before, after = edit.annotations
                counts.subtract(a.category for a in before)
                counts.update(a.category for a in after)
                if any(isinstance(item, Tagset) for item in edit.added):
                    pane.set_tagset(bridge.session.tagset)
                pane.set_counts(counts)
                if used := _used(edit):
                    pane.set_last(used)

    bridge.happened.connect(follow)
    recount()


def _used(edit: Edit) -> str:
    """The category that a person just tagged with, or changed one annotation to."""
    before, after = edit.annotations
    if len(after) != 1:
        return ""
    same = any(old.id == after[0].id and old.category == after[0].category for old in before)
    return "" if same else after[0].category
