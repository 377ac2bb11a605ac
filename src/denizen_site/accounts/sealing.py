"""What hangs from the desk's secret: keys by HKDF-SHA256 (RFC 5869), seals by ChaCha20-Poly1305 (RFC 8439).

Layout of a seal: nonce, 12 | ciphertext with tag.  The purpose chooses the key and the context is associated
data, so that a seal opens only as what it was sealed as.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from denizen._encoding.domain import label
from denizen_site.errors import AccountError

DOMAIN = b"denizen desk accounts 1"
NONCE_BYTES = 12


def key_for(purpose: bytes) -> bytes:
    """Derive the key of one purpose; raises `AccountError` in a process that is not the desk's."""
    secret = settings.SECRET_KEY
    if not secret:
        raise AccountError(
            "accounts.no_desk_secret", "this process was not given the desk's secret"
        )
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=label(DOMAIN, purpose))
    return hkdf.derive(str(secret).encode())


def seal(plain: bytes, *, purpose: bytes, context: bytes) -> bytes:
    """Seal bytes for a purpose and a context."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + ChaCha20Poly1305(key_for(purpose)).encrypt(nonce, plain, context)


def open_sealed(sealed: bytes, *, purpose: bytes, context: bytes) -> bytes | None:
    """Open sealed bytes, or give nothing when they were sealed otherwise or elsewhere."""
    try:
        cipher = ChaCha20Poly1305(key_for(purpose))
        return cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], context)
    except (InvalidTag, ValueError):
        return None


def keyed_hash(*parts: bytes, purpose: bytes) -> str:
    """Hash what is too short to be hashed without a key."""
    return hmac.new(key_for(purpose), label(*parts), hashlib.sha256).hexdigest()
