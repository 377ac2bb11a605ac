"""The attackers' scores: they are what statistics says, and they notice what they must."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen_cli.drills.attack import auc, links

scores = st.lists(st.integers(0, 5).map(float), min_size=1, max_size=20)


@given(scores, scores)
def test_the_area_is_the_share_of_pairs_that_are_in_order(members, others):
    pairs = [(a > b) + 0.5 * (a == b) for a in members for b in others]
    assert auc(members, others).auc == pytest.approx(sum(pairs) / len(pairs))


def test_guessing_is_chance_and_knowing_is_not():
    rng = random.Random(3)
    guessed = auc([rng.random() for _ in range(300)], [rng.random() for _ in range(3000)])
    assert guessed.is_chance
    assert not guessed.succeeds
    known = auc([2.0] * 50, [1.0] * 50)
    assert known.succeeds
    assert not known.is_chance


def test_a_small_leak_shows_in_a_large_crowd():
    rng = random.Random(4)
    leaky = auc([rng.random() + 0.1 for _ in range(500)], [rng.random() for _ in range(99_500)])
    assert not leaky.is_chance


def test_rows_in_order_of_arrival_are_joined_and_sorted_ones_are_not():
    rng = random.Random(5)
    people = [[rng.randbytes(16) for _ in range(40)] for _ in range(60)]
    arrival = {key: at for at, key in enumerate(key for rows in people for key in rows)}
    laid = {key: at for at, key in enumerate(sorted(arrival))}
    assert links(arrival, people, seed=1).auc > 0.9
    assert links(laid, people, seed=1).is_chance
