"""Light, dark, or as the system has it: palettes for the whole application."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

Theme = Literal["system", "light", "dark"]
THEMES: tuple[tuple[Theme, str], ...] = (
    ("system", "As the system"),
    ("light", "Light"),
    ("dark", "Dark"),
)

_ROLES = {
    # role: (light, dark)
    "Window": ("#f3f3f1", "#26282b"),
    "WindowText": ("#212327", "#e3e4e6"),
    "Base": ("#ffffff", "#1a1b1d"),
    "AlternateBase": ("#f7f7f5", "#202124"),
    "Text": ("#1d1f23", "#e6e6e7"),
    "PlaceholderText": ("#73767c", "#8e9197"),
    "Button": ("#f0f0ee", "#34373b"),
    "ButtonText": ("#212327", "#e3e4e6"),
    "BrightText": ("#ffffff", "#ffffff"),
    "ToolTipBase": ("#2b2d31", "#3a3c41"),
    "ToolTipText": ("#f4f4f4", "#f0f0f0"),
    "Highlight": ("#2f69c4", "#4d83dd"),
    "HighlightedText": ("#ffffff", "#ffffff"),
    "Link": ("#2459ad", "#84aef0"),
    "LinkVisited": ("#6a4a9c", "#b79ae0"),
    "Light": ("#ffffff", "#3b3d41"),
    "Midlight": ("#e9e9e6", "#323438"),
    "Mid": ("#c9cac6", "#45484d"),
    "Dark": ("#9d9e9b", "#17181a"),
    "Shadow": ("#6e6f70", "#0e0f10"),
}
_DISABLED = {
    "WindowText": ("#94969b", "#73767c"),
    "Text": ("#94969b", "#73767c"),
    "ButtonText": ("#94969b", "#73767c"),
    "Highlight": ("#c4c6c9", "#44474c"),
}


def palette(dark: bool) -> QPalette:
    """The program's own palette."""
    chosen = QPalette()
    for name, colours in _ROLES.items():
        chosen.setColor(getattr(QPalette.ColorRole, name), QColor(colours[dark]))
    if hasattr(QPalette.ColorRole, "Accent"):
        chosen.setColor(QPalette.ColorRole.Accent, QColor(_ROLES["Highlight"][dark]))
    for name, colours in _DISABLED.items():
        role = getattr(QPalette.ColorRole, name)
        chosen.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours[dark]))
    return chosen


def system_is_dark() -> bool:
    """What the system asks for; light where it does not say."""
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def apply(theme: Theme) -> None:
    """Give the whole application its colours. Who needs high contrast keeps the system's own."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return
    if theme == "system" and _wants_contrast():
        app.setPalette(QPalette())
        return
    app.setPalette(palette(system_is_dark() if theme == "system" else theme == "dark"))


def _wants_contrast() -> bool:
    hints = QGuiApplication.styleHints()
    accessibility = getattr(hints, "accessibility", lambda: None)()
    if accessibility is None:
        return False
    return bool(accessibility.contrastPreference() == Qt.ContrastPreference.HighContrast)
