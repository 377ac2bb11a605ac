"""Read the counts, and check that the closed days still say what they said when they were closed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from denizen_site.config.database import in_our_words
from denizen_site.errors import StateError
from denizen_site.ledger.acts import REFUSALS, Act, RefusalReason
from denizen_site.ledger.chain import (
    BEGINNING,
    DayContent,
    content_of,
    counts_of,
    last_link,
    link,
)
from denizen_site.ledger.models import Anchor, ClauseCount, ClosedDay, DayCount, VisitMinutes


@dataclass(frozen=True, slots=True)
class DayOfLedger:
    """One day's counts by kind, and its link in the chain once it is closed."""

    day: date
    counts: dict[str, int]
    chain: bytes | None
    content: DayContent = field(repr=False, compare=False)
    salt: bytes | None = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class DayFacts:
    """What the live page of a day shows: counts, refusals by reason, and lengths of visits in minutes."""

    day: date
    counts: dict[str, int]
    refusals: dict[RefusalReason, int]
    minutes: dict[int, int]

    @property
    def median_minutes(self) -> float | None:
        """Give the median length of the day's visits, or none on a day without one."""
        return median_of(self.minutes)

    def of(self, act: Act) -> int:
        """Give one count; zero for what was not counted."""
        return self.counts.get(act, 0)


@dataclass(frozen=True, slots=True)
class ChainFacts:
    """A chain that holds: its closed days, from where it goes on, and its last link."""

    closed: int
    first: date | None
    last: date | None
    deleted_until: date | None
    head: bytes


@in_our_words
def days() -> tuple[DayOfLedger, ...]:
    """Give all days, oldest first."""
    closed = {row.day: row for row in ClosedDay.objects.all()}
    known = set(closed)
    for model in (DayCount, VisitMinutes, ClauseCount):
        known.update(model.objects.values_list("day", flat=True))
    return tuple(day_of_ledger(day, closed.get(day)) for day in sorted(known))


def day_of_ledger(day: date, row: ClosedDay | None) -> DayOfLedger:
    """Read one day beside its link."""
    content = content_of(day)
    chain = None if row is None else bytes(row.chain)
    salt = None if row is None or row.salt is None else bytes(row.salt)
    return DayOfLedger(day, content.counts, chain, content, salt)


@in_our_words
def day_facts(day: date) -> DayFacts:
    """Give what is counted of one day, whoever did it."""
    counts = counts_of(day)
    refusals = {reason: counts[act] for act, reason in REFUSALS.items() if act in counts}
    lengths = VisitMinutes.objects.filter(day=day).order_by("minutes")
    return DayFacts(day, counts, refusals, dict(lengths.values_list("minutes", "count")))


@in_our_words
def staff_facts(day: date) -> dict[str, dict[str, int]]:
    """Give one day's counts by member of staff, and the machine's under the empty name."""
    found: dict[str, dict[str, int]] = {}
    for (act, by), number in sorted(content_of(day).acts.items()):
        found.setdefault(by, {})[act] = number
    return found


@in_our_words
def clause_facts(day: date) -> dict[tuple[str, str], int]:
    """Give how often each clause gave each ruling on one day."""
    return dict(sorted(content_of(day).clauses.items()))


def median_of(histogram: dict[int, int]) -> float | None:
    """Give the median of values that were counted; of an even number, the middle of the two."""
    total = sum(histogram.values())
    if not total:
        return None
    lower, upper = ((total - 1) // 2, total // 2)
    return (value_at(histogram, lower) + value_at(histogram, upper)) / 2


def value_at(histogram: dict[int, int], place: int) -> int:
    """Give the value at a place, from 0, in the ordered list that a histogram stands for."""
    passed = 0
    for value, number in sorted(histogram.items()):
        passed += number
        if place < passed:
            return value
    raise IndexError(place)


@in_our_words
def closed_days(*, after: date | None = None) -> tuple[date, ...]:
    """List the closed days, oldest first, on from a day if one is given."""
    rows = ClosedDay.objects.order_by("day")
    rows = rows if after is None else rows.filter(day__gt=after)
    return tuple(rows.values_list("day", flat=True))


@in_our_words
def has_open_days_before(today: date) -> bool:
    """Say whether a day is over that holds counts and is not closed."""
    last = last_link()
    for model in (DayCount, VisitMinutes, ClauseCount):
        rows = model.objects.filter(day__lt=today)
        if (rows if last is None else rows.filter(day__gt=last.day)).exists():
            return True
    return False


@in_our_words
def published_link(day: date) -> bytes | None:
    """Give a closed day's link if it may be published: only with a salt is it no key to the counts."""
    row = ClosedDay.objects.filter(day=day, salt__isnull=False).first()
    return None if row is None else bytes(row.chain)


def check_chain() -> ChainFacts:
    """Recompute every link; raises `StateError` naming the first day that was changed."""
    anchor = read_anchor()
    previous = BEGINNING if anchor is None else bytes(anchor.chain)
    known = days()
    last = last_link()
    for entry in known:
        if anchor is not None and entry.day <= anchor.day:
            raise changed(entry.day)
        if entry.chain is None:
            require_later(entry.day, last.day if last else None)
            continue
        require_plain_if_unsalted(entry)
        if link(previous, entry.day, content=entry.content, salt=entry.salt) != entry.chain:
            raise changed(entry.day)
        previous = entry.chain
    closed = [entry.day for entry in known if entry.chain is not None]
    return ChainFacts(
        closed=len(closed),
        first=closed[0] if closed else None,
        last=closed[-1] if closed else None,
        deleted_until=None if anchor is None else anchor.day,
        head=previous,
    )


@in_our_words
def read_anchor() -> Anchor | None:
    """Find where the chain goes on from after days were deleted."""
    return Anchor.objects.first()


def require_later(day: date, last: date | None) -> None:
    """Refuse counts of a day that lies before the last closed one and was never closed itself."""
    if last is not None and day <= last:
        raise changed(day)


def require_plain_if_unsalted(entry: DayOfLedger) -> None:
    """Refuse staff or minutes on a day whose link does not cover them."""
    if entry.salt is None and not entry.content.is_plain:
        raise changed(entry.day)


def changed(day: date) -> StateError:
    """Make the refusal of a day that is not as it was closed."""
    return StateError(
        "ledger.changed",
        "the counts of a closed day are not those that were closed",
        where=day.isoformat(),
    )
