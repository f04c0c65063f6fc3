"""The size of a dialog whose sentences wrap: as high as they need at a given width."""

from PySide6.QtWidgets import QDialog


def fit(dialog: QDialog, width: int) -> None:
    """Give a dialog a width, and the height its contents need then."""
    layout = dialog.layout()
    if layout is None:
        return
    dialog.ensurePolished()
    width = max(width, layout.totalMinimumSize().width())
    wraps = layout.hasHeightForWidth()
    height = layout.totalHeightForWidth(width) if wraps else layout.totalSizeHint().height()
    dialog.resize(width, height)
