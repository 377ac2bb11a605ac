"""A charter as a value: everything in which one city differs from another.  Made by `load_charter` only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from denizen.charter.acceptance import Acceptance
from denizen.charter.ages import OLDEST_YEARS, holds
from denizen.charter.demands import Demands
from denizen.charter.one_card import OneCard
from denizen.charter.scenarios import Act, Scenario
from denizen.charter.sources import Attribution, Source
from denizen.documents import DocumentId, PrintedAddress, RuleSet
from denizen.documents.papers import ASSUMED_AGE_YEARS, Bounds, Document, age_on
from denizen.errors import InputError
from denizen.reading import Reading


class Completeness(StrEnum):
    """How much of the city's own document list survives in the charter."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    RECONSTRUCTED = "reconstructed"


class PlaceKind(StrEnum):
    """What kind of government issues the card."""

    CITY = "city"
    COUNTY = "county"


class FaceField(StrEnum):
    """What a charter may print beyond what every card shows."""

    HEIGHT = "height"
    EYE_COLOR = "eye_color"
    GENDER = "gender"
    EMERGENCY_CONTACT = "emergency_contact"
    PREFERRED_NAME = "preferred_name"
    LANGUAGES = "languages"


class QrSize(StrEnum):
    """The QR profile (`denizen.formats.qr`): how much the code can hold."""

    STANDARD = "standard"
    ROOMY = "roomy"
    PLAIN = "plain"


class Shown(StrEnum):
    """How the code carries a printed value: not at all, bound by the check code, or in clear."""

    EYES = "eyes"
    SEALED = "sealed"
    CLEAR = "clear"


class ShownAddress(StrEnum):
    """How the code carries the address; never in clear."""

    EYES = "eyes"
    SEALED = "sealed"


class ModeOfIssue(StrEnum):
    """When the card is printed (DESIGN section 2)."""

    ON_THE_SPOT = "on_the_spot"
    LATER = "later"


class StaleRule(StrEnum):
    """What this city's counters say when their lists are older than fresh."""

    VALID_AS_OF = "valid_as_of"
    CANNOT_TELL = "cannot_tell"


class Door(StrEnum):
    """A door of DESIGN section 12 that is open."""

    PUBLIC = "public"
    DESK = "desk"
    COUNTER = "counter"
    WALLET = "wallet"
    MAILBOX = "mailbox"


class NoticeKind(StrEnum):
    """What a legal notice is about."""

    PREEMPTION = "preemption"
    PUBLIC_RECORDS = "public_records"
    CONFIDENTIALITY = "confidentiality"
    ELECTIONS = "elections"
    WORK = "work"
    OTHER = "other"


class ServiceField(StrEnum):
    """What a counter may be shown of a card."""

    PHOTO = "photo"
    NAME = "name"
    BIRTH_DATE = "birth_date"
    ADDRESS = "address"
    CARD_NUMBER = "card_number"
    EXPIRES = "expires"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the programme is: GEOID as the Census writes it, `state` in two letters."""

    name: str
    state: str
    geoid: str
    kind: PlaceKind
    programme_name: str
    attribution: Attribution


@dataclass(frozen=True, slots=True)
class Fee:
    """What one act costs an age band, in cents."""

    act: Act
    cents: int
    ages: Bounds
    attribution: Attribution


@dataclass(frozen=True, slots=True)
class FeeWaiver:
    """A fee lowered for some; what entitles to it is never recorded."""

    id: str
    label: str
    acts: tuple[Act, ...]
    cents: int
    attribution: Attribution


@dataclass(frozen=True, slots=True)
class Fees:
    """All fees and waivers of a city."""

    rows: tuple[Fee, ...]
    waivers: tuple[FeeWaiver, ...]

    def cents(
        self, act: Act, *, birth_date: date | None, at: date, waiver: str | None = None
    ) -> int:
        """Give the fee in cents; raises `InputError` for a waiver that does not exist for the act."""
        age = ASSUMED_AGE_YEARS if birth_date is None else age_in_bands(birth_date, at)
        full = next(row.cents for row in self.rows if row.act is act and holds(row.ages, age))
        if waiver is None:
            return full
        for one in self.waivers:
            if one.id == waiver and act in one.acts:
                return min(full, one.cents)
        raise InputError("charter.no_such_waiver", f"no waiver of this id for {act.value}")


@dataclass(frozen=True, slots=True)
class ValidityBand:
    """How long a card of an age band lasts; `never` prints no expiry, though signing keys end."""

    ages: Bounds
    years: int
    until_age: int | None
    never: bool
    attribution: Attribution


@dataclass(frozen=True, slots=True)
class Validity:
    """How long cards last, by age on their first day."""

    bands: tuple[ValidityBand, ...]

    def band(self, birth_date: date, first_day: date) -> ValidityBand:
        """Find the band of a holder."""
        age = age_in_bands(birth_date, first_day)
        return next(band for band in self.bands if holds(band.ages, age))

    def last_day(self, birth_date: date, first_day: date) -> date:
        """Give the last day of what is signed: the day before the same date so many years later."""
        band = self.band(birth_date, first_day)
        ends = [anniversary(first_day, band.years)]
        if band.until_age is not None:
            ends.append(anniversary(birth_date, band.until_age))
        return min(ends) - timedelta(days=1)

    def printed_last_day(self, birth_date: date, first_day: date) -> date | None:
        """Give the last day as the face shows it; None for a card that never expires."""
        if self.band(birth_date, first_day).never:
            return None
        return self.last_day(birth_date, first_day)


@dataclass(frozen=True, slots=True)
class Face:
    """What this city prints; `disclaimers` are the four sentences of each language, in a fixed order."""

    fields: frozenset[FaceField]
    emergency_contact_required_below_age: int | None
    address_modes: tuple[PrintedAddress, ...]
    name_max_characters: int
    disclaimers: Mapping[str, tuple[str, ...]]
    attribution: Attribution

    def prints(self, field: FaceField) -> bool:
        """Tell whether the city prints a field when the holder gives it."""
        return field in self.fields


@dataclass(frozen=True, slots=True)
class QrContents:
    """What the code holds."""

    profile: QrSize
    name: Shown
    birth_date: Shown
    address: ShownAddress


@dataclass(frozen=True, slots=True)
class Issue:
    """When cards are printed, and how many days a batch may wait in `later` mode."""

    mode: ModeOfIssue
    max_days: int | None


@dataclass(frozen=True, slots=True)
class Lists:
    """The clock of the two public files: hours are UTC."""

    publish_hours: tuple[int, ...]
    life_hours: int
    fresh_hours: int
    stale: StaleRule


@dataclass(frozen=True, slots=True)
class Retention:
    """How long the few things of DESIGN section 10 are kept."""

    visit_hours: int
    booking_days: int
    ledger_years: int


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence of law that applicants and operators must see."""

    kind: NoticeKind
    text: str
    attribution: Attribution


