"""Finding over all panes: order, wrapping round, going on from the caret."""

import pytest
from pytestqt.qtbot import QtBot

from annotator.gui.bridge import Bridge
from annotator.gui.finding.bar import FindBar
from annotator.gui.finding.finder import Finder
from annotator.gui.panes.readers.joining import ReadersJoin
from annotator.gui.panes.readers.row import Readers
from tests.samples import FIRST, SECOND, build_session


class Search:
    """Two articles and a find bar."""

    def __init__(self, qtbot: QtBot) -> None:
        self.session = build_session()
        self.bridge = Bridge(self.session)
        self.readers, self.bar = Readers(), FindBar()
        qtbot.addWidget(self.readers)
        qtbot.addWidget(self.bar)
        ReadersJoin(self.readers, self.bridge)
        self.finder = Finder(self.bar, self.readers, self.bridge)
        self.readers.show_documents(list(self.session.corpus.documents.values()))
        self.readers.show()

    @property
    def carets(self) -> list[int]:
        return [reader.view.caret for reader in self.readers.readers]


@pytest.fixture
def search(qtbot: QtBot) -> Search:
    return Search(qtbot)


def test_it_goes_through_all_panes_and_round(search: Search) -> None:
    search.bar.begin("the mayor")
    assert search.bar.said == "1 of 2"
    first, second = FIRST.index("the mayor"), SECOND.index("The mayor")
    assert search.carets == [first, 0]
    search.finder.step(+1)
    assert search.carets == [first, second]
    assert search.bar.said == "2 of 2"
    search.finder.step(+1)
    assert search.bar.said == "1 of 2"
    search.finder.step(-1)
    assert search.bar.said == "2 of 2"


def test_it_goes_on_from_the_caret(search: Search) -> None:
    search.readers.readers[0].view.go_to(len(FIRST))
    search.bar.begin("the mayor")
    assert search.bar.said == "2 of 2"


def test_selected_words_are_suggested(search: Search) -> None:
    view = search.readers.readers[0].view
    view.go_to(FIRST.index("nurses"))
    view.move_caret("word-right", True)
    search.finder.begin()
    assert search.bar.asked.words.strip() == "nurses"


def test_closing_takes_the_marks_away(search: Search) -> None:
    search.bar.begin("the")
    view = search.readers.readers[0].view
    assert view.stage.hits
    search.bar.closed.emit()
    assert not view.stage.hits
    assert search.finder.places == []
    assert search.bar.isHidden()


def test_articles_that_are_hidden_are_not_searched(search: Search) -> None:
    search.bar.begin("the mayor")
    documents = search.session.corpus.documents
    search.readers.show_documents([documents["island"]])
    search.bridge.replace(search.session)
    assert [id for id, _ in search.finder.places] == ["island"]
    assert search.bar.said == "1 of 1"
