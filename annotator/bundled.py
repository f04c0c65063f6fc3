"""Where the shipped files are: inside an installed wheel, or beside the package in a checkout.

The only module that knows, and that reads them. An editable install runs from the checkout.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "_data"
_ROOT = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent


def resource(*parts: str) -> Path:
    """The path of a file in `resources/`, for example `resource("schema", "annotator-1.rng")`."""
    return _ROOT.joinpath("resources", *parts)


def resource_bytes(*parts: str) -> bytes:
    """The content of a file in `resources/`. Raises OSError in a broken installation."""
    return resource(*parts).read_bytes()


def sample_project() -> Path:
    """The folder of the sample project, as shipped: copy it before you write to it."""
    return _ROOT / "samples" / "north-korea-policy"
