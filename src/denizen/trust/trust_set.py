"""A trust list that has been opened: who is known, ready to be asked for on every verification."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from denizen.errors import StatusListError, TrustListError
from denizen.keys import PublicKey
from denizen.trust.handover import RootPin
from denizen.trust.list_payload import epoch
from denizen.trust.trust_list import KeyPurpose, ProgrammeMode, TrustedIssuer, TrustedKey, TrustList

# seconds; clocks of publishers and counters may differ by this much
CLOCK_ALLOWANCE = 600
# seconds; a card names its first day without a place: that day starts 14 h before its UTC midnight in the
# east (Line Islands) and ends 12 h after the next one in the west (Baker Island), so a card was signed
# between 14 h before and 36 h after the midnight that it names
FIRST_DAY_EARLIEST = 14 * 3600
FIRST_DAY_LATEST = 36 * 3600
TRUST_STEP = 4
STATUS_STEP = 8


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A key as verification asks for it: its times are epoch seconds.

    It vouches for a card whose first day's UTC midnight lies strictly between `first_from` and `first_until`.
    """

    public_key: PublicKey
    purpose: KeyPurpose
    sign_from: int
    sign_until: int
    verify_until: int
    compromised_since: int | None
    first_from: int
    first_until: int


@dataclass(frozen=True, slots=True)
class KnownIssuer:
    """A city that the trust list knows; its keys are looked up here and nowhere else."""

    url: str
    name: str
    status_uri: str
    keys: Mapping[bytes, KnownKey]


@dataclass(frozen=True, slots=True)
class TrustSet:
    """An opened trust list.

    `pin` is the root that signed it: the caller's own pin, or one that handovers led to, which the caller
    should remember from now on, together with `version`.  It answers from `begins` (its issue, less what clocks
    may differ by) until `ends`, both in epoch seconds.
    """

    version: int
    issued: datetime
    expires: datetime
    mode: ProgrammeMode
    pin: RootPin
    next_root: PublicKey | None
    issuers: Mapping[str, KnownIssuer]
    begins: int
    ends: int

    def require_in_time(self, at_epoch: float) -> None:
        """Refuse to answer with a list that is over, or by a clock that runs behind (`TrustListError`)."""
        if at_epoch < self.begins:
            raise TrustListError(
                "clock.behind",
                "the clock shows a time before the trust list was made",
                step=TRUST_STEP,
                mend="Set this machine's date and time, then try again.",
            )
        if at_epoch >= self.ends:
            raise TrustListError(
                "trust.expired",
                "the trust list is over",
                step=TRUST_STEP,
                mend="Fetch the published folder again.",
            )

    def status_key(self, uri: str, key_id: bytes, *, issued: int) -> PublicKey:
        """Find the key that may sign the status list at `uri`, issued at `issued` (epoch seconds).

        Raises `StatusListError`: no issuer publishes there, no such key, of another purpose, out of its
        time, or compromised.  A list lives for a day, so a compromised key's lists are all refused.
        """
        issuer = next((each for each in self.issuers.values() if each.status_uri == uri), None)
        key = None if issuer is None else issuer.keys.get(key_id)
        if key is None:
            raise unsuitable("status.wrong_signer", "its signer is not known for this list")
        if key.purpose is not KeyPurpose.STATUS:
            raise unsuitable("status.wrong_purpose", "its key signs cards, not status lists")
        if key.compromised_since is not None:
            raise unsuitable("status.key_compromised", "its key is reported as compromised")
        if not key.sign_from - CLOCK_ALLOWANCE <= issued < key.sign_until:
            raise unsuitable("status.key_out_of_time", "its key was not in use when it was made")
        return key.public_key


def unsuitable(code: str, summary: str) -> StatusListError:
    """Make the refusal of a status list by its signer."""
    mend = "Fetch the published folder again; if this stays, tell the city."
    return StatusListError(code, f"the status list: {summary}", step=STATUS_STEP, mend=mend)


def make_trust_set(trust_list: TrustList, pin: RootPin, *, next_root: PublicKey | None) -> TrustSet:
    """Build the set of an already verified list."""
    issuers = {issuer.url: known_issuer(issuer) for issuer in trust_list.issuers}
    return TrustSet(
        version=trust_list.version,
        issued=trust_list.issued,
        expires=trust_list.expires,
        mode=trust_list.mode,
        pin=pin,
        next_root=next_root,
        issuers=MappingProxyType(issuers),
        begins=epoch(trust_list.issued) - CLOCK_ALLOWANCE,
        ends=epoch(trust_list.expires),
    )


def known_issuer(issuer: TrustedIssuer) -> KnownIssuer:
    """Index one issuer's keys by key id."""
    keys: dict[bytes, KnownKey] = {key.public_key.key_id: known_key(key) for key in issuer.keys}
    return KnownIssuer(issuer.url, issuer.name, issuer.status_uri, MappingProxyType(keys))


def known_key(key: TrustedKey) -> KnownKey:
    """Turn one key's times into epoch seconds; a compromise ends what it vouches for."""
    since = None if key.compromised_since is None else epoch(key.compromised_since)
    last = epoch(key.sign_until) + FIRST_DAY_EARLIEST
    return KnownKey(
        public_key=key.public_key,
        purpose=key.purpose,
        sign_from=epoch(key.sign_from),
        sign_until=epoch(key.sign_until),
        verify_until=epoch(key.verify_until),
        compromised_since=since,
        first_from=epoch(key.sign_from) - FIRST_DAY_LATEST,
        first_until=last if since is None else min(last, since),
    )
