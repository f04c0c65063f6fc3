"""What the campaigns share: the shim, the process that runs are forked from, a quick disk."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import shim
from tests.faults.scripts import Zygote


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shim.compiled(tmp_path_factory.mktemp("shim"))


@pytest.fixture(scope="session")
def zygote(library: Path) -> Iterator[Zygote]:
    made = Zygote(library)
    yield made
    made.close()


@pytest.fixture
def base() -> Iterator[Path]:
    """A folder in memory where there is such a thing: a kill asks nothing of the disk."""
    memory = Path("/dev/shm")
    folder = tempfile.mkdtemp(prefix="annotator-", dir=memory if memory.is_dir() else None)
    yield Path(folder)
    shutil.rmtree(folder)
