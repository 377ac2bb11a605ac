"""Read what is published; nothing here reaches any other room's tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from denizen.public_log import (
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    parse_entry,
    parse_head,
)
from denizen_site.config.database import in_our_words
from denizen_site.open_pages.models import (
    DailyTotal,
    DemandQuarter,
    IntakePaused,
    LogEntry,
    LogHead,
    RefusedMonth,
)

ALL = "all"


@dataclass(frozen=True, slots=True)
class DayFigures:
    """One day as it was published; none is a number that is withheld.

    `visits` has how visits ended, by the name of the act; `total` is all of them, rounded for itself, so the
    numbers need not add up.
    """

    day: date
    visits: Mapping[str, int | None]
    total: int | None
    stopped: int | None


@dataclass(frozen=True, slots=True)
class RefusedFigures:
    """One month's reports of refused cards as they were published; none is a number that is withheld.

    `reported` is by kind of place, `closed` by outcome; each has its own total, rounded for itself.
    """

    month: date
    reported: Mapping[str, int | None]
    reported_total: int | None
    closed: Mapping[str, int | None]
    closed_total: int | None


@dataclass(frozen=True, slots=True)
class HeadFacts:
    """The newest signed head, and its text as it is published."""

    log: str
    size: int
    root: bytes
    day: date
    key_id: str
    jws: str


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """One entry of the log."""

    index: int
    day: date
    kind: str
    body: Mapping[str, Any]


@in_our_words
def daily_totals(*, most: int = 366) -> tuple[DayFigures, ...]:
    """Give the newest days' totals, the newest first."""
    return tuple(figures(row) for row in DailyTotal.objects.order_by("-day")[:most])


def figures(row: DailyTotal) -> DayFigures:
    """Turn a row into a value."""
    visits = {name: number for name, number in row.table["visits"].items() if name != ALL}
    return DayFigures(row.day, visits, row.table["visits"][ALL], row.table["stopped"])


@in_our_words
def refused_months(*, most: int = 24) -> tuple[RefusedFigures, ...]:
    """Give the newest months' figures of refused cards, the newest first."""
    rows = RefusedMonth.objects.order_by("-month")[:most]
    return tuple(refused_figures(row) for row in rows)


def refused_figures(row: RefusedMonth) -> RefusedFigures:
    """Turn a row into a value."""
    reported, closed = ({**row.table[name]} for name in ("reported", "closed"))
    return RefusedFigures(
        row.month, reported, reported.pop(ALL, None), closed, closed.pop(ALL, None)
    )


@in_our_words
def head() -> HeadFacts | None:
    """Give the newest head, or none before anything was published."""
    row = LogHead.objects.order_by("-size").first()
    if row is None:
        return None
    found = parse_head(row.jws)
    claimed = found.claimed
    return HeadFacts(
        claimed.log, claimed.size, claimed.root, claimed.day, found.key_id.hex(), row.jws
    )


@in_our_words
def entries(*, most: int = 500) -> tuple[EntryFacts, ...]:
    """Give the newest entries, the newest first."""
    return tuple(entry_facts(row) for row in LogEntry.objects.order_by("-index")[:most])


def entry_facts(row: LogEntry) -> EntryFacts:
    """Read one entry's bytes."""
    entry = parse_entry(bytes(row.entry))
    return EntryFacts(row.index, entry.day, entry.kind.value, entry.body)


@in_our_words
def proof_of(index: int) -> tuple[bytes, ...]:
    """Prove that the newest head covers an entry; `ValueError` for one that it does not."""
    return inclusion_proof(leaves(), index)


@in_our_words
def proof_since(size: int) -> tuple[bytes, ...]:
    """Prove that the newest head goes on from one of this size; `ValueError` for a size that never was."""
    return consistency_proof(leaves(), size)


def leaves() -> list[bytes]:
    """Hash all entries that are published."""
    rows = LogEntry.objects.order_by("index").values_list("entry", flat=True)
    return [leaf_hash(bytes(entry)) for entry in rows]


@in_our_words
def intake_paused_since() -> date | None:
    """Give the day since which the public door says that intake is paused, or none."""
    return IntakePaused.objects.values_list("since", flat=True).first()


@in_our_words
def published_quarters(*, most: int = 20) -> tuple[tuple[date, Mapping[str, Any]], ...]:
    """Give the newest quarters of demands for records as they were published, the newest first."""
    rows = DemandQuarter.objects.order_by("-quarter")[:most]
    return tuple((row.quarter, row.table) for row in rows)
