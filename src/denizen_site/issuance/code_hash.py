"""The slow hash of a revocation code: scrypt (RFC 7914), 16 MiB and some 40 ms, salted per card.

The code has 60 random bits, so that even whoever steals the table cannot stop a card by guessing.
"""

from __future__ import annotations

import secrets

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from denizen.credential import RevocationCode

SALT_BYTES, HASH_BYTES = 16, 32
# What an unknown card is compared with, so that it costs the same time and fits no code.
NOBODYS_HASH = secrets.token_bytes(SALT_BYTES + HASH_BYTES)


def hash_code(code: RevocationCode) -> bytes:
    """Hash a code: salt, then hash."""
    salt = secrets.token_bytes(SALT_BYTES)
    return salt + stretch(salt).derive(code.value.encode())


def fits(stored: bytes, code: RevocationCode) -> bool:
    """Say whether a code is the one that was hashed; compares in constant time."""
    try:
        stretch(stored[:SALT_BYTES]).verify(code.value.encode(), stored[SALT_BYTES:])
    except InvalidKey:
        return False
    return True


def stretch(salt: bytes) -> Scrypt:
    """Set the hash up for one salt."""
    return Scrypt(salt=salt, length=HASH_BYTES, n=2**14, r=8, p=1)
