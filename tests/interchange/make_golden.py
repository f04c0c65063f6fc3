"""Writes the golden files anew: `python -m tests.interchange.make_golden`."""

import shutil
from pathlib import Path

from annotator.storage.exports import FORMATS
from tests.interchange.everything import everything

GOLDEN = Path(__file__).parent / "golden"


def golden(id: str) -> Path:
    """The folder of a format's golden files."""
    return GOLDEN / id


def file_name(id: str, name: str) -> str:
    """What a file of a format is called there."""
    return name or f"everything{FORMATS[id].suffix}"


def main() -> None:
    corpus = everything()
    for id, format in FORMATS.items():
        shutil.rmtree(golden(id), ignore_errors=True)
        for name, data in format.write(corpus).items():
            path = golden(id) / file_name(id, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


if __name__ == "__main__":
    main()
