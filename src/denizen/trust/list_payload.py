"""The payload of a trust list: deterministic CBOR with small integer keys (docs/spec/trust-list.md).

Reading is strict: every field known, of its type, within its limit, and the bytes exactly those that
writing the same values would give.  A field that this version does not know needs a new profile name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from denizen._encoding import deterministic_cbor
from denizen._encoding.deterministic_cbor import CborValue
from denizen.errors import LimitExceededError, MalformedError
from denizen.keys import PublicKey
from denizen.trust import trust_limits as limits
from denizen.trust.trust_list import (
    KeyPurpose,
    ProgrammeMode,
    TrustedIssuer,
    TrustedKey,
    TrustList,
)

PROFILE = "denizen-trust-1"
LAYER = "trust list"
TOP, TOP_REQUIRED = range(1, 8), range(1, 7)
ISSUER = range(1, 5)
KEY, KEY_REQUIRED = range(1, 7), range(1, 6)
Counted = TypeVar("Counted", bytes, str, list[object])


@dataclass(frozen=True, slots=True)
class ListPayload:
    """What a payload holds: the list without `next_root`, and the handover statements as bytes."""

    trust_list: TrustList
    handovers: tuple[bytes, ...]


def write_payload(trust_list: TrustList, handovers: Sequence[bytes]) -> bytes:
    """Write the payload; `trust_list.next_root` travels as the last of `handovers`."""
    fields: dict[int, CborValue] = {
        1: PROFILE,
        2: trust_list.version,
        3: epoch(trust_list.issued),
        4: epoch(trust_list.expires),
        5: trust_list.mode.value,
        6: [write_issuer(issuer) for issuer in trust_list.issuers],
    }
    if handovers:
        fields[7] = list(handovers)
    return deterministic_cbor.dumps(fields)


def write_issuer(issuer: TrustedIssuer) -> dict[int, CborValue]:
    """Write one issuer."""
    keys = [write_key(key) for key in issuer.keys]
    return {1: issuer.url, 2: issuer.name, 3: issuer.status_uri, 4: keys}


def write_key(key: TrustedKey) -> dict[int, CborValue]:
    """Write one key with its times in epoch seconds."""
    fields: dict[int, CborValue] = {
        1: key.public_key.to_cose(),
        2: key.purpose.value,
        3: epoch(key.sign_from),
        4: epoch(key.sign_until),
        5: epoch(key.verify_until),
    }
    if key.compromised_since is not None:
        fields[6] = epoch(key.compromised_since)
    return fields


def read_payload(payload: bytes) -> ListPayload:
    """Read a payload strictly; raises `MalformedError` and `LimitExceededError`."""
    fields = numbered(
        deterministic_cbor.loads(payload, max_bytes=limits.LIST_BYTES, layer=LAYER),
        TOP,
        required=TOP_REQUIRED,
    )
    if fields[1] != PROFILE:
        raise malformed("the list is of a profile that we do not read")
    read = ListPayload(read_list(fields), read_handovers(fields.get(7)))
    if write_payload(read.trust_list, read.handovers) != payload:
        raise malformed("the same list would be written otherwise")
    return read


def read_list(fields: dict[int, object]) -> TrustList:
    """Read the list's own fields and its issuers."""
    version = whole(fields[2], limits.HIGHEST_VERSION)
    issued, expires = instant(fields[3]), instant(fields[4])
    if version < 1 or not issued < expires:
        raise malformed("the version or the times of the list make no sense")
    issuers = tuple(read_issuer(item) for item in items(fields[6], limits.ISSUERS))
    require_distinct([issuer.url for issuer in issuers])
    require_distinct([issuer.status_uri for issuer in issuers])
    return TrustList(version, issued, expires, read_mode(fields[5]), issuers)


def read_mode(value: object) -> ProgrammeMode:
    """Read the programme's mode."""
    for mode in ProgrammeMode:
        if value == mode.value:
            return mode
    raise malformed("the list is neither of a demonstration nor live")


