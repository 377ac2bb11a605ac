"""Base64url without padding (RFC 4648, section 5; RFC 7515, section 2), in its one canonical form.

>>> encode(b"\\xfb\\xff")
'-_8'
>>> decode("-_8")
b'\\xfb\\xff'
"""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Final

from denizen.errors import MalformedError

_LAYER: Final = "base64url"
_ALPHABET: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def encode(data: bytes) -> str:
    """Write bytes without padding."""
    return urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def decode(text: str) -> bytes:
    """Read the canonical form only: no padding, no other characters, unused bits zero.

    Raises `MalformedError`.
    """
    raw = text.encode("ascii", "replace")
    if raw.translate(None, _ALPHABET):
        raise MalformedError("base64url.character", "a character is not base64url", layer=_LAYER)
    try:
        data = urlsafe_b64decode(raw + b"=" * (-len(raw) % 4))
    except (binascii.Error, ValueError):
        raise MalformedError("base64url.length", "the length is impossible", layer=_LAYER) from None
    if encode(data) != text:
        raise MalformedError("base64url.canonical", "unused bits are not zero", layer=_LAYER)
    return data
