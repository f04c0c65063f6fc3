"""What the user holds: selected annotations, or a stretch of text, in the active document."""

from dataclasses import dataclass

from annotator.core.span import Spans


@dataclass(frozen=True, slots=True)
class Selection:
    """`document` is the active one (empty: none); `spans` is text selected in it.

    `annotations` are ids, the current one last.
    """

    document: str = ""
    annotations: tuple[str, ...] = ()
    spans: Spans = ()

    @property
    def current(self) -> str:
        """The annotation that keys act on; empty where none is selected."""
        return self.annotations[-1] if self.annotations else ""
