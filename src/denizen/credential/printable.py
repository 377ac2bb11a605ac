"""Which characters a line about a person may have: any script, nothing that hides, reorders or decorates.

Refused: control characters, line ends, characters that change the direction of what stands beside them,
surrogates, private and unassigned code points, emoji and other symbols.  Joiners that Persian, Bengali and
Malayalam spelling needs are kept.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from denizen._encoding import limits
from denizen.credential.unicode_14 import is_assigned
from denizen.errors import InputError

_JOINERS: Final = "\u200c\u200d"
_BIDI_CONTROLS: Final = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_EMOJI_PARTS: Final = "\ufe0f\u20e3"
_SYMBOL_MARKS: Final = "´`°+"
_BY_CATEGORY: Final = {
    "Cc": ("text.control", "a control character"),
    "Zl": ("text.control", "a line separator"),
    "Zp": ("text.control", "a paragraph separator"),
    "Cf": ("text.invisible", "an invisible formatting character"),
    "Cs": ("text.surrogate", "half of a surrogate pair"),
    "Co": ("text.private_use", "a private-use character"),
    "So": ("text.emoji", "an emoji or another symbol"),
    "Sk": ("text.symbol", "a symbol"),
    "Sm": ("text.symbol", "a symbol"),
    "Sc": ("text.symbol", "a currency sign"),
}


def require_line(text: str, *, where: str, max_characters: int = limits.TEXT_CHARACTERS) -> str:
    """Return the line in NFC, trimmed, with single spaces.  Raises `InputError`, which names no content."""
    if len(text) > max_characters:
        raise InputError(
            "text.too_long",
            f"more than {max_characters} characters",
            where=where,
            mend="Shorten it.",
        )
    for place, char in enumerate(text):
        fault = _fault(char)
        if fault is not None:
            raise InputError(
                fault[0],
                f"character {place + 1} is {fault[1]}",
                where=where,
                mend="Leave it out.",
            )
    line = " ".join(unicodedata.normalize("NFC", text).split())
    if not line:
        raise InputError("text.empty", "the text is empty", where=where, mend="Fill it in.")
    return line


def _fault(char: str) -> tuple[str, str] | None:
    """Say what is wrong with one character, as a code and words."""
    if char in _JOINERS or char in _SYMBOL_MARKS:
        return None
    if char in _BIDI_CONTROLS:
        return ("text.bidi_control", "a character that reverses the text beside it")
    if char in _EMOJI_PARTS:
        return ("text.emoji", "an emoji or another symbol")
    if not is_assigned(char):
        return ("text.unassigned", "not in Unicode 14.0")
    return _BY_CATEGORY.get(unicodedata.category(char))
