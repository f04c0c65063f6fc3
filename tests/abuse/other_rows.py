"""Archives, JSON, HTML with a trick in them."""

import os

from tests.abuse import zips
from tests.abuse.row import MB, PASSWD, WEB, html, row

ZIPS = [row(what, "archive", code, build, "a.zip") for what, (build, code) in zips.TRICKS.items()]
ZIPS += [
    row("a file as large as may be", "archive", "",
           lambda: zips.packed({"a": (os.urandom(20_000) * 6800)[: 128 * MB]}), "a.zip"),
]  # fmt: skip

JSON = [
    row(what, "json, json lines", "E-JSON", build, "a.json")
    for what, build in {
        "too deep": lambda: b"[" * 4_000_000,
        "too deep with keys": lambda: b'{"a":' * 900_000,
        "a long number": lambda: b"9" * (4 * MB),
        "a long fraction": lambda: b"0." + b"9" * (4 * MB),
        "a key twice": lambda: b'{"a": 1, "a": 2}',
        "NaN": lambda: b"[NaN]",
        "half a character": lambda: b'"\\ud800"',
        "half a character at the end": lambda: b'["' + b"\\ud83d\\ude00" * 600_000 + b'\\ud800"]',
        "8 MB and more": lambda: b'"' + b"a" * (8 * MB) + b'"',
        "parts without end": lambda: b"[" + b"[]," * 2_000_000 + b"[]]",
    }.items()
] + [
    row("many keys", "json", "",
           lambda: b"{" + b",".join(b'"%x":1' % n for n in range(499_000)) + b"}", "a.json"),
    row("a key twice among many", "json", "E-JSON",
           lambda: b"{" + b",".join(b'"%x":1' % n for n in range(400_000)) + b',"0":2}',
           "a.json"),
    row("many lists", "json", "", lambda: b"[" + b"[]," * 249_990 + b"[]]", "a.json"),
    row("chains as deep as may be", "json", "",
           lambda: b"[" + b",".join([b'{"":' * 99 + b"1" + b"}" * 99] * 4950) + b"]", "a.json"),
    row("many lines", "json lines", "", lambda: b"{}\n" * 200_000, "a.jsonl", said="200000"),
    row("blank lines without end", "json lines", "", lambda: b"\n" * (2 * MB), "a.jsonl"),
]  # fmt: skip

HTML = [
    row(what, readers, "E-HTML", build, "a.html")
    for what, readers, build in (
        ("deeper than 256", "source, article, paste", lambda: html(b"<div>" * 300 + b"words")),
        ("deeper than 256 in a row of tags", "source, article, paste",
         lambda: html(b"<b>" * 100_000 + b"words")),
        ("a text of 11 MB in one piece", "source",
         lambda: html(b"<p>" + b"a" * (11 * MB) + b"</p>words")),
        ("an attribute of 11 MB", "source",
         lambda: html(b'<p title="' + b"a" * (11 * MB) + b'">words</p>')),
        ("2 million elements", "source, paste", lambda: html(b"<br>" * 2_000_000 + b"words")),
        ("2 million paragraphs", "article", lambda: html(b"<p>a" * 2_000_000)),
        ("100,000 attributes", "source, article, paste",
         lambda: html(b"<p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">words</p>")),
    )
] + [
    row("as many elements as may be", "source", "", lambda: html(b"<br>a" * 199_000), "a.html"),
    row("as many attributes as may be", "source", "",
           lambda: html((b"<p " + b" ".join(b"a%d=1" % n for n in range(250)) + b">a") * 4_000),
           "a.html"),
    row("nothing but brackets", "source", "", lambda: html(b"<" * 2_000_000 + b"x"),
           "a.html"),
    row("other files named in every way", "source, article, paste", "",
           lambda: html(b'<img src="%s"><iframe src="%s"></iframe><object data="%s"></object>'
                        b'<link rel=stylesheet href="%s"><script src="%s"></script>words'
                        % (PASSWD, WEB, PASSWD, WEB, WEB)), "a.html", said="words"),
    row("a base and a refresh", "source", "",
           lambda: html(b'<base href="%s"><meta http-equiv=refresh content="0;%s">words'
                        % (WEB, WEB)), "a.html", said="words"),
    row("entities in HTML", "source", "",
           lambda: b'<!DOCTYPE html [<!ENTITY x SYSTEM "%s">]><html><p>words &x;' % PASSWD,
           "a.html", said="words"),
    row("XHTML with a DTD", "source, article", "",
           lambda: b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "x" "%s"><html><p>words</p></html>'
           % WEB, "a.xhtml", said="words"),
]  # fmt: skip
