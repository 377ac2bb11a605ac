"""A table as it is published: rounded numbers, and none where a number is withheld."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """Rounded counts; none is withheld, because it is small or because it would give a small one away.

    Which of the two it is cannot be seen.  Row totals are left out (empty) of a table with one column, and
    column totals of a table with one row: they would repeat its cells.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int | None, ...], ...]
    row_totals: tuple[int | None, ...]
    column_totals: tuple[int | None, ...]
    total: int | None

    def cell(self, row: str, column: str) -> int | None:
        """Give one number by its labels; `KeyError` for labels that the table has not."""
        if row not in self.rows or column not in self.columns:
            raise KeyError((row, column))
        return self.cells[self.rows.index(row)][self.columns.index(column)]
