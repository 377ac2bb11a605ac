"""Private keys at rest: sealed under a passphrase or a secret, bound to what they are.

Layout: `DZV1` | method, 1 byte | salt, 16 | nonce, 12 | ChaCha20-Poly1305 (RFC 8439) ciphertext with tag.
The key of the cipher comes from the passphrase by scrypt (RFC 7914), or from the secret by HKDF-SHA256
(RFC 5869).  Method and context are associated data: a sealed key opens only as the key that it was sealed as.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from enum import IntEnum

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from denizen._encoding.domain import label
from denizen_site.errors import CustodyError

MAGIC = b"DZV1"
SALT_BYTES, NONCE_BYTES = 16, 12
HEADER_BYTES = len(MAGIC) + 1 + SALT_BYTES + NONCE_BYTES
# 64 MiB and about 0.2 s a guess on one core of 2026
SCRYPT_N, SCRYPT_R, SCRYPT_P = 2**16, 8, 1

_DERIVED: dict[tuple[bytes, bytes], bytes] = {}
"""What passphrases came to, by salt, where `remember` was asked to keep it."""


class Method(IntEnum):
    """What a key is sealed under."""

    PASSPHRASE = 1
    SECRET = 2


@dataclass(frozen=True, slots=True)
class Unlock:
    """What opens sealed keys, and the variable or file that it came from."""

    method: Method
    material: bytes = field(repr=False)
    source: str

    def cipher(self, salt: bytes) -> ChaCha20Poly1305:
        """Derive the cipher for one salt."""
        if self.method is Method.PASSPHRASE:
            known = _DERIVED.get((self.material, salt))
            return ChaCha20Poly1305(known or stretched(self.material, salt))
        hkdf = HKDF(algorithm=SHA256(), length=32, salt=salt, info=MAGIC)
        return ChaCha20Poly1305(hkdf.derive(self.material))


def stretched(passphrase: bytes, salt: bytes) -> bytes:
    """Make a cipher's key of a passphrase, slowly."""
    scrypt = Scrypt(salt=salt, length=32, n=SCRYPT_N, r=SCRYPT_R, p=SCRYPT_P)
    return scrypt.derive(passphrase)


def remember(sealed: bytes, *, unlock: Unlock) -> None:
    """Stretch the passphrase of a sealed key now, for this process and those that it forks.

    It costs the secrecy of nothing: the passphrase itself is in the same memory, in the process's environment.
    """
    if unlock.method is Method.PASSPHRASE:
        salt = salt_of(sealed)
        _DERIVED[unlock.material, salt] = stretched(unlock.material, salt)


def salt_of(sealed: bytes) -> bytes:
    """Find the salt in a sealed key."""
    return sealed[len(MAGIC) + 1 : HEADER_BYTES - NONCE_BYTES]


def seal(private: bytes, *, unlock: Unlock, context: bytes) -> bytes:
    """Seal private bytes; `context` says which key they are and what for."""
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    header = MAGIC + bytes([unlock.method]) + salt + nonce
    return header + unlock.cipher(salt).encrypt(nonce, private, label(header, context))


def open_sealed(sealed: bytes, *, unlock: Unlock, context: bytes) -> bytes:
    """Open sealed bytes; raises `CustodyError` for a wrong passphrase, another method, or damage."""
    header, body = sealed[:HEADER_BYTES], sealed[HEADER_BYTES:]
    if len(header) < HEADER_BYTES or header[: len(MAGIC)] != MAGIC:
        raise CustodyError("custody.damaged_key", "the sealed key is damaged", where=unlock.source)
    if header[len(MAGIC)] != unlock.method:
        raise CustodyError(
            "custody.wrong_unlock",
            f"the key was not sealed under a {unlock.method.name.lower()}",
            where=unlock.source,
            mend="Set the variable that was set when the keys were made.",
        )
    salt, nonce = salt_of(sealed), header[-NONCE_BYTES:]
    try:
        return unlock.cipher(salt).decrypt(nonce, body, label(header, context))
    except InvalidTag:
        raise CustodyError(
            "custody.wrong_passphrase",
            "the passphrase or secret does not open the key",
            where=unlock.source,
            mend="Give the one that was set when the keys were made.",
        ) from None
