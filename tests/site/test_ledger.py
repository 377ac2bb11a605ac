"""The ledger counts by day and kind, and shows when a closed day was changed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from denizen_site.errors import StateError
from denizen_site.ledger import actions, queries
from denizen_site.ledger.acts import Act
from denizen_site.ledger.models import ClosedDay, DayCount

DAY = date(2026, 11, 20)
NEXT = DAY + timedelta(days=1)


def test_acts_of_a_kind_on_a_day_are_one_number(home):
    for _ in range(3):
        actions.count(Act.ISSUED, day=DAY)
    actions.count(Act.STOPPED_FOUND, day=DAY, times=2)
    actions.count(Act.SWEPT, day=DAY, times=0)
    assert [entry.counts for entry in queries.days()] == [{"issued": 3, "stopped_found": 2}]


def test_a_closed_day_takes_nothing_more_and_is_chained_to_the_one_before(home):
    actions.count(Act.ISSUED, day=DAY)
    actions.count(Act.ISSUED, day=NEXT)
    assert actions.close_days_before(NEXT) == 1
    assert actions.close_days_before(NEXT) == 0
    with pytest.raises(StateError, match=r"ledger\.day_closed"):
        actions.count(Act.ISSUED, day=DAY)
    assert actions.close_days_before(NEXT + timedelta(days=1)) == 1
    first, second = (entry.chain for entry in queries.days())
    assert first != second
    queries.check_chain()


def test_the_order_in_which_acts_came_leaves_no_mark(home):
    actions.count(Act.RENEWED, day=DAY)
    actions.count(Act.ISSUED, day=DAY)
    actions.count(Act.ISSUED, day=NEXT)
    actions.count(Act.RENEWED, day=NEXT)
    links = [actions.link(bytes(32), DAY, counts=actions.counts_of(day)) for day in (DAY, NEXT)]
    assert links[0] == links[1]


@pytest.mark.parametrize("change", ["a count", "a row gone", "a day gone"])
def test_a_change_to_a_closed_day_is_found(home, change):
    for day in (DAY, NEXT):
        actions.count(Act.ISSUED, day=day)
        actions.count(Act.REPLACED, day=day)
    actions.close_days_before(NEXT + timedelta(days=1))
    queries.check_chain()
    if change == "a count":
        DayCount.objects.filter(day=DAY, act="issued").update(count=7)
    elif change == "a row gone":
        DayCount.objects.filter(day=DAY, act="issued").delete()
    else:
        DayCount.objects.filter(day=DAY).delete()
        ClosedDay.objects.filter(day=DAY).delete()
    with pytest.raises(StateError, match=r"ledger\.changed"):
        queries.check_chain()
