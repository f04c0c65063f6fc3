"""XML with a trick in it: compressed, with entities, in odd encodings, of odd shapes."""

import bz2
import gzip
import lzma
from typing import Final

from tests.abuse import zips
from tests.abuse.row import GOOD, MB, PASSWD, TEI, WEB, changed, doctype, foreign, html, row

XML_READERS: Final = "native, unchecked, foreign, article"
RANGE: Final = b"#string-range(b1,0,17)"
ANNOTATION: Final = b'<annotation xml:id="a-4k2mz7qd3f"'


def _laughs(levels: int = 12) -> bytes:
    declared = [b'<!ENTITY l0 "ha">']
    declared += [b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, levels)]
    return b"".join(declared)


def _quadratic() -> bytes:
    declared = b'<!DOCTYPE TEI [<!ENTITY a "' + b"a" * 200_000 + b'">]>'
    return foreign(b"&a;" * 200_000, declared)


COMPRESSED = [
    row(f"{kind} called .xml", f"{XML_READERS}, source", "E-COMPRESSED", build)
    for kind, build in {
        "gzip": lambda: gzip.compress(b"<TEI>" + b" " * (10 * MB)),
        "zip": lambda: zips.packed({"a.xml": GOOD}),
        "bzip2": lambda: bz2.compress(GOOD),
        "xz": lambda: lzma.compress(GOOD),
        "zstd": lambda: b"\x28\xb5\x2f\xfd" + bytes(40),
        "7-Zip": lambda: b"7z\xbc\xaf\x27\x1c" + bytes(40),
    }.items()
]

ENTITIES = [
    row(what, "native, unchecked, article", "E-ENTITY", lambda inside=inside: doctype(inside))
    for what, inside in {
        "an external entity": b'<!ENTITY x SYSTEM "%s">' % PASSWD,
        "an entity from the web": b'<!ENTITY x SYSTEM "%s">' % WEB,
        "a parameter entity": b'<!ENTITY %% x SYSTEM "%s"> %%x;' % PASSWD,
        "a billion laughs": _laughs(),
        "a harmless entity": b'<!ENTITY nbsp "&#160;">',
    }.items()
] + [
    row("entities in a comment", "native, unchecked", "E-ENTITY",
           lambda: changed(b"<TEI xmlns", b"<!-- <!ENTITY --><TEI xmlns")),
    row("a DOCTYPE", "native, unchecked, article", "E-DOCTYPE", lambda: doctype(b"")),
    row("an external DTD", "native, unchecked, article", "E-DOCTYPE",
           lambda: doctype(b"", b' SYSTEM "%s"' % PASSWD)),
    row("an external entity, used", "foreign, article", "E-ENTITY",
           lambda: foreign(b"a &x; b", b'<!DOCTYPE TEI [<!ENTITY x SYSTEM "%s">]>' % PASSWD)),
    row("an external entity in an attribute", "foreign, article", "E-ENTITY",
           lambda: foreign(b'<hi rend="&x;">a</hi>',
                           b'<!DOCTYPE TEI [<!ENTITY x SYSTEM "%s">]>' % PASSWD)),
    row("an external entity, not used", "foreign, article", "",
           lambda: foreign(b"a b", b'<!DOCTYPE TEI [<!ENTITY x SYSTEM "%s">]>' % PASSWD)),
    row("parameter entities", "foreign, article", "E-ENTITY",
           lambda: foreign(b"&x;", b'<!DOCTYPE TEI [<!ENTITY %% p SYSTEM "%s"> %%p;]>' % PASSWD)),
    row("a DTD from a file", "foreign, article", "",
           lambda: foreign(b"a b", b'<!DOCTYPE TEI SYSTEM "%s">' % PASSWD)),
    row("a DTD from the web", "foreign, article", "",
           lambda: foreign(b"a b", b'<!DOCTYPE TEI PUBLIC "x" "%s">' % WEB)),
    row("a billion laughs", "foreign, article", "E-ENTITY",
           lambda: foreign(b"&l11;", b"<!DOCTYPE TEI [" + _laughs() + b"]>")),
    row("a billion laughs in an attribute", "foreign, article", "E-ENTITY",
           lambda: foreign(b'<hi rend="&l11;"/>', b"<!DOCTYPE TEI [" + _laughs() + b"]>")),
    row("one entity very often", "foreign", "E-ENTITY", _quadratic),
    row("an entity of itself", "foreign, article", "E-ENTITY",
           lambda: foreign(b"&a;", b'<!DOCTYPE TEI [<!ENTITY a "&b;"><!ENTITY b "&a;">]>')),
    row("a harmless entity, resolved", "foreign, article", "",
           lambda: foreign(b"caf&e;", '<!DOCTYPE TEI [<!ENTITY e "é">]>'.encode()), said="café"),
    row("an entity nobody declares", "foreign, article", "E-ENTITY",
           lambda: foreign(b"a &nonsense; b")),
    row("entities without end", "foreign", "E-XML",
           lambda: foreign(b"a", b"<!DOCTYPE TEI [" + b"<!ENTITY a 'b'>" * 100_000)),
    row("100,000 entities", "foreign", "",
           lambda: foreign(b"&e7;", b"<!DOCTYPE TEI ["
                           + b"".join(b"<!ENTITY e%d 'b'>" % n for n in range(100_000)) + b"]>")),
    row("other files named in every way", "foreign, article", "",
           lambda: foreign(
               b'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="%s" parse="text"/>'
               b'<graphic url="%s"/>words' % (PASSWD, PASSWD),
               b'<?xml-model href="%s"?><?xml-stylesheet href="%s"?>' % (PASSWD, WEB))),
    row("other files named in a native file", "native", "",
           lambda: changed(b"<TEI xmlns", b'<?xml-model href="%s"?><?xml-stylesheet '
                           b'type="text/xsl" href="%s"?><TEI xmlns' % (PASSWD, WEB))),
]  # fmt: skip

