"""The night: rows that waited are laid down as one batch, in the order of their keys and filled up with noise.

Killed half-way, nothing is lost: one transaction opens, lays down and deletes.  Only after it the day's key is
destroyed; with it gone, what a log or a backup kept of the waiting rows is noise.  A legal hold lets rows wait.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from django.db import transaction

from denizen.errors import LinkageError
from denizen.linkage.index_rows import DayKey, IndexRow
from denizen_site.config.database import forget_deleted, in_our_words
from denizen_site.config.partitioned import open_part
from denizen_site.custody.queries import programme
from denizen_site.holds.queries import deletion_is_held
from denizen_site.ledger import actions as ledger
from denizen_site.ledger.acts import Act
from denizen_site.one_card import day_keys
from denizen_site.one_card.index import NOISE, locked_day, noise_of
from denizen_site.one_card.models import BlindRow, IndexDay, WaitingRow, new_name

BATCH_ROWS: Final = 1024
TABLE: Final = "one_card_blindrow"
WAITING_TABLE: Final = "one_card_waitingrow"


@in_our_words
def is_due(*, at: datetime) -> bool:
    """Say whether rows of an earlier day wait."""
    row = IndexDay.objects.first()
    return row is not None and row.since < programme().local_day(at) and not deletion_is_held()


@in_our_words
def lay_down(*, at: datetime) -> int:
    """Lay the waiting rows down; gives how many true ones there were.  Nothing happens under a legal hold."""
    if deletion_is_held() or not IndexDay.objects.exists():
        return 0
    today = programme().local_day(at)
    with transaction.atomic():
        _, key = locked_day(today)
        rows, lost = opened_rows(key)
        insert(filled_up(rows))
        WaitingRow.objects.all().delete()
        ledger.count(Act.ONE_CARD_ROWS_LOST, day=today, times=lost)
        name = begin_day(today)
    day_keys.forget_all_but(name)
    forget_deleted(WAITING_TABLE)
    return len(rows)


def opened_rows(key: DayKey) -> tuple[list[IndexRow], int]:
    """Open what waits, but for the noise; gives the rows, and how many a lost key keeps shut."""
    rows, lost = [], 0
    for sealed in WaitingRow.objects.values_list("sealed", flat=True).iterator():
        try:
            row = key.open(bytes(sealed))
        except LinkageError:
            lost += 1
            continue
        if row.epoch != NOISE:
            rows.append(row)
    return rows, lost


def filled_up(rows: Sequence[IndexRow]) -> list[IndexRow]:
    """Add noise up to a full batch, so that no night's size tells how many came; an empty night stays empty."""
    epochs = [row.epoch for row in rows]
    missing = -len(rows) % BATCH_ROWS
    return [*rows, *noise_of(epochs, count=missing)] if rows else []


def insert(rows: Sequence[IndexRow]) -> None:
    """Insert rows in the order of their keys."""
    for epoch in sorted({row.epoch for row in rows}):
        open_part(TABLE, epoch, unsampled=("row_key", "value"))
    BlindRow.objects.bulk_create(
        [
            BlindRow(epoch=row.epoch, row_key=row.row_key, value=row.value)
            for row in sorted(rows, key=lambda row: row.order)
        ],
        batch_size=BATCH_ROWS,
    )


def begin_day(day: date) -> str:
    """Begin the next day under a new key, within the caller's transaction; gives the key's name."""
    name = new_name()
    day_keys.make(name)
    IndexDay.objects.update(key_file=name, since=day)
    return name
