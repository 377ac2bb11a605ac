"""A status list as a signed token, in CWT and in JWT form (Token Status List draft 21, sections 4 and 5).

Writing is for the city; reading gives what the token says and believes nothing of it yet.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from denizen._encoding import base64url, deterministic_cbor, strict_json
from denizen._encoding.deterministic_cbor import CborValue
from denizen.envelope import cose_sign1, jws
from denizen.errors import MalformedError
from denizen.keys import Signer
from denizen.status.bits import StatusBits

CWT_TYPE = "application/statuslist+cwt"
JWT_TYPE = "statuslist+jwt"
LAYER = "status list"
# CWT claim keys: sub, exp, iat (RFC 8392, section 4), status_list and ttl (the draft, section 5.2)
SUB, EXP, IAT, STATUS_LIST, TTL = 2, 4, 6, 65533, 65534
# seconds; the last second of the year 9999, past which datetime has no name for an instant
LATEST_INSTANT = 253_402_300_799
# bytes; the largest list with every second bit set does not compress below its 12.5 MB, or 16.7 in base64
TOKEN_BYTES = 17_000_000
# seconds; a counter that asks less than once a year is not asking
LONGEST_TTL = 366 * 86_400


@dataclass(frozen=True, slots=True)
class ListTerms:
    """Where a status list is published, its life, and how long a copy may be kept before asking again."""

    uri: str
    issued: datetime
    expires: datetime
    ttl_seconds: int

    def __post_init__(self) -> None:
        """Refuse local instants, a list without a life, a time to live of nothing (`ValueError`)."""
        if self.issued.utcoffset() != timedelta(0) or self.expires.utcoffset() != timedelta(0):
            raise ValueError("instants are aware datetimes in UTC")
        if not self.issued < self.expires or not 0 < self.ttl_seconds <= LONGEST_TTL:
            raise ValueError("a status list lives for a while and may be kept for a while")


@dataclass(frozen=True, slots=True)
class TokenClaims:
    """What a status list token says: times in epoch seconds, `lst` still compressed."""

    uri: str
    issued: int
    expires: int
    ttl_seconds: int | None
    lst: bytes


def sign_cwt(bits: StatusBits, *, terms: ListTerms, signer: Signer) -> bytes:
    """Sign the CWT form for counters; raises `SigningUnavailableError`."""
    claims: dict[int, CborValue] = {
        SUB: terms.uri,
        EXP: int(terms.expires.timestamp()),
        IAT: int(terms.issued.timestamp()),
        TTL: terms.ttl_seconds,
        STATUS_LIST: {"bits": 1, "lst": bits.compress()},
    }
    return cose_sign1.sign(deterministic_cbor.dumps(claims), signer, typ=CWT_TYPE)


def sign_jwt(bits: StatusBits, *, terms: ListTerms, signer: Signer) -> str:
    """Sign the JWT form for wallets; raises `SigningUnavailableError`."""
    claims = {
        "sub": terms.uri,
        "exp": int(terms.expires.timestamp()),
        "iat": int(terms.issued.timestamp()),
        "ttl": terms.ttl_seconds,
        "status_list": {"bits": 1, "lst": base64url.encode(bits.compress())},
    }
    return jws.sign(json.dumps(claims).encode(), signer, typ=JWT_TYPE)


def read_cwt(payload: bytes) -> TokenClaims:
    """Read the claims of a CWT form; unknown claims are allowed (the draft, section 5.2, rule 1)."""
    claims = deterministic_cbor.loads(payload, max_bytes=TOKEN_BYTES, layer=LAYER)
    if not isinstance(claims, dict):
        raise malformed("its claims are not a map")
    found = status_list(claims.get(STATUS_LIST))
    lst = found.get("lst")
    if not isinstance(lst, bytes):
        raise malformed("lst is not a byte string")
    named = {"sub": SUB, "iat": IAT, "exp": EXP, "ttl": TTL}
    return token_claims({name: claims.get(key) for name, key in named.items()}, lst)


def read_jwt(payload: bytes) -> TokenClaims:
    """Read the claims of a JWT form; unknown claims are allowed (the draft, section 5.1, rule 1)."""
    claims = strict_json.loads(payload, max_bytes=TOKEN_BYTES, layer=LAYER)
    if not isinstance(claims, dict):
        raise malformed("its claims are not an object")
    found = status_list(claims.get("status_list"))
    lst = found.get("lst")
    if not isinstance(lst, str):
        raise malformed("lst is not a text")
    return token_claims(claims, base64url.decode(lst))


def status_list(value: object) -> dict[object, object]:
    """Read the status list map; this programme uses one bit a card."""
    if not isinstance(value, dict):
        raise malformed("it holds no status list")
    bits = value.get("bits")
    if type(bits) is not int or bits != 1:
        raise malformed("it has not one bit a card")
    return value


def token_claims(claims: dict[str, object], lst: bytes) -> TokenClaims:
    """Check the claims that both forms share; a list without an end is not one of ours."""
    uri = claims.get("sub")
    if not isinstance(uri, str):
        raise malformed("it does not say where it is published")
    issued = whole(claims.get("iat"), LATEST_INSTANT)
    expires = whole(claims.get("exp"), LATEST_INSTANT)
    if not issued < expires:
        raise malformed("it ends before it is issued")
    ttl = claims.get("ttl")
    ttl_seconds = None if ttl is None else whole(ttl, LONGEST_TTL)
    return TokenClaims(uri, issued, expires, ttl_seconds, lst)


def whole(value: object, most: int) -> int:
    """Read a whole number from 1 to `most`; `true` is none."""
    if type(value) is not int or not 0 < value <= most:
        raise malformed("a time is not a whole number within its range")
    return value


def malformed(summary: str) -> MalformedError:
    """Make the refusal of this layer."""
    return MalformedError(
        "status.malformed", f"the status list cannot be read: {summary}", layer=LAYER
    )
