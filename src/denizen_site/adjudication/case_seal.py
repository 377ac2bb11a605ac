"""How a case file is sealed: HPKE (RFC 9180), base mode, in one shot, to the records key.

    suite    DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM
    info     "denizen case 1" | the programme's tag | the file's id | its version       (each after its length)
    plain    length (4 bytes) | content | zeros up to a multiple of 4 KiB

Whoever files needs the public half only.  A server that is seized with its database and its secrets can add
files and cannot read one.
"""

from __future__ import annotations

import struct

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from denizen._encoding.domain import label
from denizen_site.errors import AdjudicationError

DOMAIN = b"denizen case 1"
PAGE_BYTES = 4096
LENGTH = struct.Struct(">I")
SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def seal_case(plain: bytes, public_key: bytes, *, info: bytes) -> bytes:
    """Seal a file's content; `info` comes from `case_info`."""
    whole = LENGTH.pack(len(plain)) + plain
    padded = whole + bytes(-len(whole) % PAGE_BYTES)
    return SUITE.encrypt(padded, X25519PublicKey.from_public_bytes(public_key), info=info)


def open_case(sealed: bytes, private_key: X25519PrivateKey, *, info: bytes) -> bytes:
    """Open a file's content; raises `AdjudicationError` when it was sealed to another key or changed."""
    try:
        padded = SUITE.decrypt(sealed, private_key, info=info)
    except (InvalidTag, ValueError):
        raise AdjudicationError(
            "case.stays_shut",
            "the records key does not open this file",
            mend="It was sealed to another key, or changed in the database.  Tell the director.",
        ) from None
    (length,) = LENGTH.unpack(padded[: LENGTH.size])
    return padded[LENGTH.size : LENGTH.size + length]


def case_info(tag: str, case_id: str, *, version: int) -> bytes:
    """Bind a seal to its programme, its file and its version."""
    return label(DOMAIN, tag.encode(), case_id.encode(), version.to_bytes(4, "big"))
