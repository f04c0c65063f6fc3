"""What is shared by the two sample articles: offsets, scores and cores known beforehand."""

import pytest

from annotator.bundled import sample_project
from annotator.core.document import Document
from annotator.passages.passage import Passage
from annotator.passages.sharing import shared_passages
from annotator.storage.workspace import open_project
from tests.passages.makers import Places, places, quoted

CHAINS: dict[Places, tuple[float, int]] = {
    ((533, 707), (1151, 1296)): (14.5, 3),
    ((206, 268), (979, 1033)): (7.5, 4),
    ((314, 374), (1041, 1101)): (7.5, 1),
    ((1841, 1881), (774, 814)): (5.5, 1),
    ((2752, 2791), (2835, 2876)): (5.5, 1),
    ((463, 495), (1334, 1366)): (5.0, 1),
}
"""Score, and how many cores."""
QUOTED: set[Places] = {
    ((47, 57), (229, 239)),
    ((347, 435), (1074, 1102)),
    ((668, 709), (1259, 1298)),
    ((1544, 1559), (1761, 1768)),
}
RIGHT: set[Places] = {
    ((529, 709), (1143, 1298)),
    ((1725, 1899), (625, 815)),
    ((2543, 2724), (2550, 2796)),
    ((2725, 2922), (2798, 3011)),
    ((3056, 3192), (2014, 2193)),
    ((1120, 1218), (1470, 1578)),
    ((0, 147), (0, 72)),
    ((1401, 1559), (1580, 1768)),
}
"""Sentences that a reader found to say the same, when the rule was made."""
RIGHT_TOO: set[Places] = {
    ((299, 497), (954, 1142)),
    ((1560, 1724), (1769, 1865)),
    ((2931, 3055), (1867, 2013)),
}
WRONG: set[Places] = {((1219, 1263), (2195, 2295))}
"""A heading that shares its one word."""


@pytest.fixture(scope="module")
def articles() -> list[Document]:
    corpus = open_project(sample_project()).load("").corpus
    return [corpus.documents["360bulletin"], corpus.documents["seoul-wire"]]


@pytest.fixture(scope="module")
def passages(articles: list[Document]) -> tuple[Passage, ...]:
    found = shared_passages(articles, {each.id: quoted(each.text) for each in articles})
    assert found is not None
    return found


def of_kind(passages: tuple[Passage, ...], *kinds: str) -> dict[Places, Passage]:
    return {places(passage): passage for passage in passages if passage.kind in kinds}


def test_the_six_passages_are_found_and_no_other(passages: tuple[Passage, ...]) -> None:
    chained = of_kind(passages, "identical", "altered")
    assert {at: (p.score, len(p.cores)) for at, p in chained.items()} == CHAINS


def test_cores_are_what_is_the_same(passages: tuple[Passage, ...]) -> None:
    bloc = of_kind(passages, "altered")[(533, 707), (1151, 1296)]
    cores = [((a.start, a.end), (b.start, b.end)) for a, b in bloc.cores]
    assert cores == [
        ((533, 547), (1151, 1165)),
        ((583, 650), (1184, 1242)),
        ((669, 707), (1257, 1296)),
    ]
    assert not bloc.strong
    assert of_kind(passages, "identical")[(1841, 1881), (774, 814)].strong


def test_all_shared_quoted_words_are_found(passages: tuple[Passage, ...]) -> None:
    assert set(of_kind(passages, "quoted")) == QUOTED


def test_sentences_alike_are_found_and_one_wrong_pair(passages: tuple[Passage, ...]) -> None:
    assert set(of_kind(passages, "similar")) == RIGHT | RIGHT_TOO | WRONG


def test_the_longest_comes_first(passages: tuple[Passage, ...]) -> None:
    lengths = [passage.length for passage in passages]
    assert lengths == sorted(lengths, reverse=True)


def test_texts_are_those_of_the_articles(
    passages: tuple[Passage, ...], articles: list[Document]
) -> None:
    texts = {article.id: article.text for article in articles}
    for passage in passages:
        for side in (passage.one, passage.other):
            assert side.span.text(texts[side.document]) == side.text
