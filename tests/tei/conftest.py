"""Fixtures of the TEI tests."""

from collections.abc import Iterator

import pytest

from tests.tei import full_schema


@pytest.fixture(scope="session")
def tei_all() -> Iterator[full_schema.FullSchema]:
    """The full TEI schema; a test that asks for it is skipped where the file is absent."""
    schema = full_schema.path()
    if schema is None:
        pytest.skip("the full TEI schema (tei_all.rng) is not here; name it by ANNOTATOR_TEI_ALL")
    checker = full_schema.FullSchema(schema)
    yield checker
    checker.close()
