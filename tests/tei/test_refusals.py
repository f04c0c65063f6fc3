"""What bad input gets: a file is refused, or an item set aside, each with its code and place."""

import gzip
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.core.errors import InputError
from annotator.tei.files import AnnotationsFile, LinksFile, NativeFile
from annotator.tei.reader import kind_of, read
from annotator.tei.writer import write
from tests.tei import makers

FILES = Path(__file__).parent / "files"
GOOD = (FILES / "9-annotations-extended.tei.xml").read_bytes()
PROJECT = (FILES / "8-project-kim.tei.xml").read_bytes()


def zipped(data: bytes) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("a.xml", data)
    return held.getvalue()


def changed(old: bytes, new: bytes, data: bytes = GOOD) -> bytes:
    assert old in data
    return data.replace(old, new, 1)


BOMB = b'<!DOCTYPE TEI [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
XXE = b'<!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
START = b"<TEI xmlns"
REFUSED = {
    "empty": (b"", "E-XML"),
    "blank": (b" \n ", "E-XML"),
    "no XML": (b"just words", "E-XML"),
    "binary": (bytes(range(256)) * 4, "E-ENCODING"),
    "truncated": (GOOD[: len(GOOD) // 2], "E-XML"),
    "gzip": (gzip.compress(GOOD), "E-COMPRESSED"),
    "zip": (zipped(GOOD), "E-COMPRESSED"),
    "UTF-16": (GOOD.decode().encode("utf-16"), "E-ENCODING"),
    "not the declared UTF-8": (changed("“".encode(), b"\xff"), "E-ENCODING"),
    "declared Latin-1": (changed(b"UTF-8", b"ISO-8859-1"), "E-ENCODING"),
    "UTF-7": (changed(b"UTF-8", b"UTF-7"), "E-ENCODING"),
    "too big": (b"<TEI>" + b" " * (32 * 2**20), "E-TOO-BIG"),
    "too many elements": (b"<TEI>" + b"<a/>" * 1_000_001 + b"</TEI>", "E-TOO-MANY-ELEMENTS"),
    "one annotation of very many parts": (
        changed(b"<f name=\"part\">", b"<f name=\"x\"/>" * 20_001 + b"<f name=\"part\">"),
        "E-TOO-MANY-ELEMENTS",
    ),
    "one header of very many parts": (
        changed(b"</bibl>", b"<idno type=\"x\"/>" * 20_001 + b"</bibl>"),
        "E-TOO-MANY-ELEMENTS",
    ),
    "too deep": (b"<TEI>" + b"<a>" * 300 + b"</a>" * 300 + b"</TEI>", "E-XML"),
    "attributes": (
        b"<TEI " + b" ".join(b'a%d="1"' % n for n in range(20_000)) + b"/>",
        "E-ATTRS",
    ),
    "entity bomb": (changed(START, BOMB + START), "E-ENTITY"),
    "external entity": (changed(START, XXE + START), "E-ENTITY"),
    "DOCTYPE": (changed(START, b'<!DOCTYPE TEI SYSTEM "x.dtd">' + START), "E-DOCTYPE"),
    "unknown entity": (changed(b"North", b"&nbsp;North"), "E-XML"),
    "git conflict": (
        changed(START, b"<<<<<<< mine\n" + START) + b"=======\n>>>>>>> theirs\n",
        "E-GIT-CONFLICT",
    ),
    "no TEI": (b"<html/>", "E-FOREIGN"),
    "foreign TEI": (b'<TEI xmlns="http://www.tei-c.org/ns/1.0"/>', "E-FOREIGN"),
    "old TEI": (b"<TEI.2/>", "E-FOREIGN"),
    "newer format": (changed(b'key="annotator" n="1"', b'key="annotator" n="2"'), "E-NEWER"),
    "unknown element": (changed(b"<publicationStmt>", b"<edition/><publicationStmt>"), "E-PROFILE"),
    "unknown kind": (changed(b'type="annotations"', b'type="other"'), "E-PROFILE"),
    "element in a block": (changed(b">SEOUL", b"><hi>SEOUL</hi>"), "E-PROFILE"),
    "no article": (changed(b'<idno type="document">wire</idno>', b""), "E-PROFILE"),
    "owner unknown": (changed(b'tions" resp="#anna"', b'tions" resp="#eve"'), "E-POINTER"),
    "two categories of one key": (
        changed(b'xml:id="tag-claim"', b'xml:id="tag-quote"', PROJECT),
        "E-PROFILE",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("data", "code"), REFUSED.values(), ids=REFUSED)
def test_a_file_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read(data, "folder/file.tei.xml")
    assert caught.value.code == code
    assert caught.value.where.startswith("folder/file.tei.xml")
    assert len(caught.value.message) > 15
    kind_of(data)


def test_the_profile_tells_the_line_and_what_to_do() -> None:
    with pytest.raises(InputError) as caught:
        read(changed(b"<publicationStmt>", b"<edition/><publicationStmt>"), "f")
    assert caught.value.where.startswith("f, line ")
    assert caught.value.message.endswith("or go back to an earlier version.")


def test_the_line_of_a_fault_is_told() -> None:
    line = GOOD[: GOOD.index(b"SEOUL")].count(b"\n") + 1
    with pytest.raises(InputError) as caught:
        read(changed(b"SEOUL", b"<SEOUL"), "f")
    assert caught.value.where == f"f, line {line}"


RANGE = b"#string-range(b1,0,17)"
ANNOTATION = b'<annotation xml:id="a-4k2mz7qd3f"'
ASIDE = {
    "beyond the block": (RANGE, b"#string-range(b1,60,17)", "E-OFFSET"),
    "no such block": (RANGE, b"#string-range(b99,0,17)", "E-OFFSET"),
    "full-width digits": (RANGE, "#string-range(b1,0,１７)".encode(), "E-PROFILE"),
    "underscore": (RANGE, b"#string-range(b1,0,1_7)", "E-PROFILE"),
    "negative": (RANGE, b"#string-range(b1,-1,17)", "E-PROFILE"),
    "5000 digits": (RANGE, b"#string-range(b1,0," + b"9" * 5000 + b")", "E-OFFSET"),
    "other words": (b">North Korea\xe2\x80\x99s Kim</note>", b">South Korea</note>", "E-EXACT"),
    "a maker nobody knows": (
        b'when="2026-11-20T09:14:02Z" who="#anna"',
        b'when="2026-11-20T09:14:02Z" who="#eve"',
        "E-POINTER",
    ),
    "somebody else's": (b'n="k7f2q1.1" resp="#anna"', b'n="k7f2q1.1" resp="#eve"', "E-POINTER"),
    "id twice": (ANNOTATION, b'<annotation xml:id="a-8v1xw3rtk0"', "E-DUP-ID"),
    "bad id": (ANNOTATION, b'<annotation xml:id="4 k"', "E-ID"),
    "no number": (b'<numeric value="3"/>', b'<numeric value="3e5"/>', "E-PROFILE"),
    "unknown child": (b'<note type="features">', b'<q/><note type="features">', "E-PROFILE"),
    "values of another category": (b'<fs type="attribution">', b'<fs type="quote">', "E-PROFILE"),
    "an end that is not there": (
        b'<ptr type="passive" target="#a-m9',
        b'<ptr type="passive" target="#a-0',
        "E-POINTER",
    ),
    "a mutual relation with a pointer": (
        b'target="#a-4k2mz7qd3f" n="k7f2q1.15"',
        b'target="#a-4k2mz7qd3f #a-m9c5j0he2y" n="k7f2q1.15"',
        "E-PROFILE",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code"), ASIDE.values(), ids=ASIDE)
def test_an_item_is_set_aside_and_kept(old: bytes, new: bytes, code: str) -> None:
    data = changed(old, new)
    result = read(data, "f")
    assert code in {problem.code for problem in result.problems}
    file = result.file
    assert isinstance(file, AnnotationsFile)
    whole = read(GOOD, "f").file
    assert isinstance(whole, AnnotationsFile)
    items = len(file.set.annotations) + len(file.set.relations)
    assert items + len(file.extras.aside) == len(whole.set.annotations) + len(whole.set.relations)
    assert all(problem.line > 0 for problem in result.problems)
    written = write(file)
    again = read(written, "f")
    kept = {item.xml for item in again.file.extras.aside}
    assert kept == {item.xml for item in file.extras.aside}
    assert write(again.file) == written


def test_relations_of_an_item_set_aside_are_set_aside_too() -> None:
    result = read(changed(RANGE, b"#string-range(b99,0,17)"), "f")
    assert [problem.code for problem in result.problems] == ["E-OFFSET", "E-POINTER"]


def test_a_changed_letter_of_the_text_is_noticed() -> None:
    result = read(changed(b">SEOUL, SOUTH", b">SEOUL, NORTH"), "f")
    assert [problem.code for problem in result.problems] == ["E-DIGEST"]
    assert "wire" in result.problems[0].message


def test_a_link_to_somebody_elses_annotation_is_set_aside() -> None:
    data = write(makers.links())
    result = read(data.replace(b"/anna.tei.xml#a-1", b"/eve.tei.xml#a-1", 1), "f")
    assert [problem.code for problem in result.problems] == ["E-POINTER"]
    assert isinstance(result.file, LinksFile)
    assert write(read(write(result.file), "f").file) == write(result.file)


def test_other_programs_data_is_kept() -> None:
    xeno = b'<xenoData><x:a xmlns:x="urn:x" b="1">kept &amp; safe</x:a></xenoData>'
    data = changed(b'<revisionDesc n="k7f2q1.40"', xeno + b'<revisionDesc n="k7f2q1.40"')
    written = write(read(data, "f").file)
    assert b"kept &amp; safe" in written
    assert write(read(written, "f").file) == written


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_damaged_file_raises_only_input_errors(data: st.DataObject) -> None:
    damaged = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        cut = data.draw(st.integers(0, 30))
        damaged[at : at + cut] = data.draw(st.binary(max_size=8))
    survives(bytes(damaged))


@pytest.mark.campaign
@given(st.data())
@settings(max_examples=20_000, deadline=None)
def test_a_damaged_file_raises_only_input_errors_at_length(data: st.DataObject) -> None:
    good = data.draw(st.sampled_from([GOOD, PROJECT]))
    pieces = sorted(data.draw(st.lists(st.integers(0, len(good)), min_size=2, max_size=8)))
    kept = [good[a:b] for a, b in zip([0, *pieces], [*pieces, len(good)], strict=True)]
    survives(b"".join(data.draw(st.permutations(kept))))


def survives(data: bytes) -> None:
    """Read it, and write what was read, unless it is refused in the declared way."""
    kind_of(data)
    try:
        file: NativeFile = read(data, "f").file
    except InputError:
        return
    written = write(file)
    assert write(read(written, "f").file) == written


def test_a_project_that_could_not_be_saved_is_refused() -> None:
    start, end = PROJECT.index(b"<vAlt>"), PROJECT.index(b"</vAlt>")
    without_values = PROJECT[:start] + b"<vAlt>" + PROJECT[end:]
    reserved = PROJECT.replace(b"tag-claim", b"tag-common").replace(b'"claim"', b'"common"')
    for data in (without_values, reserved):
        with pytest.raises(InputError) as caught:
            read(data, "f", validate=False)
        assert caught.value.code == "E-PROFILE"


def test_names_without_a_declared_prefix_are_refused_whatever_follows() -> None:
    data = changed(b'<note type="comment"', b'<note xl:space="x" type="comment"')
    warned = data.replace(b"<teiHeader>", b'<teiHeader xmlns:n="no-address">', 1)
    for bad in (data, warned, warned.replace(b"</TEI>", b'<x xmlns="no-address"/></TEI>')):
        with pytest.raises(InputError) as caught:
            read(bad, "f")
        assert caught.value.code == "E-XML"


def test_an_item_in_a_namespace_that_is_no_address_is_no_surprise() -> None:
    data = changed(b'<note type="features">', b'<q xmlns="u"/><note type="features">')
    with pytest.raises(InputError) as caught:
        read(data, "f")
    assert caught.value.code == "E-PROFILE"


def test_what_is_set_aside_only_for_now_is_taken_so_that_it_can_be_saved() -> None:
    """Blocks are numbered anew when a file is written: `b1` comes back, and what points to it."""
    data = changed(b'xml:id="b1"', b'xml:id="b100"')
    first = read(data, "f")
    assert not first.file.extras.aside
    assert not first.problems
    assert write(read(write(first.file), "f").file) == write(first.file)


def test_a_key_of_a_list_with_a_blank_is_set_aside() -> None:
    result = read(changed(b'<symbol value="source"/>', b'<symbol value="so urce"/>'), "f")
    assert "E-PROFILE" in {problem.code for problem in result.problems}
    assert write(read(write(result.file), "f").file) == write(result.file)


def test_a_set_without_a_history_is_refused() -> None:
    start, end = GOOD.index(b"<revisionDesc"), GOOD.index(b"</revisionDesc>")
    with pytest.raises(InputError) as caught:
        read(GOOD[:start] + b'<revisionDesc status="open">' + GOOD[end:], "f", validate=False)
    assert caught.value.code == "E-PROFILE"
