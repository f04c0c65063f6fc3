"""Import of TEI of other makes: the text, what is offered as annotations, what became of what."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.core.document import Document
from annotator.core.errors import InputError
from annotator.tei.foreign import convert
from annotator.tei.foreign_values import Choices, Foreign, Offered

FILES = Path(__file__).parent / "foreign"
BRIDGE = [path for path in sorted(FILES.glob("*bridge*")) if "slim" not in path.name]


def tei(body: str, header: str = "", start: str = "", stand_off: str = "") -> bytes:
    namespace = 'xmlns="http://www.tei-c.org/ns/1.0"'
    return (
        f"{start}<TEI {namespace}><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>"
        f"</fileDesc>{header}</teiHeader><text><body>{body}</body></text>{stand_off}</TEI>"
    ).encode()


def words(found: Foreign, offered: Offered) -> list[str]:
    return [span.text(found.text.text) for span in offered.spans]


def first(found: Foreign) -> tuple[str, list[str], dict[str, object]]:
    offered = found.annotations[0]
    return offered.category, words(found, offered), dict(offered.attributes)


@pytest.mark.parametrize("path", BRIDGE, ids=lambda path: path.name)
def test_the_same_article_comes_out_of_every_make(path: Path) -> None:
    found = convert(path.read_bytes(), path.name)
    source = convert((FILES / "0-source-bridge.tei.xml").read_bytes(), "source")
    assert found.text.text == source.text.text
    assert found.metadata.outlet == "The Invented Herald"
    assert Document("a", found.text.text, found.kinds).kinds[0] == "head"


@pytest.mark.parametrize(
    "name",
    [
        "1-standoff-bridge.anna",
        "2-bundle-bridge",
        "5-inline-bridge.anna",
        "6-inline-anchors-bridge.all",
    ],
)
def test_stand_off_segments_and_anchors_offer_the_same(name: str) -> None:
    found = convert((FILES / f"{name}.tei.xml").read_bytes(), name)
    anna = [words(found, o) for o in found.annotations if o.annotator in ("anna", "")]
    assert [
        "“We were told it would take six weeks,”",
        "“It has taken nine months — and nobody has apologised.”",
    ] in anna
    assert ["six weeks"] in anna
    assert found.unsettled == ()


def test_relations_and_notes_come_along() -> None:
    found = convert((FILES / "5-inline-bridge.anna.tei.xml").read_bytes(), "f")
    assert [relation.type for relation in found.relations] == ["source", "cue", "content"]
    quote = found.annotations[0]
    assert quote.note == "One utterance, interrupted by the attribution."
    assert quote.certainty == "0.95"
    statistic = next(o for o in found.annotations if dict(o.attributes).get("unit"))
    assert dict(statistic.attributes) == {"unit": "%", "value": Decimal(104)}


@pytest.mark.parametrize("name", ["3-slim-bridge.anna", "4-links.anna"])
def test_a_file_without_text_is_refused(name: str) -> None:
    with pytest.raises(InputError) as caught:
        convert((FILES / f"{name}.tei.xml").read_bytes(), name)
    assert caught.value.code == "E-FOREIGN"


def test_any_prefix_and_none() -> None:
    plain = b"<TEI><text><body><p>a <q>b</q></p></body></text></TEI>"
    prefixed = (
        b'<x:TEI xmlns:x="http://www.tei-c.org/ns/1.0"><x:text><x:body><x:p>a <x:q>b</x:q></x:p>'
        b"</x:body></x:text></x:TEI>"
    )
    old = b"<TEI.2><text><body><p>a <q>b</q></p></body></text></TEI.2>"
    for data in (plain, prefixed, old):
        assert first(convert(data, "f"))[:2] == ("quote", ["b"])


def test_white_space_breaks_and_left_out_words() -> None:
    found = convert(
        tei(
            "<head>A\n  head</head>\n<p>  one <lb/>two three<lb break='no'/>four <pb/>five"
            "<note>gone</note>, <choice><sic>bda</sic><corr>bad</corr></choice> "
            "<choice><abbr>Mr</abbr><expan>Mister</expan></choice>  </p><lg><l>l1</l><l>l2</l></lg>"
            "<p xml:space='preserve'>a  b\n c</p><ab type='blank'/><p>e&#x301;nd 🚲 אב</p>"
        ),
        "f",
    )
    assert found.text.text.split("\n") == [
        "A head",
        "one two threefour five, bad Mister",
        "l1",
        "l2",
        "a  b",
        " c",
        "",
        "e\u0301nd 🚲 אב",
    ]
    assert found.kinds[0] == "head"
    assert found.kinds[6] == "blank"
    kept = convert(tei("<p>a<note>b</note></p>"), "f", Choices(left_out=frozenset({"sic"})))
    assert kept.text.text == "ab"


@pytest.mark.parametrize(
    ("xml", "category", "said", "values"),
    [
        (
            "<said direct='false' who='#eva'>🚲 so</said>",
            "quote",
            ["🚲 so"],
            {"form": "indirect", "speaker": "eva"},
        ),
        ("<q type='thought'>hm</q>", "quote", ["hm"], {"medium": "thought"}),
        ("<soCalled>so</soCalled>", "quote", ["so"], {"form": "scare"}),
        (
            "<num value='1200' type='cardinal'>1,200</num>",
            "statistic",
            ["1,200"],
            {"value": Decimal(1200), "quantity_type": "count"},
        ),
        (
            "<measure quantity='3.5' unit='km'>3.5 km</measure>",
            "statistic",
            ["3.5 km"],
            {"value": Decimal("3.5"), "unit": "km"},
        ),
        ("<seg type='claim'>c <hi>d</hi></seg>", "claim", ["c d"], {}),
        ("<seg ana='#tag-claim'>c</seg>", "claim", ["c"], {}),
        (
            "<q xml:id='a' next='#b'>one</q>, <q xml:id='b' prev='#a'>two</q>",
            "quote",
            ["one", "two"],
            {},
        ),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) and "<" in value else "",
)
def test_elements_become_annotations(
    xml: str, category: str, said: list[str], values: dict[str, object]
) -> None:
    found = convert(tei(f"<p>before {xml} after</p>"), "f")
    assert first(found) == (category, said, values)
    assert len(found.annotations) == 1


def test_names_are_offered_only_when_chosen() -> None:
    data = tei("<p><persName>Eva</persName> said</p>")
    assert convert(data, "f").annotations == ()
    chosen = Choices(elements={**Choices().elements, "persName": "attribution"})
    assert first(convert(data, "f", chosen)) == ("attribution", ["Eva"], {"part": "source"})


def test_unknown_names_wait_to_be_settled() -> None:
    data = tei("<p><seg type='rumour'>x</seg> <seg type='rumour'>y</seg></p>")
    found = convert(data, "f")
    assert found.unsettled == (("rumour", 2),)
    assert found.settled == ()
    settled = convert(data, "f", replace(found.choices, names={"rumour": "claim"}))
    assert [offered.category for offered in settled.settled] == ["claim", "claim"]


def chained(found: Foreign) -> list[list[str]]:
    return [words(found, offered) for offered in found.annotations]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<q xml:id='a'>1</q> x <q prev='#a'>2</q>", [["1", "2"]]),
        ("<q next='#b'>1</q> x <q xml:id='b'>2</q>", [["1", "2"]]),
        (
            "<q part='I'>1</q> x <q part='M'>2</q> y <q part='F'>3</q> z <q>4</q>",
            [["1", "2", "3"], ["4"]],
        ),
        ("<q part='F'>1</q> x <q part='I'>2</q>", [["1"], ["2"]]),
        ("<q xml:id='a' next='#b'>1</q> x <q xml:id='b' next='#a'>2</q>", [["1", "2"]]),
        ("<q xml:id='a' next='#a' prev='#gone'>1</q>", [["1"]]),
        (
            "<q xml:id='a' next='#c'>1</q> x <q next='#c'>2</q> y <q xml:id='c'>3</q>",
            [["1", "3"], ["2"]],
        ),
        ("<q part='I'>1</q> x <seg type='claim' part='F'>2</seg>", [["1"], ["2"]]),
    ],
)
def test_fragments_are_joined_by_next_prev_or_part(body: str, expected: list[list[str]]) -> None:
    assert chained(convert(tei(f"<p>{body}</p>"), "f")) == expected


def test_long_chains_and_many_anchors_take_no_time_worth_mentioning() -> None:
    links = "".join(
        f"<seg xml:id='s{n}' next='#s{n + 1}' type='claim'>a</seg> " for n in range(4000)
    )
    found = convert(tei(f"<p>{links}</p>"), "f")
    assert [len(offered.spans) for offered in found.annotations] == [4000]
    anchors = "".join(f"<anchor xml:id='s{n}'/><hi/>" for n in range(30000))
    assert convert(tei(f"<p>{anchors}x</p>"), "f").text.text == "x"
    assert convert(tei(f"<p>{'<![CDATA[a]]>' * 100000}</p>"), "f").text.text == "a" * 100000


def test_zero_width_marks_at_the_start_of_a_line_move_nothing() -> None:
    found = convert(tei("<p>\ufeff\ufeffab <q>c</q></p><p>\ufeffd <q>e</q></p>"), "f")
    assert found.text.text == "ab c\n\ufeffd e"
    assert chained(found) == [["c"], ["e"]]


def test_a_word_broken_over_lines_is_whole_again() -> None:
    found = convert(tei("<p>fo\n  <lb break='no'/>ur five <pb/>six\n<lb/>seven</p>"), "f")
    assert found.text.text == "four five six seven"


def test_the_date_is_that_of_the_article() -> None:
    data = (
        b"<TEI><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>"
        b"<publicationStmt><date when='2020-01-01'/></publicationStmt><sourceDesc><bibl>"
        b"<date>in spring</date><date when='2019-12-31'/></bibl></sourceDesc></fileDesc>"
        b"<revisionDesc><change><date when='2021-05-05'/></change></revisionDesc></teiHeader>"
        b"<text><body><p>a</p></body></text></TEI>"
    )
    assert convert(data, "f").metadata.date == "2019-12-31"


def test_certainty_of_a_part_is_not_that_of_the_whole() -> None:
    body = "<p><seg xml:id='a' type='claim'>x</seg> <seg xml:id='b' type='claim'>y</seg></p>"
    apart = (
        "<standOff><certainty target='#a' match='@type' degree='0.4'/>"
        "<certainty target='#b' degree='0.7'/></standOff>"
    )
    found = convert(tei(body, stand_off=apart), "f")
    assert [offered.certainty for offered in found.annotations] == ["", "0.7"]


def test_pointers_nobody_can_follow_are_said_to_be_lost() -> None:
    found = convert((FILES / "7-recogito-studio-bridge.all.tei.xml").read_bytes(), "f")
    rows = {row.element: row for row in found.becomes}
    assert rows["annotation"].what == "not taken over"
    assert any("annotation (13)" in note for note in found.notes)
    half = tei(
        "<p xml:id='p'>abc</p>",
        stand_off="<standOff><listAnnotation><annotation ana='#claim' "
        "target='#string-range(p,0,1)'/><annotation ana='#claim' target='#string-range(p,9,1)'/>"
        "</listAnnotation></standOff>",
    )
    rows = {row.element: row for row in convert(half, "f").becomes}
    assert rows["annotation"].what == "annotation: claim (1 of them; the others not taken over)"


def test_a_string_range_counts_in_the_source() -> None:
    found = convert(
        tei(
            "<p xml:id='p1'>a\n    <hi>bc</hi> 🚲 d</p>",
            stand_off="<standOff><listAnnotation><annotation ana='#claim' "
            "target='#string-range(p1,6,4)'/></listAnnotation></standOff>",
        ),
        "f",
    )
    assert words(found, found.annotations[0]) == ["bc 🚲"]


XXE = '<!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
BOMB = f'<!DOCTYPE TEI [<!ENTITY x "{"x" * 10000}">]>'
NESTED = '<!DOCTYPE TEI [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>'


def test_entities_are_resolved_where_they_are_plain() -> None:
    start = '<?xml version="1.0"?>\n<!DOCTYPE TEI SYSTEM "tei.dtd" [<!ENTITY co "A &amp; Ö">]>\n'
    found = convert(tei("<p>&eacute;&co; <!-- &x; --><![CDATA[&y;]]></p>", start=start), "f")
    assert found.text.text == "éA & Ö &y;"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (tei("<p>&who;</p>"), "E-ENTITY"),
        (tei("<p>&x;</p>", start=XXE), "E-ENTITY"),
        (tei("<p>&b;</p>", start=NESTED), "E-ENTITY"),
        (tei(f"<p>{'&x;' * 100000}</p>", start=BOMB), "E-ENTITY"),
        (tei("<p/>", start="<!DOCTYPE TEI [<!ENTITY"), "E-XML"),
        (b"<div><p>fragment</p></div>", "E-FOREIGN"),
        (b"<html><body/></html>", "E-FOREIGN"),
        (b"<TEI.2><p>SGML", "E-XML"),
        (b"", "E-XML"),
        (tei("<p> </p>"), "E-EMPTY"),
        (b"<?xml version='1.0' encoding='utf-7'?><TEI/>", "E-ENCODING"),
        (tei("<p>\xe9</p>").replace("\xe9".encode(), b"\xe9"), "E-ENCODING"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_imported_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        convert(data, "f")
    assert caught.value.code == code


def test_a_corpus_offers_its_texts() -> None:
    one = "<TEI><teiHeader><title>{0}</title></teiHeader><text><body><p>{0}</p></body></text></TEI>"
    data = f"<teiCorpus>{one.format('first')}{one.format('second')}</teiCorpus>".encode()
    found = convert(data, "f", Choices(text=1))
    assert found.texts == ("first", "second")
    assert found.text.text == "second"


def test_what_became_of_what_is_listed() -> None:
    found = convert(tei("<p>a <hi>b</hi><lb/>c <note>n</note><graphic url='x'/></p>"), "f")
    rows = {row.element: (row.count, row.what) for row in found.becomes}
    assert rows["note"] == (1, "left out")
    assert rows["hi"] == (1, "its words alone")
    assert rows["graphic"] == (1, "not taken over")
    assert any("graphic" in note for note in found.notes)


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_damaged_file_raises_only_input_errors(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(BRIDGE))
    damaged = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        damaged[at : at + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=6))
    try:
        found = convert(bytes(damaged), "f")
    except InputError:
        return
    document = Document("a", found.text.text, found.kinds)
    for offered in found.annotations:
        assert all(span.end <= len(document.text) for span in offered.spans)


PIECES = [
    "<p>", "</p>", "<p xml:id='a'>", "<q>", "</q>", "<q xml:id='b' next='#a' part='I'>", "<lb/>",
    "<lb break='no'/>", "<note>", "</note>", "<seg ana='#claim' prev='#b'>", "</seg>", "\u2028",
    "<anchor xml:id='c'/>", "<span from='#c' to='#c' ana='#claim'/>", "&eacute;", "&amp;", "&no;",
    "<annotation ana='#claim' target='#string-range(a,0,9)'/>", "<![CDATA[", "]]>", "<!--", "-->",
    "<?a", "?>", "\ufeff", "👩\u200d👧", "אב", "e\u0301", "\u00a0", " ", "\n", "<head>", "</head>",
    "<p xml:space='preserve'>", "<num value='1e9'>", "</num>", "<ab type='blank'/>", "&#13;",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=25))
@settings(max_examples=300, deadline=None)
def test_any_mixture_of_markup_is_read_or_refused(pieces: list[str]) -> None:
    try:
        found = convert(tei("".join(pieces)), "f")
    except InputError:
        return
    document = Document("a", found.text.text, found.kinds, found.metadata, found.text.replaced)
    for offered in found.annotations:
        assert offered.spans
        assert all(span.end <= len(document.text) for span in offered.spans)


@given(st.text(max_size=60), st.sampled_from(["", "<!DOCTYPE TEI [", '<?xml version="1.0"?>']))
@settings(max_examples=200, deadline=None)
def test_any_prolog_is_read_or_refused(prolog: str, start: str) -> None:
    data = (start + prolog).encode("utf-8", "replace") + tei("<p>a</p>")
    try:
        convert(data, "f")
    except InputError:
        return