ENCODINGS = [
    row(what, "native, unchecked", "E-ENCODING", build)
    for what, build in {
        "Latin-1 called UTF-8": lambda: changed("“".encode(), b"\xff"),
        "UTF-8 called Latin-1": lambda: changed(b"UTF-8", b"ISO-8859-1"),
        "UTF-7": lambda: changed(b"UTF-8", b"UTF-7"),
        "UTF-16": lambda: GOOD.decode().encode("utf-16"),
        "UTF-32": lambda: GOOD.decode().encode("utf-32"),
        "an unknown encoding": lambda: changed(b"UTF-8", b"x-nonsense"),
        "over-long UTF-8": lambda: changed(b"SEOUL", b"SEOU\xc1\x8c"),
        "surrogates in UTF-8": lambda: changed(b"SEOUL", b"SEOU\xed\xa0\x80"),
    }.items()
] + [
    row(what, "foreign, article", code, lambda text=text: text)
    for what, code, text in (
        ("UTF-7", "E-ENCODING", foreign(b"+ADw-p+AD4-", b'<?xml version="1.0" encoding="UTF-7"?>')),
        ("a codec that is no encoding", "E-ENCODING",
         foreign(b"a", b'<?xml version="1.0" encoding="rot13"?>')),
        ("a codec that unpacks", "E-ENCODING",
         foreign(b"a", b'<?xml version="1.0" encoding="zlib"?>')),
        ("Latin-1 called UTF-8", "E-ENCODING", foreign(b"caf\xe9")),
        ("half of a character", "E-ENCODING", foreign(b"\xe2\x80")),
        ("UTF-32", "E-ENCODING", b"\xff\xfe\0\0" + foreign(b"a").decode().encode("utf-32-le")),
    )
] + [
    row("UTF-8 called Latin-1", "foreign, article", "",
           lambda: foreign("“quoted”".encode(), b'<?xml version="1.0" encoding="ISO-8859-1"?>'),
           said="looks like UTF-8"),
    row("UTF-8 called Latin-1", "source, article", "",
           lambda: html("café, naïve".encode()).replace(b"utf-8", b"latin1"), "a.html",
           said="wrong encoding"),
    row("UTF-8 that cannot be what it is called", "source, article", "",
           lambda: html("“quoted”".encode()).replace(b"utf-8", b"latin1"), "a.html",
           said="“quoted”"),
    row("UTF-32", "source, article", "E-ENCODING", lambda: "Words".encode("utf-32"), "a.txt"),
    row("UTF-7 is plain words", "source, article", "", lambda: b"+ADw-b+AD4-", "a.txt",
           said="+ADw-b+AD4-"),
    row("half of UTF-16", "source, article", "E-ENCODING",
           lambda: "Words".encode("utf-16")[:-1], "a.txt"),
    row("bytes of no text", "source, article", "E-BINARY", lambda: bytes(range(256)) * 99,
           "a.txt"),
]  # fmt: skip

