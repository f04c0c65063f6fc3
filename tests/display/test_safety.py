"""What is said of where the work is: never more than is true."""

import pytest

from annotator.display.safety import Safety


@pytest.mark.parametrize(
    ("safety", "level", "short"),
    [
        (Safety(), "saved", "✓ All saved"),
        (Safety(when="14:02"), "saved", "✓ Saved 14:02"),
        (Safety(saved=False, when="14:02"), "protected", "✓ Protected"),
        (Safety(False, failure="Gone.", code="E-GONE"), "away", "◌ Protected, not saved"),
        (Safety(False, failure="Odd.", code="E-CHECK"), "unsaved", "✖ NOT SAVED"),
        (Safety(False, unprotected="Full."), "unsafe", "✖ NOT SAFE"),
        (Safety(refusal="Another window."), "read-only", "◌ Read only"),
        # In memory only is worse than a folder that is away.
        (Safety(False, "", "Full.", "Gone.", "E-GONE"), "unsafe", "✖ NOT SAFE"),
    ],
)
def test_the_worst_is_said(safety: Safety, level: str, short: str) -> None:
    assert (safety.level, safety.short) == (level, short)
    assert safety.long


def test_an_alarm_says_why_and_where_the_work_is() -> None:
    away = Safety(False, failure="The drive is gone.", code="E-GONE").alarm
    assert "The drive is gone." in away
    assert "protected on this computer" in away
    full = Safety(False, unprotected="The disk is full.", failure="No.", code="E-DISK-FULL").alarm
    assert "The disk is full." in full
    assert "in this window only" in full
    assert Safety().alarm == Safety(False).alarm == Safety(refusal="Elsewhere.").alarm == ""
