"""The tagset dialog: a draft is changed, and taken over as one step with OK."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.core.tagset import Attribute, Category, RelationType, Tagset
from annotator.core.tagset_changes import (
    Deletion,
    move_category,
    new_category,
    new_relation,
    problems,
    without_category,
)
from annotator.gui.dialogs.tagset.attributes_page import AttributesPage
from annotator.gui.dialogs.tagset.category_page import CategoryPage
from annotator.gui.dialogs.tagset.colours import list_swatch, unused_colour
from annotator.gui.dialogs.tagset.deleting import DeletingDialog
from annotator.gui.dialogs.tagset.ordered_list import OrderedList
from annotator.gui.dialogs.tagset.relation_page import RelationPage
from annotator.gui.widgets.plain import Answer, Label, ask, menu_text

Uses = Callable[[str], tuple[int, Mapping[str, int]]]
"""How many annotations of a category there are: own, and by the name of each other person."""


class TagsetEditor(QDialog):
    """Edits a draft of the tagset; `tagset` and `deletions` hold the outcome.

    `taken` are keys the program itself uses, in upper case, with what they do.
    """

    def __init__(
        self,
        tagset: Tagset,
        uses: Uses,
        taken: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Tagset")
        self._before = self._tagset = tagset
        self._uses, self._taken = uses, taken
        self.deletions: list[Deletion] = []
        self.categories = OrderedList("Categories", "Add")
        self.category, self.attributes = CategoryPage(), AttributesPage()
        self.relations = OrderedList("Relations", "Add")
        self.relation, self.relation_attributes = RelationPage(), AttributesPage()
        self.common = AttributesPage()
        self.category_tabs = _tabs(("Category", self.category), ("Attributes", self.attributes))
        self.relation_tabs = _tabs(
            ("Relation", self.relation), ("Attributes", self.relation_attributes)
        )
        self.tabs = _tabs(
            ("Categories", _beside(self.categories, self.category_tabs)),
            ("Relations", _beside(self.relations, self.relation_tabs)),
            ("For every category", self.common),
        )
        self.message = Label("", "strong", wrap=True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.ok = buttons.addButton(
            menu_text("Save tagset"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self.message, 1)
        foot.addWidget(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(foot)
        self.resize(920, 640)
        self._listen()
        self._show_categories(0)
        self._show_relations(0)
        self.common.set_attributes(tagset.common)
        self._check()

    @property
    def tagset(self) -> Tagset:
        """The draft as it stands."""
        return self._tagset

    def reject(self) -> None:
        """Close without saving; asks first where something was changed."""
        if self._tagset != self._before:
            discard = Answer("discard", "Discard changes", danger=True)
            if not ask(self, "Discard the changes to the tagset?", "", (discard,), cancel="Go on"):
                return
        super().reject()

    def _listen(self) -> None:
        self.categories.picked.connect(self._show_category)
        self.categories.add_wanted.connect(self._add_category)
        self.categories.delete_wanted.connect(self._delete_category)
        self.categories.moved.connect(self._move_category)
        self.category.changed.connect(self._change_category)
        self.attributes.changed.connect(self._change_attributes)
        self.relations.picked.connect(self._show_relation)
        self.relations.add_wanted.connect(self._add_relation)
        self.relations.delete_wanted.connect(self._delete_relation)
        self.relations.moved.connect(self._move_relation)
        self.relation.changed.connect(self._change_relation)
        self.relation_attributes.changed.connect(self._change_relation_attributes)
        self.common.changed.connect(self._change_common)

    def _set(self, tagset: Tagset) -> None:
        self._tagset = tagset
        self._check()

    def _check(self) -> None:
        found = next(problems(self._tagset), "") or self._key_problem()
        self.message.setText(found)
        self.ok.setEnabled(not found)

    def _key_problem(self) -> str:
        for category in self._tagset.categories:
            if action := self._taken.get(category.shortcut.upper()):
                key = category.shortcut.upper()
                return f"The key {key} of “{category.label}” already does this: {action}."
        return ""

    def _list_categories(self, row: int) -> None:
        rows = [
            (f"{c.label}   {c.shortcut}".rstrip(), list_swatch(c.colour, self.palette()))
            for c in self._tagset.categories
        ]
        self.categories.set_rows(rows, row)

    def _show_categories(self, row: int) -> None:
        self._list_categories(row)
        self._show_category(self.categories.row)

    def _show_category(self, row: int) -> None:
        self.category_tabs.setVisible(row >= 0)
        if row >= 0:
            category = self._tagset.categories[row]
            self.category.set_category(category)
            others = self._tagset.common if category.common else ()
            self.attributes.set_attributes(category.attributes, others)

    def _add_category(self) -> None:
        label = _free("New category", [c.label for c in self._tagset.categories])
        colour = unused_colour({c.colour for c in self._tagset.categories})
        self._set(new_category(self._tagset, label, colour))
        self._show_categories(len(self._tagset.categories) - 1)
        self.category_tabs.setCurrentIndex(0)
        self.category.label.setFocus()
        self.category.label.selectAll()

    def _delete_category(self, row: int) -> None:
        category = self._tagset.categories[row]
        own, others = self._uses(category.key)
        moved = any(deletion.to == category.key for deletion in self.deletions)
        deletion = Deletion(category.key)
        if own or others or moved:
            left = [c for c in self._tagset.categories if c.key != category.key]
            dialog = DeletingDialog(category, own, others, left, self)
            accepted = dialog.exec() == QDialog.DialogCode.Accepted
            deletion = dialog.deletion
            dialog.deleteLater()
            if not accepted:
                return
        self.deletions.append(deletion)
        self._set(without_category(self._tagset, deletion))
        self._show_categories(min(row, len(self._tagset.categories) - 1))
        self._show_relations(max(0, self.relations.row))

    def _move_category(self, row: int, to: int) -> None:
        self._set(move_category(self._tagset, row, to))
        self._show_categories(to)

    def _change_category(self, changed: Category) -> None:
        row = self.categories.row
        # The page knows nothing of attributes, which may have changed beside it.
        changed = replace(changed, attributes=self._tagset.categories[row].attributes)
        self._set(self._tagset.replacing(changed))
        self._list_categories(row)
        self._show_relations(max(0, self.relations.row))

    def _change_attributes(self, attributes: tuple[Attribute, ...]) -> None:
        category = self._tagset.categories[self.categories.row]
        self._set(self._tagset.replacing(replace(category, attributes=attributes)))

    def _show_relations(self, row: int) -> None:
        self.relations.set_rows([(r.label, None) for r in self._tagset.relations], row)
        self._show_relation(self.relations.row)

    def _show_relation(self, row: int) -> None:
        self.relation_tabs.setVisible(row >= 0)
        if row >= 0:
            relation = self._tagset.relations[row]
            self.relation.set_relation(relation, self._tagset.categories)
            self.relation_attributes.set_attributes(relation.attributes)

    def _add_relation(self) -> None:
        label = _free("New relation", [r.label for r in self._tagset.relations])
        self._set(new_relation(self._tagset, label))
        self._show_relations(len(self._tagset.relations) - 1)
        self.relation_tabs.setCurrentIndex(0)
        self.relation.label.setFocus()
        self.relation.label.selectAll()

    def _delete_relation(self, row: int) -> None:
        relations = list(self._tagset.relations)
        del relations[row]
        self._set(replace(self._tagset, relations=tuple(relations)))
        self._show_relations(min(row, len(relations) - 1))

    def _move_relation(self, row: int, to: int) -> None:
        relations = list(self._tagset.relations)
        relations.insert(to, relations.pop(row))
        self._set(replace(self._tagset, relations=tuple(relations)))
        self._show_relations(to)

    def _change_relation(self, changed: RelationType) -> None:
        row = self.relations.row
        relations = list(self._tagset.relations)
        relations[row] = replace(changed, attributes=relations[row].attributes)
        self._set(replace(self._tagset, relations=tuple(relations)))
        self._show_names(row)

    def _show_names(self, row: int) -> None:
        self.relations.set_rows([(r.label, None) for r in self._tagset.relations], row)
        self.relation.set_relation(self._tagset.relations[row], self._tagset.categories)

    def _change_relation_attributes(self, attributes: tuple[Attribute, ...]) -> None:
        row = self.relations.row
        relations = list(self._tagset.relations)
        relations[row] = replace(relations[row], attributes=attributes)
        self._set(replace(self._tagset, relations=tuple(relations)))

    def _change_common(self, attributes: tuple[Attribute, ...]) -> None:
        self._set(replace(self._tagset, common=attributes))


def _tabs(*pages: tuple[str, QWidget]) -> QTabWidget:
    tabs = QTabWidget()
    for title, page in pages:
        tabs.addTab(page, menu_text(title))
    return tabs


def _beside(rows: OrderedList, page: QWidget) -> QWidget:
    both = QWidget()
    rows.setFixedWidth(224)
    layout = QHBoxLayout(both)
    layout.setContentsMargins(16, 16, 16, 16)
    layout.setSpacing(16)
    layout.addWidget(rows)
    layout.addWidget(page, 1)
    return both


def _free(label: str, used: list[str]) -> str:
    n, candidate = 1, label
    while candidate in used:
        n += 1
        candidate = f"{label} {n}"
    return candidate
