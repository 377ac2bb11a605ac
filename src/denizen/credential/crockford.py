"""Codes that people read aloud and type: Crockford's base32, without I, L, O and U.

>>> fold("7k3m-9qoi")
'7K3M9Q01'
"""

from __future__ import annotations

import secrets
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
VALUES: Final = {char: value for value, char in enumerate(ALPHABET)}
_LOOK_ALIKES: Final = str.maketrans("OIL", "011", "- ")


def random_code(length: int) -> str:
    """Draw characters of five random bits each from the operating system."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def fold(text: str) -> str:
    """Drop spaces and hyphens, raise case, and read O as 0, I and L as 1."""
    return text.upper().translate(_LOOK_ALIKES)


def is_code(text: str, length: int) -> bool:
    """Say whether the text is exactly `length` characters of the alphabet."""
    return len(text) == length and not text.strip(ALPHABET)


def in_fours(code: str) -> str:
    """Group for reading: XXXX-XXXX-XXXX."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def check_value(code: str) -> int:
    """Sum a code as a polynomial over GF(32), zero when its last character checks the others.

    Horner's rule with the field's generator: any one wrong character and any two neighbours exchanged give
    another sum, as the powers of the generator are distinct and none is zero for codes shorter than 31.
    """
    values, times_generator = VALUES, _TIMES_GENERATOR
    total = 0
    for char in code:
        total = times_generator[total] ^ values[char]
    return total


def check_character(code: str) -> str:
    """Find the character that, put after the code, makes its sum zero."""
    return ALPHABET[_TIMES_GENERATOR[check_value(code)]]


def _times_generator(value: int) -> int:
    """Multiply by x in GF(2)[x] / (x^5 + x^2 + 1)."""
    doubled = value << 1
    return doubled ^ 0b100101 if doubled & 0b100000 else doubled


_TIMES_GENERATOR: Final = tuple(_times_generator(value) for value in range(32))
