"""Which 32 bytes are a usable Ed25519 public key (RFC 8032, sections 5.1 and 5.1.3).

The crypto library accepts any 32 bytes; a point of small order would verify signatures over many messages.
"""

from __future__ import annotations

from typing import Final

_PRIME: Final = 2**255 - 19
_D: Final = -121665 * pow(121666, -1, _PRIME) % _PRIME


def is_usable_point(encoded: bytes) -> bool:
    """Say whether the bytes are the canonical form of a point on the curve that is not of small order."""
    number = int.from_bytes(encoded, "little")
    y = number & ~(1 << 255)
    if y >= _PRIME:
        return False
    return _is_on_curve(y) and not _has_small_order(y)


def _is_on_curve(y: int) -> bool:
    """Solve -x^2 + y^2 = 1 + d x^2 y^2 for x^2 and ask Euler whether it is a square."""
    x_squared = (y * y - 1) * pow(_D * y * y + 1, -1, _PRIME) % _PRIME
    return pow(x_squared, (_PRIME - 1) // 2, _PRIME) in (0, 1)


def _has_small_order(y: int) -> bool:
    """Recognise the eight points whose order divides eight.

    Order 1, 2 and 4 have y = 1, -1 and 0.  Doubling a point of order 8 gives y = 0, which means x^2 = -y^2 and
    so, by the curve's equation, d y^4 + 2 y^2 - 1 = 0.
    """
    return y in (0, 1, _PRIME - 1) or (_D * pow(y, 4, _PRIME) + 2 * y * y - 1) % _PRIME == 0
