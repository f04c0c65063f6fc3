"""A session over the small corpus, and the bridge that panes are joined to."""

import pytest

from annotator.gui.bridge import Bridge
from annotator.session.session import Session
from tests.samples import build_session


@pytest.fixture
def session() -> Session:
    return build_session()


@pytest.fixture
def bridge(session: Session) -> Bridge:
    return Bridge(session)
