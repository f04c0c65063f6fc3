"""Articles from plain text, HTML and the clipboard."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.core.document import Document
from annotator.core.errors import InputError
from annotator.sources.articles import paste, read

FILES = Path(__file__).parent / "files"


def document(data: bytes, name: str = "a.html") -> Document:
    found = read(data, name)
    return Document("a", found.text.text, found.kinds, found.metadata, found.text.replaced)


@pytest.mark.parametrize(
    "name", ["controls.txt", "cp1252.txt", "utf16le.txt", "utf8-bom-crlf.txt", "utf8-cr.txt"]
)
def test_plain_texts_come_out_as_expected(name: str) -> None:
    expected = (FILES / "expected" / name).read_bytes().decode("utf-8")
    assert read((FILES / name).read_bytes(), name).text.text == expected


def test_a_page_comes_out_as_expected() -> None:
    found = read((FILES / "article.html").read_bytes(), "article.html")
    expected = (FILES / "expected" / "article.html.txt").read_bytes().decode("utf-8")
    assert found.text.text == expected.rstrip("\n")
    assert found.encoding == "windows-1252"
    assert found.metadata.title == "Bridge — the cost"
    assert found.metadata.language == "en"
    assert found.metadata.file == "article.html"


def test_what_was_changed_is_said() -> None:
    found = read(b"\xef\xbb\xbfone\r\ntwo\r\nthree\x0c\n", "a.txt")
    assert found.notes == (
        "An invisible mark at the start of the file was left out.",
        "2 line ends were made uniform.",
        "1 invisible character was replaced by a blank.",
    )
    assert all(note in found.metadata.imported for note in found.notes)


def test_a_guessed_encoding_can_be_changed() -> None:
    data = "Příliš žluťoučký kůň úpěl ďábelské ódy.".encode("windows-1250")
    found = read(data, "a.txt")
    assert found.encoding == "windows-1250"
    assert "iso-8859-2" in found.alternatives
    other = read(data, "a.txt", "iso-8859-2")
    assert other.encoding == "iso-8859-2"
    assert other.text.text != found.text.text


def test_utf_8_leaves_no_doubt() -> None:
    assert read("Café “ok” 🚲".encode(), "a.txt").alternatives == ()


def test_text_read_wrongly_before_is_noticed() -> None:
    data = "don’t, can’t, “won’t”".encode().decode("windows-1252", "replace").encode()
    assert any("wrong encoding" in note for note in read(data, "a.txt").notes)


def test_what_pages_say_of_themselves_is_taken() -> None:
    found = document(
        b"""<html lang="de_AT"><head><title>T | Outlet</title>
        <meta property="og:title" content="A &amp; B"><meta property="og:site_name" content="Blatt">
        <meta name="author" content="Eva E."><link rel="canonical" href="https://e.example/1">
        <meta property="article:published_time" content="2026-11-19T10:00:00Z"></head>
        <body><h1>Head</h1><p class="byline x">Von Eva E.</p><p>Text &#128690; hier.</p>
        <h2>Mehr</h2><figure><figcaption>Bild</figcaption></figure></body></html>"""
    )
    about = found.metadata
    assert (about.title, about.outlet, about.author) == ("A & B", "Blatt", "Eva E.")
    assert (about.date, about.url, about.language) == ("2026-11-19", "https://e.example/1", "de-AT")
    assert found.text == "Head\nVon Eva E.\nText 🚲 hier.\nMehr\nBild"
    assert found.kinds == ("head", "byline", "p", "crosshead", "caption")


def test_hidden_words_are_left_out_and_no_break_spaces_kept() -> None:
    found = document(
        b"<p>a&nbsp;b  c</p><p style='display: none'>x</p><div hidden><p>y</p></div>"
        b"<script>z</script><p>\xd7\x90\xd7\x91 \xe2\x80\x8fd</p>"
    )
    assert found.text == "a\u00a0b c\nאב \u200fd"


def test_blank_lines_stay_inside_preformatted_text() -> None:
    found = document(b"<p>x</p><pre>\n\na\n\n\n  b <b>c\r\n\r\nd</b>\n\n</pre><p>y</p>")
    assert found.text == "x\na\n\n\n  b c\n\nd\ny"
    assert found.kinds == ("p", "p", "blank", "blank", "p", "blank", "p", "p")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "E-EMPTY"),
        (b" \n\t ", "E-EMPTY"),
        (b"%PDF-1.7 ...", "E-BINARY"),
        (b"PK\x03\x04....word/document.xml", "E-BINARY"),
        (b"PK\x03\x04....", "E-COMPRESSED"),
        (b"\x1f\x8b\x08", "E-COMPRESSED"),
        (b"\x89PNG\r\n\x1a\n...", "E-BINARY"),
        (bytes(range(256)) * 9, "E-BINARY"),
        (b"\xff\xfe\x00\x00a\x00\x00\x00", "E-ENCODING"),
        (b"\xff\xfea", "E-ENCODING"),
        (b"x" * (32 * 2**20 + 1), "E-TOO-BIG"),
        (b"<html><body>" + b"<div>" * 5000 + b"deep", "E-HTML"),
        (b"<html><body><script>only()</script></body></html>", "E-EMPTY"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_an_article_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read(data, "a.txt")
    assert caught.value.code == code


def test_an_encoding_nobody_offers_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        read(b"abc", "a.txt", "utf-7")
    assert caught.value.code == "E-ENCODING"


def test_pasting_takes_the_page_if_it_has_words() -> None:
    assert paste("a b", "<h1>Head</h1><p>a b</p>").text.text == "Head\na b"
    assert paste("plain 🚲", "<p> </p>").text.text == "plain 🚲"
    with pytest.raises(InputError):
        paste("  ", "")


TAGS = [
    "<p>", "</p>", "<div>", "<br>", "<table>", "<tr>", "<td>", "</td>", "<pre>", "<h1>", "<b>",
    "</b>", "<!--", "-->", "&", "&amp;", "&#0;", "&nbsp;", "<svg>", "<html>", "<body>", "<ul><li>",
    "<p hidden>", "<![CDATA[", "]]>", "\u2028", "\0", "\x0c", "👩\u200d👧", "אב",
]  # fmt: skip
PIECES = st.lists(
    st.one_of(
        st.sampled_from(TAGS),
        st.text(max_size=8),
    ),
    max_size=30,
)


@given(PIECES)
@settings(max_examples=300, deadline=None)
def test_any_page_is_read_or_refused_and_lines_fit_kinds(pieces: list[str]) -> None:
    data = "".join(pieces).encode("utf-8", "surrogatepass")
    try:
        found = document(data)
    except InputError:
        return
    assert len(found.kinds) == found.text.count("\n") + 1


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for name in ("a.txt", "a.html"):
        try:
            document(data, name)
        except InputError:
            continue


def test_a_dateline_is_no_signature() -> None:
    text = "RIFFA, Bahrain (Reuters) – “We will not move,” the mayor said."
    assert read(text.encode(), "a.txt").text.text == text
    with pytest.raises(InputError):
        read(b"RIFF\x24\x00\x00\x00WAVEfmt ", "a.txt")
