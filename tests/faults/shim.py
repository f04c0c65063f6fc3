"""Compiles the C shim that makes calls of a child process fail, and says what it can do."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Literal

import pytest

ShimAct = Literal[
    "kill-before", "kill-half", "kill-after", "ENOSPC", "EIO", "EROFS", "EACCES", "half", "fill"
]
"""See `shim.c`."""


def compiled(folder: Path) -> Path:
    """The shim as a library, in a folder. Skips the test where it cannot be had."""
    if not sys.platform.startswith("linux"):
        pytest.skip("the shim is for Linux")
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("there is no C compiler")
    library = folder / "shim.so"
    source = Path(__file__).with_name("shim.c")
    command = [compiler, "-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror"]
    subprocess.run([*command, "-o", library, source, "-ldl"], check=True)
    return library
