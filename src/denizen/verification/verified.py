"""What verification gives back: an authenticated card, valid now or as of an instant."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from denizen.credential import CardClaims


@dataclass(frozen=True, slots=True)
class VerifiedCard:
    """A card whose signature, times and status held; `issuer_name` comes from the trust list."""

    issuer_name: str
    claims: CardClaims = field(repr=False)


@dataclass(frozen=True, slots=True)
class Valid:
    """The card is good, by lists that the counter's rule calls fresh; `as_of` is the status list's issue."""

    card: VerifiedCard
    as_of: datetime


@dataclass(frozen=True, slots=True)
class ValidAsOf:
    """The card was good at `as_of`; the status list is older than fresh and not yet over."""

    card: VerifiedCard
    as_of: datetime
