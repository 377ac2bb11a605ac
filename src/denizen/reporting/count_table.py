"""A table of exact counts, which never leaves the house."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

LARGEST_COUNT = 10**7
MOST_CELLS = 400


@dataclass(frozen=True, slots=True)
class CountTable:
    """Counts by row and column; labels are distinct.  Its `repr` shows labels only.

    Raises `ValueError` for a ragged, empty, too large or negative table.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...] = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse what is not a table of counts."""
        shape_fits = len(self.counts) == len(self.rows) and all(
            len(row) == len(self.columns) for row in self.counts
        )
        if not self.rows or not self.columns or not shape_fits:
            raise ValueError("a table has a count for every row and column, and at least one")
        if len(set(self.rows)) < len(self.rows) or len(set(self.columns)) < len(self.columns):
            raise ValueError("two rows or two columns have one label")
        if len(self.rows) * len(self.columns) > MOST_CELLS:
            raise ValueError(f"a table has at most {MOST_CELLS} cells")
        if not all(0 <= count <= LARGEST_COUNT for row in self.counts for count in row):
            raise ValueError(f"a count lies between 0 and {LARGEST_COUNT}")


def line(label: str, counts: Mapping[str, int]) -> CountTable:
    """Make a table of one row, whose total is the only one that it has."""
    return CountTable((label,), tuple(counts), (tuple(counts.values()),))
