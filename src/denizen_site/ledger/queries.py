"""Read the counts, and check that the closed days still say what they said when they were closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from denizen_site.config.database import in_our_words
from denizen_site.errors import StateError
from denizen_site.ledger.actions import counts_of, link
from denizen_site.ledger.models import ClosedDay, DayCount


@dataclass(frozen=True, slots=True)
class DayOfLedger:
    """One day's counts by kind, and its link in the chain once it is closed."""

    day: date
    counts: dict[str, int]
    chain: bytes | None


@in_our_words
def days() -> tuple[DayOfLedger, ...]:
    """Give all days, oldest first."""
    chains = {closed.day: bytes(closed.chain) for closed in ClosedDay.objects.all()}
    known = sorted(set(DayCount.objects.values_list("day", flat=True)) | set(chains))
    return tuple(DayOfLedger(day, counts_of(day), chains.get(day)) for day in known)


def check_chain() -> None:
    """Recompute every link; raises `StateError` naming the first day that was changed."""
    previous = bytes(32)
    for entry in days():
        if entry.chain is None:
            continue
        if link(previous, entry.day, counts=entry.counts) != entry.chain:
            raise StateError(
                "ledger.changed",
                "the counts of a closed day are not those that were closed",
                where=entry.day.isoformat(),
            )
        previous = entry.chain
