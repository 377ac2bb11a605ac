"""Whether deletion is stopped and whether intake is paused: every room above asks before it deletes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from denizen_site.config.database import in_our_words
from denizen_site.holds.models import Hold, Pause


@dataclass(frozen=True, slots=True)
class HoldFacts:
    """One hold that is in force, and which of the two have agreed to lift it."""

    id: str
    cause: str
    demand: str
    since: date
    director_agreed: bool
    lawyer_agreed: bool


@in_our_words
def deletion_is_held() -> bool:
    """Say whether any legal hold is in force."""
    return Hold.objects.filter(lifted=None).exists()


@in_our_words
def holds_in_force() -> tuple[HoldFacts, ...]:
    """List the holds that are in force, the oldest first."""
    rows = Hold.objects.filter(lifted=None).order_by("since", "id")
    return tuple(
        HoldFacts(row.id, row.cause, row.demand, row.since, bool(row.director), bool(row.lawyer))
        for row in rows
    )


@in_our_words
def paused_since() -> date | None:
    """Give the day since which intake is paused, or none."""
    return Pause.objects.values_list("since", flat=True).first()
