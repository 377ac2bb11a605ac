"""A table with its totals as one grid of places, and the sums that tie the places to each other.

A place is (row, column), with `TOTAL` for a margin: (2, TOTAL) is row 2's total, (TOTAL, TOTAL) the whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from denizen.reporting.count_table import CountTable
from denizen.reporting.flow import UNBOUNDED, Arc, has_circulation
from denizen.reporting.rule import RoundingRule

TOTAL: Final = -1
Place = tuple[int, int]
Bounds = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Grid:
    """The true value of every place that a table has."""

    height: int
    width: int
    values: Mapping[Place, int]

    def sums_of(self, place: Place) -> list[Place]:
        """List the places that stand with this one in some sum, itself left out."""
        row, column = place
        return [
            other
            for other in self.values
            if other != place and (other[0] == row or other[1] == column)
        ]


def grid_of(table: CountTable) -> Grid:
    """Lay out a table with those totals that do not repeat a cell."""
    height, width = len(table.rows), len(table.columns)
    values = {(i, j): count for i, row in enumerate(table.counts) for j, count in enumerate(row)}
    if width > 1:
        values |= {(i, TOTAL): sum(row) for i, row in enumerate(table.counts)}
    if height > 1:
        columns = zip(*table.counts, strict=True)
        values |= {(TOTAL, j): sum(column) for j, column in enumerate(columns)}
    if height > 1 and width > 1:
        values[TOTAL, TOTAL] = sum(map(sum, table.counts))
    return Grid(height, width, values)


def could_be(
    grid: Grid, withheld: AbstractSet[Place], *, rule: RoundingRule, place: Place, bounds: Bounds
) -> bool:
    """Say whether some table that would look as published has this place's value within bounds.

    The reader is taken to know which of the withheld cells and totals are small, though the table does not say
    it: who knows the method can often tell.  Of a withheld total that is not small nothing is taken as known.
    """

    def known(each: Place) -> Bounds:
        if each == place:
            return bounds
        if each not in grid.values:
            return (0, UNBOUNDED)
        if rule.withholds(grid.values[each]):
            return (0, rule.threshold - 1)
        if each in withheld:
            return (0 if TOTAL in each else rule.threshold, UNBOUNDED)
        return rule.bounds(rule.rounded(grid.values[each]))

    # Nodes: the rows, the columns, where rows come from, where columns lead to.
    rows, columns = range(grid.height), range(grid.width)
    source, sink = grid.height + grid.width, grid.height + grid.width + 1
    arcs = [Arc(source, i, *known((i, TOTAL))) for i in rows]
    arcs += [Arc(i, grid.height + j, *known((i, j))) for i in rows for j in columns]
    arcs += [Arc(grid.height + j, sink, *known((TOTAL, j))) for j in columns]
    arcs.append(Arc(sink, source, *known((TOTAL, TOTAL))))
    return has_circulation(sink + 1, arcs)
