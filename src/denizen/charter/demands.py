"""Reads demands.toml: by when a demand for records is answered, what lateness means, and whom to call.

A demand is whatever asks the city for its records or its help: a public-records request, a subpoena, a court's
order, agents at the door.  Days are counted here only, so that calendar, page and letter agree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from denizen.charter.sources import Attribution, read_attribution
from denizen.charter.table import Table

FILE: Final = "demands.toml"
TELEPHONE: Final = r"\+[0-9]{1,3}(-[0-9]{2,4}){2,4}"
SATURDAY: Final = 5
MOST_DAYS: Final = 90


class DemandKind(StrEnum):
    """What was handed in."""

    PUBLIC_RECORDS = "public_records"
    SUBPOENA = "subpoena"
    COURT_ORDER = "court_order"
    DETAINER = "detainer"
    ADMINISTRATIVE_WARRANT = "administrative_warrant"
    ADMINISTRATIVE_SUBPOENA = "administrative_subpoena"
    DATA_SHARING = "data_sharing"
    POLICE_CALL = "police_call"
    AT_THE_DOOR = "at_the_door"


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when one kind of demand is answered, and what the law makes of silence."""

    kind: DemandKind
    business_days: int
    means: str
    cite: str
    attribution: Attribution


@dataclass(frozen=True, slots=True)
class Attorney:
    """The office on duty for demands and its number; never a person's name."""

    office: str
    telephone: str
    attribution: Attribution


@dataclass(frozen=True, slots=True)
class Holidays:
    """The days that are not counted besides Saturdays and Sundays, known up to and with `known_until`."""

    known_until: date
    days: Mapping[date, str] = field(hash=False)
    attribution: Attribution = field(kw_only=True)

    def counts(self, day: date) -> bool:
        """Say whether a day is a business day."""
        return day.weekday() < SATURDAY and day not in self.days

    def after(self, day: date, number: int) -> date:
        """Count so many business days on from a day, which is not counted itself."""
        while number > 0:
            day += timedelta(days=1)
            number -= self.counts(day)
        return day


@dataclass(frozen=True, slots=True)
class Demands:
    """Deadlines, holidays, the attorney on duty, and how many years a demand's own file is kept."""

    note: str
    deadlines: tuple[Deadline, ...]
    attorney: Attorney
    holidays: Holidays
    kept_years: int
    kept_attribution: Attribution

    def deadline(self, kind: DemandKind) -> Deadline | None:
        """Find the deadline of a kind; none where the charter knows none."""
        return next((one for one in self.deadlines if one.kind is kind), None)

    def due(self, kind: DemandKind, received: date) -> date | None:
        """Give the last day on which a demand is answered in time; none where there is no deadline."""
        found = self.deadline(kind)
        return None if found is None else self.holidays.after(received, found.business_days)

    def is_counted_surely(self, due: date) -> bool:
        """Say whether every holiday up to a day is known to the charter."""
        return due <= self.holidays.known_until


def read_demands(root: Table) -> Demands:
    """Read the file."""
    tables = root.tables("deadline", needed=False)
    deadlines = tuple(read_deadline(each) for each in tables)
    refuse_second_deadlines(tables, deadlines)
    kept = root.part("retention")
    years = kept.whole("years", least=1, most=30)
    attribution = read_attribution(kept)
    kept.done()
    found = Demands(
        note=root.text("note"),
        deadlines=deadlines,
        attorney=read_attorney(root.part("attorney")),
        holidays=read_holidays(root),
        kept_years=years,
        kept_attribution=attribution,
    )
    root.done()
    return found


def read_deadline(table: Table) -> Deadline:
    """Read one [[deadline]]."""
    found = Deadline(
        kind=table.choice("kind", DemandKind),
        business_days=table.whole("business_days", least=1, most=MOST_DAYS),
        means=table.text("means"),
        cite=table.text("cite"),
        attribution=read_attribution(table),
    )
    table.done()
    return found


def refuse_second_deadlines(tables: Sequence[Table], deadlines: Sequence[Deadline]) -> None:
    """Refuse a second deadline for one kind."""
    seen: set[DemandKind] = set()
    for table, one in zip(tables, deadlines, strict=True):
        if one.kind in seen and table.has("kind"):
            table.fault("kind", "a kind that no earlier deadline has", code="charter.repeated")
        seen.add(one.kind)


def read_attorney(table: Table) -> Attorney:
    """Read [attorney]; the number is written so that a telephone can dial it."""
    form = "a number with its country, such as +1-203-555-0100"
    found = Attorney(
        office=table.text("office"),
        telephone=table.matching("telephone", TELEPHONE, expected=form),
        attribution=read_attribution(table),
    )
    table.done()
    return found


def read_holidays(root: Table) -> Holidays:
    """Read [holidays] and its [[holiday]] rows; each day once, and none after `known_until`."""
    table = root.part("holidays")
    known_until = table.day("known_until")
    attribution = read_attribution(table)
    table.done()
    days: dict[date, str] = {}
    for row in root.tables("holiday", needed=False):
        day, label = row.day("day"), row.text("label")
        if day in days:
            row.fault("day", "a day that no other holiday has", code="charter.repeated")
        if day > known_until:
            row.fault("day", "a day that is not after known_until")
        days[day] = label
        row.done()
    return Holidays(known_until, days, attribution=attribution)
