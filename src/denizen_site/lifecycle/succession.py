"""One card after another: replaced, renewed, handed over.

Old and new share a lineage, which no card shows.  A lost or stolen card stops in the transaction that records
the new one.  Any other that is followed within a visit, or by a card that is printed later, stays good until
the new one is handed over, so that nobody is without a card while a printer or the post is on its way.

`replace` and `renew` are the command line's, into a folder; `replace_held` and `renew_held` are the desk's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum

from django.db import transaction
from django.db.models import QuerySet

from denizen.credential import CardNumber
from denizen_site.config.database import in_our_words
from denizen_site.custody.queries import programme
from denizen_site.errors import LifecycleError
from denizen_site.issuance.actions import (
    CardOrder,
    HeldCard,
    IssuedCard,
    IssueOrder,
    Succession,
    issue_card,
    issue_held,
)
from denizen_site.issuance.commit import Observer, nobody_watches
from denizen_site.issuance.models import Card, PrintState, Standing
from denizen_site.issuance.print_jobs import let_go_of
from denizen_site.ledger import actions as ledger
from denizen_site.ledger.acts import Act
from denizen_site.lifecycle.stopping import mark_stopped, unknown_card

# days before the last day from which a card may be renewed; charters state no window of their own
RENEWAL_DAYS = 90


class ReplacementReason(Enum):
    """Why a card is replaced; only the ledger's counts remember."""

    LOST = Act.REPLACED_LOST
    STOLEN = Act.REPLACED_STOLEN
    DAMAGED = Act.REPLACED_DAMAGED
    UPDATE = Act.UPDATED
    SECOND_CARD = Act.ONE_CARD_REPLACED

    @property
    def word(self) -> str:
        """Give the reason as it is written: lost, stolen, damaged, update."""
        return self.name.lower()

    @property
    def stops_at_once(self) -> bool:
        """Say whether the old card may be in the wrong hands, and stops before the new one is handed over."""
        return self in {
            ReplacementReason.LOST,
            ReplacementReason.STOLEN,
            ReplacementReason.SECOND_CARD,
        }


@dataclass(frozen=True, slots=True)
class Replaced:
    """Which card is replaced, and why."""

    number: CardNumber = field(repr=False)
    reason: ReplacementReason


@in_our_words
def replace(
    number: CardNumber, order: IssueOrder, *, at: datetime, observer: Observer = nobody_watches
) -> IssuedCard:
    """Issue a new card for one that was lost, stolen or worn; the old one stops with the new one's commit.

    Raises `LifecycleError` when the card is unknown or another card of its lineage took its place already.
    """
    succession = replacing(number, Act.REPLACED, stops_at_once=True)
    return issue_card(order, succession=succession, at=at, observer=observer)


@in_our_words
def replace_held(
    old: Replaced,
    order: CardOrder,
    *,
    hold: Callable[[HeldCard], None],
    at: datetime,
    observer: Observer = nobody_watches,
) -> HeldCard:
    """Replace a card within a visit; raises as `replace` and `issue_held` do."""
    reason = old.reason
    succession = replacing(old.number, reason.value, stops_at_once=reason.stops_at_once)
    return issue_held(order, hold=hold, succession=succession, at=at, observer=observer)


def replacing(number: CardNumber, act: Act, *, stops_at_once: bool) -> Succession:
    """Say what else is done when a card takes another's place; refuses what cannot be replaced."""
    old = find(number)
    require_no_other(old)

    def follow_old(new: Card) -> None:
        current = find(number, lock=True)
        require_no_other(current, besides=new)
        if stops_at_once:
            mark_stopped(current.number)

    return Succession(act, bytes(old.lineage), follow_old)


@in_our_words
def renew(
    number: CardNumber, order: IssueOrder, *, at: datetime, observer: Observer = nobody_watches
) -> IssuedCard:
    """Issue the next card for one that is good and nears its last day.

    Raises `LifecycleError` for a card that is unknown, stopped, renewed already, or not yet within 90 days of
    its last day.
    """
    return issue_card(order, succession=renewing(number, at=at), at=at, observer=observer)


@in_our_words
def renew_held(
    number: CardNumber,
    order: CardOrder,
    *,
    hold: Callable[[HeldCard], None],
    at: datetime,
    observer: Observer = nobody_watches,
) -> HeldCard:
    """Renew a card within a visit; raises as `renew` and `issue_held` do."""
    succession = renewing(number, at=at)
    return issue_held(order, hold=hold, succession=succession, at=at, observer=observer)


def renewing(number: CardNumber, *, at: datetime) -> Succession:
    """Say what else is done when a card is renewed; refuses what cannot be."""
    today = programme().local_day(at)
    old = find(number)
    require_renewable(old, today=today)

    def follow_old(new: Card) -> None:
        current = find(number, lock=True)
        require_renewable(current, today=today, besides=new)
        if new.print_state == PrintState.HANDED_OVER:
            mark_stopped(current.number)

    return Succession(Act.RENEWED, bytes(old.lineage), follow_old)


@in_our_words
def hand_over(number: CardNumber, *, at: datetime, by: str | None = None) -> None:
    """Note that a card is in its holder's hands, at the visit's end or later; earlier ones of its lineage stop.

    Raises `LifecycleError` for a card that is unknown, was handed over before, or was stopped meanwhile.
    """
    day = programme().local_day(at)
    with transaction.atomic():
        card = find(number, lock=True)
        require_on_its_way(card)
        Card.objects.filter(number=card.number).update(print_state=PrintState.HANDED_OVER)
        others_in_force(card).update(standing=Standing.REVOKED)
        let_go_of(card.number, day=day)
        ledger.count(Act.HANDED_OVER, day=day, by=by)


def require_on_its_way(card: Card) -> None:
    """Refuse a card that nobody must be handed."""
    if card.print_state == PrintState.HANDED_OVER:
        raise LifecycleError(
            "lifecycle.already_handed_over",
            "the card was handed over before",
            mend="Nothing is left to do.",
        )
    if card.standing != Standing.ACTIVE:
        raise LifecycleError(
            "lifecycle.stopped_before_hand_over",
            "the card was stopped before it was handed over",
            mend="Destroy the card; a new one can be issued.",
        )


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
