"""A published status list, opened: which cards are no longer good, as of when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from denizen._encoding import base64url
from denizen.envelope import cose_sign1, jws
from denizen.envelope.cose_sign1 import CoseSign1
from denizen.envelope.jws import Jws
from denizen.errors import DenizenError, MalformedError, StatusListError
from denizen.keys import PublicKey
from denizen.status.bits import expand
from denizen.status.list_token import (
    CWT_TYPE,
    JWT_TYPE,
    TOKEN_BYTES,
    TokenClaims,
    read_cwt,
    read_jwt,
)

# seconds; clocks of publishers and counters may differ by this much
CLOCK_ALLOWANCE = 600
STEP = 8
FETCH_AGAIN = "Fetch the published folder again; if this stays, tell the city."


class StatusKeys(Protocol):
    """Who may sign the status list at a URI; `denizen.trust.TrustSet` is one."""

    def status_key(self, uri: str, key_id: bytes, *, issued: int) -> PublicKey:
        """Give the key, or raise `StatusListError` (unknown, other purpose, out of time, compromised)."""


@dataclass(frozen=True, slots=True)
class StatusList:
    """An opened status list.

    It answers from `begins` (its issue, less what clocks may differ by) until `ends`; these and `issued_epoch`
    are seconds since 1970.
    """

    uri: str
    issued: datetime
    expires: datetime
    ttl_seconds: int | None
    issued_epoch: int
    begins: int
    ends: int
    octets: bytes = field(repr=False)

    @property
    def size(self) -> int:
        """Count the entries."""
        return len(self.octets) * 8

    def is_revoked(self, index: int) -> bool:
        """Say whether an entry is marked; raises `StatusListError` when the list does not reach so far."""
        if not 0 <= index < len(self.octets) * 8:
            raise refusal(
                "status.index_outside", "the status list does not reach as far as this card"
            )
        return self.octets[index >> 3] >> (index & 7) & 1 == 1

    def require_in_time(self, at_epoch: float) -> None:
        """Refuse to answer with a list that is over, or by a clock that runs behind (`StatusListError`)."""
        if not self.begins <= at_epoch < self.ends:
            raise self.out_of_time(at_epoch)

    def out_of_time(self, at_epoch: float) -> StatusListError:
        """Say which of the two is wrong: the clock or the list."""
        if at_epoch >= self.ends:
            return refusal("status.expired", "the status list is over")
        return StatusListError(
            "clock.behind",
            "the clock shows a time before the status list was made",
            step=STEP,
            mend="Set this machine's date and time, then try again.",
        )


def open_status_list(data: bytes, *, trust: StatusKeys, at: datetime) -> StatusList:
    """Open the CWT form under an opened trust list, or raise `StatusListError` with the reason."""
    require_size(data)
    try:
        envelope = cose_sign1.parse(data, max_bytes=TOKEN_BYTES)
        if envelope.typ != CWT_TYPE:
            raise refusal("status.malformed", "this file is not a status list")
        claims = read_cwt(envelope.payload)
    except MalformedError as error:
        raise unreadable(error) from error
    key = trust.status_key(claims.uri, envelope.key_id or b"", issued=claims.issued)
    return believed(claims, envelope, key=key, at=at)


def open_status_list_jwt(token: str, *, trust: StatusKeys, at: datetime) -> StatusList:
    """Open the JWT form under an opened trust list, or raise `StatusListError` with the reason."""
    require_size(token)
    try:
        envelope = jws.parse(token)
        if envelope.typ != JWT_TYPE:
            raise refusal("status.malformed", "this file is not a status list")
        claims, key_id = read_jwt(envelope.payload), base64url.decode(envelope.key_id or "")
    except MalformedError as error:
        raise unreadable(error) from error
    key = trust.status_key(claims.uri, key_id, issued=claims.issued)
    return believed(claims, envelope, key=key, at=at)


def believed(
    claims: TokenClaims, envelope: CoseSign1 | Jws, *, key: PublicKey, at: datetime
) -> StatusList:
    """Believe the claims if the trust list's key for this very list signed them, and the time is right."""
    try:
        envelope.verify(key)
    except DenizenError as error:
        raise refusal("status.bad_signature", "the status list's signature does not fit") from error
    opened = expanded(claims)
    opened.require_in_time(at.timestamp())
    return opened


def expanded(claims: TokenClaims) -> StatusList:
    """Expand the list; done only for a signed one, so that a stranger's bomb is never touched."""
    try:
        octets = expand(claims.lst)
    except MalformedError as error:
        raise unreadable(error) from error
    return StatusList(
        uri=claims.uri,
        issued=datetime.fromtimestamp(claims.issued, UTC),
        expires=datetime.fromtimestamp(claims.expires, UTC),
        ttl_seconds=claims.ttl_seconds,
        issued_epoch=claims.issued,
        begins=claims.issued - CLOCK_ALLOWANCE,
        ends=claims.expires,
        octets=octets,
    )


def require_size(token: bytes | str) -> None:
    """Refuse a token larger than the largest list before reading any of it."""
    if len(token) > TOKEN_BYTES:
        raise refusal("status.too_large", "the status list is larger than any may be")


def unreadable(error: MalformedError) -> StatusListError:
    """Say that the list cannot be read, and at which layer."""
    return StatusListError(
        "status.malformed", error.summary, step=STEP, where=error.where, mend=FETCH_AGAIN
    )


def refusal(code: str, summary: str) -> StatusListError:
    """Make a refusal of this step."""
    return StatusListError(code, summary, step=STEP, mend=FETCH_AGAIN)
