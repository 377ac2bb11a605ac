"""The verbs of a visit that several rooms take part in, each one transaction: begin, hand over, end without."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from denizen.credential import CardNumber
from denizen_site.accounts.middleware import DeskRequest
from denizen_site.accounts.stations import station_secret
from denizen_site.config.database import in_our_words
from denizen_site.custody.bound_charter import bound_charter
from denizen_site.custody.queries import programme
from denizen_site.desk.fees import fee_of
from denizen_site.desk.visit_page import Place
from denizen_site.enrolment import actions as enrolment
from denizen_site.enrolment.progress import may_hand_over
from denizen_site.enrolment.seal import not_here
from denizen_site.enrolment.visit import Purpose, Recheck, Visit
from denizen_site.errors import EnrolmentError
from denizen_site.ledger import actions as ledger
from denizen_site.ledger.acts import Act, DifferenceReason, difference
from denizen_site.lifecycle import actions as lifecycle

# One visit in so many is looked at again by a second clerk before the card is handed over.
RECHECK_ONE_IN = 20


@dataclass(frozen=True, slots=True)
class OldCard:
    """The card that a visit is to bring another for, and why it is replaced, if it is."""

    number: CardNumber = field(repr=False)
    reason: str = ""


@in_our_words
def begin(
    request: DeskRequest,
    *,
    language: str,
    purpose: Purpose = Purpose.NEW,
    test: bool = False,
    old: OldCard | None = None,
) -> enrolment.VisitToken:
    """Begin a visit at this station; gives what its cookie holds."""
    secret = station_secret(request)
    if secret is None:
        raise not_here()
    visit = Visit(
        clerk=request.actor.staff,
        language=language,
        opened_minute=minute_of(request.at),
        purpose=purpose,
        test=test,
        old_number="" if old is None else old.number.value,
        reason="" if old is None else old.reason,
        recheck=drawn(),
    )
    hours = bound_charter().retention.visit_hours
    with transaction.atomic():
        ledger.count(Act.VISIT_OPENED, day=today(request.at), by=request.actor.staff)
        return enrolment.open_visit(visit, station_secret=secret, at=request.at, hours=hours)


def drawn() -> Recheck:
    """Draw whether a second clerk looks at the visit; nobody can know it beforehand."""
    return Recheck.CHOSEN if secrets.randbelow(RECHECK_ONE_IN) == 0 else Recheck.NOT_CHOSEN


@in_our_words
def hand_over(place: Place) -> None:
    """Note that the card is in its holder's hands and delete the visit.

    Raises `EnrolmentError` while a second look is due, and `LifecycleError` for a card handed over before.
    """
    held = place.visit.held
    if held is None or not may_hand_over(place.visit):
        raise EnrolmentError(
            "visit.recheck_due",
            "this visit was drawn for a second look before the card is handed over",
            mend="Ask another clerk to look; the page to share the visit is below.",
        )
    number = CardNumber(held.number)
    with transaction.atomic():
        if place.visit.test:
            lifecycle.abandon(number, at=place.request.at, by=place.request.actor.staff)
        elif held.files:  # one that is printed later is handed over when it is picked up or posted
            lifecycle.hand_over(number, at=place.request.at, by=place.request.actor.staff)
        finish(place, Act.TEST_VISIT if place.visit.test else Act.SERVED)


@in_our_words
def end_without_card(place: Place, act: Act) -> None:
    """End a visit that brought no card; one that was issued and never handed over is stopped with it."""
    with transaction.atomic():
        held = place.visit.held
        if held is not None:
            number = CardNumber(held.number)
            lifecycle.abandon(number, at=place.request.at, by=place.request.actor.staff)
            give_fee_back(place)
        finish(place, Act.TEST_VISIT if place.visit.test else act)


def give_fee_back(place: Place) -> None:
    """Count that a fee which was paid goes back, as no card reaches its holder."""
    visit = place.visit
    if visit.test or not visit.fee_settled:
        return
    if fee_of(visit, place.charter, at=place.day).due:
        ledger.count(Act.FEE_RETURNED, day=place.day, by=place.request.actor.staff)


def finish(place: Place, act: Act) -> None:
    """Count how the visit ended and how long it took, and delete it, within the caller's transaction."""
    at, by = place.request.at, place.request.actor.staff
    ledger.count(act, day=place.day, by=by)
    if not place.visit.test:
        ledger.count_minutes(max(minute_of(at) - place.visit.opened_minute, 0), day=place.day)
    enrolment.end(place.opened)


@in_our_words
def sign_day_off(reason: DifferenceReason | None, *, at: datetime, by: str) -> None:
    """Count that the day was found even, or that it was not and what explains it."""
    day = today(at)
    with transaction.atomic():
        if reason is None:
            ledger.count(Act.DAY_RECONCILED, day=day, by=by)
            return
        ledger.count(Act.DAY_NOT_RECONCILED, day=day, by=by)
        ledger.count(difference(reason), day=day, by=by)


def minute_of(at: datetime) -> int:
    """Give an instant as whole minutes; it stays inside the seal."""
    return int(at.timestamp()) // 60


def today(at: datetime) -> date:
    """Give the city's day."""
    return programme().local_day(at)
