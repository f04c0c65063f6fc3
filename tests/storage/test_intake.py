"""Taking in articles: each kind of file to its reader, everything else refused in plain words."""

import gzip
import hashlib
from pathlib import Path

import pytest

from annotator.core.errors import InputError
from annotator.storage.intake import (
    pasted_article,
    read_article,
    read_article_file,
    same_text,
    wanted,
)

FOREIGN = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>A report</title>
</titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc>
</teiHeader><text><body><p>She said <q>we will 🚲 act</q> today.</p></body></text></TEI>"""


def test_plain_text() -> None:
    data = "Head\r\n\r\nCafe\u0301 🚲 שלום.\r\n".encode()
    article = read_article(data, "/some/where/wire.txt")
    assert article.format == "text"
    assert article.document.text == "Head\n\nCafe\u0301 🚲 שלום.\n"
    assert article.document.metadata.file == "wire.txt"
    assert article.document.metadata.file_sha256 == hashlib.sha256(data).hexdigest()
    assert (article.original, article.suffix) == (data, "txt")
    assert article.notes


def test_an_encoding_can_be_chosen() -> None:
    data = "Übermut tut selten gut, sagte er.".encode("latin-1")
    assert read_article(data, "a.txt", "latin-1").document.text.startswith("Übermut")


@pytest.mark.parametrize("name", ["a.html", "a.htm", "a.xhtml", "a"])
def test_html(name: str) -> None:
    data = "<html><body><h1>Head</h1><p>One 🚲.</p><script>no</script></body></html>".encode()
    article = read_article(data, name)
    assert article.format == "html"
    assert "One 🚲." in article.document.text
    assert "no" not in article.document.text


def test_foreign_tei_with_what_it_offers() -> None:
    article = read_article(FOREIGN.encode(), "report.xml")
    assert article.format == "tei"
    assert article.document.text == "She said we will 🚲 act today."
    assert article.foreign is not None
    (offered,) = article.foreign.annotations
    assert offered.spans[0].text(article.document.text) == "we will 🚲 act"
    assert article.original == FOREIGN.encode()


def test_an_article_of_another_project(project: Path) -> None:
    article = read_article_file(project / "texts/wire.tei.xml")
    assert article.format == "native"
    assert article.document.id == "wire"
    assert not article.original


def test_a_projects_own_file_is_no_article(project: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_article_file(project / "project.tei.xml")
    assert caught.value.code == "E-NO-ARTICLE"


def test_pasted() -> None:
    article = pasted_article("Some words, 🚲 said.")
    assert article.document.text == "Some words, 🚲 said."
    assert not article.original


def test_the_same_text_twice_is_noticed() -> None:
    first = read_article(b"The same words.\r\nTwice.", "a.txt").document
    second = read_article(b"\xef\xbb\xbfThe same words.\nTwice.", "b.txt").document
    other = read_article(b"The same words.\nTwice!", "c.txt").document
    assert same_text(second, [other, first]) is first
    assert same_text(other, [first, second]) is None


REFUSED = {
    "empty": (b"", "a.txt", "E-EMPTY", "empty"),
    "blank": (b" \n\r\n\t ", "a.txt", "E-EMPTY", "empty"),
    "pdf": (b"%PDF-1.7\n...", "a.pdf", "E-BINARY", "PDF"),
    "word": (b"PK\x03\x04\x14\0word/document.xml", "a.docx", "E-BINARY", "Word"),
    "open document": (
        b"PK\x03\x04\x14\0mimetypeapplication/vnd.oasis.opendocument.text",
        "a.odt",
        "E-BINARY",
        "OpenDocument",
    ),
    "old word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..", "a.doc", "E-BINARY", "Office"),
    "rtf": (b"{\\rtf1 Hello}", "a.rtf", "E-BINARY", "RTF"),
    "zip": (b"PK\x03\x04\x14\0", "a.zip", "E-COMPRESSED", "zip"),
    "gzip called xml": (gzip.compress(b"<TEI/>"), "a.xml", "E-COMPRESSED", "gzip"),
    "image": (b"\x89PNG\r\n\x1a\n....", "a.txt", "E-BINARY", "picture"),
    "binary": (bytes(range(256)) * 20, "a.txt", "E-", ""),
    "xml that is no tei": (b"<?xml version='1.0'?><a><b/></a>", "a.xml", "E-FOREIGN", "TEI"),
    "no xml": (b"Just words", "a.xml", "E-XML", ""),
    "truncated tei": (FOREIGN[:300].encode(), "a.xml", "E-", ""),
    "entities": (
        b'<!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        + FOREIGN[39:].replace("today", "&x;").encode(),
        "a.xml",
        "E-ENTITY",
        "",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_taken_is_refused_with_its_reason(what: str) -> None:
    data, name, code, word = REFUSED[what]
    with pytest.raises(InputError) as caught:
        read_article(data, name)
    assert caught.value.code.startswith(code)
    assert word in caught.value.message
    assert name in caught.value.where


@pytest.mark.parametrize("words", ["RIFFA (Reuters) - Bahrain said", "ID3 tags are old", "BZh?"])
def test_words_that_begin_like_another_format_are_an_article(words: str) -> None:
    assert read_article(words.encode(), "a.txt").document.text == words


def test_paths_ask_for_a_project_or_for_articles(project: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "b.txt", tmp_path / "a.html"
    for path in (first, second):
        path.write_bytes(b"words")
    assert wanted([first, second]).articles == (first, second)
    assert wanted([first, second]).project is None
    for path in (project, project / "project.tei.xml", project / "texts/wire.tei.xml"):
        assert wanted([path]).project == project
        assert wanted([path]).articles == ()


def test_paths_that_ask_for_nothing_sensible(project: Path, tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_bytes(b"words")
    (tmp_path / "empty").mkdir()
    for paths, code in [
        ([tmp_path / "none.txt"], "E-MISSING"),
        ([tmp_path / "empty"], "E-NO-PROJECT"),
        ([project, text], "E-USAGE"),
    ]:
        with pytest.raises(InputError) as caught:
            wanted(paths)
        assert caught.value.code == code
