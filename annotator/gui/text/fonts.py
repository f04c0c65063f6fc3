"""The font of a reading: a family people have, by its kind."""

from PySide6.QtGui import QFont, QFontDatabase

SERIF = ("Noto Serif", "Source Serif 4", "Georgia", "Cambria", "DejaVu Serif", "Times New Roman")
MONO = ("Noto Sans Mono", "DejaVu Sans Mono", "Consolas", "Menlo", "Courier New")
SANS = ("Noto Sans", "Inter", "Segoe UI", "Helvetica Neue", "DejaVu Sans", "Arial")

_KINDS = {
    "serif": (SERIF, QFont.StyleHint.Serif),
    "sans": (SANS, QFont.StyleHint.SansSerif),
    "mono": (MONO, QFont.StyleHint.Monospace),
}


def reading_font(family: str, points: float) -> QFont:
    """A font of this size; `family` is "serif", "sans", "mono" or the name of a family.

    All good families of the kind are named, so that the first one there is taken.
    """
    names, hint = _KINDS.get(family, ((family, *SANS), QFont.StyleHint.AnyStyle))
    font = QFont()
    font.setFamilies([name for name in names if QFontDatabase.hasFamily(name)] or list(names))
    font.setStyleHint(hint)
    font.setPointSizeF(points)
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return font
