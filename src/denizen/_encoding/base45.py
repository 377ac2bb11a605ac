"""Base45 (RFC 9285), in its one canonical form, decoded without a loop over characters.

Two bytes become three characters `c d e` with `value = c + 45 d + 2025 e`.  The decoder lays the digits of all
triples side by side, one triple to a 16-bit lane of three large integers, so that the sum of every triple is
one multiplication and addition of large integers.  A sum past 65,535 shows as a carry into the next lane.

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
_DIGITS: Final = bytes(_ALPHABET.find(code) & 0xFF for code in range(256))
_HIGH_DIGITS: Final = bytes(range(33))  # 33 * 2025 is past 65,535 already
_LANES: Final = limits.QR_TEXT_CHARACTERS // 3
_CARRIES: Final = sum(1 << (16 * lane) for lane in range(1, _LANES + 1))


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
    """Read base45 text; upper case only, as RFC 9285, section 6, warns of foreign characters.

    Raises `LimitExceededError` for more than `max_characters` (never above 4,096), and `MalformedError` for a
    foreign character, an impossible length, or a group past its largest value.
    """
    if len(text) > min(max_characters, limits.QR_TEXT_CHARACTERS):
        raise LimitExceededError(
            "qr.base45.too_long", f"more than {max_characters} characters", layer=_LAYER
        )
    raw = text.encode("ascii", "replace")
    if raw.translate(None, _ALPHABET):
        raise _foreign_character(raw)
    digits = raw.translate(_DIGITS)
    end = len(digits) - len(digits) % 3
    return _decode_triples(digits, end) + _decode_tail(digits[end:])


def _decode_triples(digits: bytes, end: int) -> bytes:
    """Add up all triples at once, one to a 16-bit lane; the big-endian sum is the answer."""
    size = end // 3 * 2
    high_digits = digits[2:end:3]
    if high_digits.translate(None, _HIGH_DIGITS):
        raise _too_large()
    lanes = bytearray(size)
    lanes[1::2] = digits[:end:3]
    low = int.from_bytes(lanes, "big")
    lanes[1::2] = digits[1:end:3]
    low += 45 * int.from_bytes(lanes, "big")
    lanes[1::2] = high_digits
    high = 2025 * int.from_bytes(lanes, "big")
    total = low + high
    if (total ^ low ^ high) & _CARRIES:
        raise _too_large()
    return total.to_bytes(size, "big")


def _decode_tail(digits: bytes) -> bytes:
    """Decode the last byte, which two characters stand for."""
    if not digits:
        return b""
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
