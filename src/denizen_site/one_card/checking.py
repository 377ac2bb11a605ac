"""The check at the end of an enrolment: who this may be already, and what is noted when the card is issued.

The person's labels exist in this process and in memory only; custodians see them blinded, the database sees
places.  What comes back is at most a handful of lineages, which only `issuance` can turn into a card.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from denizen.charter import Charter, Epoch, OneCard
from denizen.charter import Labels as Chosen
from denizen.credential import CardNumber
from denizen.errors import LinkageError
from denizen.linkage.index_rows import DayKey, IndexPlace
from denizen.linkage.labels import FULL, LIGHT, STRONG, Person, Tier, labels_of
from denizen.linkage.oprf import Evaluator, blind, finalize
from denizen_site.config.database import in_our_words
from denizen_site.custody.queries import programme
from denizen_site.errors import OneCardError
from denizen_site.issuance.models import Card, Standing
from denizen_site.one_card import custodians
from denizen_site.one_card.index import find, today_key

TIERS = {Chosen.FULL: FULL, Chosen.LIGHT: LIGHT}


@dataclass(frozen=True, slots=True)
class Places:
    """Where a person's labels of one epoch lead, by tier."""

    epoch: Epoch
    by_tier: tuple[tuple[Tier, IndexPlace], ...] = field(repr=False)

    @property
    def all(self) -> tuple[IndexPlace, ...]:
        """Give the places without their tiers."""
        return tuple(place for _, place in self.by_tier)


@dataclass(frozen=True, slots=True)
class Match:
    """A card in force that this person may hold; strong when all names and the birth date agree."""

    lineage: bytes = field(repr=False)
    number: CardNumber = field(repr=False)
    strong: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check came to: matches, the strong ones first; and the epochs whose custodians were away."""

    person: Person = field(repr=False)
    day: date
    current: Epoch
    places: tuple[Places, ...] = field(repr=False)
    matches: tuple[Match, ...] = field(repr=False)
    waits: tuple[Epoch, ...]

    @property
    def strongest(self) -> Match | None:
        """Give the match that is asked about, if there is any."""
        return self.matches[0] if self.matches else None


@in_our_words
def check(charter: Charter, *, name: str, born: date, at: datetime) -> Checked | None:
    """Check a person at the end of an enrolment; None where nobody looks, or no epoch has begun.

    An epoch whose custodians do not answer is left for later and named in `waits`: nobody is held up by it.
    """
    mode, day = charter.one_card, programme().local_day(at)
    current = None if mode is None else mode.current(day)
    if mode is None or current is None:
        return None
    person = Person.of_name(name, born)
    places, waits = [], []
    for epoch in mode.live(day):
        try:
            places.append(places_in(epoch, person, mode=mode, at=at))
        except (LinkageError, OneCardError):
            waits.append(epoch)
    matches = matches_in(places, today=day)
    return Checked(person, day, current, tuple(places), matches, tuple(waits))


def places_in(epoch: Epoch, person: Person, *, mode: OneCard, at: datetime) -> Places:
    """Ask the custodians where a person's labels of an epoch lead; raises `LinkageError` or `OneCardError`."""
    key = custodians.key_of(epoch)
    if key is None:
        raise OneCardError("one_card.no_key", "the epoch has no key yet", where=epoch.name)
    asked = custodians.evaluator(epoch, key.public, at=at)
    return evaluated(epoch, person, mode=mode, evaluator=asked)


def evaluated(epoch: Epoch, person: Person, *, mode: OneCard, evaluator: Evaluator) -> Places:
    """Blind a person's labels, have them evaluated in one batch, and give their places."""
    labels = labels_of(person, epoch=epoch.name, tiers=TIERS[mode.labels])
    texts = [label.text for label in labels]
    blinding = blind(texts, custodians.group())
    evaluation = evaluator.evaluate(blinding.elements)
    outputs = finalize(texts, blinding, evaluated=evaluation.elements)
    by_tier = zip((label.tier for label in labels), map(IndexPlace, outputs), strict=True)
    return Places(epoch, tuple(by_tier))


def matches_in(places: Iterable[Places], *, today: date) -> tuple[Match, ...]:
    """Look all places up and keep the lineages that have a card in force."""
    day = today_key()
    strong: set[bytes] = set()
    weak: set[bytes] = set()
    for each in places:
        found = lineages_by_strength(each, day=day)
        strong |= found[0]
        weak |= found[1]
    return in_force(strong, weak - strong, today=today)


def lineages_by_strength(places: Places, *, day: DayKey | None) -> tuple[set[bytes], set[bytes]]:
    """Give the lineages that strong labels lead to, and those that only others do."""
    tier_of = {place: tier for tier, place in places.by_tier}
    strong: set[bytes] = set()
    weak: set[bytes] = set()
    for found in find(places.epoch.number, tier_of, day=day):
        (strong if tier_of[found.place] in STRONG else weak).update(found.lineages)
    return strong, weak


def in_force(strong: set[bytes], weak: set[bytes], *, today: date) -> tuple[Match, ...]:
    """Turn lineages into matches; one that is ended or unknown is none."""
    rows = Card.objects.filter(
        lineage__in=sorted(strong | weak), standing=Standing.ACTIVE, last_day__gte=today
    )
    newest: dict[bytes, Card] = {}
    for row in rows.order_by("first_day", "number"):
        newest[bytes(row.lineage)] = row
    found = [
        Match(lineage, CardNumber(row.number), strong=lineage in strong)
        for lineage, row in newest.items()
    ]
    return ordered(found, newest)


def ordered(found: Sequence[Match], rows: dict[bytes, Card]) -> tuple[Match, ...]:
    """Put strong matches first, and among equals the newest card."""
    newest = sorted(found, key=lambda each: rows[each.lineage].first_day, reverse=True)
    return tuple(sorted(newest, key=lambda each: not each.strong))
