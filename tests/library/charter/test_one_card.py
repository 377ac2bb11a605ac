"""[one_card]: off unless a council's decision that somebody has read turns it on; epochs by the calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen.charter import (
    Attribution,
    CharterFaultsError,
    Labels,
    OneCard,
    Reading,
    load_charter,
)
from denizen.charter.one_card import MOST_LIVE, months_on

ON = """
[one_card]
check = "on"
decision = "Resolution 7 of 2027"
custodians = ["Clerk", "Library", "Community", "Legal aid"]
needed = 3
first_epoch = 2027-07-01
epoch_months = 12
keep_months = 24
source = "council"
reading = "T"
"""


@pytest.fixture
def charter_with(new_york_files):
    def loaded(text):
        root = new_york_files["charter.toml"].decode() + text
        sources = new_york_files["SOURCES.md"].decode()
        if "council" in text:
            sources += "\n## council The council's decision\n\nRead in full.\n"
        return load_charter(
            {**new_york_files, "charter.toml": root.encode(), "SOURCES.md": sources.encode()}
        )

    return loaded


def faults(charter_with, text):
    with pytest.raises(CharterFaultsError) as caught:
        charter_with(text)
    return [each.key for each in (caught.value, *caught.value.others)]


def test_every_shipped_charter_leaves_it_off(shipped):
    assert shipped.one_card is None


def test_off_is_off(charter_with):
    assert charter_with('\n[one_card]\ncheck = "off"\n').one_card is None


def test_a_decision_turns_it_on(charter_with):
    mode = charter_with(ON).one_card
    assert (mode.needed, len(mode.custodians), mode.labels) == (3, 4, Labels.FULL)
    assert mode.burners == 2


@pytest.mark.parametrize("mark", ["N", "M"])
def test_a_decision_that_nobody_read_does_not(charter_with, mark):
    assert "one_card.reading" in faults(charter_with, ON.replace('"T"', f'"{mark}"'))


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('decision = "Resolution 7 of 2027"\n', "", "one_card.decision"),
        ('source = "council"\n', "", "one_card.source"),
        ("needed = 3", "needed = 4", "one_card.custodians"),
        ("needed = 3", "needed = 1", "one_card.needed"),
        ("2027-07-01", "2027-07-02", "one_card.first_epoch"),
        ("epoch_months = 12", "epoch_months = 1", "one_card.keep_months"),
        ("epoch_months = 12", "epoch_months = 0", "one_card.epoch_months"),
        ('check = "on"', 'check = "yes"', "one_card.check"),
        ("keep_months", "keeps_months", "one_card.keeps_months"),
    ],
)
def test_a_fault_is_told_with_its_key(charter_with, old, new, key):
    assert key in faults(charter_with, ON.replace(old, new))


def test_epochs_follow_the_calendar(charter_with):
    mode = charter_with(ON).one_card
    assert mode.current(date(2027, 6, 30)) is None
    first = mode.current(date(2027, 7, 1))
    assert (first.name, first.last_day, first.burn_on) == (
        "2027-07",
        date(2028, 6, 30),
        date(2030, 7, 1),
    )
    assert [each.name for each in mode.live(date(2029, 8, 1))] == ["2027-07", "2028-07", "2029-07"]
    assert [each.name for each in mode.due(date(2030, 7, 1))] == ["2027-07"]


YEARLY = OneCard(
    decision="Resolution 7 of 2027",
    labels=Labels.FULL,
    custodians=("Clerk", "Library", "Community", "Legal aid"),
    needed=3,
    first_epoch=date(2027, 7, 1),
    epoch_months=12,
    keep_months=24,
    attribution=Attribution("council", Reading.PRIMARY),
)


@given(st.integers(0, 4000))
def test_every_day_has_one_epoch_and_no_more_live_ones_than_may_be(days):
    day = date(2027, 7, 1) + timedelta(days=days)
    current = YEARLY.current(day)
    assert current.first_day <= day <= current.last_day
    assert current in YEARLY.live(day)
    assert len(YEARLY.live(day)) <= MOST_LIVE
    assert not set(YEARLY.live(day)) & set(YEARLY.due(day))


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2027, 12, 1), 1, date(2028, 1, 1)),
        (date(2027, 1, 1), 24, date(2029, 1, 1)),
        (date(2027, 3, 1), 0, date(2027, 3, 1)),
    ],
)
def test_months_are_counted_over_the_year(day, months, then):
    assert months_on(day, months) == then
