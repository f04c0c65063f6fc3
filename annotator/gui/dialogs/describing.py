"""The form for what is known of an article: title, outlet, date, address, language."""

import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from annotator.core.document import Metadata
from annotator.core.text import without_forbidden
from annotator.gui.widgets.entries import LineEdit
from annotator.gui.widgets.plain import Label, name_for_readers

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", re.ASCII)
_ROWS = (
    ("title", "Title", "As printed above the article"),
    ("outlet", "Outlet", "Newspaper, agency or site"),
    ("author", "Author", ""),
    ("date", "Date", "2026-11-20, or just 2026-11 or 2026"),
    ("url", "Web address", "https://…"),
    ("language", "Language", "en, de, ar, zh…"),
)


class MetadataForm(QWidget):
    """Fields for an article's metadata; what is not shown is kept as it was."""

    changed = Signal()
    """Somebody typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before = Metadata()
        self._fields: dict[str, QLineEdit] = {}
        self._problem = Label("", "quiet", wrap=True)
        layout = QFormLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setVerticalSpacing(8)
        layout.setHorizontalSpacing(12)
        layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, label, hint in _ROWS:
            field = LineEdit()
            field.setPlaceholderText(hint)
            field.textEdited.connect(self._edited)
            name_for_readers(field, label, hint)
            self._fields[name] = field
            caption = Label(label)
            caption.setBuddy(field)
            layout.addRow(caption, field)
        layout.addRow(self._problem)
        self._problem.hide()

    def set_metadata(self, metadata: Metadata) -> None:
        """Show these; nobody is told."""
        self._before = metadata
        for name, field in self._fields.items():
            field.setText(getattr(metadata, name))
            field.setCursorPosition(0)
        self._check()

    @property
    def metadata(self) -> Metadata:
        """What stands in the fields."""
        typed = {
            name: without_forbidden(field.text()).strip() for name, field in self._fields.items()
        }
        kept = {
            name: getattr(self._before, name)
            for name in ("event", "file", "file_sha256", "imported")
        }
        return Metadata(**typed, **kept)

    @property
    def problem(self) -> str:
        """What cannot stay as it is, in words; empty where all is well."""
        date, language = self._fields["date"].text().strip(), self._fields["language"].text()
        if date and not _DATE.fullmatch(date):
            return "Please write the date as year-month-day, for example 2026-11-20."
        if language.strip() and not _LANGUAGE.fullmatch(language.strip()):
            return "Please write the language as a short code, for example en or pt-BR."
        return ""

    def _edited(self) -> None:
        self._check()
        self.changed.emit()

    def _check(self) -> None:
        self._problem.setText(self.problem)
        self._problem.setVisible(bool(self.problem))
