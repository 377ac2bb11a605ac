"""What every matcher of the one-card check's bench is given: a city, who comes again, who is new."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from denizen_cli.benches.population import Resident, residents, sampled
from denizen_cli.benches.second_visit import EVASIVE, again

CHOICE_SEED, SLIP_SEED, NEW_SEED = 1, 2, 99


@dataclass(frozen=True, slots=True)
class MatchCity:
    """People with cards; for each of `who`, how they come again, honestly and evasively; and new people."""

    people: tuple[Resident, ...] = field(repr=False)
    who: tuple[int, ...] = field(repr=False)
    honest: tuple[Resident, ...] = field(repr=False)
    evasive: tuple[Resident, ...] = field(repr=False)
    new: tuple[Resident, ...] = field(repr=False)

    def shorter(self, count: int) -> MatchCity:
        """Give the same city with fewer questions."""
        return MatchCity(
            self.people,
            self.who[:count],
            self.honest[:count],
            self.evasive[:count],
            self.new[:count],
        )


@dataclass(frozen=True, slots=True)
class Found:
    """A matcher's shares: of those who came again, found as themselves; of new people, taken for somebody."""

    honest: float
    evasive: float
    false: float


Matches = Callable[[Resident], set[int]]


def match_city(people: int, questions: int) -> MatchCity:
    """Make the city of the bench."""
    city = residents(people)
    who = sampled(city, questions, seed=CHOICE_SEED)
    slips = random.Random(SLIP_SEED)  # noqa: S311 - reproducible
    return MatchCity(
        tuple(city),
        tuple(who),
        tuple(again(city[each], slips) for each in who),
        tuple(again(city[each], slips, times=EVASIVE) for each in who),
        tuple(residents(questions, seed=NEW_SEED)),
    )


def found_by(matches: Matches, city: MatchCity) -> Found:
    """Ask a matcher everything."""
    return Found(
        recall(matches, city.who, asked=city.honest),
        recall(matches, city.who, asked=city.evasive),
        sum(bool(matches(each)) for each in city.new) / len(city.new),
    )


def recall(matches: Matches, who: Sequence[int], *, asked: Sequence[Resident]) -> float:
    """Give the share of people who are found as themselves."""
    return sum(one in matches(each) for one, each in zip(who, asked, strict=True)) / len(who)
