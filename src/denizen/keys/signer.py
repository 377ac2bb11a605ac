"""The seam where signing keys live: a process, a token, a machine elsewhere."""

from __future__ import annotations

from typing import Protocol

from denizen.keys.public_key import PublicKey


class Signer(Protocol):
    """Signs messages with one key; raises `SigningUnavailableError` when the key cannot be reached."""

    @property
    def public_key(self) -> PublicKey:
        """Name the key whose signatures these are."""

    def sign(self, message: bytes) -> bytes:
        """Sign a message: 64 bytes, `r || s` for ES256 and `R || S` for EdDSA."""
