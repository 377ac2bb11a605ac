"""The one-card check's labels on the invented city: recall, false hits and cost, beside three other ways.

Labels are compared as keyed hashes here; blinding changes no match, and what it costs is measured with four
custodians and their proofs in this process.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Sequence
from functools import partial
from statistics import median

from denizen.linkage.labels import FULL, LIGHT, STRONG, Label, Person, Tier, labels_of
from denizen.linkage.oprf import (
    EmbeddedCustodian,
    ThresholdEvaluator,
    accept,
    blind,
    deal,
    finalize,
)
from denizen.linkage.oprf.ceremony import Plan
from denizen_cli.benches import match_peers
from denizen_cli.benches.match_city import Found, MatchCity, found_by, match_city
from denizen_cli.benches.population import Resident
from denizen_cli.benches.row import Row, at_least, at_most
from denizen_custodian.sodium import opened_group

PEOPLE, QUESTIONS = 100_000, 20_000
QUICK_PEOPLE, QUICK_QUESTIONS = 20_000, 4_000
CLK_QUESTIONS, QUICK_CLK_QUESTIONS = 2_000, 500
EPOCH, KEY = "bench", b"bench"
ROW_BYTES = 60  # key 16, nonce 12, lineage 16, tag 16
HONEST, EVASIVE, FALSE, FEBRL, MILLISECONDS = 0.97, 0.90, 0.0025, 0.737, 150.0
PLAN = Plan(EPOCH, 3, 4)


def measure(*, quick: bool) -> Sequence[Row]:
    """Measure ours, then the others on the same people."""
    people = QUICK_PEOPLE if quick else PEOPLE
    city = match_city(people, QUICK_QUESTIONS if quick else QUESTIONS)
    few = city.shorter(QUICK_CLK_QUESTIONS if quick else CLK_QUESTIONS)
    index, labels = index_of(city.people)
    full = found_by(partial(hits, index, among=FULL), city)
    return [
        *shown(full, people),
        *tiers(index, city),
        *match_peers.beside(full, city, few=few),
        febrl_row(),
        *costs(city, labels / people),
    ]


def person_of(one: Resident) -> Person:
    """Give a resident as the desk would enter them."""
    return Person(" ".join(one.given), " ".join(one.family), one.born)


def keyed(label: Label) -> int:
    """Hash a label to a number; stands in for the blinded evaluation."""
    return int.from_bytes(hashlib.blake2b(label.text, key=KEY, digest_size=8).digest(), "big")


def index_of(people: Sequence[Resident]) -> tuple[dict[int, set[int]], int]:
    """Index everybody's full labels; gives the number of labels too."""
    index: dict[int, set[int]] = {}
    count = 0
    for place, each in enumerate(people):
        for label in labels_of(person_of(each), epoch=EPOCH):
            index.setdefault(keyed(label), set()).add(place)
            count += 1
    return index, count


def hits(index: dict[int, set[int]], one: Resident, *, among: frozenset[Tier]) -> set[int]:
    """Give everybody who shares a label of some tiers."""
    found: set[int] = set()
    for label in labels_of(person_of(one), epoch=EPOCH, tiers=among):
        found |= index.get(keyed(label), set())
    return found


def shown(found: Found, people: int) -> Iterator[Row]:
    """Show full labels beside their targets."""
    name = f"full labels, {people:,} people"
    target = "the target"
    yield at_least(f"{name}: honest recall", (found.honest, HONEST), unit="", peer=target, reach=1)
    yield at_least(
        f"{name}: evasive recall", (found.evasive, EVASIVE), unit="", peer=target, reach=1
    )
    yield at_most(f"{name}: false hits", (found.false, FALSE), unit="", peer=target, reach=1)


def tiers(index: dict[int, set[int]], city: MatchCity) -> Iterator[Row]:
    """Show what fewer tiers find, beside what full labels are to find."""
    for name, among in (("T1 alone (exact names and date)", STRONG), ("light labels", LIGHT)):
        found = found_by(partial(hits, index, among=among), city)
        for what, value, target in (
            ("honest recall", found.honest, HONEST),
            ("evasive recall", found.evasive, EVASIVE),
            ("false hits", found.false, FALSE),
        ):
            title = f"{name}, {len(city.people):,} people: {what}"
            yield Row(
                title, value, "", "full labels' target", target, value / target, "shown", holds=True
            )


def febrl_row() -> Row:
    """Measure full labels on Febrl4, whose errors others made, beside its plain-text rule."""
    ours, rule, false = match_peers.febrl4(lambda one, other: bool(texts(one) & texts(other)))
    name = f"Febrl4, both names and a date on both sides: recall (strangers hit: {false:.2%})"
    return at_least(name, (ours, rule), unit="", peer="Jaro-Winkler on plain text", reach=1)


def texts(person: Person) -> set[bytes]:
    """Give a person's full labels."""
    return {label.text for label in labels_of(person, epoch=EPOCH)}


def costs(city: MatchCity, labels: float) -> Iterator[Row]:
    """Measure one person end to end, and each custodian's part; all in this process."""
    group = opened_group("rbcl")
    dealings = [deal(PLAN, dealer, group=group) for dealer in range(1, PLAN.count + 1)]
    shares = [accept(PLAN, own, dealings=dealings, group=group) for own in range(1, PLAN.count + 1)]
    custodians = [EmbeddedCustodian(share, group) for share in shares]
    evaluator = ThresholdEvaluator(shares[0].public, custodians, group)
    whole, part = [], []
    for each in city.new[:40]:
        began = time.perf_counter()
        plain = [label.text for label in labels_of(person_of(each), epoch=EPOCH)]
        blinding = blind(plain, group)
        evaluated = evaluator.evaluate(blinding.elements)
        finalize(plain, blinding, evaluated=evaluated.elements)
        whole.append((time.perf_counter() - began) * 1000)
        began = time.process_time()
        custodians[0].answer(EPOCH, blinding.elements)
        part.append((time.process_time() - began) * 1000)
    yield at_most(
        "one person end to end, full labels, three of four custodians with proofs, one core, median",
        (median(whole), MILLISECONDS),
        unit="ms",
        peer="the limit",
        reach=1,
    )
    yield Row(
        "processor time of one custodian for one person, median",
        median(part), "ms", "end to end", median(whole), median(part) / median(whole), "shown", holds=True,
    )  # fmt: skip
    yield Row(
        f"bytes stored for one person ({labels:.1f} labels)",
        labels * ROW_BYTES, "bytes", "one row", ROW_BYTES, labels, "shown", holds=True,
    )  # fmt: skip
