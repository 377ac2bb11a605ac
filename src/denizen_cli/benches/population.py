"""An invented city for the one-card check's bench: who lives there, and how they come a second time.

Fixed before any label was tuned: this file, its numbers and `SEED` are not changed to make a result better
(docs/algorithms/population-model.md says where each number is from).  Names are Faker's lists (MIT), given
the skew of real ones; nobody in it exists.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from importlib import import_module
from itertools import accumulate
from typing import Any, Final

SEED: Final = 20261123
FIRST_DAY, LAST_DAY = date(1940, 1, 1), date(2012, 12, 31)
NEW_YEAR_SHARE: Final = 0.01  # birth dates that an office set to 1 January
TWIN_SHARE, SIBLING_SHARE, JUNIOR_SHARE = 0.006, 0.12, 0.01


@dataclass(frozen=True, slots=True)
class Tradition:
    """How people of one tradition are named: lists, their skew, how many names of each kind."""

    id: str
    share: float
    locale: str
    surnames: int
    two_given: float
    top_surname: float | None = None  # None where the list has weights of its own


TRADITIONS: Final = (
    Tradition("mexican", 0.28, "es_MX", 2, 0.55, top_surname=0.047),
    Tradition("colombian", 0.22, "es_CO", 2, 0.6),
    Tradition("us", 0.30, "en_US", 1, 0.35),
    Tradition("brazilian", 0.08, "pt_BR", 2, 0.35, top_surname=0.06),
    Tradition("french", 0.06, "fr_FR", 1, 0.3, top_surname=0.012),
    Tradition("chinese", 0.06, "zh_TW", 1, 0.0, top_surname=0.08),
)


@dataclass(frozen=True, slots=True)
class Resident:
    """One invented person; `kin` says twin, sibling or junior where they are somebody's."""

    given: tuple[str, ...] = field(repr=False)
    family: tuple[str, ...] = field(repr=False)
    born: date = field(repr=False)
    tradition: str
    kin: str = ""


@dataclass(frozen=True, slots=True)
class Weighted:
    """A list of names with running weights."""

    names: tuple[str, ...]
    running: tuple[float, ...]

    def draw(self, rng: random.Random) -> str:
        """Draw a name."""
        return rng.choices(self.names, cum_weights=self.running)[0]


def residents(count: int, *, seed: int = SEED) -> list[Resident]:
    """Invent a city's people; the same ones for the same count and seed."""
    rng = random.Random(seed)  # noqa: S311 - a model, reproducible on purpose
    people: list[Resident] = []
    while len(people) < count:
        one = resident(rng)
        people.append(one)
        draw = rng.random()
        if draw < TWIN_SHARE:
            people.append(kin_of(one, rng, kind="twin"))
        elif draw < TWIN_SHARE + SIBLING_SHARE:
            people.append(kin_of(one, rng, kind="sibling"))
        elif draw < TWIN_SHARE + SIBLING_SHARE + JUNIOR_SHARE:
            people.append(kin_of(one, rng, kind="junior"))
    return people[:count]


def resident(rng: random.Random) -> Resident:
    """Invent one person."""
    tradition = rng.choices(TRADITIONS, weights=[each.share for each in TRADITIONS])[0]
    return Resident(
        given_names(tradition, rng),
        tuple(surnames(tradition).draw(rng) for _ in range(tradition.surnames)),
        birth_date(rng),
        tradition.id,
    )


def given_names(tradition: Tradition, rng: random.Random) -> tuple[str, ...]:
    """Draw one or two given names."""
    women = rng.random() < 0.5
    names = [firsts(tradition, women=women).draw(rng)]
    if rng.random() < tradition.two_given:
        names.append(firsts(tradition, women=women).draw(rng))
    return tuple(names)


def birth_date(rng: random.Random) -> date:
    """Draw a birth date."""
    day = FIRST_DAY + timedelta(days=rng.randrange((LAST_DAY - FIRST_DAY).days))
    return date(day.year, 1, 1) if rng.random() < NEW_YEAR_SHARE else day


def kin_of(one: Resident, rng: random.Random, *, kind: str) -> Resident:
    """Invent somebody's twin, sibling or child of the same name."""
    tradition = next(each for each in TRADITIONS if each.id == one.tradition)
    if kind == "twin":
        return replace(one, given=given_names(tradition, rng), kin=kind)
    if kind == "sibling":
        return replace(one, given=given_names(tradition, rng), born=birth_date(rng), kin=kind)
    return replace(one, born=birth_date(rng), kin=kind)


@lru_cache(maxsize=32)
def surnames(tradition: Tradition) -> Weighted:
    """Give a tradition's surnames, skewed."""
    provider = person_provider(tradition.locale)
    if tradition.locale == "zh_TW":
        return skewed(provider.last_romanized_names, top=tradition.top_surname)
    return skewed(provider.last_names, top=tradition.top_surname)


@lru_cache(maxsize=32)
def firsts(tradition: Tradition, *, women: bool) -> Weighted:
    """Give a tradition's given names of one sex, skewed."""
    provider = person_provider(tradition.locale)
    if tradition.locale == "zh_TW":
        return skewed(
            provider.first_romanized_names_female if women else provider.first_romanized_names_male,
            top=0.02,
        )
    return skewed(provider.first_names_female if women else provider.first_names_male, top=0.03)


def person_provider(locale: str) -> Any:
    """Find Faker's lists for a locale."""
    return import_module(f"faker.providers.person.{locale}").Provider


def skewed(names: object, *, top: float | None) -> Weighted:
    """Weigh names: by the list's own weights, or so that the n-th has a share like 1 / (n + shift)."""
    if isinstance(names, dict) and top is None:
        return Weighted(tuple(names), tuple(accumulate(float(each) for each in names.values())))
    plain = sorted(set(names)) if isinstance(names, (dict, tuple, list, set)) else []
    random.Random(SEED).shuffle(plain)  # noqa: S311 - which name is common does not matter, only how skewed they are
    shift = shift_for(len(plain), top or 1 / len(plain))
    return Weighted(
        tuple(plain), tuple(accumulate(1 / (n + shift) for n in range(1, len(plain) + 1)))
    )


def shift_for(count: int, top: float) -> float:
    """Find the shift at which the commonest of some names has a given share (Zipf and Mandelbrot)."""
    low, high = -0.99, 1000.0
    for _ in range(60):
        middle = (low + high) / 2
        share = (1 / (1 + middle)) / sum(1 / (n + middle) for n in range(1, count + 1))
        low, high = (middle, high) if share > top else (low, middle)
    return (low + high) / 2


def sampled(people: Sequence[Resident], count: int, *, seed: int) -> list[int]:
    """Choose who comes again."""
    return random.Random(seed).sample(range(len(people)), count)  # noqa: S311 - reproducible
