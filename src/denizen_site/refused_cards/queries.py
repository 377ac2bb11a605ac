"""Read the reports: what waits for the liaison, what was closed, and a month's counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet, Sum

from denizen_site.config.database import in_our_words
from denizen_site.custody.queries import programme
from denizen_site.refused_cards.models import RefusedCard
from denizen_site.refused_cards.reports import KEPT_MONTHS, month_of

SHOWN_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One row of equal reports; `outcome` is empty while it is open."""

    id: str
    came: date
    service: str
    place: str
    week: date | None
    what: str
    times: int
    outcome: str


@in_our_words
def open_reports(*, most: int = SHOWN_AT_ONCE) -> tuple[ReportRow, ...]:
    """Give the open rows, the oldest month first, within it what was told most often."""
    rows = RefusedCard.objects.filter(outcome="")
    return as_values(rows.order_by("came", "-times", "service", "place", "what", "id")[:most])


@in_our_words
def closed_reports(*, most: int = SHOWN_AT_ONCE) -> tuple[ReportRow, ...]:
    """Give the closed rows, by place, so that whoever goes there again knows what was said before."""
    rows = RefusedCard.objects.exclude(outcome="")
    return as_values(rows.order_by("service", "place", "-closed", "what", "id")[:most])


def as_values(rows: QuerySet[RefusedCard]) -> tuple[ReportRow, ...]:
    """Turn rows into values."""
    return tuple(
        ReportRow(
            row.id, row.came, row.service, row.place, row.week, row.what, row.times, row.outcome
        )
        for row in rows
    )


@in_our_words
def open_count() -> int:
    """Count the reports that are open."""
    return int(RefusedCard.objects.filter(outcome="").aggregate(n=Sum("times"))["n"] or 0)


@in_our_words
def reported_in(month: date) -> dict[str, int]:
    """Count the reports that came in a month, by service."""
    return counted(RefusedCard.objects.filter(came=month).values_list("service", "times"))


@in_our_words
def closed_in(month: date) -> dict[str, int]:
    """Count the reports that were closed in a month, by outcome."""
    return counted(RefusedCard.objects.filter(closed=month).values_list("outcome", "times"))


def counted(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Add up by name."""
    found: dict[str, int] = {}
    for name, times in pairs:
        found[name] = found.get(name, 0) + times
    return found


@in_our_words
def has_old(*, at: datetime) -> bool:
    """Say whether a row is there whose months are over."""
    first = month_of(programme().local_day(at), months_back=KEPT_MONTHS)
    return RefusedCard.objects.filter(came__lt=first).exists()
