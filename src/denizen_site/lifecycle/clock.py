"""The publishing clock: lists carry the hour of their slot, so that no revocation shows when it was made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Slot:
    """One stretch between two publishing hours (UTC)."""

    start: datetime
    end: datetime


def slot_at(at: datetime, publish_hours: Sequence[int]) -> Slot:
    """Find the slot of an instant; `publish_hours` are ascending UTC hours, at least one."""
    midnight = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    days = (midnight - DAY, midnight, midnight + DAY)
    marks = [day + timedelta(hours=hour) for day in days for hour in publish_hours]
    start = max(mark for mark in marks if mark <= at)
    return Slot(start, min(mark for mark in marks if mark > at))
