"""How the window looks on a project, as JSON: panes, order, sizes, places in the texts."""

from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QByteArray

from annotator.core.span import Span, Spans
from annotator.gui.panes.readers.reader import Reader
from annotator.gui.text.anchor import Anchor

Json = dict[str, Any]


@dataclass(frozen=True)
class Layout:
    """What is restored when a project is opened again. What makes no sense has its default."""

    shown: tuple[str, ...] | None = None
    """Ids of the articles shown, in order; None: never stored."""
    active: str = ""
    sizes: tuple[int, ...] = ()
    places: dict[str, Json] = field(default_factory=dict)
    """By document id: anchor, caret, selected text."""
    selected: tuple[str, ...] = ()
    """Ids of the selected annotations, of the active article."""
    docks: str = ""
    """Qt's own state of docks and tool bars, base64."""

    def to_json(self) -> Json:
        """For the user's state."""
        return {
            "shown": None if self.shown is None else list(self.shown),
            "active": self.active,
            "sizes": list(self.sizes),
            "places": self.places,
            "selected": list(self.selected),
            "docks": self.docks,
        }

    @classmethod
    def from_json(cls, stored: Json) -> "Layout":
        """From the user's state, which may hold anything."""
        shown = stored.get("shown")
        active, docks = stored.get("active"), stored.get("docks")
        places = stored.get("places")
        return cls(
            tuple(_texts(shown)) if isinstance(shown, list) else None,
            active if isinstance(active, str) else "",
            tuple(size for size in _list(stored.get("sizes")) if isinstance(size, int)),
            {id: place for id, place in places.items() if isinstance(place, dict)}
            if isinstance(places, dict)
            else {},
            tuple(_texts(stored.get("selected"))),
            docks if isinstance(docks, str) else "",
        )


def place_of(reader: Reader) -> Json:
    """Where a person is in an article."""
    view = reader.view
    return {
        "anchor": view.anchor.as_json(),
        "caret": view.caret,
        "selection": [[span.start, span.end] for span in view.selection],
    }


def put_back(reader: Reader, place: Json, length: int) -> Spans:
    """Go back to a place in an article of this length; returns the text selected there."""
    caret, anchor = place.get("caret"), place.get("anchor")
    if isinstance(caret, int) and 0 <= caret <= length:
        reader.view.go_to(caret)
    spans = _spans(place.get("selection"), length)
    if spans:
        reader.view.set_selection(spans)
    if isinstance(anchor, dict):
        reader.view.scroll_to(Anchor.from_json(anchor))
    return spans


def encoded(state: QByteArray) -> str:
    """Qt's bytes as a text for JSON."""
    return bytes(state.toBase64().data()).decode("ascii")


def decoded(text: str) -> QByteArray:
    """Such a text as Qt's bytes; empty where it makes no sense."""
    return QByteArray.fromBase64(text.encode("ascii", "ignore"))


def _spans(stored: object, length: int) -> Spans:
    found = []
    for pair in _list(stored):
        match pair:
            case [int(start), int(end)] if 0 <= start < end <= length:
                found.append(Span(start, end))
    return tuple(sorted(found))


def _texts(stored: object) -> list[str]:
    return [text for text in _list(stored) if isinstance(text, str)]


def _list(stored: object) -> list[Any]:
    return stored if isinstance(stored, list) else []
