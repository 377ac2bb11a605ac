"""Reads acceptance.toml: who must take the card by law, who has agreed to, and when that was last checked.

A place is listed only if a source says so.  What is not known stands in `note`, which every reader is shown; an
empty list is an answer too.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from denizen.charter.sources import Attribution, read_attribution
from denizen.charter.table import Table, no_repeats

FILE: Final = "acceptance.toml"


class Duty(StrEnum):
    """Why a place takes the card."""

    LAW = "law"
    AGREED = "agreed"


@dataclass(frozen=True, slots=True)
class Acceptor:
    """One place, or one kind of place, that takes the card.

    `as_of` is the day of the source; `checked` the day on which the programme last asked the place itself, and
    none where nobody has.  `cite` is given for a law, and only for a law.
    """

    id: str
    label: str
    duty: Duty
    cite: str
    terms: str
    services: tuple[str, ...]
    as_of: date | None
    checked: date | None
    attribution: Attribution
    label_in: Mapping[str, str] = field(default_factory=dict, hash=False)
    terms_in: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Everybody known to take the card, and one sentence on what is not known."""

    note: str
    rows: tuple[Acceptor, ...]
    note_in: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def must(self) -> tuple[Acceptor, ...]:
        """List those whom a law obliges."""
        return tuple(row for row in self.rows if row.duty is Duty.LAW)

    @property
    def agreed(self) -> tuple[Acceptor, ...]:
        """List those who have agreed, or of whom it is said."""
        return tuple(row for row in self.rows if row.duty is Duty.AGREED)

    @property
    def unchecked(self) -> tuple[Acceptor, ...]:
        """List those whom nobody of the programme has asked."""
        return tuple(row for row in self.rows if row.checked is None)


def read_acceptance(
    root: Table, *, services: Collection[str], languages: Collection[str]
) -> Acceptance:
    """Read the file; `services` are the ids of services.toml, `languages` those of the charter."""
    tables = root.tables("acceptance", needed=False)
    found = Acceptance(
        note=root.text("note"),
        note_in=read_translations(root, "note_in", languages=languages),
        rows=tuple(read_acceptor(each, languages=languages) for each in tables),
    )
    for table, row in zip(tables, found.rows, strict=True):
        check_acceptor(table, row, services=services)
    no_repeats((table, one.id) for table, one in zip(tables, found.rows, strict=True))
    root.done()
    return found


def read_acceptor(table: Table, *, languages: Collection[str]) -> Acceptor:
    """Read one [[acceptance]]."""
    found = Acceptor(
        id=table.identifier("id"),
        label=table.text("label"),
        duty=table.choice("duty", Duty),
        cite=table.text("cite", needed=False),
        terms=table.text("terms", needed=False),
        services=table.texts("services", needed=False),
        as_of=table.optional_day("as_of"),
        checked=table.optional_day("checked"),
        attribution=read_attribution(table),
        label_in=read_translations(table, "label_in", languages=languages),
        terms_in=read_translations(table, "terms_in", languages=languages),
    )
    table.done()
    return found


def check_acceptor(table: Table, row: Acceptor, *, services: Collection[str]) -> None:
    """Hold that a law is cited, that only a law is, and that days and services fit the rest."""
    if row.duty is Duty.LAW and not row.cite:
        table.fault("cite", "the section of the law, since duty is law", code="charter.missing")
    if row.duty is Duty.AGREED and row.cite:
        table.fault("cite", "no cite, since duty is agreed; or duty = law if a law obliges them")
    if not set(row.services) <= set(services):
        table.fault("services", f"ids of services.toml: {', '.join(services)}")
    if row.checked is not None and row.as_of is not None and row.checked < row.as_of:
        table.fault("checked", "a day that is not before as_of")
    if row.terms_in and not row.terms:
        table.fault("terms_in", "no translation, since there are no terms")


def read_translations(table: Table, key: str, *, languages: Collection[str]) -> Mapping[str, str]:
    """Read `{es = "...", ar = "..."}`: a text of the charter in others of its languages."""
    found = table.sentences(key, needed=False)
    if not set(found) <= set(languages):
        table.fault(key, f"texts by languages of the charter: {', '.join(languages)}")
    return found


def in_language(text: str, translations: Mapping[str, str], *, language: str) -> tuple[str, str]:
    """Give a text in a language if it was translated, and else as it stands; with the language it is in.

    The charter's own language is English.
    """
    translated = translations.get(language)
    return (text, "en") if translated is None else (translated, language)
