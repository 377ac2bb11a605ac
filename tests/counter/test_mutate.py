"""Mutated cards verify nowhere and crash nothing in Node, within a bounded time."""

from __future__ import annotations

import pytest

COUNT, MANY = 4_000, 1_000_000
SLOWEST = 5_000  # milliseconds for one verdict, sixty-four under way at once
# Node needs about half a millisecond for each on one core; a machine ten times as slow passes.
SECONDS_EACH = 0.005


def look_at(found, count: int) -> None:
    assert found["failures"] == []
    assert found["run"] == count == sum(found["codes"].values())
    assert found["codes"].get("card.valid", 0) == found["same"] < count / 10
    assert found["slowest"] < SLOWEST
    assert found["seconds"] < count * SECONDS_EACH
    assert len(found["codes"]) > 15, "mutants reach many layers"


def test_thousands_of_mutated_cards_verify_nowhere(node):
    look_at(node("mutate.mjs", str(COUNT), "20261123"), COUNT)


@pytest.mark.long
def test_a_million_mutated_cards_verify_nowhere(node):
    look_at(node("mutate.mjs", str(MANY), "4", timeout=3600), MANY)
