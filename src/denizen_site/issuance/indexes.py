"""Take a random status index that nobody ever had.

The bitmap is cut into stretches of 8,192 indexes.  A stretch is chosen at random and locked, so that on
PostgreSQL many desks seldom wait for each other; on SQLite the whole transaction is alone anyway.
"""

from __future__ import annotations

import secrets
from datetime import date

from django.db import transaction

from denizen_site.errors import IssuanceError
from denizen_site.issuance.models import IndexReservation, UsedIndexes

SEGMENT_BYTES = 1024
SEGMENT_ENTRIES = SEGMENT_BYTES * 8
# Up to about this many random stretches are tried before all are asked in turn.
RANDOM_TRIES = 8
RANDOM_PROBES = 64


def take_index(list_size: int, *, day: date) -> int:
    """Take an index and write its reservation, within the caller's transaction.

    Raises `IssuanceError` when every index of the list was taken once.
    """
    if not transaction.get_connection().in_atomic_block:
        raise TypeError("an index is taken within a transaction")
    for segment in segments_to_try(list_size):
        index = take_from(
            segment, entries=min(SEGMENT_ENTRIES, list_size - segment * SEGMENT_ENTRIES)
        )
        if index is not None:
            IndexReservation.objects.create(index=index, day=day)
            return index
    raise IssuanceError(
        "issuance.status_list_full",
        "every place of the status list was taken once",
        mend="Begin a new programme home with a larger list (docs/operate/rotating-keys.md).",
    )


def segments_to_try(list_size: int) -> list[int]:
    """Order the stretches: a few at random, then all, so that the last free index is found too."""
    count = -(-list_size // SEGMENT_ENTRIES)
    return [secrets.randbelow(count) for _ in range(RANDOM_TRIES)] + list(range(count))


def take_from(segment: int, *, entries: int) -> int | None:
    """Lock one stretch and set a random free bit of it; None when it has none."""
    UsedIndexes.objects.bulk_create(
        [UsedIndexes(segment=segment, bits=bytes(SEGMENT_BYTES))], ignore_conflicts=True
    )
    row = UsedIndexes.objects.select_for_update().get(segment=segment)
    bits = bytearray(row.bits)
    place = free_place(bits, entries)
    if place is None:
        return None
    bits[place >> 3] |= 1 << (place & 7)
    row.bits = bytes(bits)
    row.save(update_fields=["bits"])
    return segment * SEGMENT_ENTRIES + place


def free_place(bits: bytearray, entries: int) -> int | None:
    """Choose a free bit, each with the same chance."""
    for _ in range(RANDOM_PROBES):
        place = secrets.randbelow(entries)
        if not is_set(bits, place):
            return place
    free = [place for place in range(entries) if not is_set(bits, place)]
    return secrets.choice(free) if free else None


def is_set(bits: bytearray, place: int) -> bool:
    """Say whether a bit is set."""
    return bool(bits[place >> 3] >> (place & 7) & 1)
