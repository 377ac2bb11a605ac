"""Custodians: with one key too few the attack guesses, with enough it succeeds, after a burn it guesses."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Final

from denizen.linkage.oprf import KeyShare
from denizen_cli.benches.population import residents
from denizen_cli.drills.attack import Candidate, Dump, Score, auc, dump_of, memberships, with_shares
from denizen_cli.drills.cards_that_stay import MadeCards, made_cards
from denizen_cli.drills.custodian_city import CustodianCity, custodian_city, share_in
from denizen_cli.drills.relink import EMBEDDED, SEED, candidate_of, lay_down
from denizen_cli.drills.report import DrillReport, Plant
from denizen_cli.invented_council import NEEDED
from denizen_custodian.sodium import opened_group

TITLE: Final = "Custodians drill: how many keys it takes, and what is left after a burn"
LIMITS: Final = (
    "The custodians are processes of one machine here; that they are independent of each other is what the"
    " city promises, and nothing that software can show.",
    "Copies of a share that its custodian made somewhere else are not in it: the page of instructions forbids"
    " them (docs/operate/custodian.md).",
    "Before the burn, as many custodians as are needed can test named people. That is the price of the check.",
)


def play(*, people: int, at: datetime, embedded: bool = False) -> DrillReport:
    """Attack with one share too few, with enough, and after a burn."""
    with custodian_city(at=at, embedded=embedded) as city:
        if embedded:
            done = ("The custodians of this city are embedded in its own process.",)
            return DrillReport("custodians", TITLE, done, (EMBEDDED,), (), LIMITS)
        return played(city, people=people)


def played(city: CustodianCity, *, people: int) -> DrillReport:
    """Make cards, note people, attack three times."""
    cards = made_cards(city)
    crowd = [candidate_of(each) for each in residents(2 * people, seed=SEED)]
    members = secrets.SystemRandom().sample(crowd, people)
    for each in members:
        city.enrol(*each)
    lay_down(city)
    lists = (members, [each for each in crowd if each not in set(members)])
    dump = dump_of(city.home / "denizen.sqlite3")
    shares = [share_in(each) for each in city.folders]
    few, enough = (best(dump, shares, count=count, lists=lists) for count in (NEEDED - 1, NEEDED))
    burn(city)
    after = best(dump, left_over(city), count=NEEDED - 1, lists=lists)
    return judged(city, Scores(few, enough, after), cards=cards, people=people)


@dataclass(frozen=True, slots=True)
class Scores:
    """What the attack came to with one key too few, with enough, and with what a burn leaves."""

    few: Score
    enough: Score
    after: Score


def burn(city: CustodianCity) -> None:
    """Have as many custodians destroy their shares as the charter asks for, and note it with their records."""
    from denizen_custodian.folder import burn as destroy_share
    from denizen_site.one_card import burning

    burners = city.folders[: city.mode.burners]
    records = [destroy_share(each, share_in(each), day=city.at.date()) for each in burners]
    burning.burn(city.mode, city.epoch, records=records, at=city.at)


def left_over(city: CustodianCity) -> list[KeyShare]:
    """Take every share that is still on a disk."""
    return [share_in(each) for each in city.folders if each.share.exists()]


def judged(city: CustodianCity, scores: Scores, *, cards: MadeCards, people: int) -> DrillReport:
    """Say what held and what did not."""
    total, good = len(cards.texts), cards.still_good(city)
    found = (
        *([f"With {NEEDED - 1} keys: {scores.few}."] if not scores.few.is_chance else []),
        *([f"After the burn: {scores.after}."] if not scores.after.is_chance else []),
        *([f"{total - good} of {total} cards no longer verify."] if good < total else []),
        *rows_left(city),
    )
    return DrillReport(
        drill="custodians",
        title=TITLE,
        done=(
            *steps(people, total),
            *said(scores),
            f"{good} of {total} cards verify after the burn.",
        ),
        found=found,
        planted=(Plant(f"With {NEEDED} keys the same attack", scores.enough.succeeds),),
        limits=LIMITS,
    )


def steps(people: int, cards: int) -> tuple[str, ...]:
    """Say what was done."""
    return (
        f"Four custodians ran as four processes; {people} invented people were noted with their help, and"
        f" {cards} cards were signed and pressed.",
        f"The attacker had the database, a list of {2 * people} people of whom half were noted, and shares:"
        f" every choice of {NEEDED - 1}, then every choice of {NEEDED}.",
        "Then two custodians destroyed their shares and signed that they did; the attacker kept the database as"
        " it was before, and took the shares that were left.",
    )


def said(scores: Scores) -> tuple[str, ...]:
    """Put the scores into words."""
    return (
        f"Score with {NEEDED - 1} of 4 keys, the worst choice: {scores.few}.",
        f"Score with {NEEDED} of 4 keys: {scores.enough}.",
        f"Score after the burn, with the keys that are left: {scores.after}.",
    )


def rows_left(city: CustodianCity) -> tuple[str, ...]:
    """Say whether rows of the burned epoch are still in the database."""
    left = len(dump_of(city.home / "denizen.sqlite3").keys)
    return (f"{left} rows of the burned epoch are still there.",) if left else ()


def best(
    dump: Dump,
    shares: Sequence[KeyShare],
    *,
    count: int,
    lists: tuple[Sequence[Candidate], Sequence[Candidate]],
) -> Score:
    """Attack with every choice of so many shares; gives the score that is farthest from chance."""
    group, epoch = opened_group("rbcl"), shares[0].public.epoch
    found = []
    for chosen in combinations(shares, count):
        ways = [with_shares(chosen, group)]
        members, others = (memberships(dump, each, epoch=epoch, ways=ways) for each in lists)
        found.append(auc(members, others))
    return max(found, key=lambda score: abs(score.auc - 0.5))