def read_issuer(value: object) -> TrustedIssuer:
    """Read one issuer; within it, no two keys share a key id."""
    fields = numbered(value, ISSUER, required=ISSUER)
    keys = tuple(read_key(item) for item in items(fields[4], limits.KEYS_PER_ISSUER))
    require_distinct([key.public_key.key_id for key in keys])
    name = text(fields[2], limits.NAME_CHARACTERS)
    return TrustedIssuer(https_url(fields[1]), name, https_url(fields[3]), keys)


def read_key(value: object) -> TrustedKey:
    """Read one key; its times run in their order."""
    fields = numbered(value, KEY, required=KEY_REQUIRED)
    sign_from, sign_until, verify_until = (instant(fields[number]) for number in (3, 4, 5))
    if not sign_from < sign_until <= verify_until:
        raise malformed("a key's times are out of their order")
    return TrustedKey(
        public_key=PublicKey.from_cose(octets(fields[1], limits.HANDOVER_BYTES)),
        purpose=read_purpose(fields[2]),
        sign_from=sign_from,
        sign_until=sign_until,
        verify_until=verify_until,
        compromised_since=instant(fields[6]) if 6 in fields else None,
    )


def read_purpose(value: object) -> KeyPurpose:
    """Read what a key may sign."""
    for purpose in KeyPurpose:
        if whole(value, 255) == purpose.value:
            return purpose
    raise malformed("a key has a purpose that we do not know")


def read_handovers(value: object) -> tuple[bytes, ...]:
    """Read the handover statements, unopened; an empty array is not written."""
    if value is None:
        return ()
    return tuple(octets(item, limits.HANDOVER_BYTES) for item in items(value, limits.HANDOVERS))


def numbered(value: object, known: range, *, required: range) -> dict[int, object]:
    """Read a map whose keys are all known whole numbers, none of the required ones missing."""
    if not isinstance(value, dict) or any(type(key) is not int for key in value):
        raise malformed("a map with numbered fields was expected")
    if not (set(required) <= set(value) <= set(known)):
        raise malformed("a field is missing or not known")
    return value


def items(value: object, most: int) -> list[object]:
    """Read an array of at most `most` items."""
    if not isinstance(value, list):
        raise malformed("an array was expected")
    return within(value, most)


def octets(value: object, most: int) -> bytes:
    """Read a byte string of at most `most` bytes."""
    if not isinstance(value, bytes):
        raise malformed("a byte string was expected")
    return within(value, most)


def text(value: object, most: int) -> str:
    """Read a text of at most `most` characters, none of them a control character."""
    if not isinstance(value, str) or not value.isprintable():
        raise malformed("a printable text was expected")
    return within(value, most)


def https_url(value: object) -> str:
    """Read an https URL in printable ASCII."""
    url = text(value, limits.URL_CHARACTERS)
    if not url.isascii() or not url.startswith("https://") or " " in url:
        raise malformed("an https URL in ASCII was expected")
    return url


def whole(value: object, most: int) -> int:
    """Read a whole number from 0 to `most`; `true` is none."""
    if type(value) is not int or not 0 <= value <= most:
        raise malformed("a whole number within its range was expected")
    return value


def instant(value: object) -> datetime:
    """Read epoch seconds as an aware datetime in UTC."""
    return datetime.fromtimestamp(whole(value, limits.LATEST_INSTANT), UTC)


def epoch(value: datetime) -> int:
    """Give the whole epoch seconds of an instant."""
    return int(value.timestamp())


def within(value: Counted, most: int) -> Counted:
    """Pass a value on that is not too long."""
    if len(value) > most:
        raise LimitExceededError("trust.malformed", "more than a list may hold", layer=LAYER)
    return value


def require_distinct(values: Sequence[object]) -> None:
    """Refuse a list that names one thing twice."""
    if len(set(values)) != len(values):
        raise malformed("an issuer, a status list or a key is named twice")


def malformed(summary: str) -> MalformedError:
    """Make the refusal of this layer."""
    return MalformedError("trust.malformed", summary, layer=LAYER)
