"""Import of foreign TEI: a text and the annotations it offers, with a list of what became what."""

from annotator.tei.foreign_values import Choices, Foreign


def convert(data: bytes, name: str, choices: Choices | None = None) -> Foreign:
    """A TEI file of any make as one article, with the annotations it offers.

    Nothing is decided for good: the dialog changes `choices` and converts again. Raises
    InputError (E-FOREIGN for other XML, fragments and SGML, E-XML, E-ENTITY, E-ENCODING …).
    """
    raise NotImplementedError
