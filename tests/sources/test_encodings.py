"""Encodings are guessed by their letters; pages and people may say otherwise."""

from pathlib import Path
from typing import Final

import pytest

from annotator.sources.articles import read

FILES: Final = Path(__file__).parent / "files"
SENTENCES: Final = dict(
    line.split("\t", 1)
    for line in (FILES / "sentences.txt").read_bytes().decode("utf-8").splitlines()
)
PAIRS: Final = [
    ("french", "cp1252"),
    ("german", "cp1252"),
    ("english", "cp1252"),
    ("spanish", "cp1252"),
    ("portuguese", "cp1252"),
    ("italian", "cp1252"),
    ("swedish", "cp1252"),
    ("danish", "cp1252"),
    ("french", "mac-roman"),
    ("german", "mac-roman"),
    ("spanish", "mac-roman"),
    ("french", "cp850"),
    ("polish", "cp1250"),
    ("czech", "cp1250"),
    ("hungarian", "cp1250"),
    ("croatian", "cp1250"),
    ("romanian", "cp1250"),
    ("polish", "iso-8859-2"),
    ("czech", "iso-8859-2"),
    ("hungarian", "iso-8859-2"),
    ("russian", "cp1251"),
    ("ukrainian", "cp1251"),
    ("bulgarian", "cp1251"),
    ("russian", "koi8-r"),
    ("ukrainian", "koi8-u"),
    ("russian", "cp866"),
    ("russian", "iso-8859-5"),
    ("greek", "cp1253"),
    ("greek", "iso-8859-7"),
    ("turkish", "cp1254"),
    ("hebrew", "cp1255"),
    ("arabic", "cp1256"),
    ("lithuanian", "cp1257"),
    ("thai", "cp874"),
    ("chinese_s", "gb18030"),
    ("chinese_t", "big5"),
    ("chinese_t", "gb18030"),
    ("japanese", "cp932"),
    ("japanese", "euc-jp"),
    ("korean", "cp949"),
    ("spanish", "cp850"),
]


@pytest.mark.parametrize(("language", "encoding"), PAIRS)
def test_a_sentence_or_two_are_enough(language: str, encoding: str) -> None:
    data = SENTENCES[language].encode(encoding, "ignore")
    found = read(data, "a.txt")
    assert found.text.text == data.decode(encoding)
    assert found.alternatives
    assert any("guessed" in note for note in found.notes)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("It’s fine", "cp1252"),
        ("“Hi”", "cp1252"),
        ("£5", "cp1252"),
        ("naïve piñata", "cp1252"),
        ("l’eau", "cp1252"),
        ("über “uns”", "mac-roman"),
        ("Łódź", "cp1250"),
        ("Привет, мир", "cp1251"),
        ("日本語", "cp932"),
        ("你好，世界", "gb18030"),
    ],
)
def test_few_letters_are_enough(text: str, encoding: str) -> None:
    assert read(text.encode(encoding), "a.txt").text.text == text


def test_japanese_in_seven_bits_is_no_ascii() -> None:
    found = read("市長は橋の修理費用。".encode("iso-2022-jp"), "a.txt")
    assert (found.text.text, found.encoding) == ("市長は橋の修理費用。", "iso-2022-jp")
    assert found.alternatives == ("utf-8",)


@pytest.mark.parametrize(
    ("declared", "written", "read_as"),
    [
        ("gb2312", "gbk", "gb18030"),
        ("shift_jis", "cp932", "cp932"),
        ("iso-8859-1", "cp1252", "windows-1252"),
        ("utf-16", "utf-8", "utf-8"),
        ("nonsense", "utf-8", "utf-8"),
    ],
)
def test_a_page_is_taken_at_its_word_as_browsers_do(
    declared: str, written: str, read_as: str
) -> None:
    words = {"gbk": "市长", "cp932": "市長", "cp1252": "“é”"}.get(written, "é 🚲")
    page = f'<html><meta charset="{declared}"><p>{words}</p>'.encode(written)
    found = read(page, "a.html")
    assert (found.text.text, found.encoding) == (words, read_as)
    assert read(page, "a.html", found.encoding).text.text == words


def test_bytes_of_no_language_are_read_all_the_same() -> None:
    found = read(b"a \x81\x8d\x8f\x90\x9d b \xff\xfe", "a.txt")
    assert found.encoding
    assert len(found.alternatives) >= 1
