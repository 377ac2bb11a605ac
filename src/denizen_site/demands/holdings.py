"""What exists of the things that a demand asks for: read from the data register, counted in the tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.apps import apps

from denizen.credential import CardNumber
from denizen_site.config.database import in_our_words
from denizen_site.demands.kinds import Asked
from denizen_site.issuance.models import Standing
from denizen_site.issuance.queries import find_card
from denizen_site.register.entries import ENTRIES
from denizen_site.register.entry import Entry, Kind

# Where something of the kind is; a kind that is not here is nowhere in any table.
TABLES: dict[Asked, tuple[str, ...]] = {
    Asked.CARDHOLDERS: ("issuance_card",),
    Asked.ONE_PERSON: ("issuance_card", "enrolment_sealedvisit"),
    Asked.PAPERS: ("enrolment_sealedvisit",),
    Asked.CARD_CHECK: ("issuance_card",),
    Asked.CASE_FILES: ("adjudication_casefile",),
    Asked.STAFF_ACTS: ("ledger_daycount",),
    Asked.FIGURES: ("open_pages_dailytotal",),
}
# What is there is open to anybody, or can be read by the city's own staff; all else is sealed or names nobody.
READABLE = frozenset({Asked.FIGURES, Asked.STAFF_ACTS})


@dataclass(frozen=True, slots=True)
class HeldTable:
    """One table, with what the register says of it and how many rows it has now."""

    table: str
    rows: int
    entries: tuple[Entry, ...]

    @property
    def columns(self) -> tuple[tuple[str, str], ...]:
        """Give each column's name and purpose."""
        return tuple((each.name, each.purpose) for each in self.entries)

    @property
    def life(self) -> str:
        """Say how long a row is kept."""
        return self.entries[0].life

    @property
    def touches_residents(self) -> bool:
        """Say whether the page for residents speaks of it."""
        return any(each.shown_to for each in self.entries)


@dataclass(frozen=True, slots=True)
class Holding:
    """What there is of one thing asked."""

    asked: Asked
    tables: tuple[HeldTable, ...]

    @property
    def is_nothing(self) -> bool:
        """Say whether no table of the programme holds anything of the kind now."""
        return not any(each.rows for each in self.tables)


@in_our_words
def holdings(asked: tuple[Asked, ...]) -> tuple[Holding, ...]:
    """Say for each thing asked which tables hold anything of the kind, and how much."""
    return tuple(
        Holding(each, tuple(held_table(name) for name in TABLES.get(each, ()))) for each in asked
    )


def held_table(name: str) -> HeldTable:
    """Read a table's entries in the register, and count its rows."""
    entries = tuple(each for each in ENTRIES if each.kind is Kind.COLUMN and each.place == name)
    models = apps.get_models(include_auto_created=True)
    model = next(each for each in models if each._meta.db_table == name)
    return HeldTable(name, model.objects.using("default").count(), entries)


def is_good(number: CardNumber, *, on: date) -> bool:
    """Say whether a card is one of ours, not stopped, and within its days; nothing else about it."""
    card = find_card(number)
    if card is None or card.standing is not Standing.ACTIVE:
        return False
    return card.first_day <= on <= card.last_day


def is_held(number: CardNumber) -> bool:
    """Say whether a card of this number is in the table; of the search itself nothing is written here."""
    return find_card(number) is not None
