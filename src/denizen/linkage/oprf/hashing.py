"""Hashing to the group and to scalars: suite ristretto255-SHA512 (RFC 9497, section 4.1; RFC 9380, 5.3.1)."""

from __future__ import annotations

import hashlib
from enum import IntEnum
from typing import Final

from denizen.linkage.oprf.group import WIDE_BYTES, Group

BLOCK_BYTES: Final = 128
DIGEST_BYTES: Final = 64
MOST_BYTES: Final = 65_535


class Mode(IntEnum):
    """The protocol's variant (RFC 9497, section 3.1); ours is `VERIFIABLE`."""

    PLAIN = 0
    VERIFIABLE = 1


def context_of(mode: Mode) -> bytes:
    """Give the context string (RFC 9497, section 3.1)."""
    return b"OPRFV1-" + bytes([mode]) + b"-ristretto255-SHA512"


def expand(message: bytes, tag: bytes) -> bytes:
    """Expand a message to 64 bytes: `expand_message_xmd` with SHA-512 (RFC 9380, section 5.3.1).

    64 bytes are one block of the digest, so that the standard's loop runs once.
    """
    tagged = tag + bytes([len(tag)])
    start = hashlib.sha512(
        bytes(BLOCK_BYTES) + message + WIDE_BYTES.to_bytes(2, "big") + b"\0" + tagged
    ).digest()
    return hashlib.sha512(start + b"\1" + tagged).digest()


def hash_to_group(message: bytes, group: Group, *, mode: Mode) -> bytes:
    """Hash a message to an element."""
    return group.from_hash(expand(message, b"HashToGroup-" + context_of(mode)))


def hash_to_scalar(message: bytes, group: Group, *, tag: bytes) -> bytes:
    """Hash a message to a scalar under a tag."""
    return group.reduce(expand(message, tag))


def framed(*parts: bytes) -> bytes:
    """Join parts, each after its length in two bytes, big-endian."""
    return b"".join(len(part).to_bytes(2, "big") + part for part in parts)
