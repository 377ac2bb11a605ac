"""How somebody who took a city's database, and some keys, would look for people in it; scores, not beliefs.

A score of one half means that the attacker does no better than by guessing (area under the ROC curve, AUC).
"""

from __future__ import annotations

import hashlib
import math
import random
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from denizen.linkage.index_rows import IndexPlace
from denizen.linkage.labels import Person, labels_of
from denizen.linkage.oprf import EmbeddedCustodian, Group, KeyShare, blind, finalize
from denizen.linkage.oprf.threshold import combined

Candidate = tuple[str, date]
Outputs = Callable[[Sequence[bytes]], Sequence[bytes]]
MOST_ERRORS = 4.0


@dataclass(frozen=True, slots=True)
class Dump:
    """The index as it lies in a taken database: keys in the order in which the table gives them."""

    keys: tuple[bytes, ...] = field(repr=False)

    @property
    def place_of(self) -> dict[bytes, int]:
        """Give where each row lies."""
        return {key: place for place, key in enumerate(self.keys)}


@dataclass(frozen=True, slots=True)
class Score:
    """An attack's AUC, and the standard error that guessing would have."""

    auc: float
    error: float

    @property
    def is_chance(self) -> bool:
        """Say whether guessing explains it, within four standard errors."""
        return abs(self.auc - 0.5) <= MOST_ERRORS * self.error

    @property
    def succeeds(self) -> bool:
        """Say whether the attack finds nearly everybody."""
        return self.auc > 0.95

    def __str__(self) -> str:
        """Write it as reports do."""
        return f"{self.auc:.3f} (chance is 0.500 ± {MOST_ERRORS * self.error:.3f})"


def dump_of(database: Path) -> Dump:
    """Read the index out of a taken SQLite file."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as taken:
        rows = taken.execute("SELECT row_key FROM one_card_blindrow").fetchall()
    return Dump(tuple(bytes(key) for (key,) in rows))


def auc(members: Sequence[float], others: Sequence[float]) -> Score:
    """Give the share of pairs in which a member scores above another, ties by half (Mann and Whitney)."""
    ranked = sorted([*((score, True) for score in members), *((score, False) for score in others)])
    total, at = 0.0, 0
    while at < len(ranked):
        end = at
        while end < len(ranked) and ranked[end][0] == ranked[at][0]:
            end += 1
        middle = (at + 1 + end) / 2
        total += middle * sum(is_member for _, is_member in ranked[at:end])
        at = end
    one, other = len(members), len(others)
    area = (total - one * (one + 1) / 2) / (one * other)
    return Score(area, math.sqrt((one + other + 1) / (12 * one * other)))


def memberships(
    dump: Dump, candidates: Iterable[Candidate], *, epoch: str, ways: Sequence[Outputs]
) -> list[float]:
    """Score candidates: how many of their labels lead to a row, by any way that the attacker has of guessing.

    Where no way leads anywhere, sizes decide: whose number of labels is nearest to the rows of one person.
    """
    keys = frozenset(dump.keys)
    scores = []
    for name, born in candidates:
        texts = [label.text for label in labels_of(Person.of_name(name, born), epoch=epoch)]
        hits = max(
            (sum(IndexPlace(each).row_key(0) in keys for each in way(texts)) for way in ways),
            default=0,
        )
        scores.append(hits + 1 / (2 + abs(len(dump.keys) % 64 - len(texts))))
    return scores


def keyed_by(secret: bytes) -> Outputs:
    """Guess outputs as a city that kept one key of its own would have made them."""

    def outputs(texts: Sequence[bytes]) -> Sequence[bytes]:
        return [hashlib.blake2b(text, key=secret[:64]).digest() for text in texts]

    return outputs


def with_shares(shares: Sequence[KeyShare], group: Group) -> Outputs:
    """Guess outputs with the shares that the attacker took, joined as if they were enough."""
    holders = [EmbeddedCustodian(share, group) for share in shares]

    def outputs(texts: Sequence[bytes]) -> Sequence[bytes]:
        blinding = blind(texts, group)
        epoch = shares[0].public.epoch
        answers = {each.index: each.answer(epoch, blinding.elements).elements for each in holders}
        return finalize(texts, blinding, evaluated=combined(answers, group))

    return outputs


def links(order: Mapping[bytes, int], people: Sequence[Sequence[bytes]], *, seed: int) -> Score:
    """Score how near two rows of one person lie, beside two rows of two people; each row is used once."""
    rng = random.Random(seed)  # noqa: S311 - which pairs are drawn need not be secret
    same, loose = [], []
    for keys in people:
        rows = [order[key] for key in keys if key in order]
        rng.shuffle(rows)
        half = len(rows) // 2
        same += [-abs(a - b) for a, b in zip(rows[:half:2], rows[1:half:2], strict=False)]
        loose += rows[half:]
    rng.shuffle(loose)
    others = [-abs(a - b) for a, b in zip(loose[::2], loose[1::2], strict=False)]
    return auc([float(each) for each in same], [float(each) for each in others])
