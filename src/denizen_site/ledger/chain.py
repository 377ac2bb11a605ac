"""What a closed day holds, and how it is hashed onto the day before it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Sum

from denizen._encoding.domain import label
from denizen_site.ledger.models import Anchor, ClauseCount, ClosedDay, DayCount, VisitMinutes

PLAIN_FORM, SALTED_FORM = b"denizen ledger 1", b"denizen ledger 2"
CLAUSES_FORM = b"denizen ledger 3"
BEGINNING = bytes(32)


@dataclass(frozen=True, slots=True)
class DayContent:
    """One day: counts by kind and staff member (empty: the machine), visits by minutes, clauses by ruling."""

    acts: Mapping[tuple[str, str], int]
    minutes: Mapping[int, int]
    clauses: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @property
    def is_plain(self) -> bool:
        """Say whether the day could have been written before staff and minutes were counted."""
        return not self.minutes and not self.clauses and not any(by for _, by in self.acts)

    @property
    def counts(self) -> dict[str, int]:
        """Add up the counts by kind."""
        totals: dict[str, int] = {}
        for (act, _), number in self.acts.items():
            totals[act] = totals.get(act, 0) + number
        return totals


@dataclass(frozen=True, slots=True)
class Link:
    """The last closed day that a chain goes on from."""

    day: date
    chain: bytes


def content_of(day: date) -> DayContent:
    """Read what one day holds."""
    rows = DayCount.objects.filter(day=day).values_list("act", "by", "count")
    lengths = VisitMinutes.objects.filter(day=day).values_list("minutes", "count")
    applied = ClauseCount.objects.filter(day=day).values_list("clause", "ruling", "count")
    return DayContent(
        {(act, by): number for act, by, number in rows},
        dict(lengths),
        {(clause, ruling): number for clause, ruling, number in applied},
    )


def counts_of(day: date) -> dict[str, int]:
    """Add up one day's counts by kind, whoever did it."""
    rows = DayCount.objects.filter(day=day).values("act").annotate(total=Sum("count"))
    return {row["act"]: row["total"] for row in rows.order_by("act")}


def link(previous: bytes, day: date, *, content: DayContent, salt: bytes | None) -> bytes:
    """Hash one day onto the chain with SHA-256, its rows in the order of their names.

    Form 2 covers the salt, staff and minutes; form 3, of days on which a clause was applied, the clauses as
    well.  Form 1, of days without a salt, covers counts by kind alone;
    who checks such a day sees first that it is plain.
    """
    if salt is None:
        plain = [(act.encode(), str(number).encode()) for act, number in content.counts.items()]
        flat = [part for pair in sorted(plain) for part in pair]
        return hashlib.sha256(label(PLAIN_FORM, previous, day.isoformat().encode(), *flat)).digest()
    acts = [label(act.encode(), by.encode(), b"%d" % n) for (act, by), n in content.acts.items()]
    lengths = [label(b"%05d" % minutes, b"%d" % n) for minutes, n in content.minutes.items()]
    parts = [label(*sorted(acts)), label(*sorted(lengths))]
    if content.clauses:
        parts.append(label(*sorted(clause_parts(content.clauses))))
    form = CLAUSES_FORM if content.clauses else SALTED_FORM
    return hashlib.sha256(label(form, previous, day.isoformat().encode(), salt, *parts)).digest()


def clause_parts(clauses: Mapping[tuple[str, str], int]) -> list[bytes]:
    """Write how often each clause gave each ruling."""
    return [
        label(clause.encode(), ruling.encode(), b"%d" % number)
        for (clause, ruling), number in clauses.items()
    ]


def last_link() -> Link | None:
    """Find the last closed day: one that is kept, or else the one that was deleted last."""
    for rows in (ClosedDay.objects.order_by("-day"), Anchor.objects.all()):
        row = rows.first()
        if row is not None:
            return Link(row.day, bytes(row.chain))
    return None
