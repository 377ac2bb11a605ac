"""Issue a visit's card, once: the card, the visit that holds it, the fee and the blank in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from django.db import transaction

from denizen.charter import ModeOfIssue
from denizen.credential import CardNumber, Portrait
from denizen_press.photo import PreparedPhoto
from denizen_site.config.database import in_our_words
from denizen_site.desk.fees import Fee
from denizen_site.desk.second_card import NOBODY_LOOKED, Course
from denizen_site.desk.turned_card import holder_of
from denizen_site.desk.visit_page import Place
from denizen_site.enrolment import actions as enrolment
from denizen_site.enrolment.visit import HeldParts, Purpose
from denizen_site.issuance import print_jobs, stock
from denizen_site.issuance.actions import CardOrder, HeldCard, Succession, issue_held
from denizen_site.issuance.stock import SpoiltReason
from denizen_site.ledger import actions as ledger
from denizen_site.ledger.acts import Act
from denizen_site.lifecycle import actions as lifecycle
from denizen_site.lifecycle.actions import Replaced, ReplacementReason

Hold = Callable[[HeldCard], None]
PRACTICE = Succession(Act.TEST_CARD)


@dataclass(frozen=True, slots=True)
class Settled:
    """What was settled at the desk: the fee, and where a card that is printed later goes."""

    fee: Fee
    mail_to: tuple[str, ...] = field(default=(), repr=False)
    course: Course = NOBODY_LOOKED


def issue(place: Place, settled: Settled) -> None:
    """Issue the card that the resident confirmed into the visit.

    Raises `EnrolmentError` when another click was first, and otherwise as `issuance.issue_held` does; whatever
    is raised, no card was issued, but for a database that could not say so: open the visit again.
    """
    visit, request = place.visit, place.request
    order = CardOrder(
        place.charter,
        holder_of(visit),
        PreparedPhoto(visit.photo, Portrait(visit.portrait) if visit.portrait else None),
        print_effect=place.progress.print_effect,
        by=request.actor.staff,
        practice=visit.test,
    )

    def hold(held: HeldCard) -> None:
        parts = parts_of(place, held, mail_to=settled.mail_to)
        changed = visit.with_(
            held=parts, waiver=settled.fee.waiver, fee_settled=settled.fee.full > 0
        )
        enrolment.save(place.opened.changed(changed))
        count_fee(place, settled.fee)
        settled.course.note(held.number, day=place.day)

    by_purpose(place, order, hold=hold, replaces=settled.course.replaces)


def by_purpose(place: Place, order: CardOrder, *, hold: Hold, replaces: CardNumber | None) -> None:
    """Issue a first card, or one that follows another: the one that was brought, or that the check found."""
    visit, at = place.visit, place.request.at
    if visit.test:
        issue_held(order, hold=hold, succession=PRACTICE, at=at)
    elif replaces is not None:
        found = Replaced(replaces, ReplacementReason.SECOND_CARD)
        lifecycle.replace_held(found, order, hold=hold, at=at)
    elif not visit.old_number:
        issue_held(order, hold=hold, at=at)
    elif visit.purpose is Purpose.RENEWAL:
        lifecycle.renew_held(CardNumber(visit.old_number), order, hold=hold, at=at)
    else:
        reason = (
            ReplacementReason[visit.reason.upper()] if visit.reason else ReplacementReason.UPDATE
        )
        replaced = Replaced(CardNumber(visit.old_number), reason)
        lifecycle.replace_held(replaced, order, hold=hold, at=at)


def parts_of(place: Place, held: HeldCard, *, mail_to: tuple[str, ...]) -> HeldParts:
    """Say what the visit holds of the card: its files and its blank, or where it waits to be printed."""
    at, by, number = place.request.at, place.request.actor.staff, held.number.value
    if place.visit.test:
        return practice_parts(place, held)
    if place.charter.mode_of_issue is ModeOfIssue.LATER:
        code = print_jobs.queue(held, mail_to=mail_to, at=at, by=by)
        return HeldParts(number, {}, pick_up_code=code)
    serial = stock.take_next(station_of(place), at=at, by=by)
    return HeldParts(number, dict(held.files), held.check_code.value, serial=serial)


def practice_parts(place: Place, held: HeldCard) -> HeldParts:
    """Stop a practice card in the transaction that makes it, and spoil the blank that it is printed on."""
    at, by = place.request.at, place.request.actor.staff
    serial = stock.take_next(station_of(place), at=at, by=by)
    if serial != stock.NOT_TRACKED:
        stock.spoil(serial, SpoiltReason.TRIAL, at=at, by=by)
    lifecycle.stop_practice(held.number)
    return HeldParts(held.number.value, dict(held.files), held.check_code.value, serial=serial)


def station_of(place: Place) -> str:
    """Name the station; the gate let nobody in without one."""
    return place.request.actor.station or ""


def count_fee(place: Place, fee: Fee) -> None:
    """Count that a fee was taken or waived; a practice visit takes none."""
    if place.visit.test or not fee.full:
        return
    act = Act.FEE_WAIVED if fee.is_waived else Act.FEE_TAKEN
    ledger.count(act, day=place.day, by=place.request.actor.staff)


@in_our_words
def mark_printed(place: Place) -> None:
    """Note in the visit that the card came out well."""
    held = place.visit.held
    if held is not None:
        place.saved(place.visit.with_(held=replace(held, printed=True)))


@in_our_words
def print_again(place: Place, reason: SpoiltReason) -> None:
    """Spoil the blank of a bad print and take the next, together with the visit that holds it."""
    held, at, by = place.visit.held, place.request.at, place.request.actor.staff
    if held is None:
        return
    with transaction.atomic():
        used = stock.NOT_TRACKED if place.visit.test else held.serial
        serial = stock.take_another(used, reason, station=station_of(place), at=at, by=by)
        if place.visit.test and serial != stock.NOT_TRACKED:
            stock.spoil(serial, SpoiltReason.TRIAL, at=at, by=by)
        place.saved(place.visit.with_(held=replace(held, serial=serial, printed=False)))
