"""What one attribute is: name, kind and values, what it starts with, when it is asked for."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QHBoxLayout, QWidget

from annotator.core.ids import tagset_key
from annotator.core.tagset import (
    Attribute,
    Choice,
    Condition,
    Kind,
    Number,
    Option,
    Text,
    YesNo,
)
from annotator.core.values import Symbol, Value, number, plain
from annotator.gui.dialogs.tagset.ordered_list import OrderedList
from annotator.gui.dialogs.tagset.texts import LineField, tidied
from annotator.gui.dialogs.tagset.ticks import Ticks
from annotator.gui.widgets.plain import Label, name_for_readers

_KINDS: tuple[tuple[str, type[Kind]], ...] = (
    ("One of a list", Choice),
    ("Free text", Text),
    ("Number", Number),
    ("Yes or no", YesNo),
)


class AttributeForm(QWidget):
    """Shows an attribute; tells the changed one with every change by hand."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._attribute = Attribute("", Text())
        self._siblings: tuple[Attribute, ...] = ()
        self.label = LineField("Name of the attribute")
        self._help = LineField("Help for the attribute")
        self.kind = QComboBox()
        for text, _ in _KINDS:
            self.kind.addItem(text)
        name_for_readers(self.kind, "Kind of value")
        self.values = OrderedList("Values to choose from", "Add value", editable=True)
        self.values.setMinimumHeight(184)
        self._least, self._most = LineField("Least value"), LineField("Greatest value")
        self._whole = QCheckBox("Whole numbers only")
        self._default_one, self._default_line = QComboBox(), LineField("Value at the start")
        name_for_readers(self._default_one, "Value at the start")
        self.required = QCheckBox("Has to be given")
        self.counts = QCheckBox("Counts in agreement")
        self.condition = QComboBox()
        name_for_readers(self.condition, "Asked for only if")
        self._only = Ticks("Asked for only with these values", 88)
        bounds = QHBoxLayout()
        bounds.setSpacing(8)
        for text, field in (("from", self._least), ("to", self._most)):
            bounds.addWidget(Label(text))
            bounds.addWidget(field)
        self._form = form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(8)
        form.setHorizontalSpacing(16)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(Label("Name"), self.label)
        form.addRow(Label("Help"), self._help)
        form.addRow(Label("Kind"), self.kind)
        form.addRow(Label("Values"), self.values)
        self._bounds = QWidget()
        bounds.setContentsMargins(0, 0, 0, 0)
        self._bounds.setLayout(bounds)
        form.addRow(Label("Allowed"), self._bounds)
        form.addRow(Label(), self._whole)
        form.addRow(Label("At the start"), self._default_one)
        form.addRow(Label("At the start"), self._default_line)
        form.addRow(Label(), self.required)
        form.addRow(Label(), self.counts)
        form.addRow(Label("Asked for"), self.condition)
        form.addRow(Label("is one of"), self._only)
        self._listen()

    def set_attribute(self, attribute: Attribute, siblings: Sequence[Attribute]) -> None:
        """Show an attribute, which stands beside others; tells nobody."""
        self._attribute, self._siblings = attribute, tuple(siblings)
        kind = attribute.kind
        if not self.label.hasFocus() or attribute.label:
            # Who empties the field to type another name does not want the old one back.
            self.label.show_text(attribute.title)
        self._help.show_text(attribute.help)
        self.kind.setCurrentIndex([k for _, k in _KINDS].index(type(kind)))
        options = kind.options if isinstance(kind, Choice) else ()
        self.values.set_rows([(o.name, None) for o in options], max(0, self.values.row))
        if isinstance(kind, Number):
            self._least.show_text("" if kind.least is None else plain(kind.least))
            self._most.show_text("" if kind.most is None else plain(kind.most))
            self._whole.setChecked(kind.whole)
        self._show_default()
        self.required.setChecked(attribute.required)
        self.counts.setChecked(attribute.counts)
        self._show_condition()
        closed = isinstance(kind, Choice | YesNo)
        for field, shown in (
            (self.values, isinstance(kind, Choice)),
            (self._bounds, isinstance(kind, Number)),
            (self._whole, isinstance(kind, Number)),
            (self._default_one, closed),
            (self._default_line, not closed),
            (self._only, attribute.condition is not None),
        ):
            self._form.setRowVisible(field, shown)

    def _listen(self) -> None:
        self.label.typed.connect(lambda text: self._change(label=text))
        self._help.typed.connect(lambda text: self._change(help=text))
        self.kind.activated.connect(self._change_kind)
        self.values.add_wanted.connect(self._add_value)
        self.values.delete_wanted.connect(self._delete_value)
        self.values.moved.connect(self._move_value)
        self.values.renamed.connect(self._rename_value)
        self._least.editingFinished.connect(self._change_bounds)
        self._most.editingFinished.connect(self._change_bounds)
        self._whole.clicked.connect(self._change_bounds)
        self._default_one.activated.connect(self._choose_default)
        self._default_line.editingFinished.connect(self._enter_default)
        self.required.clicked.connect(lambda on: self._change(required=on))
        self.counts.clicked.connect(lambda on: self._change(counts=on))
        self.condition.activated.connect(self._choose_condition)
        self._only.ticked.connect(self._tick_condition)

    def _change(self, **changes: object) -> None:
        self._attribute = replace(self._attribute, **changes)  # type: ignore[arg-type]
        self.set_attribute(self._attribute, self._siblings)
        self.changed.emit(self._attribute)

    def _change_kind(self, row: int) -> None:
        made = _KINDS[row][1]
        if not isinstance(self._attribute.kind, made):
            kind: Kind = Choice((Option("first", "First"),)) if made is Choice else made()  # type: ignore[call-arg]
            self._change(kind=kind, default=None)

    def _options(self) -> list[Option]:
        return list(self._attribute.options)

    def _set_options(self, options: Sequence[Option]) -> None:
        default = self._attribute.default
        kept = default if default in {option.key for option in options} else None
        self._change(kind=Choice(tuple(options)), default=kept)

    def _add_value(self) -> None:
        options = self._options()
        key = tagset_key("value", {option.key for option in options}, "value")
        self._set_options([*options, Option(key, "New value")])
        count = len(self._options())
        self.values.set_rows([(o.name, None) for o in self._options()], count - 1)
        self.values.edit_current()

    def _delete_value(self, row: int) -> None:
        options = self._options()
        del options[row]
        self._set_options(options)

    def _move_value(self, row: int, to: int) -> None:
        options = self._options()
        options.insert(to, options.pop(row))
        self.values.set_rows([(o.name, None) for o in options], to)
        self._set_options(options)

    def _rename_value(self, row: int, text: str) -> None:
        options, label = self._options(), tidied(text)
        if label:
            old = options[row]
            new_one = old.label == "New value" and old.key.startswith("value")
            used = {option.key for option in options} - {old.key}
            key = tagset_key(label, used, "value") if new_one else old.key
            options[row] = Option(key, label)
        self._set_options(options)

    def _change_bounds(self) -> None:
        least, most = number(self._least.text()), number(self._most.text())
        kind = Number(least, most, self._whole.isChecked())
        if kind != self._attribute.kind:
            self._change(kind=kind)
        for field, bound in ((self._least, least), (self._most, most)):
            field.show_text("" if bound is None else plain(bound))

    def _show_default(self) -> None:
        default = self._attribute.default
        box = self._default_one
        box.clear()
        box.addItem("Nothing", "")
        for option in self._attribute.options:
            box.addItem(option.name, option.key)
        box.setCurrentIndex(max(0, box.findData(str(default or ""))))
        if not self._attribute.options:
            self._default_line.show_text("" if default is None else plain(default))

    def _choose_default(self, row: int) -> None:
        key = self._default_one.itemData(row)
        self._change(default=Symbol(key) if key else None)

    def _enter_default(self) -> None:
        text = tidied(self._default_line.text())
        value: Value | None = text or None
        if isinstance(self._attribute.kind, Number):
            value = number(text)
        if value != self._attribute.default:
            self._change(default=value)
        self._default_line.show_text("" if value is None else plain(value))

    def _conditions(self) -> list[Attribute]:
        """The attributes this one can hang on: those with a closed list."""
        return [a for a in self._siblings if a.options and a.name != self._attribute.name]

    def _show_condition(self) -> None:
        condition = self._attribute.condition
        self.condition.clear()
        self.condition.addItem("Always", "")
        for other in self._conditions():
            self.condition.addItem(f"Only if {other.title}…", other.name)
        name = condition.attribute if condition else ""
        self.condition.setCurrentIndex(max(0, self.condition.findData(name)))
        on = next((a for a in self._conditions() if a.name == name), None)
        choices = [(option.key, option.name) for option in on.options] if on else []
        self._only.set_choices(choices, condition.values if condition else ())

    def _choose_condition(self, row: int) -> None:
        name = self.condition.itemData(row)
        on = next((a for a in self._conditions() if a.name == name), None)
        self._change(condition=Condition(name, (on.options[0].key,)) if on else None)

    def _tick_condition(self, values: tuple[str, ...]) -> None:
        if self._attribute.condition:
            self._change(condition=replace(self._attribute.condition, values=values))
