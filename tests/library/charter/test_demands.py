"""demands.toml: business days skip what the charter lists, and a fault is told with its place."""

from __future__ import annotations

from datetime import date

import pytest

from denizen.charter import CharterFaultsError, DemandKind, load_charter

GOOD = """
note = "Nothing was read."

[attorney]
office = "The law office on duty"
telephone = "+1-203-555-0100"
source = "doc"
reading = "M"

[retention]
years = 3
source = "doc"
reading = "M"

[[deadline]]
kind = "public_records"
business_days = 4
means = "No answer is a refusal."
cite = "C.G.S. 1-206(a)"
source = "doc"
reading = "M"

[holidays]
known_until = 2026-12-31
source = "doc"
reading = "M"

[[holiday]]
day = 2026-11-26
label = "Thanksgiving Day"
"""


@pytest.fixture
def charter_with(new_york_files):
    source = next(
        line.split()[1]
        for line in new_york_files["SOURCES.md"].decode().splitlines()
        if line.startswith("## denizen-proposal")
    )

    def loaded(text):
        found = text.replace('"doc"', f'"{source}"')
        return load_charter({**new_york_files, "demands.toml": found.encode()})

    return loaded


def faults_of(charter_with, text):
    with pytest.raises(CharterFaultsError) as refusal:
        charter_with(text)
    return [(fault.code, fault.file, fault.key) for fault in (refusal.value, *refusal.value.others)]


def test_four_business_days_over_a_weekend_and_a_holiday(charter_with):
    found = charter_with(GOOD).demands
    assert found.due(DemandKind.PUBLIC_RECORDS, date(2026, 11, 23)) == date(2026, 11, 30)
    assert found.due(DemandKind.PUBLIC_RECORDS, date(2026, 11, 21)) == date(2026, 11, 27)
    assert found.due(DemandKind.SUBPOENA, date(2026, 11, 23)) is None


def test_a_day_past_the_known_holidays_is_not_counted_surely(charter_with):
    found = charter_with(GOOD).demands
    assert found.is_counted_surely(date(2026, 12, 31))
    assert not found.is_counted_surely(date(2027, 1, 1))


@pytest.mark.parametrize(
    ("old", "new", "code", "key"),
    [
        ('telephone = "+1-203-555-0100"', 'telephone = "call Joan"', "charter.value", "attorney.telephone"),
        ("business_days = 4", "business_days = 0", "charter.value", "deadline[1].business_days"),
        ('kind = "public_records"', 'kind = "letter"', "charter.value", "deadline[1].kind"),
        ('cite = "C.G.S. 1-206(a)"\n', "", "charter.missing", "deadline[1].cite"),
        ("day = 2026-11-26", "day = 2027-11-26", "charter.value", "holiday[1].day"),
        ("years = 3", "years = 3\nmonths = 1", "charter.unknown_key", "retention.months"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place(charter_with, old, new, code, key):
    assert (code, "demands.toml", key) in faults_of(charter_with, GOOD.replace(old, new))


def test_a_second_deadline_for_a_kind_and_a_second_holiday_on_a_day_are_refused(charter_with):
    deadline = GOOD[GOOD.index("[[deadline]]") : GOOD.index("[holidays]")]
    holiday = GOOD[GOOD.index("[[holiday]]") :]
    found = faults_of(charter_with, GOOD + deadline + holiday)
    assert ("charter.repeated", "demands.toml", "deadline[2].kind") in found
    assert ("charter.repeated", "demands.toml", "holiday[2].day") in found
