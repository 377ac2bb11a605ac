"""The slow hash of a revocation code: scrypt (RFC 7914), 4 MiB and some 10 ms, salted per card.

The code has 60 random bits, so that even whoever steals the table cannot stop a card by guessing: at 10 ms
each, one core tries half of all codes in 180 million years (docs/decisions/0023).
"""

from __future__ import annotations

import secrets
from typing import Final

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from denizen.credential import RevocationCode

SALT_BYTES, HASH_BYTES = 16, 32
COST: Final = 12
"""The binary logarithm of scrypt's N; stored before the salt, so that it can grow."""

FIRST_COST: Final = 14
"""The cost of a hash that is stored without one."""

# What an unknown card is compared with, so that it costs the same time and fits no code.
NOBODYS_HASH = bytes([COST]) + secrets.token_bytes(SALT_BYTES + HASH_BYTES)


def hash_code(code: RevocationCode) -> bytes:
    """Hash a code: cost, salt, hash."""
    salt = secrets.token_bytes(SALT_BYTES)
    return bytes([COST]) + salt + stretch(salt, COST).derive(code.value.encode())


def fits(stored: bytes, code: RevocationCode) -> bool:
    """Say whether a code is the one that was hashed; compares in constant time."""
    has_cost = len(stored) > SALT_BYTES + HASH_BYTES
    cost, rest = (stored[0], stored[1:]) if has_cost else (FIRST_COST, stored)
    try:
        stretch(rest[:SALT_BYTES], cost).verify(code.value.encode(), rest[SALT_BYTES:])
    except InvalidKey:
        return False
    return True


def stretch(salt: bytes, cost: int) -> Scrypt:
    """Set the hash up for one salt."""
    return Scrypt(salt=salt, length=HASH_BYTES, n=2**cost, r=8, p=1)
