"""Forget what is over: cards after their last day, the order in which rows came, the day's open counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from denizen_site.config.database import forget_deleted, in_our_words
from denizen_site.custody.bound_charter import bound_charter
from denizen_site.custody.queries import programme
from denizen_site.holds.queries import deletion_is_held
from denizen_site.issuance.commit import give_up_reservations_before
from denizen_site.issuance.models import Card, PrintState, Standing
from denizen_site.issuance.stock import forget_before
from denizen_site.ledger import actions as ledger
from denizen_site.ledger.acts import Act
from denizen_site.lifecycle.later import expire

# No visit lasts longer (DESIGN section 10); a quarter of an hour more is past all rounding.
LONGEST_VISIT = timedelta(hours=4, minutes=15)
# The longest that any charter may let a card wait; for those left over from one that printed later.
LONGEST_DAYS = 30
# A card's last day ends everywhere on earth at noon UTC of the day after; one day more is past all doubt.
GRACE = timedelta(days=2)
TABLES = (
    "issuance_card",
    "issuance_indexreservation",
    "issuance_printjob",
    "issuance_pickup",
    "ledger_daycount",
    "ledger_visitminutes",
    "ledger_closedday",
)


@dataclass(frozen=True, slots=True)
class Swept:
    """How many cards were forgotten, how many days of the ledger closed, and how many cards stopped.

    `abandoned` were never handed over by their visits, `not_collected` printed later for nobody.
    """

    cards: int
    days_closed: int
    abandoned: int = 0
    not_collected: int = 0


@in_our_words
def sweep(*, at: datetime) -> Swept:
    """Delete the rows of cards that are over, close the ledger's days, and rewrite what held deleted rows.

    Meant for every night.  The index of a forgotten card stays taken.  A card that was issued in a visit and
    never handed over is stopped once no visit of its day can be open any more.
    """
    today = programme().local_day(at)
    if deletion_is_held():
        return close_only(at, today=today)
    with transaction.atomic():
        over, _ = Card.objects.filter(last_day__lt=today - GRACE).delete()
        ledger.count(Act.SWEPT, day=today, times=over)
        give_up_reservations_before(today)
        abandoned = stop_left_at_desk(at)
        not_collected = keep_to_schedule(today)
    # In a transaction of its own: closing waits for every open count, and must hold nothing that one waits for.
    closed = ledger.close_days_before(today)
    forget_deleted(*TABLES)
    return Swept(over, closed, abandoned, not_collected)


def close_only(at: datetime, *, today: date) -> Swept:
    """Do what deletes nothing, under a legal hold: stop cards left behind, close the ledger's days."""
    with transaction.atomic():
        abandoned = stop_left_at_desk(at)
    return Swept(0, ledger.close_days_before(today), abandoned)


def keep_to_schedule(today: date) -> int:
    """Let go of what the charter lets wait or be kept for so long; gives how many cards were stopped."""
    if not programme().charter_id:
        return 0
    charter = bound_charter()
    forget_before(ledger.first_kept(today, years=charter.retention.ledger_years))
    return expire(today, days=charter.issue.max_days or LONGEST_DAYS)


def stop_left_at_desk(at: datetime) -> int:
    """Stop the cards whose visits ended unread before they were handed over: nobody knows where those are."""
    begun = programme().local_day(at - LONGEST_VISIT)
    left = Card.objects.filter(print_state=PrintState.AT_DESK, first_day__lt=begun)
    stopped = left.filter(standing=Standing.ACTIVE).update(standing=Standing.REVOKED)
    day = programme().local_day(at)
    ledger.count(Act.ABANDONED_AFTER_ISSUE, day=day, times=stopped)
    return stopped
