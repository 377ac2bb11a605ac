"""The table that a phone carries answers as the rules do, for every shipped community, and knows when it ends."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from denizen.policy import EncounterAction, ask, load_community
from denizen.policy.answer_table import EVERYTHING, LONGEST, Encounter, answer_table
from denizen.policy.words import Fact, Part, Stage

CHARTERS = Path(__file__).resolve().parents[3] / "charters"
COMMUNITIES = sorted(path.parents[1].name for path in CHARTERS.glob("*/policy/policy.toml"))
DAYS = (date(2008, 4, 15), date(2026, 11, 23))


@pytest.fixture(scope="module")
def shipped():
    folders = {
        name: {
            path.relative_to(CHARTERS / name).as_posix(): path.read_bytes()
            for path in (CHARTERS / name / "policy").iterdir()
        }
        for name in COMMUNITIES
    }
    return {name: load_community(name, folders) for name in COMMUNITIES}


@pytest.mark.parametrize("at", DAYS)
@pytest.mark.parametrize("name", COMMUNITIES)
def test_the_table_answers_as_cedar_does_whole_answers_included(shipped, name, at):
    table = answer_table(shipped[name], at=at)
    rng = np.random.default_rng(len(name) + at.year)
    for index in rng.integers(EVERYTHING.size, size=60).tolist():
        cell, deputised = EVERYTHING.cell(index), bool(rng.integers(2))
        for action in EncounterAction:
            question = cell.question(action, deputised=deputised, supervised=deputised)
            answer = ask(shipped[name], question, at=at)
            assert table.answer(action, Encounter(cell, deputised)) == answer, (action, cell)


def test_the_table_holds_until_the_day_before_a_rule_changes(shipped):
    county = shipped["prince-william"]
    assert answer_table(county, at=date(2008, 4, 15)).valid_until == date(2008, 4, 28)
    assert answer_table(county, at=date(2008, 4, 29)).valid_until > date(2008, 4, 29)


def test_the_table_holds_a_month_at_most(shipped):
    day = date(2015, 6, 1)
    assert answer_table(shipped["united-states"], at=day).valid_until == day + LONGEST


def test_the_table_does_not_outlive_an_instructions_review(shipped):
    review = date(2027, 6, 30)
    assert {one.review_by for one in shipped["new-haven"].instructions} == {review}
    assert answer_table(shipped["new-haven"], at=review - timedelta(days=3)).valid_until == review
    assert answer_table(shipped["new-haven"], at=review + timedelta(days=1)).valid_until > review


def test_a_community_without_a_rule_has_a_table_of_silence(load_texts, folders):
    table = answer_table(load_texts("city", folders), at=date(1800, 1, 1))
    assert {one.codes.size for one in table.actions.values()} == {1}
    assert table.facts == ()


def test_only_facts_that_a_rule_in_force_asks_about_are_asked_for(shipped):
    early = answer_table(shipped["hartford"], at=date(2008, 6, 1))
    late = answer_table(shipped["hartford"], at=date(2026, 11, 23))
    assert Fact.TERROR_MATCH not in early.facts
    assert Fact.TERROR_MATCH in late.facts


def test_parts_and_stages_keep_their_order_in_the_table(shipped):
    table = answer_table(shipped["new-haven"], at=date(2026, 11, 23))
    axes = [axis for one in table.actions.values() for axis in one.axes]
    assert {axis.size for axis in axes if axis.name == "stage"} == {len(Stage)}
    assert {axis.size for axis in axes if axis.name == "part"} == {len(Part)}
