"""Base45 (RFC 9285), in its one canonical form, decoded without a loop over characters.

Two bytes become three characters `c d e` with `value = c + 45 d + 2025 e`.  The decoder takes all digits as one
large integer with a triple to a lane of 24 bits, so that the sums of all triples are two multiplications and
additions of large integers.  A sum past 65,535 shows in its lane's first byte.

    >>> encode(b"AB")
    'BB8'
    >>> decode("QED8WEX0")
    b'ietf!'
"""

from __future__ import annotations

from typing import Final

from denizen._encoding import limits
from denizen.errors import LimitExceededError, MalformedError

_LAYER: Final = "base45"
_ALPHABET: Final = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"  # RFC 9285, table 1
_DIGITS: Final = bytes(
    _ALPHABET.find(code) & 0xFF for code in range(256)
)  # 0xFF for a foreign character
_LANES: Final = limits.QR_TEXT_CHARACTERS // 3
_LAST_BYTES: Final = int.from_bytes(b"\0\0\xff" * _LANES, "big")
_OVERFLOW: Final = int.from_bytes(b"\xff\0\0" * _LANES, "big")


def encode(data: bytes) -> str:
    """Write bytes as base45 text."""
    out = bytearray()
    for start in range(0, len(data) - 1, 2):
        value = data[start] << 8 | data[start + 1]
        out += bytes((value % 45, value // 45 % 45, value // 2025))
    if len(data) % 2:
        out += bytes((data[-1] % 45, data[-1] // 45))
    return bytes(_ALPHABET[digit] for digit in out).decode("ascii")


def decode(text: str, max_characters: int = limits.QR_TEXT_CHARACTERS) -> bytes:
    """Read base45 text; upper case only: the alphabet (RFC 9285, section 4, table 1) has no other.

    Raises `LimitExceededError` for more than `max_characters` (never above 4,096), and `MalformedError` for a
    foreign character, an impossible length, or a group past its largest value.
    """
    if len(text) > min(max_characters, limits.QR_TEXT_CHARACTERS):
        raise LimitExceededError(
            "qr.base45.too_long", f"more than {max_characters} characters", layer=_LAYER
        )
    raw = text.encode("ascii", "replace")
    digits = raw.translate(_DIGITS)
    end = len(digits) - len(digits) % 3
    triples = _decode_triples(digits[:end])
    if triples is None or 0xFF in digits[end:]:
        raise _foreign_character(raw)
    return triples + _decode_tail(digits[end:]) if end != len(digits) else triples


def _decode_triples(digits: bytes) -> bytes | None:
    """Add up all triples at once, one to a 24-bit lane (RFC 9285, section 4.1); None for a foreign character.

    A sum is at most 44 + 45 * 44 + 2025 * 44 = 91,124: it never reaches the next lane, and one that two bytes
    cannot hold shows in the lane's first byte, which is zero in all others and left out.
    """
    if 0xFF in digits:
        return None
    triples = int.from_bytes(digits, "big")
    high = 45 * (triples & _LAST_BYTES) + (triples >> 8 & _LAST_BYTES)
    total = 45 * high + (triples >> 16 & _LAST_BYTES)
    if total & _OVERFLOW:
        raise _too_large()
    lanes = total.to_bytes(len(digits), "big")
    pairs = bytearray(len(digits) // 3 * 2)
    pairs[::2], pairs[1::2] = lanes[1::3], lanes[2::3]
    return bytes(pairs)


def _decode_tail(digits: bytes) -> bytes:
    """Decode the last byte, which two characters stand for."""
    if len(digits) == 1:
        raise MalformedError("qr.base45.length", "one character is left over", layer=_LAYER)
    value = digits[0] + 45 * digits[1]
    if value > 0xFF:
        raise _too_large()
    return bytes((value,))


def _foreign_character(raw: bytes) -> MalformedError:
    offset = next(place for place, code in enumerate(raw) if code not in _ALPHABET)
    return MalformedError(
        "qr.base45.character", "a character is not base45", layer=_LAYER, offset=offset
    )


def _too_large() -> MalformedError:
    return MalformedError("qr.base45.value", "a group stands for too large a number", layer=_LAYER)
