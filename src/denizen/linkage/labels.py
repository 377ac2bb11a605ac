"""A person's labels: what two enrolments of one person are likely to share, and two persons are not.

    labels_of(Person("Rosalía", "Ñáñez Quispe", date(1987, 3, 14)), epoch="2026a")

Names and birth date only.  No document number, type or issuer is ever part of a label: authorities hold
lists of those.  Labels are secret until they are blinded, and exist in the enrolling process only.  Each is
`denizen|version|epoch|tier|parts`, so that no two epochs and no two tiers share any.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import combinations, product
from typing import Final

from denizen.linkage.normalise import tokens_of
from denizen.linkage.phonetic import code_of

VERSION: Final = 1
MOST_NAMES_OF_THREE: Final = 4
MOST_LABELS: Final = 128


class Tier(StrEnum):
    """How much of a person a label holds; docs/algorithms/name-labels.md says what each one finds."""

    EXACT = "T1"
    TWO_NAMES = "T2"
    THREE_NAMES = "T4"
    PART_OF_DATE = "T5"
    ONE_LETTER = "T6"


FULL: Final = frozenset(Tier)
LIGHT: Final = FULL - {Tier.ONE_LETTER}
STRONG: Final = frozenset({Tier.EXACT})


@dataclass(frozen=True, slots=True)
class Person:
    """Who is enrolled: names as they stand on the papers, in the Latin form, and the birth date."""

    given: str = field(repr=False)
    family: str = field(repr=False)
    born: date = field(repr=False)

    @classmethod
    def of_name(cls, name: str, born: date) -> Person:
        """Take a name that was written in one field apart: what stands before its first space is given."""
        given, _, family = name.strip().partition(" ")
        return cls(given, family, born)


@dataclass(frozen=True, slots=True)
class Label:
    """One label; its tier says whether a hit on it is strong."""

    tier: Tier
    text: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Parts:
    """A person taken apart: the tokens of both fields, and the birth date."""

    given: tuple[str, ...] = field(repr=False)
    family: tuple[str, ...] = field(repr=False)
    born: date = field(repr=False)

    @property
    def tokens(self) -> tuple[str, ...]:
        """Give all tokens."""
        return self.given + self.family

    @property
    def codes(self) -> tuple[str, ...]:
        """Give all tokens' codes, in alphabetical order."""
        return tuple(sorted(code_of(token) for token in self.tokens))

    @property
    def swap_proof(self) -> str:
        """Give the birth date so that day and month may change places."""
        low, high = sorted((self.born.month, self.born.day))
        return f"{self.born.year:04}.{low:02}.{high:02}"

    @property
    def year_and_one(self) -> tuple[str, str]:
        """Give the birth date without its day, and without its month."""
        year, month, day = f"{self.born.year:04}", f"{self.born.month:02}", f"{self.born.day:02}"
        return (f"{year}.{month}.", f"{year}..{day}")


def labels_of(person: Person, *, epoch: str, tiers: frozenset[Tier] = FULL) -> tuple[Label, ...]:
    """Give a person's labels for one epoch, each once, in no telling order."""
    parts = parts_of(person)
    found = {
        Label(tier, "|".join(("denizen", str(VERSION), epoch, tier, text)).encode())
        for tier in sorted(tiers)
        for text in MADE[tier](parts)
    }
    return tuple(sorted(found, key=lambda label: label.text)[:MOST_LABELS])


def parts_of(person: Person) -> Parts:
    """Take a person apart."""
    return Parts(tokens_of(person.given), tokens_of(person.family), person.born)


def exact(parts: Parts) -> Iterator[str]:
    """All tokens in any order, and the whole birth date."""
    yield f"{'.'.join(sorted(parts.tokens))}|{parts.born.isoformat()}"


def two_names(parts: Parts) -> Iterator[str]:
    """Any two names by their codes, and the birth date, day and month in any order."""
    if len(parts.codes) == 1:
        yield f"{parts.codes[0]}|{parts.swap_proof}"
    for pair in combinations(parts.codes, 2):
        yield f"{'.'.join(pair)}|{parts.swap_proof}"


def three_names(parts: Parts) -> Iterator[str]:
    """Any three names by their codes, and the birth date without its day or without its month."""
    for names in combinations(parts.codes[:MOST_NAMES_OF_THREE], 3):
        for rest in parts.year_and_one:
            yield f"{'.'.join(names)}|{rest}"


def part_of_date(parts: Parts) -> Iterator[str]:
    """Both names of a person who has two, as they are written, and the birth date without day or month."""
    if len(parts.tokens) == 2:
        for rest in parts.year_and_one:
            yield f"{'.'.join(sorted(parts.tokens))}|{rest}"


def one_letter(parts: Parts) -> Iterator[str]:
    """A given name with one letter left out, a family name by its code, and the birth date; and vice versa.

    Two spellings that differ by one letter share a name with a letter left out.
    """
    for given, family in product(parts.given, parts.family):
        for name, other in ((given, family), (family, given)):
            for left in one_left_out(name):
                yield f"{left}|{code_of(other)}|{parts.swap_proof}"


def one_left_out(name: str) -> set[str]:
    """Give a name, and the name without each of its letters."""
    return {name, *(name[:at] + name[at + 1 :] for at in range(len(name)))}


MADE: Final = {
    Tier.EXACT: exact,
    Tier.TWO_NAMES: two_names,
    Tier.THREE_NAMES: three_names,
    Tier.PART_OF_DATE: part_of_date,
    Tier.ONE_LETTER: one_letter,
}
