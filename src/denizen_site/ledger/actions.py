"""Count an act or a visit's length; close the days that are over; delete old ones by schedule."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import F, Model, QuerySet

from denizen_site.config.database import in_our_words
from denizen_site.errors import StateError
from denizen_site.ledger.acts import Act
from denizen_site.ledger.chain import BEGINNING, content_of, last_link, link
from denizen_site.ledger.models import (
    THE_ANCHOR,
    Anchor,
    ClauseCount,
    ClosedDay,
    DayCount,
    VisitMinutes,
)

SALT_BYTES = 32
COUNTS: tuple[type[Model], ...] = (DayCount, VisitMinutes, ClauseCount)
# A visit in progress is gone after four hours (DESIGN section 10), so none lasts longer.
LONGEST_VISIT_MINUTES = 240


# Any number of our own; PostgreSQL's advisory locks are numbered.
COUNTING_LOCK = 0x6C656467657273


@in_our_words
def count(act: Act, *, day: date, times: int = 1, by: str | None = None) -> None:
    """Add to a day's count, within the caller's transaction; a closed day takes nothing more.

    `by` is the id of the member of staff whose act it is; none means the machine or the command line.
    """
    if times < 1:
        return
    with transaction.atomic(savepoint=False):
        require_open(day)
        key = {"day": day, "act": act, "by": by or ""}
        add(DayCount.objects.filter(**key), times, key=key)


@in_our_words
def count_minutes(minutes: int, *, day: date) -> None:
    """Note how many whole minutes one visit took, within the caller's transaction."""
    length = min(max(minutes, 0), LONGEST_VISIT_MINUTES)
    with transaction.atomic(savepoint=False):
        require_open(day)
        key = {"day": day, "minutes": length}
        add(VisitMinutes.objects.filter(**key), 1, key=key)


@in_our_words
def count_clauses(clauses: Iterable[str], *, ruling: str, day: date) -> None:
    """Note which clauses of the policy gave a ruling, within the caller's transaction; not to whom."""
    with transaction.atomic(savepoint=False):
        require_open(day)
        for clause in sorted(set(clauses)):
            key = {"day": day, "clause": clause, "ruling": ruling}
            add(ClauseCount.objects.filter(**key), 1, key=key)


def require_open(day: date) -> None:
    """Refuse a day that was closed (`StateError`), and keep it from closing until this transaction ends."""
    hold_counting(exclusively=False)
    last = last_link()
    if last is not None and day <= last.day:
        raise StateError(
            "ledger.day_closed",
            "the day is closed in the ledger",
            where=day.isoformat(),
            mend="Set this machine's date, then try again.",
        )


def hold_counting(*, exclusively: bool) -> None:
    """Let counts run beside each other and closing alone, until the transaction ends.

    Without it an act of the last second could be counted after its day was hashed, and look like a forgery.
    SQLite has one writer at a time and needs none of this.
    """
    if connection.vendor != "postgresql":
        return
    kind = "" if exclusively else "_shared"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock{kind}(%s)", [COUNTING_LOCK])


def add(rows: QuerySet[Any], times: int, *, key: dict[str, Any]) -> None:
    """Add to the row with this key, or make it."""
    if rows.update(count=F("count") + times) == 1:
        return
    try:
        with transaction.atomic():
            rows.create(**key, count=times)
    except IntegrityError:  # another process counted the first of its kind at this moment
        rows.update(count=F("count") + times)


@in_our_words
def close_days_before(today: date) -> int:
    """Chain every day that is over and was not closed yet; gives how many."""
    with transaction.atomic():
        hold_counting(exclusively=True)
        last = last_link()
        chain = BEGINNING if last is None else last.chain
        days = open_days_before(today, after=None if last is None else last.day)
        for day in days:
            salt = secrets.token_bytes(SALT_BYTES)
            chain = link(chain, day, content=content_of(day), salt=salt)
            ClosedDay.objects.create(day=day, salt=salt, chain=chain)
    return len(days)


def open_days_before(today: date, *, after: date | None) -> list[date]:
    """List the days with counts that are over and not closed, oldest first."""
    found: set[date] = set()
    for model in COUNTS:
        rows = model.objects.filter(day__lt=today)
        rows = rows if after is None else rows.filter(day__gt=after)
        found.update(rows.values_list("day", flat=True))
    return sorted(found)


@in_our_words
def delete_by_schedule(*, today: date, years: int) -> int:
    """Delete closed days that are older than the charter's schedule; gives how many.

    The last one's link stays as the anchor, so that the days that are left still verify.
    """
    with transaction.atomic():
        hold_counting(exclusively=True)
        over = ClosedDay.objects.filter(day__lt=first_kept(today, years=years))
        last = over.order_by("-day").first()
        if last is None:
            return 0
        Anchor.objects.update_or_create(
            id=THE_ANCHOR, defaults={"day": last.day, "chain": bytes(last.chain)}
        )
        for model in COUNTS:
            model.objects.filter(day__lte=last.day).delete()
        deleted, _ = ClosedDay.objects.filter(day__lte=last.day).delete()
        count(Act.LEDGER_DAYS_DELETED, day=today, times=deleted)
    return deleted


def first_kept(today: date, *, years: int) -> date:
    """Give the same day so many years ago; 29 February counts as 1 March there."""
    try:
        return today.replace(year=today.year - years)
    except ValueError:
        return date(today.year - years, 3, 1)
