"""Published cases: those free to copy beside these tests, other projects' where they lie around."""

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
OWN = ROOT / "tests" / "agreement" / "cases"
OTHERS = ROOT.parent / "shared" / "cases" / "agreement"


def cases(name: str) -> list[Any]:
    """All cases of a file that can be read here."""
    found = _read(OWN / name)
    known = {case["id"] for case in found}
    if (OTHERS / name).exists():
        found += [case for case in _read(OTHERS / name) if case["id"] not in known]
    return found


def _read(path: Path) -> list[Any]:
    found: list[Any] = json.loads(path.read_text(encoding="utf-8"))["cases"]
    return found
