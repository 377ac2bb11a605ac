"""Status lists for ten million cards: bytes beside the entropy bound, time beside zlib alone."""

from __future__ import annotations

import math
import random
import time
import zlib
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from denizen.status import StatusBits
from denizen_cli.benches.row import Row, at_most

CARDS = 10_000_000
QUICK_CARDS = 1_000_000
REVOKED = 0.01
Made = TypeVar("Made")


def measure(*, quick: bool) -> Sequence[Row]:
    """Build lists of distinct random cards; the time peer is `zlib.compress` at level 9 of the same bytes."""
    cards, rounds = (QUICK_CARDS, 2) if quick else (CARDS, 5)
    ours: list[float] = []
    theirs: list[float] = []
    sizes: list[int] = []
    for seed in range(rounds):
        # Reproducible, and new in every round: no input is seen twice.
        revoked = random.Random(seed).sample(range(cards), int(cards * REVOKED))  # noqa: S311
        seconds, (bits, lst) = timed(partial(build, cards, revoked))
        ours.append(seconds)
        sizes.append(len(lst))
        plain = bits.to_bytes()
        theirs.append(timed(partial(zlib.compress, plain, 9))[0])
    bound = entropy_bytes(cards, REVOKED)
    million = f"{cards // 1_000_000} million cards, 1 % revoked"
    return [
        at_most(
            f"lst of {million}",
            (max(sizes), bound),
            unit="bytes",
            peer="entropy bound",
            reach=1.4,
        ),
        at_most(
            f"lst of {million}, built",
            (min(ours), min(theirs)),
            unit="s",
            peer="zlib.compress(level=9) alone",
            reach=1.3,
        ),
    ]


def build(cards: int, revoked: Sequence[int]) -> tuple[StatusBits, bytes]:
    """Build one list from indexes to the compressed bytes that are signed."""
    bits = StatusBits(cards)
    bits.set_many(revoked)
    return bits, bits.compress()


def entropy_bytes(cards: int, share: float) -> float:
    """Give the fewest bytes that can say which `share` of the cards is marked (Shannon's bound)."""
    bits = -share * math.log2(share) - (1 - share) * math.log2(1 - share)
    return cards * bits / 8


def timed(action: Callable[[], Made]) -> tuple[float, Made]:
    """Run once and give the seconds of processor time with what came back."""
    start = time.process_time()
    value = action()
    return time.process_time() - start, value
