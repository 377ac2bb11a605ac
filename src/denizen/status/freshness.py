"""How old a list is, in words a counter's rule can act on: fresh, stale since, or over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Fresh:
    """The list is young enough to speak for now."""

    as_of: datetime


@dataclass(frozen=True, slots=True)
class Stale:
    """The list is not over, and older than the counter's rule calls fresh, since `since`."""

    as_of: datetime
    since: datetime


@dataclass(frozen=True, slots=True)
class Over:
    """The list's own life has ended: it says nothing any more."""

    ended: datetime


Freshness = Fresh | Stale | Over


def freshness(
    *, issued: datetime, expires: datetime, fresh_for: timedelta, at: datetime
) -> Freshness:
    """Judge a list's age at `at`; the last instant of each span belongs to the older side."""
    if at >= expires:
        return Over(ended=expires)
    stale_from = issued + fresh_for
    if at >= stale_from:
        return Stale(as_of=issued, since=stale_from)
    return Fresh(as_of=issued)
