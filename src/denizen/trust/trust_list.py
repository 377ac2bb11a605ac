"""What a trust list says, as values: who may sign what, from when and until when.

Instants are aware datetimes in UTC, whole seconds.  Nothing here is believed yet: only
`denizen.trust.open_trust_list` turns received bytes into something to rely on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from denizen.keys import PublicKey


class ProgrammeMode(Enum):
    """Whether a programme's cards are meant to be believed; the two never mix (DESIGN section 2)."""

    DEMONSTRATION = "demonstration"
    LIVE = "live"


class KeyPurpose(Enum):
    """What a key may sign; one key never has two purposes."""

    CARD = 1
    STATUS = 2


@dataclass(frozen=True, slots=True)
class TrustedKey:
    """One issuer's key with its times.

    It signs within `[sign_from, sign_until)`; what it signed verifies until `verify_until`.  From
    `compromised_since` on, somebody else may have signed with it.
    """

    public_key: PublicKey
    purpose: KeyPurpose
    sign_from: datetime
    sign_until: datetime
    verify_until: datetime
    compromised_since: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse times that are not in UTC or not in their order (`ValueError`: the caller's mistake)."""
        for instant in (self.sign_from, self.sign_until, self.verify_until, self.compromised_since):
            require_utc(instant)
        if not self.sign_from < self.sign_until <= self.verify_until:
            raise ValueError("a key's times run sign_from < sign_until <= verify_until")


@dataclass(frozen=True, slots=True)
class TrustedIssuer:
    """One city as an issuer: its URL (the cards' `iss`), its name for people, its one status list."""

    url: str
    name: str
    status_uri: str
    keys: tuple[TrustedKey, ...]


@dataclass(frozen=True, slots=True)
class TrustList:
    """A whole trust list; `next_root` announces the root that will follow the signing one."""

    version: int
    issued: datetime
    expires: datetime
    mode: ProgrammeMode
    issuers: tuple[TrustedIssuer, ...]
    next_root: PublicKey | None = None

    def __post_init__(self) -> None:
        """Refuse a list without a life or with a version below 1 (`ValueError`: the caller's mistake)."""
        require_utc(self.issued)
        require_utc(self.expires)
        if self.version < 1:
            raise ValueError("versions of a trust list start at 1")
        if not self.issued < self.expires:
            raise ValueError("a trust list expires after it is issued")


def require_utc(instant: datetime | None) -> None:
    """Refuse a naive or local instant (`ValueError`: the caller's mistake)."""
    if instant is not None and instant.utcoffset() != timedelta(0):
        raise ValueError("instants are aware datetimes in UTC")
