"""Fairness: whom the check finds again, and whom it takes for somebody else, by tradition and by kin."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from denizen.linkage.labels import Person, labels_of
from denizen_cli.benches.match_city import MatchCity, match_city
from denizen_cli.benches.population import Resident
from denizen_cli.drills.report import DrillReport, Plant

TITLE: Final = "Fairness drill: whom the one-card check finds, and whom it mistakes"
LEAST_ASKED: Final = 30
HONEST_LEAST: Final = 0.90
FALSE_MOST: Final = 0.02
WORST_RATIO: Final = 12.0
KIN_MOST: Final = 0.05
MOST_KIN: Final = 2000
LIMITS: Final = (
    "The people, their names and their slips are a model (docs/algorithms/population-model.md): lists of names"
    " with the skew of real ones. No real city's people were looked at.",
    "A group that the model does not have is not in the table: Haitian, Arabic and West African names among"
    " them.",
    "Twins are found as each other about as often as not: they share surnames and birth date. They are asked"
    " one question, and their word is enough.",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One group: how many were asked, and which share was found or mistaken."""

    group: str
    asked: int
    share: float

    @property
    def counts(self) -> bool:
        """Say whether enough were asked for the share to mean something."""
        return self.asked >= LEAST_ASKED

    def chance(self, limit: float) -> float:
        """Give how far chance may carry a share from a limit: three standard errors for so many people."""
        return 3 * math.sqrt(limit * (1 - limit) / max(1, self.asked))


Hits = Callable[[Resident], set[int]]


def play(*, people: int, questions: int) -> DrillReport:
    """Make the model's city, ask again and anew, and hold every group to its limits."""
    city = match_city(people, questions)
    hits = index_of(city.people)
    honest, false = tuple(recalls(city, hits)), tuple(mistakes(city, hits))
    kin = tuple(taken_for_kin(city, hits))
    return DrillReport(
        drill="fairness",
        title=TITLE,
        done=(
            f"{people:,} invented people were indexed; {questions:,} of them came again with honest slips, and"
            f" {questions:,} new people came.",
            *(f"Found again, {each.group} ({each.asked:,}): {each.share:.1%}." for each in honest),
            *(f"Mistaken, {each.group} ({each.asked:,}): {each.share:.2%}." for each in false),
            *(
                f"Asked because of their {each.group} ({each.asked:,}): {each.share:.1%}."
                for each in kin
            ),
        ),
        found=(*unfair_recall(honest), *unfair_mistakes(false), *unfair_to_kin(kin)),
        planted=tuple(planted(city)),
        limits=LIMITS,
    )


def index_of(people: Sequence[Resident], *, whole: bool = True) -> Hits:
    """Index people; gives who shares a label with somebody.  Not `whole`, one tradition is compared exactly."""
    index: dict[bytes, set[int]] = {}
    for place, each in enumerate(people):
        for text in texts(each, whole=whole):
            index.setdefault(text, set()).add(place)

    def hits(one: Resident) -> set[int]:
        return set().union(*(index.get(text, ()) for text in texts(one, whole=whole)))

    return hits


def texts(one: Resident, *, whole: bool) -> list[bytes]:
    """Give somebody's labels as the desk makes them, from a name in one field."""
    name = " ".join((*one.given, *one.family))
    if not whole and one.tradition == "mexican":
        return [f"{name}|{one.born}".encode()]
    return [label.text for label in labels_of(Person.of_name(name, one.born), epoch="drill")]


GROUPS: Final[tuple[tuple[str, Callable[[Resident], bool]], ...]] = (
    *(
        (f"{name} names", lambda one, name=name: one.tradition == name)
        for name in ("mexican", "colombian", "us", "brazilian", "french", "chinese")
    ),
    ("names of two words", lambda one: len(one.given) + len(one.family) == 2),
    ("born on 1 January", lambda one: (one.born.month, one.born.day) == (1, 1)),
    ("twins", lambda one: one.kin == "twin"),
    ("siblings", lambda one: one.kin == "sibling"),
    ("everybody", lambda _: True),
)


def recalls(city: MatchCity, hits: Hits) -> Iterator[Line]:
    """Give each group's share of honest second visits that were found."""
    for name, belongs in GROUPS:
        asked = [
            (who, again)
            for who, again in zip(city.who, city.honest, strict=True)
            if belongs(city.people[who])
        ]
        found = sum(who in hits(again) for who, again in asked)
        yield Line(name, len(asked), found / max(1, len(asked)))


def mistakes(city: MatchCity, hits: Hits) -> Iterator[Line]:
    """Give each group's share of new people who were taken for somebody."""
    for name, belongs in GROUPS:
        asked = [each for each in city.new if belongs(each)]
        yield Line(name, len(asked), sum(bool(hits(each)) for each in asked) / max(1, len(asked)))


def unfair_recall(lines: Sequence[Line]) -> Iterator[str]:
    """Name the groups that are found too seldom."""
    for each in lines:
        if each.counts and each.share < HONEST_LEAST - each.chance(HONEST_LEAST):
            yield f"{each.group}: only {each.share:.1%} are found again; the limit is {HONEST_LEAST:.0%}."


def unfair_mistakes(lines: Sequence[Line]) -> Iterator[str]:
    """Name the groups that are mistaken too often, by themselves or beside everybody."""
    everybody = next(each.share for each in lines if each.group == "everybody")
    for each in lines:
        beside = max(everybody, 1 / max(1, each.asked)) * WORST_RATIO
        if each.counts and each.share > max(FALSE_MOST, beside) + each.chance(FALSE_MOST):
            yield f"{each.group}: {each.share:.2%} are mistaken for somebody; everybody {everybody:.2%}."


def taken_for_kin(city: MatchCity, hits: Hits) -> Iterator[Line]:
    """Give the share of people who are taken for the relative who enrolled before them."""
    for kin, words in (("twin", "twin"), ("sibling", "brother or sister"), ("junior", "parent")):
        places = [place for place, each in enumerate(city.people) if each.kin == kin][:MOST_KIN]
        taken = sum(place - 1 in hits(city.people[place]) for place in places)
        yield Line(words, len(places), taken / max(1, len(places)))


def unfair_to_kin(lines: Sequence[Line]) -> Iterator[str]:
    """Name relatives, other than twins, who are asked too often; twins share all that can be compared."""
    for each in lines:
        is_twin, limit = each.group == "twin", KIN_MOST + each.chance(KIN_MOST)
        if each.counts and not is_twin and each.share > limit:
            yield f"{each.share:.1%} are asked because of their {each.group}; the limit is {KIN_MOST:.0%}."


def planted(city: MatchCity) -> Iterator[Plant]:
    """Treat one tradition worse, and see whether the table shows it."""
    worse = tuple(recalls(city, index_of(city.people, whole=False)))
    seen = any("mexican" in each for each in unfair_recall(worse))
    yield Plant("A check that compares one tradition's names exactly and the others by sound", seen)