SHAPES = [
    row("not well-formed", "native, foreign, article", "E-XML", lambda: GOOD[:-20]),
    row("nothing", "native, foreign", "E-XML", lambda: b""),
    row("nothing", "source, article", "E-EMPTY", lambda: b"", "a.txt"),
    row("a text of 11 MB in one piece", "native, foreign", "E-XML",
           lambda: changed(b">SEOUL", b">" + b"a" * (11 * MB))),
    row("an attribute of 11 MB", "native, foreign", "E-XML",
           lambda: changed(b"<TEI xmlns", b'<TEI x="' + b"a" * (11 * MB) + b'" xmlns')),
    row("a name of 1 MB", "native, foreign", "E-XML",
           lambda: changed(b"<teiHeader>", b"<" + b"n" * MB + b"/><teiHeader>")),
    row("300 levels", "native, foreign", "E-XML",
           lambda: TEI + b"<a>" * 300 + b"</a>" * 300 + b"</TEI>"),
    row("a million levels", "native", "E-XML", lambda: TEI + b"<a>" * 999_000),
    row("2 million elements", "native", "E-TOO-MANY-ELEMENTS",
           lambda: TEI + b"<a/>" * 2_000_000 + b"</TEI>"),
    row("a million elements, less one", "foreign", "E-FOREIGN",
           lambda: b"<a>" + b"<b/>" * 999_990 + b"</a>"),
    row("a million elements in a header", "native", "E-TOO-MANY-ELEMENTS",
           lambda: changed(b"<teiHeader>", b"<teiHeader>" + b"<b/>" * 990_000)),
    row("100,000 attributes", "native, foreign", "E-ATTRS",
           lambda: b"<TEI " + b" ".join(b'a%d="1"' % n for n in range(100_000)) + b"/>"),
    row("100,000 namespaces", "native, foreign", "E-FOREIGN",
           lambda: b"<TEI " + b" ".join(b'xmlns:a%d="u%d"' % (n, n) for n in range(100_000))
           + b"/>"),
    row("namespaces within namespaces", "foreign", "E-FOREIGN",
           lambda: b"".join(b'<a xmlns:n%d="u%d">' % (n, n) for n in range(200))
           + b"<b/>" * 200_000 + b"</a>" * 200),
    row("a million comments", "native", "E-TOO-MANY-ELEMENTS",
           lambda: changed(b"<teiHeader>", b"<!---->" * MB + b"<teiHeader>")),
    row("more than 32 MB", "native", "E-TOO-BIG", lambda: b"<a>" + b" " * (33 * MB)),
    row("more than 32 MB", "source", "E-TOO-BIG", lambda: b"words " * (6 * MB), "a.txt"),
    row("git markers", "native, unchecked", "E-GIT-CONFLICT",
           lambda: changed(b"<TEI xmlns", b"<<<<<<< mine\n<TEI xmlns")
           + b"=======\n>>>>>>> theirs\n"),
    row("a control character", "native, foreign", "E-XML",
           lambda: changed(b"SEOUL", b"SE\x0bL")),
    row("a control character by number", "native, foreign", "E-XML",
           lambda: changed(b"SEOUL", b"SE&#11;UL")),
    row("a surrogate by number", "native, foreign", "E-XML",
           lambda: changed(b"SEOUL", b"SE&#xD800;L")),
]  # fmt: skip

ASIDE = [
    row(what, readers, code, lambda old=old, new=new: changed(old, new), aside=True)
    for what, readers, code, old, new in (
        ("an id twice", "native, unchecked", "E-DUP-ID", ANNOTATION,
         b'<annotation xml:id="a-8v1xw3rtk0"'),
        ("a malformed id", "native, unchecked", "E-ID", ANNOTATION, b'<annotation xml:id="4 k"'),
        ("a direction mark in an id", "native, unchecked", "E-ID", ANNOTATION,
         '<annotation xml:id="a-\u202e4k2mz7"'.encode()),
        ("an offset beyond the end", "native, unchecked", "E-OFFSET", RANGE,
         b"#string-range(b1,0,999)"),
        ("no such block", "native, unchecked", "E-OFFSET", RANGE, b"#string-range(b99,0,17)"),
        ("an offset of 5,000 digits", "native, unchecked", "E-OFFSET", RANGE,
         b"#string-range(b1,0," + b"9" * 5000 + b")"),
        # The profile speaks first, where it is asked.
        ("a negative offset", "native", "E-PROFILE", RANGE, b"#string-range(b1,-1,17)"),
        ("a negative offset", "unchecked", "E-OFFSET", RANGE, b"#string-range(b1,-1,17)"),
        ("full-width digits", "native", "E-PROFILE", RANGE, "#string-range(b1,0,１７)".encode()),
        ("full-width digits", "unchecked", "E-OFFSET", RANGE, "#string-range(b1,0,１７)".encode()),
        ("an underscore in a number", "native", "E-PROFILE", RANGE, b"#string-range(b1,0,1_7)"),
        ("an underscore in a number", "unchecked", "E-OFFSET", RANGE, b"#string-range(b1,0,1_7)"),
        ("a text that is not the annotated one", "native, unchecked", "E-DIGEST",
         b">SEOUL, SOUTH", b">SEOUL, NORTH"),
        ("other words than noted", "native, unchecked", "E-EXACT",
         ">North Korea’s Kim</note>".encode(), b">South Korea</note>"),
    )
]  # fmt: skip
