"""One month's reports of refused cards as counts that may be published: by kind of place, and by outcome.

A report is counted where it came, and again, in a table of its own, where it was closed: those are two acts.
No place is named.  Reports are what people told us; nobody has proved them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import router, transaction

from denizen.reporting import line, publishable
from denizen_site.config.database import in_our_words
from denizen_site.custody.bound_charter import bound_charter
from denizen_site.custody.queries import programme
from denizen_site.open_pages.daily_totals import RULE
from denizen_site.open_pages.models import RefusedMonth
from denizen_site.refused_cards import queries
from denizen_site.refused_cards.reports import ELSEWHERE, Outcome, month_of

ALL = "all"


@in_our_words
def publish(*, at: datetime) -> int:
    """Publish every month that is over and was not published yet; gives how many."""
    months = unpublished(programme().local_day(at))
    with transaction.atomic(using=router.db_for_write(RefusedMonth)):
        for month in months:
            RefusedMonth.objects.get_or_create(month=month, defaults={"table": figures_of(month)})
    return len(months)


@in_our_words
def is_due(*, at: datetime) -> bool:
    """Say whether a month is over whose figures are not published."""
    return bool(unpublished(programme().local_day(at)))


def unpublished(today: date) -> list[date]:
    """List the months to publish, oldest first: before anything was published, the last one.

    So a month without a report is published like any other, and the first line says nothing by being there.
    """
    last_month = month_of(today, months_back=1)
    known = RefusedMonth.objects.order_by("-month").values_list("month", flat=True).first()
    month = last_month if known is None else month_of(known, months_back=-1)
    found = []
    while month <= last_month:
        found.append(month)
        month = month_of(month, months_back=-1)
    return found


def figures_of(month: date) -> dict[str, Any]:
    """Give a month's two lines: rounded, or none where a number is withheld."""
    services = (*(each.id for each in bound_charter().services), ELSEWHERE)
    return {
        "reported": rounded(queries.reported_in(month), names=services),
        "closed": rounded(queries.closed_in(month), names=tuple(Outcome)),
    }


def rounded(counts: Mapping[str, int], *, names: Iterable[str]) -> dict[str, int | None]:
    """Round one line; what the charter no longer names is counted as elsewhere."""
    exact = dict.fromkeys(names, 0)
    for name, number in counts.items():
        exact[name if name in exact else ELSEWHERE] += number
    table = publishable(line("month", exact), RULE)
    return {**dict(zip(table.columns, table.cells[0], strict=True)), ALL: table.total}
