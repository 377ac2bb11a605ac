"""Count an act; close the days that are over."""

from __future__ import annotations

import hashlib
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F

from denizen._encoding.domain import label
from denizen_site.config.database import in_our_words
from denizen_site.errors import StateError
from denizen_site.ledger.acts import Act
from denizen_site.ledger.models import ClosedDay, DayCount

CHAIN = b"denizen ledger 1"


@in_our_words
def count(act: Act, *, day: date, times: int = 1) -> None:
    """Add to a day's count, within the caller's transaction; a closed day takes nothing more."""
    if times < 1:
        return
    latest = ClosedDay.objects.order_by("-day").first()
    if latest is not None and day <= latest.day:
        raise StateError(
            "ledger.day_closed",
            "the day is closed in the ledger",
            where=day.isoformat(),
            mend="Set this machine's date, then try again.",
        )
    if add(act, day, times=times):
        return
    try:
        with transaction.atomic():
            DayCount.objects.create(day=day, act=act, count=times)
    except IntegrityError:  # another process counted the first of its kind at this moment
        add(act, day, times=times)


def add(act: Act, day: date, *, times: int) -> bool:
    """Add to an existing count; says whether there was one."""
    rows = DayCount.objects.filter(day=day, act=act)
    return rows.update(count=F("count") + times) == 1


@in_our_words
def close_days_before(today: date) -> int:
    """Chain every day that is over and was not closed yet; gives how many."""
    with transaction.atomic():
        closed = ClosedDay.objects.select_for_update().order_by("-day").first()
        open_days = DayCount.objects.filter(day__lt=today)
        if closed is not None:
            open_days = open_days.filter(day__gt=closed.day)
        days = sorted(set(open_days.values_list("day", flat=True)))
        chain = bytes(closed.chain) if closed is not None else bytes(32)
        for day in days:
            chain = link(chain, day, counts=counts_of(day))
            ClosedDay.objects.create(day=day, chain=chain)
    return len(days)


def counts_of(day: date) -> dict[str, int]:
    """Give one day's counts by kind."""
    return dict(DayCount.objects.filter(day=day).values_list("act", "count"))


def link(previous: bytes, day: date, *, counts: dict[str, int]) -> bytes:
    """Hash one day onto the chain: SHA-256 over the previous link, the day, and its counts by name."""
    parts = [CHAIN, previous, day.isoformat().encode()]
    for act, number in sorted(counts.items()):
        parts += [act.encode(), str(number).encode()]
    return hashlib.sha256(label(*parts)).digest()
