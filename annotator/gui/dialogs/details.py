"""Article details: title, outlet, date and the rest of a document that is in the project."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from annotator.core.document import Document, Metadata
from annotator.core.edit import Edit
from annotator.gui.dialogs.describing import MetadataForm
from annotator.gui.dialogs.fitting import fit
from annotator.gui.widgets.plain import Label, menu_text


class DetailsDialog(QDialog):
    """Shows and changes what is known of an article. The text itself never changes."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Article details")
        self.form = MetadataForm()
        self.form.set_metadata(document.metadata)
        self.form.changed.connect(self._check)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._ok = self._buttons.addButton(
            menu_text("Save details"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        words = len(document.text.split())
        facts = [f"{words:,} words", f"{len(document.text):,} characters"]
        if document.metadata.file:
            facts.append(f"from {document.metadata.file}")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(Label(" · ".join(facts), "quiet", wrap=True))
        layout.addWidget(self.form)
        if document.metadata.imported:
            layout.addWidget(Label(document.metadata.imported, "quiet", wrap=True))
        layout.addSpacing(8)
        layout.addWidget(self._buttons)
        fit(self, 540)

    @property
    def metadata(self) -> Metadata:
        """What was entered."""
        return self.form.metadata

    def _check(self) -> None:
        self._ok.setEnabled(not self.form.problem)


def describing(document: Document, metadata: Metadata) -> Edit:
    """The edit that gives an article other details."""
    return Edit("Change article details", (document,), (document.described(metadata),))
