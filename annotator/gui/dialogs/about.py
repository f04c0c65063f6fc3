"""What this program is, its version, and where it keeps things."""

from pathlib import PurePath

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from annotator import __version__
from annotator.gui.dialogs.fitting import fit
from annotator.gui.widgets.plain import Label


class AboutDialog(QDialog):
    """A few facts one can copy into a question to the makers."""

    def __init__(self, state: PurePath, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("About Annotator")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(8)
        layout.addWidget(Label("Annotator", "title"))
        layout.addWidget(
            Label(
                "A workbench for tagging news articles side by side, by hand. Annotations are "
                "kept apart from the text, in TEI files of your own.",
                wrap=True,
            )
        )
        facts = f"Version {__version__} · Qt {qVersion()} · MIT licence"
        layout.addWidget(Label(facts, "quiet", wrap=True, selectable=True))
        layout.addWidget(
            Label(f"Window settings and drafts: {state}", "quiet", wrap=True, selectable=True)
        )
        layout.addSpacing(8)
        layout.addWidget(buttons)
        fit(self, 480)
