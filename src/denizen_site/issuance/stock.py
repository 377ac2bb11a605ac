"""Blank cards: received by range, used one by one, spoilt, counted, and held against the day's cards.

A serial is never written beside a card's number or a visit: stock is watched so that no blank goes missing,
not so that anybody is found.  A station that never received any is not tracked.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from enum import Enum

from django.db import IntegrityError, transaction

from denizen_site.config.database import in_our_words
from denizen_site.custody.queries import programme
from denizen_site.errors import IssuanceError
from denizen_site.issuance.models import (
    BatchState,
    PrintBatch,
    SerialState,
    StockCount,
    StockSerial,
)
from denizen_site.ledger import actions as ledger
from denizen_site.ledger.acts import Act

SERIAL = re.compile(r"([A-Z]{0,6})([0-9]{1,10})")
MOST_AT_ONCE = 10_000
NOT_TRACKED = ""


class SpoiltReason(Enum):
    """Why a blank card became none."""

    MISPRINT = Act.STOCK_SPOILT_MISPRINT
    JAM = Act.STOCK_SPOILT_JAM
    FAULTY = Act.STOCK_SPOILT_FAULTY
    TRIAL = Act.STOCK_SPOILT_TRIAL

    @property
    def word(self) -> str:
        """Give the reason as it is written: misprint, jam, faulty, trial."""
        return self.name.lower()


def serials_in(text: str) -> list[str]:
    """Read a range such as A000123-A000322, or one serial; raises `IssuanceError` for anything else."""
    first, dash, last = text.strip().partition("-")
    begin, end = SERIAL.fullmatch(first), SERIAL.fullmatch(last if dash else first)
    if begin is None or end is None:
        raise wrong_range("not a range such as A000123-A000322")
    prefix, digits = begin.groups()
    if (prefix, len(digits)) != (end[1], len(end[2])):
        raise wrong_range("its two ends differ in their letters or their length")
    count = int(end[2]) - int(digits) + 1
    if not 1 <= count <= MOST_AT_ONCE:
        raise wrong_range(f"not between 1 and {MOST_AT_ONCE} cards")
    return [f"{prefix}{int(digits) + place:0{len(digits)}}" for place in range(count)]


@in_our_words
def receive(text: str, *, station: str, at: datetime, by: str | None = None) -> int:
    """Take blank cards into a station's stock; gives how many.

    Raises `IssuanceError` for a range that cannot be read or that was received before, in part or whole.
    """
    day = programme().local_day(at)
    serials = serials_in(text)
    with transaction.atomic():
        rows = [StockSerial(serial=each, station=station, day=day) for each in serials]
        try:
            with transaction.atomic():
                StockSerial.objects.bulk_create(rows)
        except IntegrityError:
            raise IssuanceError(
                "issuance.stock_known",
                "some of these blank cards were received before",
                mend="Read the serials on the first and the last card again.",
            ) from None
        ledger.count(Act.STOCK_RECEIVED, day=day, times=len(serials), by=by)
    return len(serials)


@in_our_words
def take_next(station: str, *, at: datetime, by: str | None = None) -> str:
    """Use the next blank card of a station and give its serial, within the caller's transaction.

    Meant for `hold` of `issue_held`, so that a card that is not issued uses none.  Gives `NOT_TRACKED` at a
    station that never received stock; raises `IssuanceError` at one that has none left.
    """
    if not transaction.get_connection().in_atomic_block:
        raise TypeError("a blank card is taken within a transaction")
    own = StockSerial.objects.filter(station=station)
    left = own.filter(state=SerialState.LEFT).order_by("serial")
    # Two clerks at once skip each other's row; waiting for it would end in a row that is left no more.
    row = left.select_for_update(skip_locked=True).first()
    if row is None:
        if not own.exists():
            return NOT_TRACKED
        raise IssuanceError(
            "issuance.stock_empty",
            "this station has no blank cards left",
            mend="Receive new stock, or issue at another station; nothing was issued.",
        )
    day = programme().local_day(at)
    StockSerial.objects.filter(serial=row.serial).update(state=SerialState.USED, day=day)
    ledger.count(Act.STOCK_USED, day=day, by=by)
    return row.serial


@in_our_words
def spoil(
    serial: str,
    reason: SpoiltReason,
    *,
    station: str | None = None,
    at: datetime,
    by: str | None = None,
) -> None:
    """Note that a blank or printed card was spoilt; with a station, only one of that station's.

    Raises `IssuanceError` for one that is unknown there or was gone before.
    """
    with transaction.atomic():
        require_at(station, serial)
        gone(serial, SerialState.SPOILT, act=reason.value, at=at, by=by)


@in_our_words
def miss(serial: str, *, station: str | None = None, at: datetime, by: str | None = None) -> None:
    """Note that a blank card is missing; raises as `spoil` does."""
    with transaction.atomic():
        require_at(station, serial)
        gone(serial, SerialState.MISSING, act=Act.STOCK_LOST, at=at, by=by)


@in_our_words
def take_another(
    serial: str, reason: SpoiltReason, *, station: str, at: datetime, by: str | None = None
) -> str:
    """Spoil the blank card that a printer ruined and use the next; gives its serial.

    A station that is not tracked has no serial to spoil; the reprint is counted all the same.
    """
    with transaction.atomic():
        if serial != NOT_TRACKED:
            spoil(serial, reason, at=at, by=by)
        ledger.count(Act.CARD_REPRINTED, day=programme().local_day(at), by=by)
        return take_next(station, at=at, by=by)


def require_at(station: str | None, serial: str) -> None:
    """Refuse a serial that another station has."""
    if station is None:
        return
    if not StockSerial.objects.filter(serial=serial.strip(), station=station).exists():
        raise unknown_serial()


def gone(serial: str, state: SerialState, *, act: Act, at: datetime, by: str | None) -> None:
    """Move a blank card to one of the two states that it never leaves, and count it."""
    day = programme().local_day(at)
    present = [SerialState.LEFT, SerialState.USED]
    with transaction.atomic():
        rows = StockSerial.objects.filter(serial=serial.strip(), state__in=present)
        if rows.update(state=state, day=day) != 1:
            raise unknown_serial()
        ledger.count(act, day=day, by=by)


def unknown_serial() -> IssuanceError:
    """Make the refusal of a serial that is not here, or was gone before."""
    return IssuanceError(
        "issuance.stock_unknown",
        "no blank card of this serial is here",
        mend="Read the serial again; one that was spoilt or missing stays so.",
    )


@in_our_words
def count_left(station: str, counted: int, *, at: datetime, by: str | None = None) -> None:
    """Write down how many blank cards lie at a station; counted again, the later count holds for the day."""
    if not 0 <= counted <= MOST_AT_ONCE * 100:
        raise IssuanceError("issuance.stock_count", "not a number of cards", mend="Count again.")
    day = programme().local_day(at)
    with transaction.atomic():
        StockCount.objects.update_or_create(station=station, day=day, defaults={"counted": counted})
        ledger.count(Act.STOCK_COUNTED, day=day, by=by)


@in_our_words
def forget_before(day: date) -> int:
    """Delete what is known of blank cards that were gone, and of counts and batches, before a day."""
    with transaction.atomic():
        gone_for_good = StockSerial.objects.exclude(state=SerialState.LEFT).filter(day__lt=day)
        StockCount.objects.filter(day__lt=day).delete()
        PrintBatch.objects.filter(day__lt=day, state=BatchState.ACCEPTED).delete()
        deleted, _ = gone_for_good.delete()
    return deleted


def wrong_range(fault: str) -> IssuanceError:
    """Make the refusal of a range."""
    return IssuanceError(
        "issuance.stock_range",
        f"these serials are {fault}",
        mend="Type the serials of the first and the last card of the box, joined by a hyphen.",
    )
