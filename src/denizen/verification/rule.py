"""The relying party's own rule: how old a status list may be, and what an older one means here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum


class WhenStale(Enum):
    """What a counter makes of a list that is older than fresh and not yet over."""

    AS_OF = "as_of"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class RelyingPartyRule:
    """A counter's rule: a list is fresh for `fresh_for` after it was issued."""

    fresh_for: timedelta
    when_stale: WhenStale
    fresh_seconds: float = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse a rule under which nothing is ever fresh (`ValueError`)."""
        if self.fresh_for <= timedelta(0):
            raise ValueError("a list is fresh for some time")
        object.__setattr__(self, "fresh_seconds", self.fresh_for.total_seconds())
