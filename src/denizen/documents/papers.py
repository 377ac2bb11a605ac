"""What a paper proves, in kind (`Document`) and as it lies on the desk (`PresentedPaper`).

Nothing here knows a document number, an issuing country or a name, so nothing of them can be kept
(DESIGN section 2, sentence 1).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final, NewType

DocumentId = NewType("DocumentId", str)
Column = NewType("Column", str)
Fact = NewType("Fact", str)

PHOTO: Final = Column("photo")
BIRTH_DATE: Final = Column("birth_date")
CANNOT_BE_VERIFIED: Final = Fact("cannot_be_verified")

# An applicant whose birth date was not given is judged like somebody of this age: old enough for
# every grown-up's rule, too old for what is given to the young, too young for what is given to the old.
ASSUMED_AGE_YEARS: Final = 30

# RFC 3339, full-date; `date.fromisoformat` alone also takes week dates and trailing spaces.  The years leave
# room for every span that a rule adds, so that no date runs over the calendar's end.
DAY: Final = re.compile(r"(?:19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}")


class PrintedAddress(StrEnum):
    """What the card shows where a home address would stand."""

    HOME = "home"
    CARE_OF = "care_of"
    CONFIDENTIAL = "confidentiality_programme"
    NONE = "none"

    @property
    def strictness(self) -> int:
        """Rank how much is withheld: the highest of several wins."""
        return list(PrintedAddress).index(self)

    @property
    def protects(self) -> bool:
        """Tell whether it must hold even when the paper that asks for it no longer counts."""
        return self in (PrintedAddress.CONFIDENTIAL, PrintedAddress.NONE)


class PaperDate(StrEnum):
    """Which date of a paper a window starts from; words for the clerk, no other meaning."""

    DATED = "dated"
    ISSUED = "issued"
    STATEMENT = "statement"
    FILING = "filing"
    STAY_END = "stay_end"
    TAX_YEAR = "tax_year"


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time as rules write it: days are exact, months and years follow the calendar."""

    days: int = 0
    months: int = 0

    def after(self, start: date) -> date:
        """Give the day this long after `start`; a day that does not exist becomes the month's last."""
        month = start.month - 1 + self.months
        year, month = start.year + month // 12, month % 12 + 1
        day = min(start.day, days_in_month(year, month))
        return date.fromordinal(date(year, month, day).toordinal() + self.days)


@dataclass(frozen=True, slots=True)
class ExpiredTier:
    """What a paper is still worth up to `up_to` after its expiry."""

    up_to: Span
    counts: Mapping[Column, int]


@dataclass(frozen=True, slots=True)
class Window:
    """The paper must be dated at most `days` before the visit."""

    days: int
    anchor: PaperDate


@dataclass(frozen=True, slots=True)
class CutOff:
    """The paper is good up to a fixed day of a later year (tax forms: 15 April of the next one)."""

    month: int
    day: int
    years_after: int
    anchor: PaperDate

    def last_day(self, dated: date) -> date:
        """Give the last day on which a paper of that year is good."""
        year = dated.year + self.years_after
        return date(year, self.month, min(self.day, days_in_month(year, self.month)))


@dataclass(frozen=True, slots=True)
class ApplicantFacts:
    """What the rules may ask about the applicant, and no more.

    `with_caretaker`: a caretaker is present *and* has shown the relationship.
    """

    birth_date: date | None = field(default=None, repr=False)
    with_caretaker: bool = False
    facts: frozenset[Fact] = field(default=frozenset(), repr=False)

    def age_on(self, at: date) -> int:
        """Give the age in whole years; `ASSUMED_AGE_YEARS` if the birth date is not known."""
        if self.birth_date is None:
            return ASSUMED_AGE_YEARS
        return age_on(self.birth_date, at)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Ages to which a rule is limited, both included, and whether a caretaker must be there."""

    min_age: int | None = None
    max_age: int | None = None
    with_caretaker: bool = False

    def admit(self, applicant: ApplicantFacts, at: date) -> bool:
        """Tell whether the applicant falls inside on that day."""
        age = applicant.age_on(at)
        old_enough = self.min_age is None or age >= self.min_age
        young_enough = self.max_age is None or age <= self.max_age
        return old_enough and young_enough and (applicant.with_caretaker or not self.with_caretaker)


@dataclass(frozen=True, slots=True)
class Document:
    """One row of a city's list: what a kind of paper proves, and when it does so."""

    id: DocumentId
    label: str
    counts: Mapping[Column, int]
    photo: bool = False
    birth_date: bool = False
    group: str | None = None
    commonness: int = 3
    expired: tuple[ExpiredTier, ...] = ()
    window: Window | None = None
    cut_off: CutOff | None = None
    attests: tuple[Fact, ...] = ()
    applicant: Bounds = field(default_factory=Bounds)
    prints: PrintedAddress | None = None
    supervisor: bool = False

    @property
    def kind(self) -> str:
        """Name what is counted once: the group, or the document itself."""
        return f"group {self.group}" if self.group is not None else str(self.id)

    def pays(self, counts: Mapping[Column, int]) -> dict[Column, int]:
        """Give what the paper pays when it is worth `counts`, photo and birth date included."""
        paid = {column: amount for column, amount in counts.items() if amount > 0}
        if paid and self.photo:
            paid[PHOTO] = 1
        if paid and self.birth_date:
            paid[BIRTH_DATE] = 1
        return paid


@dataclass(frozen=True, slots=True)
class PresentedPaper:
    """One paper on the desk, as the clerk describes it.

    `expires` is the last day on which it is current; None means that the clerk saw it to be current.
    `dated` is the date that the rule's window asks for; None means that it was not stated.
    """

    document: DocumentId
    expires: date | None = field(default=None, repr=False)
    dated: date | None = field(default=None, repr=False)
    facts: frozenset[Fact] = field(default=frozenset(), repr=False)


def ideal_paper(document: Document, at: date) -> PresentedPaper:
    """Describe a paper of this kind with which nothing is wrong on that day."""
    return PresentedPaper(document.id, dated=at, facts=frozenset(document.attests))


def day_of(text: str) -> date:
    """Read a date as `2026-11-22` and in no other form; raises `ValueError`."""
    if not DAY.fullmatch(text):
        raise ValueError("not a date of the form 2026-11-22, from 1900 to 2999")
    return date.fromisoformat(text)


def age_on(birth_date: date, at: date) -> int:
    """Give the age in whole years; someone born on 29 February has their birthday on 1 March in other years."""
    before_birthday = (at.month, at.day) < (birth_date.month, birth_date.day)
    return at.year - birth_date.year - before_birthday


def days_in_month(year: int, month: int) -> int:
    """Give the length of a month in days."""
    following = date(year + month // 12, month % 12 + 1, 1) if year < 9999 or month < 12 else None
    return 31 if following is None else (following - date(year, month, 1)).days
