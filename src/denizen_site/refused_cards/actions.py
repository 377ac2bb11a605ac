"""Note a report, close it with an outcome, forget it when its months are over."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from denizen_site.config.database import forget_deleted, in_our_words
from denizen_site.custody.bound_charter import bound_charter
from denizen_site.custody.queries import programme
from denizen_site.errors import RefusedCardError
from denizen_site.holds.queries import deletion_is_held
from denizen_site.ledger import actions as ledger
from denizen_site.ledger import queries as ledger_queries
from denizen_site.ledger.acts import Act
from denizen_site.refused_cards.models import RefusedCard
from denizen_site.refused_cards.reports import (
    ELSEWHERE,
    KEPT_MONTHS,
    MOST_A_DAY,
    MOST_ROWS,
    WEEKS_BACK,
    Outcome,
    Report,
    month_of,
    week_of,
)

ACT_OF = {outcome: Act(f"card_refused_{outcome.value}") for outcome in Outcome}


@in_our_words
def note(report: Report, *, at: datetime) -> None:
    """Add a report to its like; raises `RefusedCardError` for one that no form offers, and for a flood.

    The limits are on all reports together: nobody's address is kept, so nobody's can be limited.
    """
    require_offered(report)
    today = programme().local_day(at)
    weeks = report.weeks_back
    key = {
        "came": month_of(today),
        "service": report.service,
        "place": report.place,
        "week": None if weeks is None else week_of(today, weeks_back=weeks),
        "what": report.what.value,
        "outcome": "",
    }
    with transaction.atomic():
        if ledger_queries.day_facts(today).of(Act.CARD_REFUSED_REPORTED) >= MOST_A_DAY:
            raise too_many()
        if RefusedCard.objects.filter(**key).update(times=F("times") + 1) == 0:
            if RefusedCard.objects.count() >= MOST_ROWS:
                raise too_many()
            RefusedCard.objects.create(**key, times=1)
        ledger.count(Act.CARD_REFUSED_REPORTED, day=today)


def require_offered(report: Report) -> None:
    """Refuse what no form of this charter's page offers."""
    charter = bound_charter()
    services = {ELSEWHERE, *(each.id for each in charter.services)}
    places = {"", *(row.id for row in charter.acceptance.rows)}
    weeks = {None, *range(WEEKS_BACK + 1)}
    if (
        report.service not in services
        or report.place not in places
        or report.weeks_back not in weeks
    ):
        raise RefusedCardError(
            "refused_cards.not_offered",
            "the report names something that this city's page does not offer",
            mend="Open the page again and choose anew.",
        )


def too_many() -> RefusedCardError:
    """Make the refusal of a report that would be one too many."""
    return RefusedCardError(
        "refused_cards.too_many",
        "so many reports have come that no more are taken today",
        mend="Try again tomorrow, or tell the city's desk.",
    )


@in_our_words
def close(report_id: str, outcome: Outcome, *, at: datetime, by: str) -> None:
    """Close an open row; raises `RefusedCardError` for one that is closed or gone.

    Every report of the row is counted as closed, so that what came and what was closed can be compared.
    """
    today = programme().local_day(at)
    with transaction.atomic():
        row = RefusedCard.objects.select_for_update().filter(id=report_id, outcome="").first()
        if row is None:
            raise RefusedCardError(
                "refused_cards.gone",
                "this report is closed already, or its months are over",
                mend="Nothing is left to do.",
            )
        row.outcome, row.closed = outcome.value, month_of(today)
        row.save(update_fields=["outcome", "closed"])
        ledger.count(ACT_OF[outcome], day=today, times=row.times, by=by)


@in_our_words
def sweep(*, at: datetime) -> int:
    """Delete reports whose months are over, open or closed; gives how many rows.  A legal hold keeps them."""
    if deletion_is_held():
        return 0
    today = programme().local_day(at)
    over = RefusedCard.objects.filter(came__lt=month_of(today, months_back=KEPT_MONTHS))
    with transaction.atomic():
        deleted, _ = over.delete()
    if deleted and not transaction.get_connection().in_atomic_block:
        forget_deleted("refused_cards_refusedcard")
    return deleted
