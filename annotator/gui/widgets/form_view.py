"""The fields of a form one below the other; built anew only when other attributes apply."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from annotator.core.tagset import Attribute
from annotator.core.values import plain
from annotator.display.form import Form, Stray
from annotator.gui.widgets.fields import FieldEditor, Line, editor
from annotator.gui.widgets.plain import Label, name_for_readers, tooltip


class FormView(QWidget):
    """`changed`: name of the attribute, and its value or None."""

    changed = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editors: dict[Attribute, FieldEditor] = {}
        self._strays = QWidget()
        self._stray_layout = QVBoxLayout(self._strays)
        self._stray_layout.setContentsMargins(0, 0, 0, 0)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(10)
        self._layout.addWidget(self._strays)
        self._shown_strays: tuple[Stray, ...] = ()
        self._strays.hide()

    def show_form(self, form: Form, used: Callable[[str], list[str]]) -> None:
        """Show a form; `used` gives the values that were used for an attribute."""
        attributes = [field.attribute for field in form.fields]
        if attributes != list(self._editors):
            self._rebuild(attributes)
        for field in form.fields:
            shown = self._editors[field.attribute]
            shown.show_field(field)
            if isinstance(shown, Line):
                shown.set_used(partial(used, field.attribute.name))
        if form.strays != self._shown_strays:
            self._show_strays(form.strays)

    def commit(self) -> None:
        """Take what is being typed."""
        for shown in self._editors.values():
            if isinstance(shown, Line):
                shown.commit()

    def _rebuild(self, attributes: list[Attribute]) -> None:
        kept = {a: e for a, e in self._editors.items() if a in attributes}
        for attribute, old in self._editors.items():
            if attribute not in kept:
                self._layout.removeWidget(old)
                old.hide()
                old.deleteLater()
        self._editors = {}
        for place, attribute in enumerate(attributes):
            shown = kept.get(attribute)
            if shown is None:
                shown = editor(attribute)
                shown.changed.connect(
                    lambda value, name=attribute.name: self.changed.emit(name, value)
                )
            self._editors[attribute] = shown
            self._layout.insertWidget(place, shown)
        before: QWidget | None = None
        for shown in self._editors.values():
            if before is not None:
                QWidget.setTabOrder(before, shown)
            before = shown

    def _show_strays(self, strays: tuple[Stray, ...]) -> None:
        self._shown_strays = strays
        while (item := self._stray_layout.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if strays:
            self._stray_layout.addWidget(Label("Not asked for here, kept:", "quiet", wrap=True))
        for stray in strays:
            row = QWidget()
            layout = QHBoxLayout(row)
            layout.setContentsMargins(0, 0, 0, 0)
            layout.addWidget(Label(f"{stray.name}: {plain(stray.value)}", wrap=True), 1)
            button = QToolButton()
            button.setText("×")
            button.setAutoRaise(True)
            tooltip(button, "Remove this value")
            name_for_readers(button, f"Remove {stray.name}")
            button.clicked.connect(lambda _=False, name=stray.name: self.changed.emit(name, None))
            layout.addWidget(button)
            self._stray_layout.addWidget(row)
        self._strays.setVisible(bool(strays))
