"""Names as comparable tokens: one published, versioned way, without a locale (docs/algorithms/name-labels.md).

    tokens_of("María José de la Cruz-Núñez") == ("maria", "jose", "cruz", "nunez")

Latin letters lose their marks and keep their base letter; the other spellings that a passport's
machine-readable zone gives them (ICAO Doc 9303, part 3, section 6: Ä as AE, Ñ as NXX, ...) meet them in the
phonetic code.  Letters of other scripts stay as they are: a desk types the Latin form that the paper has.
"""

from __future__ import annotations

import unicodedata
from typing import Final

MOST_TOKENS: Final = 6
MOST_CHARACTERS: Final = 300
# Joined to the name by some clerks and left out by others.
PARTICLES: Final = frozenset(
    {
        "de",
        "del",
        "la",
        "las",
        "los",
        "lo",
        "da",
        "das",
        "do",
        "dos",
        "di",
        "du",
        "des",
        "le",
        "les",
        "el",
        "al",
        "y",
        "e",
        "i",
        "van",
        "von",
        "der",
        "den",
        "ter",
        "ten",
        "bin",
        "ibn",
        "bint",
    }
)
# A generation is written on some papers only.
GENERATIONS: Final = frozenset(
    {
        "jr",
        "sr",
        "junior",
        "senior",
        "ii",
        "iii",
        "iv",
        "hijo",
        "filho",
        "filha",
        "neto",
        "neta",
        "sobrinho",
    }
)
# Letters that Unicode does not take apart (NFKD), as the base letters that they are read by.
WHOLE_LETTERS: Final = str.maketrans(
    {
        "ß": "ss",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ħ": "h",
        "ŋ": "n",
        "ĸ": "k",
        "ŧ": "t",
        "ə": "a",
    }
)
# Signs inside a name that join rather than part: O'Neil, D’Angelo, Gu`errier.
JOINING: Final = dict.fromkeys(map(ord, "'’‘ʼ`´ʹʻʾʿ."))


def tokens_of(name: str) -> tuple[str, ...]:
    """Give a name's tokens in their order, without marks, particles and generations.

    A name of nothing but particles keeps them: "Al" and "Le" are names too.
    """
    folded = fold(name[:MOST_CHARACTERS])
    words = "".join(char if char.isalpha() else " " for char in folded).split()
    kept = [word for word in words if word not in PARTICLES and word not in GENERATIONS]
    return tuple((kept or words)[:MOST_TOKENS])


def fold(text: str) -> str:
    """Fold case and marks away."""
    lowered = unicodedata.normalize("NFKC", text).casefold().translate(JOINING)
    plain = unicodedata.normalize("NFKD", lowered.translate(WHOLE_LETTERS))
    return "".join(char for char in plain if not unicodedata.combining(char))
