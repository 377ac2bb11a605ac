"""Finds and adds rows: first the index, then what waits of today, label by label, slot by slot.

Nothing here knows a name: it is given places (`denizen.linkage.index_rows`), which whoever enrols a person gets
with the custodians' help.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db import transaction

from denizen.errors import LinkageError
from denizen.linkage.index_rows import DayKey, IndexPlace, IndexRow, noise_row
from denizen_site.one_card import day_keys
from denizen_site.one_card.models import THE_DAY, BlindRow, IndexDay, WaitingRow

MOST_SLOTS: Final = 64  # more people than this under one label, and the next is not noted under it
PERSON_ROWS: Final = 64  # a person's rows of a day are filled up with noise to a multiple of this
NOISE: Final = 0xFFFF  # the epoch of a waiting row that is dropped at night


@dataclass(frozen=True, slots=True)
class Found:
    """What one label's place led to: the lineages in its rows, and the first slot that is free."""

    place: IndexPlace = field(repr=False)
    lineages: frozenset[bytes] = field(repr=False)
    free: int


def find(epoch: int, places: Iterable[IndexPlace], *, day: DayKey | None) -> tuple[Found, ...]:
    """Look places up, each in its own rows; the cost depends on the person's labels and not on the city."""
    seen: dict[IndexPlace, set[bytes]] = {place: set() for place in places}
    free = dict.fromkeys(seen, 0)
    open_places = set(seen)
    for slot in range(MOST_SLOTS):
        values = values_at(epoch, slot, places=open_places, day=day)
        for place, value in values.items():
            free[place] = slot + 1
            with suppress(LinkageError):  # noise that fell on this key: about once in 2^128 rows
                seen[place].add(place.open(value))
        open_places = set(values)
        if not open_places:
            break
    return tuple(Found(place, frozenset(seen[place]), free[place]) for place in seen)


def values_at(
    epoch: int, slot: int, *, places: set[IndexPlace], day: DayKey | None
) -> dict[IndexPlace, bytes]:
    """Read the values in one slot of many places, from the index and from what waits."""
    keys = {place.row_key(slot): place for place in places}
    rows = BlindRow.objects.filter(epoch=epoch, row_key__in=sorted(keys))
    found = {keys[bytes(key)]: bytes(value) for key, value in rows.values_list("row_key", "value")}
    if day is not None:
        waiting = {day.waiting_key(epoch, key): place for key, place in keys.items()}
        sealed = WaitingRow.objects.filter(place__in=sorted(waiting)).values_list("place", "sealed")
        found |= {waiting[bytes(place)]: day.open(bytes(data)).value for place, data in sealed}
    return found


def today_key() -> DayKey | None:
    """Give the key of the day in use; none before the first row, and where a restored home lost the key."""
    name = IndexDay.objects.values_list("key_file", flat=True).first()
    with suppress(FileNotFoundError):
        return None if name is None else day_keys.read(name)
    return None


def locked_day(day: date) -> tuple[str, DayKey]:
    """Lock the day within the caller's transaction and give its key: adding and laying down take turns.

    Where the key is gone, a new one takes its place: rows that waited under the old one are lost, and the night
    counts them.
    """
    if not transaction.get_connection().in_atomic_block:
        raise TypeError("the day is locked within a transaction")
    IndexDay.objects.bulk_create([IndexDay(since=day)], ignore_conflicts=True)
    row = IndexDay.objects.select_for_update().get(id=THE_DAY)
    try:
        return row.key_file, day_keys.read(row.key_file)
    except FileNotFoundError:
        return row.key_file, day_keys.make(row.key_file)


def add(epoch: int, found: Sequence[Found], *, lineage: bytes, day: DayKey) -> int:
    """Add a person's rows to those that wait, filled up with noise; gives how many are true.

    A label that leads to the lineage already gets no second row.
    """
    rows = [
        IndexRow(epoch, each.place.row_key(each.free), each.place.seal(lineage))
        for each in found
        if lineage not in each.lineages and each.free < MOST_SLOTS
    ]
    filled = [*rows, *(noise_row(NOISE) for _ in range(-len(rows) % PERSON_ROWS))]
    waiting = [
        WaitingRow(place=day.waiting_key(row.epoch, row.row_key), sealed=day.seal(row))
        for row in filled
    ]
    WaitingRow.objects.bulk_create(sorted(waiting, key=lambda row: row.place))
    return len(rows)


def noise_of(epochs: Sequence[int], *, count: int) -> list[IndexRow]:
    """Make so many rows of noise, in epochs drawn as the true ones are spread."""
    return [noise_row(secrets.choice(epochs)) for _ in range(count)]
