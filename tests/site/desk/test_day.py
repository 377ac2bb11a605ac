"""The day's live page and its close: counts and nothing else, signed off by a supervisor."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import transaction

from denizen_site.desk import day_view
from denizen_site.issuance import stock
from denizen_site.issuance.models import StockCount
from denizen_site.ledger import actions as ledger
from denizen_site.ledger import queries
from denizen_site.ledger.acts import Act

HOUR = timedelta(hours=1)


@pytest.fixture
def day(programme, at):
    return at.date()


@pytest.fixture
def supervisor(programme, as_role):
    return as_role("supervisor")


def counts(day):
    return queries.day_facts(day).counts


def use(station, at, times=1):
    for _ in range(times):
        with transaction.atomic():
            stock.take_next(station, at=at)


def publish(charter, at, tmp_path):
    lifecycle = import_module("denizen_site.lifecycle.actions")
    lifecycle.publish(out=tmp_path / "public", charter=charter, at=at)


@pytest.mark.parametrize("role", ["director", "auditor", "records_officer", "supervisor"])
def test_whoever_oversees_the_day_sees_it_and_a_clerk_does_not(programme, as_role, role):
    assert as_role(role, station=False).get("/day").status_code == 200
    assert as_role("clerk").get("/day").status_code == 403


def test_the_live_page_shows_what_the_ledger_counted(supervisor, day):
    ledger.count(Act.VISIT_OPENED, day=day, times=41)
    ledger.count(Act.SERVED, day=day, times=33)
    ledger.count(Act.REFUSED_SHORT_RESIDENCY, day=day, times=5)
    ledger.count(Act.VISIT_ABANDONED, day=day, times=2)
    for minutes in (6, 8, 31):
        ledger.count_minutes(minutes, day=day)
    page = supervisor.get("/day").content.decode()
    for number in (">33<", ">5<", ">2<", ">8<"):
        assert number in page
    assert "A paper that shows where they live is missing" in page
    assert 'max="5" value="5"' in page


def test_no_member_of_staff_is_named_on_the_live_page(programme, as_role, day):
    clerk, director = as_role("clerk"), as_role("director")
    ledger.count(Act.SERVED, day=day, times=3, by=clerk.staff)
    page = director.get("/day").content.decode()
    assert clerk.staff not in page
    assert "clerk 1" not in page
    assert '>2</p><p class="tile__label">staff signed in' in page


def test_lists_are_amber_once_they_are_older_than_fresh(programme, charter, at, tmp_path):
    missing = day_view.list_age(charter, at=at)
    assert (missing.hours, missing.is_old, missing.trust_ends_soon) == (None, True, True)
    publish(charter, at, tmp_path)
    fresh = day_view.list_age(charter, at=at)
    assert not fresh.is_old
    assert not fresh.trust_ends_soon
    late = day_view.list_age(charter, at=at + charter.lists.fresh_hours * HOUR)
    assert late.is_old
    assert day_view.list_age(charter, at=at + 70 * 24 * HOUR).trust_ends_soon


def test_every_visit_is_open_or_has_ended_in_one_way(day, at, programme):
    ledger.count(Act.VISIT_OPENED, day=day, times=10)
    ledger.count(Act.SERVED, day=day, times=6)
    ledger.count(Act.VISIT_TIMED_OUT, day=day, times=1)
    found = day_view.visits(queries.day_facts(day), at=at)
    assert found.missing == 3
    ledger.count(Act.REFUSED_LEFT, day=day, times=4)
    assert day_view.visits(queries.day_facts(day), at=at).missing == 0


def test_lengths_are_sorted_into_stretches(day, programme):
    found = day_view.lengths({4: 2, 5: 1, 44: 1, 240: 3})
    assert [bar.number for bar in found] == [2, 1, 0, 0, 0, 1, 3]
    assert {bar.most for bar in found} == {3}
    assert day_view.lengths({}) == []


def test_only_a_supervisor_at_a_station_closes_the_day(programme, as_role):
    assert b"/day/close" in as_role("supervisor").get("/day").content
    assert b"/day/close" not in as_role("director").get("/day").content
    assert as_role("supervisor").get("/day/close").status_code == 200
    assert as_role("supervisor", station=False).get("/day/close").status_code == 403
    assert as_role("director").get("/day/close").status_code == 403


def test_an_even_day_is_counted_and_signed_off(supervisor, day, at):
    station = supervisor.station.id
    stock.receive("A001-A010", station=station, at=at)
    ledger.count(Act.ISSUED, day=day, times=2)
    use(station, at, times=2)
    page = supervisor.get("/day/close").content.decode()
    assert "not counted" in page
    refused = supervisor.post("/day/sign-off", {"seen": "0"})
    assert refused.status_code == 422
    assert supervisor.post("/day/counted", {station: "8"}).status_code == 302
    assert StockCount.objects.get().counted == 8
    assert "Even" in supervisor.get("/day/close").content.decode()
    assert supervisor.post("/day/sign-off", {"seen": "0"}).status_code == 302
    assert queries.staff_facts(day)[supervisor.staff]["day_reconciled"] == 1
    assert "day_not_reconciled" not in counts(day)


def test_a_difference_is_signed_off_only_with_what_explains_it(supervisor, day, at):
    station = supervisor.station.id
    stock.receive("A001-A010", station=station, at=at)
    supervisor.post("/day/counted", {station: "9"})
    for data in ({"seen": "0"}, {"seen": "0", "reason": "shrug"}):
        assert supervisor.post("/day/sign-off", data).status_code == 422
    answer = supervisor.post("/day/sign-off", {"seen": "0", "reason": "moved"})
    assert answer.status_code == 302
    assert counts(day)["day_not_reconciled"] == 1
    assert counts(day)["difference_moved"] == 1


def test_a_day_is_not_signed_off_twice_by_two_presses(supervisor, day):
    first = supervisor.post("/day/sign-off", {"seen": "0"})
    again = supervisor.post("/day/sign-off", {"seen": "0"})
    assert (first.status_code, again.status_code) == (302, 409)
    assert counts(day)["day_reconciled"] == 1


def test_a_count_that_is_none_is_told_and_nothing_is_kept(supervisor, at):
    station = supervisor.station.id
    stock.receive("A001-A010", station=station, at=at)
    for typed in ("-1", "ten", "999999999"):
        answer = supervisor.post("/day/counted", {station: typed})
        assert answer.status_code == 422
        assert typed.encode() in answer.content
    assert not StockCount.objects.exists()


def test_counting_again_without_a_change_counts_nothing(supervisor, day, at):
    station = supervisor.station.id
    stock.receive("A001-A010", station=station, at=at)
    for _ in range(2):
        supervisor.post("/day/counted", {station: "10"})
    assert counts(day)["stock_counted"] == 1
