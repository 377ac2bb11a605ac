"""The three moments of an issuance that touch the database or decide what a killed process leaves.

reserve    one short transaction: an index is taken, for good
commit     one transaction: the card's row, the reservation gone, the count; its end is the commit point
recover    folders of makers that died: committed cards are revealed, all others removed
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from django.db import IntegrityError, transaction

from denizen_site.config.database import in_our_words
from denizen_site.custody import queries as custody
from denizen_site.errors import IssuanceError
from denizen_site.issuance.indexes import take_index
from denizen_site.issuance.models import Card, IndexReservation
from denizen_site.issuance.unfinished import UnfinishedFolder, abandoned_folders
from denizen_site.ledger import actions as ledger
from denizen_site.ledger.acts import Act


class Step(StrEnum):
    """The named steps of an issuance, as an observer is told of them.

    RESERVE and COMMIT are told within their transaction, just before it ends; REVEAL after the commit, and
    before the rename where there is a folder; WRITE for folders only; the others as they begin.
    """

    RESERVE = "reserve"
    SIGN = "sign"
    PRESS = "press"
    WRITE = "write"
    COMMIT = "commit"
    REVEAL = "reveal"


Observer = Callable[[Step], None]


def nobody_watches(step: Step) -> None:
    """Observe nothing."""


@in_our_words
def reserve(list_size: int, *, day: date, observer: Observer) -> int:
    """Take an index for good and note that a card of this day is being made with it."""
    with transaction.atomic():
        index = take_index(list_size, day=day)
        observer(Step.RESERVE)
    return index


@dataclass(frozen=True, slots=True)
class Entry:
    """A card ready to be recorded; `act` is what the ledger counts, `also` runs in the same transaction.

    `by` is the member of staff under whose id it is counted, if any.
    """

    card: Card
    day: date
    act: Act
    also: Callable[[Card], None]
    by: str | None = None


@in_our_words
def commit(entry: Entry, *, observer: Observer) -> None:
    """Record the card.  When this returns the card is issued; when it raises it is not.

    Raises `IssuanceError` when the reservation was given up meanwhile (its index is published as revoked).
    """
    with transaction.atomic():
        reservation = IndexReservation.objects.filter(
            index=entry.card.status_index, given_up=False
        ).select_for_update()
        if not reservation.exists():
            raise IssuanceError(
                "issuance.reservation_lapsed",
                "the card took until the next day and its place was given up",
                mend="Issue it again.",
            )
        reservation.delete()
        insert(entry.card)
        entry.also(entry.card)
        ledger.count(entry.act, day=entry.day, by=entry.by)
        observer(Step.COMMIT)


def insert(card: Card) -> None:
    """Insert the row; a number or an index that exists already is never shared."""
    try:
        with transaction.atomic():
            card.save(force_insert=True)
    except IntegrityError:
        raise IssuanceError(
            "issuance.number_taken", "the number was drawn before", mend="Issue the card again."
        ) from None


@dataclass(frozen=True, slots=True)
class Recovered:
    """What recovery found: folders of issued cards now revealed, and how many others it removed."""

    revealed: tuple[Path, ...]
    removed: int


@in_our_words
def recover(out: Path) -> Recovered:
    """Finish or remove what killed processes left in a folder of cards."""
    revealed: list[Path] = []
    removed = 0
    for folder in abandoned_folders(out, tag=custody.programme().tag):
        try:
            if is_recorded(folder):
                revealed.append(folder.reveal())
            else:
                folder.remove()
                removed += 1
        finally:
            folder.unlock()
    return Recovered(tuple(revealed), removed)


def is_recorded(folder: UnfinishedFolder) -> bool:
    """Say whether the folder's card was committed."""
    return Card.objects.filter(number=folder.number.value).exists()


@in_our_words
def give_up_reservations_before(today: date) -> int:
    """Give up the reservations of earlier days: their makers are gone, their indexes are burnt."""
    return IndexReservation.objects.filter(day__lt=today, given_up=False).update(given_up=True)
