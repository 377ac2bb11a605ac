"""Lengths of time, ages and cut-off days, at their edges."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen.documents.papers import (
    ASSUMED_AGE_YEARS,
    ApplicantFacts,
    CutOff,
    PaperDate,
    PresentedPaper,
    PrintedAddress,
    Span,
    age_on,
    days_in_month,
)


def test_years_after_a_leap_day_end_on_the_last_of_february():
    assert Span(months=12).after(date(2024, 2, 29)) == date(2025, 2, 28)
    assert Span(months=48).after(date(2024, 2, 29)) == date(2028, 2, 29)


def test_months_stop_at_the_end_of_a_shorter_month():
    assert Span(months=1).after(date(2026, 1, 31)) == date(2026, 2, 28)
    assert Span(months=18).after(date(2026, 8, 31)) == date(2028, 2, 29)


def test_days_are_counted_exactly():
    assert Span(days=1095).after(date(2023, 11, 21)) == date(2026, 11, 20)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 400), st.integers(0, 400))
def test_a_longer_span_never_ends_earlier(start, months, more):
    assert Span(months=months + more).after(start) >= Span(months=months).after(start)


def test_age_changes_on_the_birthday_itself():
    assert age_on(date(2012, 11, 20), date(2026, 11, 19)) == 13
    assert age_on(date(2012, 11, 20), date(2026, 11, 20)) == 14


def test_somebody_born_on_29_february_is_older_from_1_march():
    assert age_on(date(2012, 2, 29), date(2026, 2, 28)) == 13
    assert age_on(date(2012, 2, 29), date(2026, 3, 1)) == 14


def test_an_unknown_birth_date_is_taken_as_a_grown_ups():
    assert ApplicantFacts().age_on(date(2026, 1, 1)) == ASSUMED_AGE_YEARS


def test_a_tax_form_is_good_until_15_april_of_the_next_year():
    rule = CutOff(4, 15, 1, PaperDate.TAX_YEAR)
    assert rule.last_day(date(2025, 12, 31)) == date(2026, 4, 15)
    assert rule.last_day(date(2025, 1, 1)) == date(2026, 4, 15)


def test_every_month_has_the_length_of_the_calendar():
    assert [days_in_month(2024, m) for m in range(1, 13)] == [
        31,
        29,
        31,
        30,
        31,
        30,
        31,
        31,
        30,
        31,
        30,
        31,
    ]
    assert days_in_month(2100, 2) == 28
    assert days_in_month(9999, 12) == 31


def test_strictness_runs_from_home_to_none():
    ranked = sorted(PrintedAddress, key=lambda one: one.strictness)
    assert ranked == [
        PrintedAddress.HOME,
        PrintedAddress.CARE_OF,
        PrintedAddress.CONFIDENTIAL,
        PrintedAddress.NONE,
    ]


@pytest.mark.parametrize(
    "value", [ApplicantFacts(date(2001, 2, 3)), PresentedPaper("lease", dated=date(2001, 2, 3))]
)
def test_what_is_told_of_a_person_has_no_repr(value):
    assert "2001" not in repr(value)
