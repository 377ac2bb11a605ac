"""A programme whose council had second cards looked for, with embedded custodians and cards to find."""

from __future__ import annotations

import secrets
import sys
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from denizen.credential import CardNumber

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from one_card_city import checking

ROSALIA = ("Rosalía Inés Ñáñez Quispe", date(1987, 3, 14))


@dataclass
class Desk:
    """A place where people are checked and noted; each card is a bare row."""

    charter: Any
    at: Any
    made: list[str] = field(default_factory=list)

    def check(self, name, born, *, at=None):
        return import_module("denizen_site.one_card.checking").check(
            self.charter, name=name, born=born, at=at or self.at
        )

    def card(self, *, lineage=None, days=1000):
        """Make a card's row."""
        models = import_module("denizen_site.issuance.models")
        number = CardNumber.new().value
        models.Card.objects.create(
            number=number,
            status_index=len(self.made),
            lineage=lineage or secrets.token_bytes(16),
            first_day=self.at.date(),
            last_day=self.at.date() + timedelta(days=days),
            print_state="handed_over",
            revocation_code_hash=bytes(64),
        )
        self.made.append(number)
        return number

    def enrol(self, name, born, *, known=(), at=None, lineage=None):
        """Check somebody and note them with a card; gives the card's number."""
        keeping = import_module("denizen_site.one_card.keeping")
        checked = self.check(name, born, at=at)
        with transaction.atomic():
            number = self.card(lineage=lineage)
            keeping.keep(checked, number, known=known)
        return number

    def found(self, name, born, *, at=None):
        """Give the card that is found for somebody and how strong the match is, or nothing."""
        match = self.check(name, born, at=at).strongest
        return None if match is None else (match.number.value, match.strong)


@pytest.fixture
def city(charter):
    return checking(charter)


@pytest.fixture
def desk(programme, city, at):
    """The desk of a demonstration whose four custodians are embedded."""
    custodians = import_module("denizen_site.one_card.custodians")
    custodians.embed(city.one_card, city.one_card.current(at.date()))
    return Desk(city, at)


@pytest.fixture
def keyless(programme, city, at):
    """The desk of a programme for which no ceremony was held yet."""
    return Desk(city, at)


@pytest.fixture
def rosalia():
    return ROSALIA
