"""The ledger counts by day, kind and staff member, and shows when a closed day was changed."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from statistics import median

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from hypothesis import given
from hypothesis import strategies as st

from denizen_site.errors import StateError
from denizen_site.ledger import actions, queries
from denizen_site.ledger.acts import (
    OVERRIDES,
    REFUSALS,
    Act,
    OverrideReason,
    RefusalReason,
    override,
    refusal,
)
from denizen_site.ledger.chain import BEGINNING, DayContent, content_of, link
from denizen_site.ledger.models import Anchor, ClauseCount, ClosedDay, DayCount, VisitMinutes

DAY = date(2026, 11, 20)
NEXT = DAY + timedelta(days=1)
AFTER = NEXT + timedelta(days=1)
SALT = bytes(range(32))


def test_acts_of_a_kind_on_a_day_are_one_number(home):
    for _ in range(3):
        actions.count(Act.ISSUED, day=DAY)
    actions.count(Act.STOPPED_FOUND, day=DAY, times=2)
    actions.count(Act.SWEPT, day=DAY, times=0)
    assert [entry.counts for entry in queries.days()] == [{"issued": 3, "stopped_found": 2}]


def test_acts_are_counted_for_the_one_who_did_them_and_for_the_machine(home):
    actions.count(Act.ISSUED, day=DAY, by="ana")
    actions.count(Act.ISSUED, day=DAY, by="ben", times=2)
    actions.count(Act.ISSUED, day=DAY)
    actions.count(refusal(RefusalReason.LEFT), day=DAY, by="ana")
    assert queries.days()[0].counts == {"issued": 4, "refused_left": 1}
    assert queries.staff_facts(DAY) == {
        "": {"issued": 1},
        "ana": {"issued": 1, "refused_left": 1},
        "ben": {"issued": 2},
    }


def test_the_facts_of_a_day_are_counts_refusals_and_a_median(home):
    for minutes in (4, 9, 9, 31, -3, 5000):
        actions.count_minutes(minutes, day=DAY)
    actions.count(refusal(RefusalReason.TOO_YOUNG), day=DAY, times=2)
    facts = queries.day_facts(DAY)
    assert facts.minutes == {0: 1, 4: 1, 9: 2, 31: 1, 240: 1}
    assert facts.median_minutes == 9
    assert facts.refusals == {RefusalReason.TOO_YOUNG: 2}
    assert (facts.of(Act.REFUSED_TOO_YOUNG), facts.of(Act.ISSUED)) == (2, 0)
    assert queries.day_facts(NEXT).median_minutes is None


def test_clauses_are_counted_by_ruling_and_day_and_by_nobody(home):
    for clauses in (["A.1", "B.2"], ["A.1", "A.1"]):
        actions.count_clauses(clauses, ruling="must_not", day=DAY)
    actions.count_clauses(["A.1"], ruling="may", day=DAY)
    found = {("A.1", "may"): 1, ("A.1", "must_not"): 2, ("B.2", "must_not"): 1}
    assert queries.clause_facts(DAY) == found
    assert queries.clause_facts(NEXT) == {}


def test_a_day_without_a_clause_keeps_the_link_that_it_had_before_clauses_were_counted(home):
    actions.count(Act.ISSUED, day=DAY)
    actions.close_days_before(NEXT)
    actions.count_clauses(["A.1"], ruling="may", day=NEXT)
    assert actions.close_days_before(AFTER) == 1
    assert queries.check_chain().closed == 2


@given(st.lists(st.integers(0, 240), min_size=1, max_size=30))
def test_the_median_of_a_histogram_is_the_median_of_its_values(values):
    histogram = {value: values.count(value) for value in values}
    assert queries.median_of(histogram) == median(values)


def test_a_closed_day_takes_nothing_more_and_is_chained_to_the_one_before(home):
    actions.count(Act.ISSUED, day=DAY)
    actions.count(Act.ISSUED, day=NEXT)
    assert actions.close_days_before(NEXT) == 1
    assert actions.close_days_before(NEXT) == 0
    with pytest.raises(StateError, match=r"ledger\.day_closed"):
        actions.count(Act.ISSUED, day=DAY)
    with pytest.raises(StateError, match=r"ledger\.day_closed"):
        actions.count_minutes(7, day=DAY)
    assert actions.close_days_before(AFTER) == 1
    first, second = (entry.chain for entry in queries.days())
    assert first != second
    facts = queries.check_chain()
    assert (facts.closed, facts.first, facts.last, facts.head) == (2, DAY, NEXT, second)


def test_the_order_in_which_acts_came_leaves_no_mark(home):
    for day, order in ((DAY, ("ana", "ben")), (NEXT, ("ben", "ana"))):
        for by in order:
            actions.count(Act.RENEWED if by == "ana" else Act.ISSUED, day=day, by=by)
            actions.count_minutes(len(order) if by == "ana" else 9, day=day)
    links = [link(BEGINNING, DAY, content=content_of(day), salt=SALT) for day in (DAY, NEXT)]
    assert links[0] == links[1]


def change_a_count(day):
    DayCount.objects.filter(day=day, act="issued").update(count=7)


def change_who_did_it(day):
    take_a_row_away(day)
    DayCount.objects.create(day=day, act="issued", by="ben", count=1)


def take_a_row_away(day):
    DayCount.objects.filter(day=day, act="issued").delete()


def take_a_day_away(day):
    for model in (*actions.COUNTS, ClosedDay):
        model.objects.filter(day=day).delete()


TAMPERING = {
    "a count": change_a_count,
    "who did it": change_who_did_it,
    "a row gone": take_a_row_away,
    "a row more": lambda day: DayCount.objects.create(day=day, act="swept", by="", count=1),
    "a length": lambda day: VisitMinutes.objects.filter(day=day).update(count=2),
    "a clause": lambda day: ClauseCount.objects.filter(day=day).update(ruling="may"),
    "a clause gone": lambda day: ClauseCount.objects.filter(day=day).delete(),
    "a day gone": take_a_day_away,
    "a day slipped in": lambda day: DayCount.objects.create(
        day=DAY - timedelta(days=3), act="issued", by="", count=1
    ),
    "the salt": lambda day: ClosedDay.objects.filter(day=day).update(salt=SALT),
    "no salt": lambda day: ClosedDay.objects.filter(day=day).update(salt=None),
}


@pytest.mark.parametrize("change", TAMPERING.values(), ids=TAMPERING)
def test_a_change_to_a_closed_day_is_found(home, change):
    for day in (DAY, NEXT, AFTER):
        actions.count(Act.ISSUED, day=day, by="ana")
        actions.count(Act.REPLACED, day=day)
        actions.count_minutes(9, day=day)
        actions.count_clauses(["MODEL.P.3"], ruling="must_not", day=day)
    actions.close_days_before(AFTER + timedelta(days=1))
    queries.check_chain()
    change(NEXT)
    with pytest.raises(StateError, match=r"ledger\.changed"):
        queries.check_chain()


def test_two_links_of_the_same_counts_differ_so_that_a_published_one_tells_none(home):
    content = DayContent({("issued", ""): 1}, {})
    assert link(BEGINNING, DAY, content=content, salt=SALT) != link(
        BEGINNING, DAY, content=content, salt=bytes(32)
    )
    actions.count(Act.ISSUED, day=DAY)
    actions.close_days_before(NEXT)
    assert len(bytes(ClosedDay.objects.get().salt)) == 32
    assert queries.published_link(DAY) == queries.days()[0].chain
    ClosedDay.objects.update(salt=None)
    assert queries.published_link(DAY) is None


def test_days_past_the_schedule_go_and_the_others_still_verify(home):
    old = date(2023, 11, 20)
    for day in (old, old + timedelta(days=1), DAY):
        actions.count(Act.ISSUED, day=day, by="ana")
        actions.count_minutes(8, day=day)
    actions.close_days_before(NEXT)
    before = queries.check_chain()
    assert actions.delete_by_schedule(today=date(2026, 11, 22), years=3) == 2
    assert [entry.day for entry in queries.days()] == [DAY, date(2026, 11, 22)]
    facts = queries.check_chain()
    assert facts.head == before.head
    assert (facts.closed, facts.deleted_until) == (1, old + timedelta(days=1))
    assert actions.delete_by_schedule(today=date(2026, 11, 22), years=3) == 0
    with pytest.raises(StateError, match=r"ledger\.day_closed"):
        actions.count(Act.ISSUED, day=old)


def test_a_schedule_that_takes_every_day_leaves_an_anchor_from_which_to_go_on(home):
    actions.count(Act.ISSUED, day=DAY)
    actions.close_days_before(NEXT)
    head = queries.check_chain().head
    later = date(2030, 2, 28)
    assert actions.delete_by_schedule(today=later, years=1) == 1
    actions.close_days_before(later + timedelta(days=1))
    assert bytes(Anchor.objects.get().chain) == head
    facts = queries.check_chain()
    assert (facts.closed, facts.first) == (1, later)
    Anchor.objects.update(chain=bytes(32))
    with pytest.raises(StateError, match=r"ledger\.changed"):
        queries.check_chain()


def test_three_years_before_a_leap_day_is_the_first_of_march():
    assert actions.first_kept(date(2028, 2, 29), years=3) == date(2025, 3, 1)
    assert actions.first_kept(date(2028, 2, 29), years=4) == date(2024, 2, 29)


def test_every_reason_has_its_act_and_no_act_is_longer_than_its_column():
    assert set(REFUSALS.values()) == set(RefusalReason)
    assert set(OVERRIDES.values()) == set(OverrideReason)
    assert override(OverrideReason.ATTESTED) is Act.OVERRIDDEN_ATTESTED
    longest = DayCount._meta.get_field("act").max_length
    assert all(len(act) <= longest for act in Act)


def test_what_was_counted_before_staff_were_is_kept_and_still_verifies(home):
    go_back_to_the_first_tables()
    plain = [b"issued", b"2", b"swept", b"1"]
    parts = [b"denizen ledger 1", bytes(32), DAY.isoformat().encode(), *plain]
    chain = hashlib.sha256(b"".join(len(p).to_bytes(4, "big") + p for p in parts)).digest()
    with connection.cursor() as cursor:
        for act, number in (("issued", 2), ("swept", 1)):
            cursor.execute("INSERT INTO ledger_daycount VALUES (%s, %s, %s)", [DAY, act, number])
        cursor.execute("INSERT INTO ledger_closedday VALUES (%s, %s)", [DAY, chain])
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    assert queries.staff_facts(DAY) == {"": {"issued": 2, "swept": 1}}
    assert queries.check_chain().head == chain
    actions.count(Act.ISSUED, day=NEXT, by="ana")
    actions.close_days_before(AFTER)
    assert queries.check_chain().closed == 2


def go_back_to_the_first_tables() -> None:
    with connection.cursor() as cursor:
        for table in ("daycount", "visitminutes", "clausecount", "closedday", "anchor"):
            cursor.execute(f"DROP TABLE ledger_{table}")
        cursor.execute("DELETE FROM django_migrations WHERE app = 'ledger'")
    MigrationExecutor(connection).migrate([("ledger", "0001_first")])


def test_no_table_of_the_ledger_keeps_the_order_of_its_rows(home):
    if connection.vendor != "sqlite":
        pytest.skip("SQLite's own row numbers")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sql FROM sqlite_master WHERE name LIKE 'ledger_%%' AND type = 'table'"
        )
        statements = [row[0] for row in cursor.fetchall()]
    assert len(statements) == 5
    assert all("WITHOUT ROWID" in statement for statement in statements)
