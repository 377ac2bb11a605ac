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
_DIGITS: Final = bytes(
    _ALPHABET.find(code) & 0xFF for code in range(256)
)  # 0xFF for a foreign character
_HIGH_DIGITS: Final = bytes(range(33))  # 33 * 2025 is past 65,535 already
_LANES: Final = limits.QR_TEXT_CHARACTERS // 3
_CARRIES: Final = sum(1 << (16 * lane) for lane in range(1, _LANES + 1))
_LOW_BYTES: Final = int.from_bytes(b"\x00\xff" * _LANES, "big")
_FOREIGN: Final = int.from_bytes(b"\x80\x80" * _LANES, "big")


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
    triples = _decode_triples(digits, end)
    if triples is None or 0xFF in digits[end:]:
        raise _foreign_character(raw)
    return triples + _decode_tail(digits[end:]) if end != len(digits) else triples


def _decode_triples(digits: bytes, end: int) -> bytes | None:
    """Add up all triples at once, one to a 16-bit lane; the big-endian sum is the answer.

    The first two digits of a triple share a lane until they are taken apart.  None for a foreign character.
    """
    size = end // 3 * 2
    lanes = bytearray(size)
    lanes[1::2] = digits[:end:3]
    lanes[::2] = digits[1:end:3]
    both = int.from_bytes(lanes, "big")
    high_digits = digits[2:end:3]
    if both & _FOREIGN or 0xFF in high_digits:
        return None
    if high_digits.translate(None, _HIGH_DIGITS):
        raise _too_large()
    lanes = bytearray(size)
    lanes[1::2] = high_digits
    low = (both & _LOW_BYTES) + 45 * (both >> 8 & _LOW_BYTES)
    high = 2025 * int.from_bytes(lanes, "big")
    total = low + high
    if (total ^ low ^ high) & _CARRIES:
        raise _too_large()
    return total.to_bytes(size, "big")


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
