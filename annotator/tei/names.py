"""Names that the files use: namespaces, kinds of file, fixed sentences, prefixes of ids."""

import re
from typing import Final, Literal

TEI: Final = "http://www.tei-c.org/ns/1.0"
XML: Final = "http://www.w3.org/XML/1998/namespace"
T: Final = f"{{{TEI}}}"
XML_ID: Final = f"{{{XML}}}id"
XML_LANG: Final = f"{{{XML}}}lang"
TEI_VERSION: Final = "4.12.0"
FORMAT: Final = 1
"""The version of the format that is written; `schemaRef/@n`."""

NativeKind = Literal["project", "text", "annotations", "links"]
NATIVE_KINDS: Final[tuple[NativeKind, ...]] = ("project", "text", "annotations", "links")

KEY_OF_A_LIST: Final = re.compile(r"[^\s\x00-\x1f\x7f-\x9f]+")
"""What a `symbol` holds: no space and no control character."""
TAG: Final = "tag-"
REL: Final = "rel-"

UNPUBLISHED: Final = "Working file of a research project; not published."
BORN_DIGITAL: Final = "Born digital: settings and tagset of the project."
LINKS_SOURCE: Final = "Relations between annotations of different articles of the project."
NORMALIZATION: Final = (
    "Unicode is kept as imported. Line ends were made U+000A and characters that XML forbids were "
    "replaced one for one, once, at import; nothing else was changed."
)
SEGMENTATION: Final = (
    "Each line is one block (head, p or ab) with an xml:id; a block holds no line end. "
    "string-range(block,offset,length) counts Unicode code points of the block from 0. "
    "text-sha256 is the SHA-256 of the UTF-8 bytes of all blocks joined by U+000A."
)

_LANGUAGES: Final = {
    "ar": "Arabic", "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German",
    "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian",
    "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian",
    "hu": "Hungarian", "it": "Italian", "ja": "Japanese", "ko": "Korean", "lt": "Lithuanian",
    "lv": "Latvian", "nb": "Norwegian Bokmål", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovene",
    "sr": "Serbian", "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu",
    "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def language_name(tag: str) -> str:
    """The English name of a language tag, or the tag itself."""
    return _LANGUAGES.get(tag.split("-")[0].lower(), tag)
