"""Fixtures of the tests of formats."""

from tests.tei.conftest import tei_all

__all__ = ["tei_all"]
