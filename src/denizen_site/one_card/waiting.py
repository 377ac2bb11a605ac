"""Checks that wait: taken up again when custodians answer, without the person, who has gone with the card."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from denizen.charter import Charter
from denizen.errors import LinkageError
from denizen.linkage.sealed_check import WaitingCheck as Sealed
from denizen.linkage.sealed_check import open_check
from denizen_site.config.database import forget_deleted, in_our_words
from denizen_site.custody.queries import programme
from denizen_site.errors import OneCardError
from denizen_site.holds.queries import deletion_is_held
from denizen_site.ledger import actions as ledger
from denizen_site.ledger.acts import Act
from denizen_site.one_card import custodians
from denizen_site.one_card.checking import Places, matches_in, places_in
from denizen_site.one_card.index import add, find, locked_day
from denizen_site.one_card.models import WaitingCheck

AT_ONCE: Final = 20
KEPT_DAYS: Final = 14
TABLE: Final = "one_card_waitingcheck"


@in_our_words
def waits() -> int:
    """Count the checks that wait."""
    return WaitingCheck.objects.count()


@in_our_words
def take_up(charter: Charter, *, at: datetime) -> int:
    """Do the checks that wait, some at once, in the order of their random ids; gives how many were done.

    Stops at the first for which custodians are still away.
    """
    done = 0
    for row in WaitingCheck.objects.order_by("id")[:AT_ONCE]:
        try:
            take_up_one(row, charter, at=at)
        except (LinkageError, OneCardError):
            break
        done += 1
    if done:
        forget_deleted(TABLE)
    return done


def take_up_one(row: WaitingCheck, charter: Charter, *, at: datetime) -> None:
    """Open one check, look, note the person, and forget it; all or nothing."""
    mode = charter.one_card
    epoch = None if mode is None else mode.epoch(row.epoch)
    key = None if epoch is None else custodians.key_of(epoch)
    if mode is None or epoch is None or key is None:
        raise OneCardError("one_card.no_key", "the check's epoch has no key", where=str(row.epoch))
    evaluator = custodians.evaluator(epoch, key.public, at=at)
    sealed = open_check(
        bytes(row.sealed), key.public, day=row.day, evaluator=evaluator, group=custodians.group()
    )
    places = places_in(epoch, sealed.person, mode=mode, at=at)
    with transaction.atomic():
        finish(row, sealed, places=places, at=at)


def finish(row: WaitingCheck, sealed: Sealed, *, places: Places, at: datetime) -> None:
    """Note the person, count a second card that turned up, delete the row; within one transaction."""
    today = programme().local_day(at)
    _, day = locked_day(today)
    others = [each for each in matches_in([places], today=today) if each.lineage != sealed.lineage]
    if sealed.inserts:
        found = find(places.epoch.number, places.all, day=day)
        add(places.epoch.number, found, lineage=sealed.lineage, day=day)
    if WaitingCheck.objects.filter(id=row.id).delete()[0]:
        found_late = any(each.strong for each in others)
        ledger.count(Act.ONE_CARD_LATE if found_late else Act.ONE_CARD_CHECKED, day=today)


@in_our_words
def sweep(*, at: datetime) -> int:
    """Give up checks that waited too long: no custodian answered, and nobody's data waits for good."""
    if deletion_is_held():
        return 0
    today = programme().local_day(at)
    with transaction.atomic():
        old = WaitingCheck.objects.filter(day__lt=today - timedelta(days=KEPT_DAYS))
        given_up, _ = old.delete()
        ledger.count(Act.ONE_CARD_NOT_CHECKED, day=today, times=given_up)
    if given_up:
        forget_deleted(TABLE)
    return given_up
