"""What a report can say, and how one ends: closed choices only, so that nothing about a person can get in.

No table is touched here: the public door reads this module, and has no table to touch.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

# A kind of place that the charter's services do not name.
ELSEWHERE: Final = "elsewhere"
# How many weeks back a report can say exactly; whatever is older, or not remembered, has no week.
WEEKS_BACK: Final = 3
# Ours, not a law's.  Half a year is long enough to visit a place twice, and for a pattern to show.
KEPT_MONTHS: Final = 6
# What the programme takes in one day, and holds at one time: more is no report but a flood.
MOST_A_DAY: Final = 300
MOST_ROWS: Final = 2_000


class What(StrEnum):
    """What happened at the place."""

    NOT_KNOWN = "not_known"
    OTHER_PAPER = "other_paper"
    SAID_NOT_GOOD = "said_not_good"
    COULD_NOT_CHECK = "could_not_check"
    ASKED_TOO_MUCH = "asked_too_much"
    KEPT_CARD = "kept_card"
    OTHER = "other"


class Outcome(StrEnum):
    """What became of a report."""

    TALKED = "talked"
    AGREED = "agreed"
    STILL_REFUSES = "still_refuses"
    NEED_NOT = "need_not"
    CARD_NOT_GOOD = "card_not_good"
    NOT_FOLLOWED = "not_followed"


@dataclass(frozen=True, slots=True)
class Report:
    """One report: a service of the charter, a place of its list or none, weeks back or none, what happened."""

    service: str
    what: What
    place: str = ""
    weeks_back: int | None = None


def week_of(day: date, *, weeks_back: int = 0) -> date:
    """Give the Monday of a day's week, or of one so many weeks before."""
    return day - timedelta(days=day.weekday(), weeks=weeks_back)


def month_of(day: date, *, months_back: int = 0) -> date:
    """Give the first day of a day's month, or of one so many months before."""
    months = day.year * 12 + day.month - 1 - months_back
    return date(months // 12, months % 12 + 1, 1)
