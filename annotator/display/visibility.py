"""Which annotators and categories a view shows."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from annotator.display.span_columns import Ints, SpanColumns


class Visibility:
    """Everything is shown that is not hidden by its annotator or its category.

    Each real change raises `generation`; who keeps something that depends on what is visible
    keeps the generation with it, and looks again where it differs.
    """

    def __init__(self) -> None:
        self.generation = 0
        self._annotators: frozenset[str] = frozenset()
        self._categories: frozenset[str] = frozenset()

    @property
    def hidden_annotators(self) -> frozenset[str]:
        """Ids of the annotators that are not shown."""
        return self._annotators

    @property
    def hidden_categories(self) -> frozenset[str]:
        """Keys of the categories that are not shown."""
        return self._categories

    def hide(self, annotators: Iterable[str] = (), categories: Iterable[str] = ()) -> None:
        """Hide exactly these, and show all others."""
        new = frozenset(annotators), frozenset(categories)
        if new != (self._annotators, self._categories):
            self._annotators, self._categories = new
            self.generation += 1

    def show_annotator(self, id: str, shown: bool) -> None:
        """Show or hide one annotator."""
        self.hide(_changed(self._annotators, id, shown), self._categories)

    def show_category(self, key: str, shown: bool) -> None:
        """Show or hide one category."""
        self.hide(self._annotators, _changed(self._categories, key, shown))

    def shows(self, annotator: str, category: str) -> bool:
        """Whether an annotation of this annotator and category is shown."""
        return annotator not in self._annotators and category not in self._categories

    def shown(self, columns: SpanColumns, rows: Ints) -> Ints:
        """Those of the rows that are shown."""
        if self._annotators:
            rows = rows[_flags(columns.annotators, self._annotators)[columns.annotator[rows]]]
        if self._categories:
            rows = rows[_flags(columns.categories, self._categories)[columns.category[rows]]]
        return rows


def _changed(hidden: frozenset[str], key: str, shown: bool) -> frozenset[str]:
    return hidden - {key} if shown else hidden | {key}


def _flags(keys: list[str], hidden: frozenset[str]) -> NDArray[np.bool_]:
    return np.array([key not in hidden for key in keys], np.bool_)
