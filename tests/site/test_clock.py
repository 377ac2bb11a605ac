"""A slot holds every instant between two publishing hours, and nothing of the instant itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen_site.lifecycle.clock import slot_at

HOURS = st.sets(st.integers(0, 23), min_size=1).map(sorted)
INSTANTS = st.datetimes(datetime(2020, 1, 2), datetime(2090, 1, 1), timezones=st.just(UTC))


@given(INSTANTS, HOURS)
def test_every_instant_lies_in_one_slot_that_starts_and_ends_on_the_clock(at, hours):
    slot = slot_at(at, hours)
    assert slot.start <= at < slot.end <= slot.start + timedelta(days=1)
    for edge in (slot.start, slot.end):
        assert edge.hour in hours
        assert (edge.minute, edge.second, edge.microsecond) == (0, 0, 0)
    assert slot_at(slot.end, hours).start == slot.end


@pytest.mark.parametrize(
    ("hour", "minute", "start"), [(0, 0, 0), (5, 59, 0), (6, 0, 6), (17, 59, 12), (23, 59, 18)]
)
def test_the_shipped_clock(hour, minute, start):
    at = datetime(2026, 11, 22, hour, minute, 33, tzinfo=UTC)
    assert slot_at(at, (0, 6, 12, 18)).start.hour == start


def test_hours_are_utc_whatever_the_zone_of_the_question():
    at = datetime(2026, 11, 22, 1, 0, tzinfo=timezone(timedelta(hours=-5)))
    assert slot_at(at, (0, 6, 12, 18)).start == datetime(2026, 11, 22, 6, tzinfo=UTC)
