"""The outermost edge: a bad PySide6 is noticed, signals are heard, colours are readable."""

import os
import signal
import sys

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.gui import canary, theme
from annotator.gui.termination import Termination


def test_this_pyside_keeps_its_references(qtbot: QtBot) -> None:
    assert canary.sound()


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from 3.12 on")
def test_a_leak_of_references_is_noticed(qtbot: QtBot) -> None:
    kept: list[None] = []
    assert canary.drift(lambda: kept.append(None)) > 0.9


@pytest.mark.skipif(not hasattr(signal, "SIGTERM") or os.name == "nt", reason="POSIX signals")
def test_a_signal_ends_the_window_properly(qtbot: QtBot) -> None:
    ended: list[bool] = []
    termination = Termination(lambda: ended.append(True))
    os.kill(os.getpid(), signal.SIGTERM)
    qtbot.waitUntil(lambda: bool(ended))
    termination.close()


def contrast(one: QColor, other: QColor) -> float:
    def luminance(colour: QColor) -> float:
        parts = [
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
            for c in (colour.redF(), colour.greenF(), colour.blueF())
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    ("text", "ground", "least"),
    [
        ("WindowText", "Window", 7),
        ("Text", "Base", 7),
        ("ButtonText", "Button", 7),
        ("HighlightedText", "Highlight", 3.5),
        ("PlaceholderText", "Base", 4.5),
        ("Link", "Base", 4.5),
        ("ToolTipText", "ToolTipBase", 7),
    ],
)
def test_words_stand_out_from_their_ground(
    dark: bool, text: str, ground: str, least: float
) -> None:
    palette = theme.palette(dark)
    roles = QPalette.ColorRole
    assert contrast(palette.color(getattr(roles, text)), palette.color(getattr(roles, ground))) > (
        least
    )


def test_themes_are_applied_to_the_whole_application(qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before = app.palette()
    theme.apply("dark")
    assert app.palette().color(QPalette.ColorRole.Base).lightness() < 64
    theme.apply("light")
    assert app.palette().color(QPalette.ColorRole.Base).lightness() > 192
    theme.apply("system")
    app.setPalette(before)
