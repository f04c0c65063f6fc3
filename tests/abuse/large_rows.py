"""Inputs of the size that is just allowed, or that make small ones large."""

from typing import Final

from tests.abuse.row import MB, TEI, foreign, row


def _with_header(inside: bytes) -> bytes:
    return foreign(b"words", header=b"<teiHeader>" + inside + b"</teiHeader>")


def _stand_off(inside: bytes, words: bytes = b'<seg xml:id="s">words</seg>') -> bytes:
    return foreign(words).replace(b"</TEI>", b"<standOff>" + inside + b"</standOff></TEI>")


_IDS: Final = b" ".join(b"#i%d" % n for n in range(100_000))

LARGE = [
    row("32 MB of words", "source", "E-TOO-BIG",
           lambda: b"The mayor said no more. " * (MB * 4 // 3 - 10), "a.txt", long=True),
    row("8 MB of words", "source", "",
           lambda: (b"The mayor said no more. " * 5 + b"\n") * 65_000, "a.txt"),
    row("32 MB of Chinese", "source", "E-TOO-BIG", lambda: "市長說不。\n".encode() * (2 * MB),
           "a.txt", long=True),
    row("10 million lines", "source", "E-TOO-BIG", lambda: b"a\r\n" * (10 * MB), "a.txt",
           long=True),
    row("a million lines", "source, paste", "E-TOO-BIG", lambda: b"a\r" * MB, "a.txt"),
    row("32 MB of control characters", "source", "E-BINARY", lambda: b"a\x01" * (16 * MB - 1),
           "a.txt"),
    row("32 MB in an old encoding", "source", "E-TOO-BIG",
           lambda: "Größe und Maß. ".encode("cp1252") * (2 * MB), "a.txt", long=True),
    row("7 MB of paragraphs", "foreign", "",
           lambda: foreign(b"</p><p>".join([b"The mayor said no more. " * 20] * 15_000)),
           long=True),
    row("30 MB of paragraphs", "foreign", "E-TOO-BIG",
           lambda: foreign(b"</p><p>".join([b"The mayor said no more. " * 60] * 20_000)),
           long=True),
    row("30 MB of Chinese paragraphs", "foreign", "E-TOO-BIG",
           lambda: foreign("</p><p>".join(["市長說不。" * 100] * 19_000).encode()), long=True),
    row("30 MB that is kept as it is", "foreign", "E-TOO-BIG",
           lambda: foreign(b'</p><p xml:space="preserve">'.join([b"The mayor.\n" * 130] * 20_000)),
           long=True),
    row("blanks without end", "foreign", "", lambda: foreign(b"a" + b" \n" * (4 * MB) + b"b")),
    row("300,000 paragraphs", "foreign", "E-TOO-BIG", lambda: foreign(b"a</p><p>" * 300_000),
           long=True),
    row("50,000 marked words", "foreign", "",
           lambda: foreign(b"<name>Kim</name> and " * 50_000)),
    row("headers within headers", "foreign", "",
           lambda: _with_header(b"<sourceDesc>" * 200 + b"<author/>" * 50_000
                                + b"</sourceDesc>" * 200)),
    row("a title of 9 MB", "foreign", "",
           lambda: _with_header(b"<title>" + b"a b " * (9 * MB // 4) + b"</title>")),
    row("many texts, no title", "foreign", "",
           lambda: TEI + b"<teiHeader>" + b"<x/>" * 50_000 + b"</teiHeader>"
           + b"<text>words</text>" * 20_000 + b"</TEI>"),
    row("pointers into parts within parts", "foreign", "",
           lambda: _stand_off(
               b"".join(b'<span type="quote" target="#string-range(d%d,0,9)"/>' % n
                        for n in range(200)),
               b"".join(b'<seg xml:id="d%d">' % n for n in range(200)) + b"The mayor. " * 100_000
               + b"</seg>" * 200)),
    row("notes about very many", "foreign", "E-TOO-BIG",
           lambda: _stand_off(b'<note type="comment" target="' + _IDS + b'">' + b"a" * 10_000
                              + b"</note>")),
    row("very many notes about one", "foreign", "",
           lambda: _stand_off(b'<note type="comment" target="#s">a note</note>' * 100_000)),
    row("very many values of one", "foreign", "",
           lambda: _stand_off(b"".join(
               b'<note target="#s"><fs><f name="n%d"><string>v</string></f></fs></note>' % n
               for n in range(20_000)))),
    row("a ring of parts", "foreign", "",
           lambda: foreign(b"".join(b'<q xml:id="q%d" next="#q%d">a</q>' % (n, (n + 1) % 50_000)
                                    for n in range(50_000)))),
    row("100,000 kinds of element", "foreign", "E-TOO-MANY-ELEMENTS",
           lambda: foreign(b"a" + b"".join(b"<n%d/>" % n for n in range(100_000)))),
]  # fmt: skip
