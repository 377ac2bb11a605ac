"""Age bands: read, and held to cover every age once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from denizen.charter.table import Table
from denizen.documents.papers import Bounds

OLDEST_YEARS: Final = 130


def read_ages(table: Table) -> Bounds:
    """Read `min_age` and `max_age`, both optional and both included."""
    least = table.optional_whole("min_age", most=OLDEST_YEARS)
    most = table.optional_whole("max_age", most=OLDEST_YEARS)
    if least is not None and most is not None and least > most:
        table.fault("max_age", "an age not below min_age")
    return Bounds(least, most)


def read_bounds(table: Table) -> Bounds:
    """Read an age band that may also ask for a caretaker."""
    ages = read_ages(table)
    return Bounds(ages.min_age, ages.max_age, table.yes("with_caretaker"))


def holds(ages: Bounds, age: int) -> bool:
    """Tell whether an age lies in a band."""
    old_enough = ages.min_age is None or age >= ages.min_age
    return old_enough and (ages.max_age is None or age <= ages.max_age)


def check_cover(rows: Sequence[tuple[Table, Bounds]], *, what: str) -> None:
    """Hold that the bands of `what` answer for every age exactly once."""
    if not rows:
        return
    for age in range(OLDEST_YEARS + 1):
        answering = [table for table, ages in rows if holds(ages, age)]
        if len(answering) != 1:
            table = answering[1] if answering else rows[-1][0]
            many = "none does" if not answering else f"{len(answering)} do"
            table.fault(None, f"exactly one {what} for each age; for {age} {many}")
            return
