"""Round a table, withhold its small counts, and withhold more until no total gives one of them away."""

from __future__ import annotations

from denizen.reporting.count_table import CountTable
from denizen.reporting.flow import UNBOUNDED
from denizen.reporting.grid import TOTAL, Bounds, Grid, Place, could_be, grid_of
from denizen.reporting.published import PublishedTable
from denizen.reporting.rule import RoundingRule


def publishable(table: CountTable, rule: RoundingRule) -> PublishedTable:
    """Make a table that may be published; the order of rows and columns changes nothing but the order.

    Afterwards every withheld small count could, as far as the table tells, be any number below the threshold,
    and every other withheld one at least two numbers.  Only this table is looked at: whoever publishes two
    tables of the same people must not let their totals overlap.
    """
    grid = grid_of(table)
    withheld = {place for place, count in grid.values.items() if rule.withholds(count)}
    while exposed := find_exposed(grid, withheld, rule=rule):
        withheld |= {
            cover
            for place in exposed
            for cover in covers_of(grid, withheld, rule=rule, place=place)
        }
    return as_published(table, grid, rule=rule, withheld=withheld)


def find_exposed(grid: Grid, withheld: set[Place], *, rule: RoundingRule) -> list[Place]:
    """Find the withheld places that the rest of the table tells too much about."""
    return [place for place in withheld if not is_in_doubt(grid, withheld, rule=rule, place=place)]


def is_in_doubt(grid: Grid, withheld: set[Place], *, rule: RoundingRule, place: Place) -> bool:
    """Say whether enough stays possible of a withheld place."""
    small = rule.withholds(grid.values[place])
    possible = [
        could_be(grid, withheld, rule=rule, place=place, bounds=bounds)
        for bounds in doubts(grid.values[place], rule)
    ]
    return all(possible) if small else any(possible)


def doubts(count: int, rule: RoundingRule) -> tuple[Bounds, Bounds]:
    """Say what must stay possible of a withheld count.

    Of a small one both ends of all small ones, and so everything between; of another, something less or more.
    """
    if rule.withholds(count):
        highest = rule.threshold - 1
        return ((0, 0), (highest, highest))
    return ((0, count - 1), (count + 1, UNBOUNDED))


def covers_of(grid: Grid, withheld: set[Place], *, rule: RoundingRule, place: Place) -> set[Place]:
    """Choose what to withhold for an exposed place: the least number in a sum with it, cells before totals.

    All that are equally small go together: to prefer one of them would tell which of two it stands for.
    """
    near = [other for other in grid.sums_of(place) if other not in withheld]
    candidates = near or [other for other in grid.values if other not in withheld]

    def rank(other: Place) -> tuple[int, int]:
        return other.count(TOTAL), rule.rounded(grid.values[other])

    least = min(map(rank, candidates))
    return {other for other in candidates if rank(other) == least}


def as_published(
    table: CountTable, grid: Grid, *, rule: RoundingRule, withheld: set[Place]
) -> PublishedTable:
    """Write the table down: rounded, or nothing."""

    def shown(row: int, column: int) -> int | None:
        place = (row, column)
        return None if place in withheld else rule.rounded(grid.values[place])

    rows, columns = range(grid.height), range(grid.width)
    return PublishedTable(
        rows=table.rows,
        columns=table.columns,
        cells=tuple(tuple(shown(i, j) for j in columns) for i in rows),
        row_totals=tuple(shown(i, TOTAL) for i in rows) if grid.width > 1 else (),
        column_totals=tuple(shown(TOTAL, j) for j in columns) if grid.height > 1 else (),
        total=shown(*whole(grid)),
    )


def whole(grid: Grid) -> Place:
    """Find where the table's grand total stands: a line's is the total of its one row or column."""
    return (
        TOTAL if grid.height > 1 else 0,
        TOTAL if grid.width > 1 else 0,
    )