@dataclass(frozen=True, slots=True)
class Art:
    """Colours as #rrggbb and the name of a pattern that the press draws; never a seal."""

    primary: str
    secondary: str
    ink: str
    motif: str


@dataclass(frozen=True, slots=True)
class Service:
    """What the card opens at one kind of counter, and what that counter may see."""

    id: str
    label: str
    opens: str
    may_see: tuple[ServiceField, ...]
    needs: tuple[ServiceField, ...]
    attribution: Attribution
    label_in: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document with where the charter has it from; `flags_reading` marks photo and birth date."""

    document: Document
    note: str
    flags_reading: Reading
    attribution: Attribution


@dataclass(frozen=True, slots=True)
class RuleSetEntry:
    """A rule set with what the engine has no use for."""

    rule_set: RuleSet
    residency_days: int | None
    rows: Mapping[DocumentId, DocumentRow]
    attribution: Attribution
    allowance_attributions: Mapping[str, Attribution]


@dataclass(frozen=True, slots=True)
class Charter:
    """A city's charter, checked."""

    id: str
    version: str
    about: str
    completeness: Completeness
    completeness_note: str
    issuer: str
    languages: tuple[str, ...]
    time_zone: str
    place: Place
    fees: Fees
    validity: Validity
    face: Face
    qr: QrContents
    issue: Issue
    lists: Lists
    retention: Retention
    doors: tuple[Door, ...]
    notices: tuple[Notice, ...]
    art: Art
    entries: tuple[RuleSetEntry, ...]
    services: tuple[Service, ...]
    acceptance: Acceptance
    demands: Demands
    scenarios: tuple[Scenario, ...]
    sources: Mapping[str, Source]
    one_card: OneCard | None = None
    unfinished: tuple[str, ...] = ()
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def mode_of_issue(self) -> ModeOfIssue:
        """Give when cards are printed."""
        return self.issue.mode

    @property
    def rule_sets(self) -> tuple[RuleSet, ...]:
        """List the rule sets, oldest first."""
        return tuple(entry.rule_set for entry in self.entries)

    def rule_set_at(self, at: date) -> RuleSet:
        """Find the rule set in force on a day; raises `InputError` if there is none."""
        return self.entry_at(at).rule_set

    def entry_at(self, at: date) -> RuleSetEntry:
        """Find the rule set in force on a day, with its sources; raises `InputError` if there is none."""
        for entry in self.entries:
            if entry.rule_set.in_force(at):
                return entry
        first = self.entries[0].rule_set.since
        summary = f"the charter {self.id} has no rule set in force on {at}"
        raise InputError("charter.no_rule_set", summary, mend=f"The first begins on {first}.")

    def text(self, language: str) -> Mapping[str, str]:
        """Give the city's own words; raises `InputError` for a language it does not have."""
        found = self.words.get(language)
        if found is None:
            known = ", ".join(self.languages)
            raise InputError(
                "charter.no_language", "the charter lacks this language", mend=f"It has {known}."
            )
        return found

    def service(self, id_: str) -> Service:
        """Find a service; raises `InputError` naming those that exist."""
        for service in self.services:
            if service.id == id_:
                return service
        known = ", ".join(service.id for service in self.services)
        raise InputError(
            "charter.no_service", "the charter has no such service", mend=f"It has {known}."
        )


def age_in_bands(birth_date: date, at: date) -> int:
    """Give an age for which every charter has a band (`check_cover`)."""
    return min(max(age_on(birth_date, at), 0), OLDEST_YEARS)


def anniversary(start: date, years: int) -> date:
    """Give the same date so many years later; 29 February becomes 1 March in other years."""
    try:
        return start.replace(year=start.year + years)
    except ValueError:
        return date(start.year + years, 3, 1)
