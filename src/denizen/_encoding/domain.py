"""Length-prefixed, labelled inputs for every hash, MAC and key derivation.

>>> label(b"ab", b"c") == label(b"a", b"bc")
False
"""

from __future__ import annotations


def label(*parts: bytes) -> bytes:
    """Join parts so that no two different lists of parts give the same bytes.

    Each part is preceded by its length in bytes as a 4-byte big-endian number.
    """
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)
