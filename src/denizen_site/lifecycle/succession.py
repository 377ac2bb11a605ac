"""One card after another: replaced when lost or worn, renewed when it ends, handed over when printed later.

Old and new share a lineage, which no card shows.  The old card stops in the transaction that records the new
one.  Only a renewal that is printed later leaves the old card good until the new one is handed over, so that
nobody is without a card while the post is on its way.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from denizen.credential import CardNumber
from denizen_site.config.database import in_our_words
from denizen_site.custody.queries import programme
from denizen_site.errors import LifecycleError
from denizen_site.issuance.actions import (
    IssuedCard,
    IssueOrder,
    Succession,
    issue_card,
    print_state_of,
)
from denizen_site.issuance.commit import Observer, nobody_watches
from denizen_site.issuance.models import Card, PrintState, Standing
from denizen_site.ledger import actions as ledger
from denizen_site.ledger.acts import Act
from denizen_site.lifecycle.stopping import mark_stopped, unknown_card

# days before the last day from which a card may be renewed; charters state no window of their own
RENEWAL_DAYS = 90


@in_our_words
def replace(
    number: CardNumber, order: IssueOrder, *, at: datetime, observer: Observer = nobody_watches
) -> IssuedCard:
    """Issue a new card for one that was lost, stolen or worn; the old one stops with the new one's commit.

    Raises `LifecycleError` when the card is unknown or another card of its lineage took its place already.
    """
    old = find(number)
    require_no_other(old)

    def stop_old(new: Card) -> None:
        current = find(number, lock=True)
        require_no_other(current, besides=new)
        mark_stopped(current.number)

    succession = Succession(Act.REPLACED, bytes(old.lineage), stop_old)
    return issue_card(order, succession=succession, at=at, observer=observer)


@in_our_words
def renew(
    number: CardNumber, order: IssueOrder, *, at: datetime, observer: Observer = nobody_watches
) -> IssuedCard:
    """Issue the next card for one that is good and nears its last day.

    Raises `LifecycleError` for a card that is unknown, stopped, renewed already, or not yet within 90 days of
    its last day.
    """
    today = programme().local_day(at)
    old = find(number)
    require_renewable(old, today=today)

    def follow_old(new: Card) -> None:
        current = find(number, lock=True)
        require_renewable(current, today=today, besides=new)
        if print_state_of(order.charter) is PrintState.HANDED_OVER:
            mark_stopped(current.number)

    succession = Succession(Act.RENEWED, bytes(old.lineage), follow_old)
    return issue_card(order, succession=succession, at=at, observer=observer)


@in_our_words
def hand_over(number: CardNumber, *, at: datetime) -> None:
    """Note that a card that was printed later is in its holder's hands; earlier ones of its lineage stop."""
    day = programme().local_day(at)
    with transaction.atomic():
        card = find(number, lock=True)
        if card.print_state == PrintState.HANDED_OVER:
            raise LifecycleError(
                "lifecycle.already_handed_over",
                "the card was handed over before",
                mend="Nothing is left to do.",
            )
        Card.objects.filter(number=card.number).update(print_state=PrintState.HANDED_OVER)
        others_in_force(card).update(standing=Standing.REVOKED)
        ledger.count(Act.HANDED_OVER, day=day)


def find(number: CardNumber, *, lock: bool = False) -> Card:
    """Find a card's row, locked until the transaction ends if asked; raises `LifecycleError`."""
    rows = Card.objects.select_for_update() if lock else Card.objects.all()
    row = rows.filter(number=number.value).first()
    if row is None:
        raise unknown_card()
    return row


def others_in_force(card: Card, *, besides: Card | None = None) -> QuerySet[Card]:
    """Find the other active cards of a lineage; one card and one more on its way are the most there can be."""
    others = Card.objects.filter(lineage=card.lineage, standing=Standing.ACTIVE)
    others = others.exclude(number=card.number)
    return others if besides is None else others.exclude(number=besides.number)


def require_no_other(card: Card, *, besides: Card | None = None) -> None:
    """Refuse when another card has taken this one's place already."""
    if others_in_force(card, besides=besides).exists():
        raise LifecycleError(
            "lifecycle.already_followed",
            "another card has taken this one's place",
            mend="Replace the newer card, or stop it first.",
        )


def require_renewable(card: Card, *, today: date, besides: Card | None = None) -> None:
    """Refuse a card that is stopped, already followed, or far from its end."""
    if card.standing != Standing.ACTIVE:
        raise LifecycleError(
            "lifecycle.stopped",
            "a stopped card is not renewed",
            mend="Replace it instead.",
        )
    require_no_other(card, besides=besides)
    opens = card.last_day - timedelta(days=RENEWAL_DAYS)
    if today < opens:
        raise LifecycleError(
            "lifecycle.too_early",
            f"the card can be renewed from {opens.isoformat()} on",
            mend="Replace it if it is lost or worn.",
        )
