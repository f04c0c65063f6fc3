"""What one relation type is: name, guideline, which categories it may join."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from annotator.core.tagset import Category, RelationType, Role
from annotator.gui.dialogs.tagset.texts import LineField, TextField
from annotator.gui.dialogs.tagset.ticks import Ticks
from annotator.gui.widgets.plain import Label, name_for_readers


class RelationPage(QWidget):
    """Shows a relation type; tells the changed one with every change by hand."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._relation = RelationType("", "")
        self.label = LineField("Name of the relation")
        self._guideline = TextField("Guideline", 72)
        self._directed = QCheckBox("Has a direction: from one annotation to the other")
        self._same = QCheckBox("Only between two annotations of the same category")
        self._across = QCheckBox("Also between two articles")
        self._source, self._target = _Allowed("From"), _Allowed("To")
        self.label.typed.connect(lambda text: self._set(replace(self._relation, label=text)))
        self._guideline.typed.connect(
            lambda text: self._set(replace(self._relation, guideline=text))
        )
        self._directed.clicked.connect(self._direct)
        self._same.clicked.connect(lambda on: self._set(replace(self._relation, same_category=on)))
        self._across.clicked.connect(
            lambda on: self._set(replace(self._relation, cross_document=on))
        )
        self._source.changed.connect(self._allow_source)
        self._target.changed.connect(self._allow_target)
        ends = QHBoxLayout()
        ends.setSpacing(16)
        ends.addWidget(self._source)
        ends.addWidget(self._target)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        for label, field in (("Name", self.label), ("Guideline", self._guideline)):
            layout.addWidget(Label(label))
            layout.addWidget(field)
        for box in (self._directed, self._same, self._across):
            layout.addWidget(box)
        layout.addWidget(
            Label("Categories it may join; none ticked means any category.", "quiet", wrap=True)
        )
        layout.addLayout(ends, 1)

    def set_relation(self, relation: RelationType, categories: Sequence[Category]) -> None:
        """Show a relation type; tells nobody."""
        self._relation = relation
        self.label.show_text(relation.label)
        self._guideline.show_text(relation.guideline)
        self._directed.setChecked(relation.directed)
        self._same.setChecked(relation.same_category)
        self._across.setChecked(relation.cross_document)
        self._source.set_title("From" if relation.directed else "Between")
        self._source.set_role(relation.source, categories)
        self._target.set_role(relation.target, categories)
        self._target.setVisible(relation.directed)

    def _direct(self, on: bool) -> None:
        target = self._relation.target if on else self._relation.source
        self._set(replace(self._relation, directed=on, target=target))

    def _allow_source(self, role: Role) -> None:
        target = self._relation.target if self._relation.directed else role
        self._set(replace(self._relation, source=role, target=target))

    def _allow_target(self, role: Role) -> None:
        self._set(replace(self._relation, target=role))

    def _set(self, relation: RelationType) -> None:
        self._relation = relation
        self.changed.emit(relation)


class _Allowed(QWidget):
    """The categories allowed at one end."""

    changed = Signal(object)

    def __init__(self, title: str) -> None:
        super().__init__()
        self._role = Role()
        self._title = Label(title, "strong")
        self._ticks = Ticks(f"{title}: categories allowed", 96)
        self._ticks.ticked.connect(self._told)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._title)
        layout.addWidget(self._ticks, 1)

    def set_title(self, title: str) -> None:
        self._title.setText(title)
        name_for_readers(self._ticks, f"{title}: categories allowed")

    def set_role(self, role: Role, categories: Sequence[Category]) -> None:
        """Show which categories are allowed, also those the tagset has no more; tells nobody."""
        self._role = role
        choices = [(category.key, category.label) for category in categories]
        known = {key for key, _ in choices}
        choices += [(key, f"{key} (deleted)") for key in role.categories if key not in known]
        self._ticks.set_choices(choices, role.categories)

    def _told(self, keys: tuple[str, ...]) -> None:
        self._role = replace(self._role, categories=keys)
        self.changed.emit(self._role)
