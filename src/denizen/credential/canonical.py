"""One spelling for what is printed and what is typed, the same in every version of Python.

Sealed fields compare bytes, so both sides must spell alike.  The rules, with vectors, are in
`docs/spec/mrc-qr-1.md`.  Unicode is pinned to version 14.0: characters assigned there keep their normal form
and their case folding in every later version (Unicode stability policies), and all others are refused.

    >>> canonical("  María   O'NEIL ")
    "maría o'neil"
    >>> plain_latin("María-José Łukasz O’Neil")
    'maria jose lukasz oneil'
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Final

from denizen._encoding import limits
from denizen.credential.unicode_14 import first_unassigned
from denizen.errors import InputError

_SPACES: Final = re.compile(r"[\s\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_APOSTROPHES: Final = "'’‘ʼʻʹʾʿ`´"
_HYPHENS: Final = "-‐‑‒–—"
_JOINERS: Final = "\u200c\u200d"
_PLAIN: Final = str.maketrans(
    {
        "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ŋ": "n",
        "ŧ": "t", "ĸ": "k", "ə": "e", "ɛ": "e", "ɔ": "o", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ɣ": "g", "ʉ": "u",
        "ɨ": "i", "ƴ": "y", "ɖ": "d", "ƒ": "f", "ʋ": "v", "ß": "ss",
    }
    | dict.fromkeys(_APOSTROPHES + _JOINERS, "")
    | dict.fromkeys(_HYPHENS, " ")
)  # fmt: skip
_ZIP: Final = re.compile(r"([0-9]{5})(?:-?[0-9]{4})?")
_HOUSE: Final = re.compile(r"[0-9][0-9A-Za-z/-]*")
_DATE_MARKS: Final = str.maketrans("", "", "-/. ")


def canonical(text: str) -> str:
    """Fold case in full, compose (NFC), collapse spaces; accents stay.

    NFD first, so that folding sees every letter (Unicode, section 3.13, D145).  Raises `InputError` for text
    of more than 200 characters and for characters that Unicode 14.0 does not assign.
    """
    if len(text) > limits.TEXT_CHARACTERS:
        raise InputError("text.too_long", f"more than {limits.TEXT_CHARACTERS} characters")
    if first_unassigned(text) is not None:
        raise InputError("text.unassigned", "a character is not in Unicode 14.0")
    return _fold(text)


def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFD", text).casefold()
    return _SPACES.sub(" ", unicodedata.normalize("NFC", folded)).strip(" ")


def plain_latin(text: str) -> str:
    """Write a Latin text as a keyboard without accents would; other scripts are only made canonical.

    Marks are dropped, letters of the table get their plain spelling, apostrophes vanish, hyphens become spaces.
    """
    folded = canonical(text)
    if not is_latin(folded):
        return folded
    bare = "".join(
        char for char in unicodedata.normalize("NFD", folded) if not unicodedata.combining(char)
    )
    return _fold(bare.translate(_PLAIN))


def is_latin(text: str) -> bool:
    """Say whether every letter is Latin; modifier letters, marks and digits belong to any script."""
    return all(
        unicodedata.name(char, "").startswith("LATIN")
        for char in text
        if unicodedata.category(char) in {"Lu", "Ll", "Lt", "Lo"}
    )


def canonical_date(text: str) -> str:
    """Write a date as YYYYMMDD from YYYY-MM-DD or YYYYMMDD.  Raises `InputError`."""
    digits = text.translate(_DATE_MARKS)
    try:
        if not (digits.isascii() and digits.isdecimal() and len(digits) == 8):
            raise ValueError
        date.fromisoformat(digits)
    except ValueError:
        raise InputError(
            "text.date", "not a date", mend="Write year, month, day: YYYY-MM-DD."
        ) from None
    return digits


def canonical_address(text: str) -> str:
    """Write house number and ZIP code, from just these two or from a whole address.  Raises `InputError`.

    The house number is the first word and begins with a digit; the ZIP code is the last, its first five digits.
    """
    words = canonical(text.replace(",", " ")).split(" ")
    zip_code = _ZIP.fullmatch(words[-1])
    if len(words) < 2 or not zip_code or not _HOUSE.fullmatch(words[0]):
        raise InputError(
            "text.address", "no house number and ZIP code", mend="Write both: 165 06510."
        )
    return f"{words[0]} {zip_code[1]}"


def house_number(lines: Iterable[str]) -> str | None:
    """Find the first word of the first line that begins with a digit."""
    for line in lines:
        first = line.split(" ")[0]
        if _HOUSE.fullmatch(first):
            return first
    return None
