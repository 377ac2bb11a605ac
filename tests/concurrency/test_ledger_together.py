"""Many count at once, and a day closes only when its last count is in."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

from django.db import connection, connections, transaction

from denizen_site.ledger import actions, queries
from denizen_site.ledger.acts import Act

DAY = date(2026, 11, 22)
NEXT = DAY + timedelta(days=1)


def in_own_connection(work):
    try:
        return work()
    finally:
        connections.close_all()


def test_counts_of_many_clerks_at_once_are_all_there(on_postgresql):
    def count(number: int) -> None:
        with transaction.atomic():
            actions.count(Act.ISSUED, day=DAY, by=f"clerk{number % 3}")
            actions.count_minutes(7, day=DAY)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: in_own_connection(lambda: count(n)), range(60)))
    facts = queries.day_facts(DAY)
    assert (facts.of(Act.ISSUED), facts.minutes) == (60, {7: 60})
    assert set(queries.staff_facts(DAY)) == {"clerk0", "clerk1", "clerk2"}


def test_a_day_waits_for_the_act_of_its_last_second_before_it_closes(on_postgresql):
    assert connection.vendor == "postgresql"
    counted, may_commit = threading.Event(), threading.Event()

    def last_act() -> None:
        with transaction.atomic():
            actions.count(Act.ISSUED, day=DAY, by="ana")
            counted.set()
            assert may_commit.wait(20)

    with ThreadPoolExecutor(2) as pool:
        acting = pool.submit(in_own_connection, last_act)
        assert counted.wait(20)
        closing = pool.submit(in_own_connection, lambda: actions.close_days_before(NEXT))
        # While the act is open the day must not be closed; a second is long for two statements.
        threading.Event().wait(1)
        assert not closing.done()
        may_commit.set()
        acting.result(20)
        assert closing.result(20) == 1
    facts = queries.check_chain()
    assert (facts.closed, queries.days()[0].counts) == (1, {"issued": 1})
