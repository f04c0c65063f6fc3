"""The full TEI schema, checked in a process of its own: compiling it takes ten seconds."""

import base64
import json
import os
import subprocess
import sys
from pathlib import Path

_CHILD = """
import base64, json, sys
from lxml import etree
schema = etree.RelaxNG(etree.parse(sys.argv[1]))
print(json.dumps("ready"), flush=True)
for line in sys.stdin:
    tree = etree.fromstring(base64.b64decode(line))
    valid = schema.validate(tree)
    print(json.dumps("" if valid else str(schema.error_log.last_error)), flush=True)
"""


def path() -> Path | None:
    """Where the full schema is: named by ANNOTATOR_TEI_ALL, or beside the checkout."""
    beside = Path(__file__).parents[3] / "shared" / "tei" / "tei_all.rng"
    named = Path(os.environ.get("ANNOTATOR_TEI_ALL", beside))
    return named if named.is_file() else None


class FullSchema:
    """Feeds files to the process and gives its answers."""

    def __init__(self, schema: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _CHILD, str(schema)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._answer()

    def problem(self, data: bytes) -> str:
        """What the full schema has against a file; empty where it is valid."""
        assert self._process.stdin is not None
        self._process.stdin.write(base64.b64encode(data).decode("ascii") + "\n")
        self._process.stdin.flush()
        return self._answer()

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(timeout=10)
        self._process.stdout.close()

    def _answer(self) -> str:
        assert self._process.stdout is not None
        answer = json.loads(self._process.stdout.readline())
        assert isinstance(answer, str)
        return answer
