"""The day as numbers: what the live page and the day's close show.  No name, no card, no order inside a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from denizen.charter import Charter, ModeOfIssue
from denizen_site.accounts.queries import signed_in_now, stations
from denizen_site.custody.queries import trust_list_ends
from denizen_site.desk.forms import REASONS
from denizen_site.enrolment.queries import open_visits
from denizen_site.issuance.day_report import DayReport, StationStock, stock_by_station
from denizen_site.issuance.print_jobs import jobs_waiting
from denizen_site.ledger.acts import Act
from denizen_site.ledger.queries import DayFacts
from denizen_site.lifecycle.queries import status_list_made

# A trust list is renewed this long before its end (custody.announcing); later than that, somebody must look.
TRUST_DAYS = 30
LENGTHS = ((0, 5), (5, 10), (10, 15), (15, 20), (20, 30), (30, 45), (45, 241))
ENDED = (Act.SERVED, Act.TEST_VISIT, Act.VISIT_ABANDONED, Act.VISIT_TIMED_OUT)
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a table with a bar beside it: the bar is `number` of `most`."""

    label: str
    number: int
    most: int


@dataclass(frozen=True, slots=True)
class ListAge:
    """How old the public lists are: whole hours since the status list's hour, days left of the trust list."""

    hours: int | None
    is_old: bool
    trust_days: int | None
    trust_ends_soon: bool


@dataclass(frozen=True, slots=True)
class StationLine:
    """One station's blank cards under the name that people know."""

    label: str
    stock: StationStock


@dataclass(frozen=True, slots=True)
class Visits:
    """A day's visits: how many began, how each ended, and whether any is unaccounted for."""

    opened: int
    served: int
    practice: int
    refused: int
    left: int
    open_now: int

    @property
    def missing(self) -> int:
        """Give how many began and neither ended nor are open; those begun the day before count for nothing."""
        ended = self.served + self.practice + self.refused + self.left
        return max(self.opened - ended - self.open_now, 0)


def bars(lines: Iterable[tuple[str, int]]) -> list[Bar]:
    """Put a bar beside each number, the longest being the largest."""
    known = list(lines)
    most = max((number for _, number in known), default=0) or 1
    return [Bar(label, number, most) for label, number in known]


def refusals(facts: DayFacts) -> list[Bar]:
    """List the reasons for which people went without a card, the commonest first."""
    found = sorted(facts.refusals.items(), key=lambda pair: (-pair[1], pair[0]))
    return bars((str(REASONS[reason]), number) for reason, number in found if number)


def lengths(minutes: Mapping[int, int]) -> list[Bar]:
    """Sort the day's visits by how long they took; a day without any has no lines."""
    if not minutes:
        return []
    return bars(
        (length_words(low, high), sum(n for m, n in minutes.items() if low <= m < high))
        for low, high in LENGTHS
    )


def length_words(low: int, high: int) -> str:
    """Name a stretch of minutes."""
    if high > LENGTHS[-2][1]:
        return gettext("%(low)d minutes or longer") % {"low": low}
    return gettext("%(low)d to %(high)d minutes") % {"low": low, "high": high - 1}


def visits(facts: DayFacts, *, at: datetime) -> Visits:
    """Add up a day's visits."""
    return Visits(
        opened=facts.of(Act.VISIT_OPENED),
        served=facts.of(Act.SERVED),
        practice=facts.of(Act.TEST_VISIT),
        refused=sum(facts.refusals.values()),
        left=facts.of(Act.VISIT_ABANDONED) + facts.of(Act.VISIT_TIMED_OUT),
        open_now=open_visits(at=at),
    )


def list_age(charter: Charter, *, at: datetime) -> ListAge:
    """Say how old the lists are; older than the charter calls fresh, or missing, is told in amber."""
    made, ends = status_list_made(), trust_list_ends()
    hours = None if made is None else int((at - made) / HOUR)
    days = None if ends is None else (ends - at).days
    return ListAge(
        hours=hours,
        is_old=hours is None or hours >= charter.lists.fresh_hours,
        trust_days=days,
        trust_ends_soon=days is None or days < TRUST_DAYS,
    )


def station_names() -> dict[str, str]:
    """Give the stations' names by their ids."""
    return {each.id: each.label for each in stations()}


def station_lines(found: Iterable[StationStock]) -> list[StationLine]:
    """Name each station's stock, in the order of the names."""
    names = station_names()
    lines = [
        StationLine(names.get(each.station) or printing_name(each.station), each) for each in found
    ]
    return sorted(lines, key=lambda line: line.label)


def printing_name(station: str) -> str:
    """Name a printing station, which has an id only."""
    return gettext("Printing station %(id)s") % {"id": station}


def live(facts: DayFacts, charter: Charter, *, at: datetime) -> dict[str, object]:
    """Give the live page everything that it shows."""
    later = charter.mode_of_issue is ModeOfIssue.LATER
    lines = station_lines(stock_by_station(facts.day))
    return {
        "visits": visits(facts, at=at),
        "median": facts.median_minutes,
        "refusals": refusals(facts),
        "lengths": lengths(facts.minutes),
        "stations": lines,
        "blanks": sum(line.stock.left for line in lines) if lines else None,
        "prints_later": later,
        "waiting": jobs_waiting() if later else 0,
        "signed_in": signed_in_now(at=at),
        "lists": list_age(charter, at=at),
        "now": city_time(at, charter),
        "day": facts.day,
    }


def is_even(report: DayReport, counted: Visits) -> bool:
    """Say whether visits, cards and blank cards agree."""
    return report.is_even and counted.missing == 0


def city_time(at: datetime, charter: Charter) -> datetime:
    """Give an instant by the city's clock."""
    return at.astimezone(ZoneInfo(charter.time_zone)).replace(tzinfo=None)


def signed_off(facts: DayFacts) -> int:
    """Count how often the day was signed off already."""
    return facts.of(Act.DAY_RECONCILED) + facts.of(Act.DAY_NOT_RECONCILED)
