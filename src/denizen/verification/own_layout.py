"""Cards exactly as our own encoder lays them out, read at fixed places; every other card is read in general.

    a6 01 78 n ISSUER 04 1a EXPIRES 05 1a NOT-BEFORE 06 1a ISSUED-AT
    18 a9 a4 01 6c NUMBER 10 59 n n PORTRAIT 11 04 18 4b aN (KEY 50 VALUE)...
    19 ff ff a1 6b "status_list" a2 63 "idx" INDEX 63 "uri" 78 n ADDRESS

This reader never refuses.  What is not of this form to the last byte, and claims that a check refuses, go to
the general reader, whose word on what is wrong is the only one.  The values are made by the same constructors,
with all their checks; tests/library/verification/test_own_layout.py holds the two readers against each other.
"""

from __future__ import annotations

from itertools import combinations
from struct import Struct
from typing import Final

from denizen._encoding import limits
from denizen.credential import (
    CardClaims,
    CardNumber,
    Portrait,
    SealedField,
    SealedFields,
    StatusReference,
    ValidityPeriod,
)
from denizen.envelope import cose_sign1
from denizen.errors import DenizenError
from denizen.formats.qr import cwt
from denizen.formats.qr.card import ReceivedCard

_SHORTEST: Final = (
    256  # bytes of payload; a long issuer and all of `_DAYS_TO_PORTRAIT` lie in so many
)
_LONGEST_ISSUER: Final = 127  # bytes
_START: Final = b"\xa6\x01\x78"
_DAYS_TO_PORTRAIT: Final = Struct(">HIHIHI5s12sHH")
_DAYS_HEADS: Final = (0x041A, 0x051A, 0x061A, b"\x18\xa9\xa4\x01\x6c", 0x1059)
_SEALED_HEAD: Final = b"\x11\x04\x18\x4b"  # key 17, WebP; key 75
_STATUS_HEAD: Final = b"\x19\xff\xff\xa1\x6bstatus_list\xa2\x63idx"
_ADDRESS_HEAD: Final = b"\x63uri\x78"
_STATUS: Final = {
    0x18: Struct(">21sxB5sB"),
    0x19: Struct(">21sxH5sB"),
    0x1A: Struct(">21sxI5sB"),
}
"""First byte of the index -> what lies between the sealed fields and the address (RFC 8949, section 3)."""


def _heads(fields: tuple[SealedField, ...]) -> tuple[int, ...]:
    """Write what precedes each value: its key, and the head of 16 bytes."""
    return tuple(each << 8 | 0x50 for each in fields)


_SEALED: Final = {
    0xA0 | count: (
        Struct(">" + "H16s" * count),
        {_heads(fields): tuple(map(int, fields)) for fields in combinations(SealedField, count)},
    )
    for count in range(1, len(SealedField) + 1)
}
"""Head of the map of sealed fields -> its form, and which keys may stand in it, each once and in order."""


def read(data: bytes) -> ReceivedCard:
    """Read the COSE bytes of any card, with the same outcome as `decode_cose`.  Raises `MalformedError`."""
    envelope = cose_sign1.parse(data, max_bytes=limits.INFLATED_BYTES)
    payload = envelope.payload
    return ReceivedCard(envelope, read_payload(payload) or cwt.read(payload))


def read_payload(payload: bytes) -> CardClaims | None:
    """Read a payload of our form; None for every other, and for claims that are to be refused."""
    size = len(payload)
    if not _SHORTEST <= size <= limits.INFLATED_BYTES or payload[3] > _LONGEST_ISSUER:
        return None
    start = 4 + payload[3]
    four, expires, five, not_before, six, issued, inner, number, sixteen, length = (
        _DAYS_TO_PORTRAIT.unpack_from(payload, start)
    )
    portrait, sealed = start + 39, start + 39 + length
    # Each table below is asked with a byte that may lie in the portrait or past the end: then it has no entry.
    shape = _SEALED.get(payload[sealed + 4]) if sealed + 4 < size else None
    if (
        (four, five, six, inner, sixteen) != _DAYS_HEADS
        or issued != not_before
        or payload[:3] != _START
        or shape is None
        or payload[sealed : sealed + 4] != _SEALED_HEAD
    ):
        return None
    status = sealed + 5 + shape[0].size
    tail = _STATUS.get(payload[status + 21]) if status + 21 < size else None
    if tail is None or size < (address := status + tail.size):
        return None
    values = shape[0].unpack_from(payload, sealed + 5)
    keys = shape[1].get(values[::2])
    head, index, uri_head, rest = tail.unpack_from(payload, status)
    if keys is None or head != _STATUS_HEAD or uri_head != _ADDRESS_HEAD or size != address + rest:
        return None
    try:
        return CardClaims(
            payload[4:start].decode("ascii"),
            CardNumber(number.decode("ascii")),
            ValidityPeriod.from_epoch(not_before, expires),
            StatusReference(payload[address:].decode("ascii"), index),
            Portrait(payload[portrait:sealed]),
            SealedFields(dict(zip(keys, values[1::2], strict=True))),
        )
    except (DenizenError, UnicodeDecodeError):
        return None
