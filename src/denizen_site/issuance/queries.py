"""Read the cards' rows: what the status list needs, and what the city holds about one card."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from denizen.credential import CardNumber
from denizen_site.config.database import in_our_words
from denizen_site.issuance.models import (
    Card,
    IndexReservation,
    PrintingStation,
    PrintState,
    SerialState,
    Standing,
    StockSerial,
)


@dataclass(frozen=True, slots=True)
class CardRecord:
    """All that the city holds about a card, but for the slow hash of its revocation code."""

    number: CardNumber
    status_index: int
    lineage: bytes
    first_day: date
    last_day: date
    print_state: PrintState
    standing: Standing


@in_our_words
def find_card(number: CardNumber) -> CardRecord | None:
    """Give a card's record, or None when there is no such card."""
    row = Card.objects.filter(number=number.value).first()
    return None if row is None else record_of(row)


def record_of(row: Card) -> CardRecord:
    """Turn a row into a value."""
    return CardRecord(
        number=CardNumber(row.number),
        status_index=row.status_index,
        lineage=bytes(row.lineage),
        first_day=row.first_day,
        last_day=row.last_day,
        print_state=PrintState(row.print_state),
        standing=Standing(row.standing),
    )


@in_our_words
def indexes_no_longer_good() -> tuple[int, ...]:
    """List the status indexes of revoked cards and of cards that were begun and never issued."""
    revoked = Card.objects.filter(standing=Standing.REVOKED).values_list("status_index", flat=True)
    begun = IndexReservation.objects.filter(given_up=True).values_list("index", flat=True)
    return (*revoked, *begun)


@in_our_words
def next_serial(station: str) -> str:
    """Give the serial of the blank card that a station prints on next; empty where none is left or tracked."""
    left = StockSerial.objects.filter(station=station, state=SerialState.LEFT)
    return left.order_by("serial").values_list("serial", flat=True).first() or ""


@in_our_words
def printing_stations() -> tuple[str, ...]:
    """List the ids of the printing stations that cards are sealed to, the newest first."""
    rows = PrintingStation.objects.filter(retired__isnull=True).order_by("-since", "id")
    return tuple(rows.values_list("id", flat=True))
