"""Random tokens and codes, and the hashes under which they are kept.

Everything here is drawn at random with at least 100 bits, so that a plain SHA-256 hides it; what has fewer
bits (recovery codes) is hashed under a key, and passwords are stretched (`accounts.passwords`).
"""

from __future__ import annotations

import hashlib
import secrets

from denizen.credential.crockford import fold, in_fours, random_code

TOKEN_BYTES = 32
INVITATION_LENGTH = 20  # 100 bits


def new_token() -> str:
    """Draw a token for a cookie."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_hash(token: str | bytes) -> str:
    """Hash a token for the database."""
    raw = token.encode("utf-8", "surrogateescape") if isinstance(token, str) else token
    return hashlib.sha256(raw).hexdigest()


def new_invitation() -> str:
    """Draw an invitation's code, grouped for reading."""
    return in_fours(random_code(INVITATION_LENGTH))


def invitation_hash(typed: str) -> str:
    """Hash an invitation's code as somebody typed it."""
    return token_hash(fold(typed))
