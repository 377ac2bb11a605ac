"""One phonetic code for Spanish, Portuguese, English, French and Haitian names and machine-readable spellings.

    code_of("gonzalez") == code_of("gonsales") == "gnsls"

The code is the first letter's class and the consonants after it; a short name keeps its vowels.  It is no
pronunciation: it joins what clerks, families and passports write differently, by the rules below, in their
order (docs/algorithms/name-labels.md has each with its reason).  Another rule is another version of the labels,
since they are compared for years.
"""

from __future__ import annotations

import re
from typing import Final

# Machine-readable spellings of letters with marks, and French vowel groups, before anything else.
RULES: Final = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        (r"nxx", "n"),  # Ñ in some machine-readable zones
        (r"uxx", "u"),  # Ü in some
        (r"(eau|au)", "o"),
        (r"ph", "f"),
        (r"(tch|sch|ch|sh)", "C"),
        (r"(gn|nh|ny)(?=[aeiou])", "n"),
        (r"qu(?=[ei])", "k"),
        (r"gu(?=[ei])", "g"),
        (r"^x", "J"),  # Xavier, Ximena
        (r"g(?=[eiy])", "J"),
        (r"j", "J"),
        (r"s?c(?=[eiy])", "s"),
        (r"(tz|ts|cz|z|x|s)+", "s"),
        (r"(ck|c|q|k)+", "k"),
        (r"h", ""),
        (r"[vw]", "b"),
        (r"n(?=[bp])", "m"),
        (r"[yi]", "i"),
        (r"(.)\1+", r"\1"),
    )
)
VOWELS: Final = frozenset("aeiou")
# A short name keeps its vowels: without them Li, Lu, Lee and Luo would be one.
SHORT: Final = 4


def code_of(token: str) -> str:
    """Give a token's code; a token in another script is its own."""
    if not token.isascii():
        return token
    written = token
    for pattern, put in RULES:
        written = pattern.sub(put, written)
    if not written:
        return token
    if len(written) <= SHORT:
        return written
    head = "a" if written[0] in VOWELS else written[0]
    return head + "".join(char for char in written[1:] if char not in VOWELS)
