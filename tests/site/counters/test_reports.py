"""A report says nothing of whoever sent it; it is closed with an outcome, published as a count, and forgotten."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import RequestFactory

from denizen_site.desk import tasks
from denizen_site.desk.act_words import WORDS
from denizen_site.errors import RefusedCardError, StateError
from denizen_site.ledger import actions as ledger
from denizen_site.ledger import queries as ledger_queries
from denizen_site.ledger.acts import Act
from denizen_site.open_pages import queries as open_pages
from denizen_site.open_pages import refused_figures
from denizen_site.open_pages.models import RefusedMonth
from denizen_site.refused_cards import actions, inner_views, queries
from denizen_site.refused_cards.models import RefusedCard
from denizen_site.refused_cards.reports import (
    MOST_A_DAY,
    MOST_ROWS,
    Outcome,
    Report,
    What,
    month_of,
    week_of,
)

MONDAY = date(2026, 11, 16)  # of the week in which `at` lies
DECEMBER = datetime(2026, 12, 2, 12, tzinfo=UTC)
GOOD = {"service": "library", "place": "city_services", "weeks_back": "1", "what": "not_known"}


def test_weeks_begin_on_monday_and_months_on_their_first_day():
    assert week_of(date(2026, 11, 22)) == MONDAY
    assert week_of(date(2026, 11, 22), weeks_back=3) == date(2026, 10, 26)
    assert month_of(date(2026, 1, 31), months_back=1) == date(2025, 12, 1)
    assert month_of(date(2026, 12, 1), months_back=-1) == date(2027, 1, 1)


def test_equal_reports_are_one_row_that_has_no_day_and_no_sender(told):
    told(times=3, service="library", place="city_services", weeks_back=1)
    told(service="library", place="city_services", weeks_back=None)
    rows = RefusedCard.objects.order_by("-times")
    assert [(row.times, row.week) for row in rows] == [(3, MONDAY - timedelta(days=7)), (1, None)]
    assert {row.came for row in rows} == {date(2026, 11, 1)}
    assert queries.open_count() == 4


def test_a_report_is_counted_by_the_machine_and_never_by_a_person(told, at):
    told(times=2)
    today = ledger_queries.staff_facts(at.date())
    assert today[""]["card_refused_reported"] == 2


@pytest.mark.parametrize(
    "wrong", [{"service": "casino"}, {"place": "nowhere"}, {"weeks_back": 4}, {"weeks_back": -1}]
)
def test_what_no_page_offers_is_refused(told, wrong):
    with pytest.raises(RefusedCardError, match=r"refused_cards\.not_offered"):
        told(**wrong)
    assert not RefusedCard.objects.exists()


def test_a_flood_of_one_day_is_stopped_and_the_next_day_is_open_again(told, at):
    ledger.count(Act.CARD_REFUSED_REPORTED, day=at.date(), times=MOST_A_DAY)
    with pytest.raises(RefusedCardError, match=r"refused_cards\.too_many"):
        told()
    told(at=at + timedelta(days=1))
    assert queries.open_count() == 1


def test_there_are_never_more_rows_than_somebody_could_read(told):
    rows = [
        RefusedCard(came=MONDAY.replace(day=1), service="bank", what="other", times=1)
        for _ in range(MOST_ROWS)
    ]
    RefusedCard.objects.bulk_create(rows)
    with pytest.raises(RefusedCardError, match=r"refused_cards\.too_many"):
        told()
    assert RefusedCard.objects.count() == MOST_ROWS


def test_closing_counts_every_report_of_the_row_by_its_outcome_and_person(told, at):
    told(times=4)
    (row,) = queries.open_reports()
    actions.close(row.id, Outcome.AGREED, at=at, by="ana")
    assert queries.open_reports() == ()
    assert [(one.outcome, one.times) for one in queries.closed_reports()] == [("agreed", 4)]
    assert ledger_queries.staff_facts(at.date())["ana"] == {"card_refused_agreed": 4}
    with pytest.raises(RefusedCardError, match=r"refused_cards\.gone"):
        actions.close(row.id, Outcome.TALKED, at=at, by="ana")


def test_a_report_after_the_closing_is_open_again(told, at):
    told()
    actions.close(queries.open_reports()[0].id, Outcome.TALKED, at=at, by="ana")
    told()
    assert [row.times for row in queries.open_reports()] == [1]


def test_every_outcome_has_an_act_with_words():
    assert set(actions.ACT_OF) == set(Outcome)
    assert set(actions.ACT_OF.values()) <= set(WORDS)


def test_reports_are_forgotten_after_six_months_open_or_closed(told, at):
    told()
    told(service="library")
    actions.close(queries.open_reports()[0].id, Outcome.TALKED, at=at, by="ana")
    assert actions.sweep(at=datetime(2027, 5, 31, 12, tzinfo=UTC)) == 0
    assert actions.sweep(at=datetime(2027, 6, 1, 12, tzinfo=UTC)) == 2
    assert not RefusedCard.objects.exists()


def test_a_month_is_published_once_it_is_over_rounded_and_small_numbers_withheld(told, at):
    told(times=12)
    told(times=2, service="library")
    told(times=7, service="elsewhere")
    for row in queries.open_reports():
        if row.service != "library":
            actions.close(row.id, Outcome.TALKED, at=at, by="ana")
    assert refused_figures.is_due(at=DECEMBER)
    assert refused_figures.publish(at=DECEMBER) == 1
    assert refused_figures.publish(at=DECEMBER) == 0
    assert not refused_figures.is_due(at=DECEMBER)
    (month,) = open_pages.refused_months()
    assert (month.month, month.reported_total, month.closed_total) == (date(2026, 11, 1), 20, 20)
    assert month.reported["library"] is None
    assert month.reported["elsewhere"] in (5, None)
    assert month.closed["agreed"] is None
    assert "all" not in month.reported


def test_a_month_without_a_report_is_published_like_any_other(programme):
    assert refused_figures.publish(at=DECEMBER) == 1
    later = datetime(2027, 3, 1, 12, tzinfo=UTC)
    assert refused_figures.publish(at=later) == 3
    assert [each.month.month for each in RefusedMonth.objects.order_by("month")] == [11, 12, 1, 2]
    assert {each.reported_total for each in open_pages.refused_months()} == {None}


def test_a_service_that_the_charter_no_longer_has_is_counted_as_elsewhere(told, at):
    RefusedCard.objects.create(came=date(2026, 11, 1), service="zoo", what="other", times=10)
    refused_figures.publish(at=DECEMBER)
    assert open_pages.refused_months()[0].reported["elsewhere"] == 10


def test_the_nightly_task_publishes_before_it_forgets(told, tmp_path):
    told(times=10)
    late = datetime(2027, 6, 2, 12, tzinfo=UTC)
    task = next(each for each in tasks.TASKS if each.name == "refused cards")
    moment = tasks.Moment(late, tmp_path)
    RefusedMonth.objects.create(month=date(2026, 10, 1), table={"reported": {}, "closed": {}})
    assert task.is_due(moment)
    task.do(moment)
    assert not RefusedCard.objects.exists()
    assert {each.month: each.reported_total for each in open_pages.refused_months()}[
        date(2026, 11, 1)
    ] == 10
    assert not task.is_due(moment)


def asked(fields):
    answer = inner_views.refused(RequestFactory().post("/refused", fields))
    return answer.status_code, json.loads(answer.content)


def test_the_inner_door_notes_a_report(programme):
    assert asked(GOOD) == (200, {"noted": True})
    assert asked({**GOOD, "weeks_back": ""}) == (200, {"noted": True})
    assert {(row.service, row.what) for row in RefusedCard.objects.all()} == {
        ("library", "not_known")
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"what": "robbed"},
        {"weeks_back": "x"},
        {"weeks_back": "9" * 5000},
        {"service": "x" * 300},
        {"service": "a\x00b"},
    ],
)
def test_the_inner_door_takes_nothing_that_is_not_offered(programme, wrong):
    status, answer = asked({**GOOD, **wrong})
    assert (status, answer["noted"], answer["code"]) == (200, False, "refused_cards.not_offered")
    assert not RefusedCard.objects.exists()


def test_the_inner_door_answers_no_question(programme):
    assert inner_views.refused(RequestFactory().get("/refused")).status_code == 405


def test_a_database_that_is_away_is_told_in_our_words(programme, at, monkeypatch):
    def away(*_args, **_kwargs):
        from django.db import OperationalError  # noqa: PLC0415

        raise OperationalError("locked")

    monkeypatch.setattr(actions.ledger_queries, "day_facts", away)
    with pytest.raises(StateError):
        actions.note(Report("bank", What.OTHER), at=at)
