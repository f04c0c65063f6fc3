"""What is held goes to the clipboard, and to the selection that X11's middle button pastes."""

from PySide6.QtGui import QClipboard, QGuiApplication

from annotator.gui.text.stage import Stage


def copy(stage: Stage) -> bool:
    """Copy the words held, else those of the current annotation; whether there were any."""
    words = stage.words(stage.held.spans or stage.current_spans())
    if words:
        QGuiApplication.clipboard().setText(words)
    return bool(words)


def hold_primary(stage: Stage) -> None:
    """Make the words held the primary selection, where the platform has one."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.supportsSelection() and stage.held.spans:
        clipboard.setText(stage.words(stage.held.spans), QClipboard.Mode.Selection)
