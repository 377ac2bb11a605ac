"""The one-card check's labels in a city of a million: false hits of new people, and what labels cost.

Everybody's labels are kept as sorted 64-bit hashes, of which a few of a billion pairs meet by chance; what is
stored in a real index is larger (`match.ROW_BYTES` a label).
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from denizen.linkage.labels import FULL, LIGHT, STRONG, Tier, labels_of
from denizen_cli.benches.match import EPOCH, FALSE, PEOPLE, ROW_BYTES, keyed, person_of
from denizen_cli.benches.match_city import NEW_SEED
from denizen_cli.benches.population import Resident, residents
from denizen_cli.benches.row import Row

MILLION, QUICK_MILLION, QUESTIONS = 1_000_000, 50_000, 20_000
Hashes = NDArray[np.uint64]


def measure(*, quick: bool) -> Sequence[Row]:
    """Make everybody's labels, then ask for new people."""
    people = residents(QUICK_MILLION if quick else MILLION)
    began = time.perf_counter()
    hashes = sorted_hashes(people)
    took = (time.perf_counter() - began) * 1e6 / len(people)
    new = residents(QUESTIONS, seed=NEW_SEED)
    return [*false_hits(hashes, new, people=len(people)), *costs(hashes, len(people), took=took)]


def sorted_hashes(people: Sequence[Resident]) -> Hashes:
    """Hash everybody's full labels."""
    found = (
        np.fromiter((keyed(each) for each in labels_of(person_of(one), epoch=EPOCH)), np.uint64)
        for one in people
    )
    joined: Hashes = np.concatenate(list(found))
    joined.sort()
    return joined


def false_hits(hashes: Hashes, new: Sequence[Resident], *, people: int) -> Iterator[Row]:
    """Give the share of new people who hit anybody, beside the limit at 100,000; it grows with the city."""
    for name, tiers in (("T1 alone", STRONG), ("light labels", LIGHT), ("full labels", FULL)):
        share = sum(taken(hashes, one, tiers=tiers) for one in new) / len(new)
        title = f"{name}, {people:,} people: false hits"
        peer = f"the target at {PEOPLE:,}"
        yield Row(title, share, "", peer, FALSE, share / FALSE, "shown", holds=True)


def taken(hashes: Hashes, one: Resident, *, tiers: frozenset[Tier]) -> bool:
    """Tell whether somebody shares a label with anybody."""
    labels = labels_of(person_of(one), epoch=EPOCH, tiers=tiers)
    asked = np.array([keyed(each) for each in labels], dtype=np.uint64)
    places = np.minimum(np.searchsorted(hashes, asked), len(hashes) - 1)
    return bool((hashes[places] == asked).any())


def costs(hashes: Hashes, people: int, *, took: float) -> Iterator[Row]:
    """Give what one person's labels cost to make and to store."""
    each = len(hashes) / people
    for title, value, unit, peer, beside in (
        ("making one person's labels, plain", took, "µs", "labels", each),
        ("stored for everybody", people * each * ROW_BYTES / 1e9, "GB", "labels a person", each),
    ):
        name = f"{people:,} people: {title}"
        yield Row(name, value, unit, peer, beside, value / beside, "shown", holds=True)
