"""The recovery key as it stands on paper: four lines of 14 characters, each checked by its last one."""

from __future__ import annotations

import secrets

from denizen.credential.crockford import (
    ALPHABET,
    VALUES,
    check_character,
    check_value,
    fold,
    in_fours,
)
from denizen_site.errors import AdjudicationError

KEY_BYTES, LINES, DIGITS = 32, 4, 13
SPARE_BITS = LINES * DIGITS * 5 - KEY_BYTES * 8


def new_key() -> bytes:
    """Draw a recovery key."""
    return secrets.token_bytes(KEY_BYTES)


def write_paper(key: bytes) -> tuple[str, ...]:
    """Write a key as the lines that are printed."""
    number = int.from_bytes(key, "big") << SPARE_BITS
    digits = "".join(
        ALPHABET[number >> shift & 31] for shift in range((LINES * DIGITS - 1) * 5, -1, -5)
    )
    lines = [digits[start : start + DIGITS] for start in range(0, len(digits), DIGITS)]
    return tuple(in_fours(line + check_character(line)) for line in lines)


def read_paper(text: str) -> bytes:
    """Read the lines as they were typed; raises `AdjudicationError` and says which line is wrong."""
    word = fold("".join(text.split()))
    if len(word) != LINES * (DIGITS + 1) or word.strip(ALPHABET):
        raise not_a_paper(0)
    lines = [word[start : start + DIGITS + 1] for start in range(0, len(word), DIGITS + 1)]
    for place, line in enumerate(lines, start=1):
        if check_value(line):
            raise not_a_paper(place)
    number = 0
    for char in "".join(line[:DIGITS] for line in lines):
        number = number << 5 | VALUES[char]
    return (number >> SPARE_BITS).to_bytes(KEY_BYTES, "big")


def not_a_paper(line: int) -> AdjudicationError:
    """Make the refusal of what is no recovery key; 0 when not one line of it can be told."""
    where = f"line {line}" if line else "the number of characters"
    return AdjudicationError(
        "records.recovery_typed",
        "the recovery key was not typed as it is printed",
        where=where,
        mend="It has four lines of 14 letters and digits.  Type them again from the paper.",
    )
