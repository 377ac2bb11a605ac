"""The promise page says what the register, the charter and the last drills say, and nothing better."""

from __future__ import annotations

import argparse
import json
from datetime import date
from types import SimpleNamespace

import pytest

from denizen.charter import Attribution, Labels, ModeOfIssue, OneCard, Reading
from denizen.errors import InputError
from denizen_cli.drills import subpoena
from denizen_cli.drills.report import DrillReport, Plant
from denizen_cli.verbs import drill as verb
from denizen_site.open_pages import burned_keys, drills_played, promise
from denizen_site.open_pages.drills_played import DrillPlayed


def played(**changed):
    usual = {"drill": "subpoena", "day": date(2026, 11, 23), "holds": True, "findings": 0}
    return DrillPlayed(**{**usual, "plants": 1, "plants_found": 1, "running": True, **changed})


GOOD = played()


def test_an_outcome_comes_back_as_it_was_published(tmp_path):
    drills_played.publish(GOOD, tmp_path)
    assert drills_played.published(tmp_path) == (GOOD,)


def test_a_newer_outcome_takes_the_place_of_the_older_of_its_drill(tmp_path):
    bad = played(day=date(2026, 12, 1), holds=False, findings=3)
    other = played(drill="seizure", plants=9, plants_found=9, running=False)
    for each in (GOOD, other, bad):
        drills_played.publish(each, tmp_path)
    assert drills_played.published(tmp_path) == (other, bad)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"seizure": {}}', '{"seizure": 3}', "x" * 200_000]
)
def test_a_damaged_file_shows_no_drill(tmp_path, text):
    (tmp_path / drills_played.FILE).write_text(text)
    assert drills_played.published(tmp_path) == ()


def test_destroyed_keys_are_read_with_their_month_their_end_and_how_many_signed(tmp_path):
    told = [{"epoch": "2026-07", "day": "2028-07-14", "records": [{}, {}]}]
    (tmp_path / burned_keys.FILE).write_text(json.dumps(told))
    (key,) = burned_keys.published(tmp_path)
    assert (key.began, key.day, key.signed) == (date(2026, 7, 1), date(2028, 7, 14), 2)


@pytest.mark.parametrize("text", ["", "{", "{}", "[3]", '[{"epoch": "x"}]', "[" * 5000])
def test_a_damaged_record_shows_no_destroyed_key(tmp_path, text):
    (tmp_path / burned_keys.FILE).write_text(text)
    assert burned_keys.published(tmp_path) == ()


def city(**chosen):
    """A charter's modes, as far as the page asks for them."""
    usual = {"mode_of_issue": ModeOfIssue.ON_THE_SPOT, "one_card": None}
    return SimpleNamespace(**{**usual, **chosen})


ONE_CARD = OneCard(
    decision="Order 14 of 2027",
    labels=Labels.FULL,
    custodians=("Clerk", "Library", "Community", "Legal aid"),
    needed=3,
    first_epoch=date(2027, 7, 1),
    epoch_months=12,
    keep_months=24,
    attribution=Attribution("council", Reading.PRIMARY),
)


def test_one_card_a_person_is_said_with_its_decision_its_holders_and_its_cost():
    assert "Nobody checks" in str(promise.modes(city())[1].chosen)
    mode = promise.modes(city(one_card=ONE_CARD))[1]
    assert "Order 14 of 2027" in str(mode.chosen)
    assert "3 of the 4 key holders (Clerk, Library, Community, Legal aid)" in str(mode.costs)
    assert "24 months" in str(mode.costs)
    assert "people who died" in str(mode.costs)


def test_a_demand_is_told_of_the_rows_only_where_there_are_any():
    assert len(promise.answers(city())) == 2
    assert "second cards" in promise.answers(city(one_card=ONE_CARD))[2]


def test_printing_later_is_said_with_its_cost():
    later = promise.modes(city(mode_of_issue=ModeOfIssue.LATER))
    at_once = promise.modes(city())
    assert "you can be named" in str(later[0].costs)
    assert "nothing about you is left" in str(at_once[0].costs)


def test_the_answer_to_a_subpoena_is_the_drills_own_text():
    letter = "\n".join(subpoena.letter([], named=True))
    assert all(sentence in letter for sentence in promise.answers(city()))


def test_every_drill_that_can_be_published_has_words():
    parser = argparse.ArgumentParser()
    verb.configure(parser)
    (choices,) = [each.choices for each in parser._actions if each.dest == "drill"]
    assert set(promise.DRILLS) == set(choices)


def test_without_a_published_programme_nothing_can_be_published(tmp_path, monkeypatch):
    monkeypatch.setenv("DENIZEN_HOME", str(tmp_path))
    report = DrillReport("subpoena", "", (), (), (Plant("x", was_found=True),), ())
    asked = argparse.Namespace(drill="subpoena", at="2026-11-23", running=None)
    with pytest.raises(InputError, match=r"drill\.nothing_published"):
        verb.publish(report, asked)
    (tmp_path / "public").mkdir()
    verb.publish(report, asked)
    assert drills_played.published(tmp_path / "public") == (GOOD,)
