"""The desk's first page: one key begins a visit, one goes on with it, and of its end only a count remains."""

from __future__ import annotations

import re
from datetime import timedelta
from importlib import import_module

import pytest

from denizen_site.ledger.acts import Act, RefusalReason, refusal

COOKIE = "__Host-visit"


def rows():
    return import_module("denizen_site.enrolment.models").SealedVisit.objects.count()


@pytest.fixture
def clerk(programme, as_role):
    return as_role("clerk")


def test_enter_begins_a_visit_in_the_charters_first_language(clerk, counted):
    page = clerk.get("/").content.decode()
    first = re.search(r'<button[^>]*name="language" value="(\w+)"[^>]*data-focus', page)
    assert first[1] == "en"
    answer = clerk.post("/visit/begin", {"language": first[1]})
    assert (answer.status_code, answer["Location"]) == (302, "/visit/papers")
    assert rows() == 1
    assert counted()[Act.VISIT_OPENED] == 1
    cookie = answer.cookies[COOKIE]
    assert cookie["secure"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"


def test_a_browser_holds_one_visit_at_a_time(clerk):
    clerk.post("/visit/begin", {"language": "es"})
    again = clerk.post("/visit/begin", {"language": "ar"})
    assert again["Location"] == "/visit/"
    assert rows() == 1
    assert "Go on with the visit" in clerk.get("/").content.decode()


def test_going_on_leads_to_the_step_that_is_next(clerk):
    clerk.post("/visit/begin", {"language": "es"})
    assert clerk.get("/visit/")["Location"] == "/visit/papers"


@pytest.mark.parametrize("language", ["xx", "x" * 500, "\x00", "🎈"])
def test_a_language_that_nobody_offered_begins_nothing(clerk, language):
    answer = clerk.post("/visit/begin", {"language": language})
    assert answer.status_code == 422
    assert rows() == 0


def test_practice_is_for_those_who_teach(clerk, as_role):
    assert 'name="test"' not in clerk.get("/").content.decode()
    assert 'name="test"' in as_role("supervisor").get("/").content.decode()


@pytest.mark.parametrize("role", ["records_officer", "auditor", "director"])
def test_who_serves_nobody_is_offered_no_visit(programme, as_role, role):
    page = as_role(role).get("/")
    assert page.status_code == 200
    assert "/visit/begin" not in page.content.decode()


def test_without_a_station_no_visit_begins(programme, as_role):
    lost = as_role("clerk", station=False)
    assert lost.post("/visit/begin", {"language": "en"}).status_code == 403
    assert rows() == 0


class TestEnding:
    @pytest.mark.parametrize("reason", [*RefusalReason, "mistake"])
    def test_the_row_is_deleted_and_only_the_reason_is_counted(self, clerk, counted, reason):
        clerk.post("/visit/begin", {"language": "en"})
        offered = re.findall(
            r'name="reason" value="(\w+)"', clerk.get("/visit/end").content.decode()
        )
        value = getattr(reason, "value", reason)
        if value not in offered:
            pytest.skip("not a reason that a clerk gives")
        answer = clerk.post("/visit/end", {"reason": value})
        assert (answer.status_code, answer["Location"]) == (302, "/")
        assert rows() == 0
        act = Act.VISIT_ABANDONED if value == "mistake" else refusal(RefusalReason(value))
        assert counted()[act] == 1

    def test_wrong_city_and_other_reasons_are_offered(self, clerk):
        clerk.post("/visit/begin", {"language": "en"})
        page = clerk.get("/visit/end").content.decode()
        assert "They live in another place" in page
        assert "Begun by mistake" in page

    def test_no_reason_ends_nothing(self, clerk):
        clerk.post("/visit/begin", {"language": "en"})
        for reason in ("", "because", "x" * 999):
            assert clerk.post("/visit/end", {"reason": reason}).status_code == 422
        assert rows() == 1

    def test_the_likely_reason_is_chosen_beforehand(self, seat_of):
        seat = seat_of(papers=({"document": "passport"},), person={}, photo=b"")
        page = seat.client.get("/visit/end").content.decode()
        checked = re.search(r'value="(\w+)"[^>]*checked', page)
        assert checked[1] == RefusalReason.SHORT_RESIDENCY.value


def test_a_visit_left_for_too_long_says_so_and_lets_the_browser_go(clerk, at):
    clerk.post("/visit/begin", {"language": "en"})
    late = at + timedelta(hours=4, minutes=20)
    sessions = import_module("denizen_site.accounts.sessions")
    staff = import_module("denizen_site.accounts.models").Staff.objects.get(id=clerk.staff)
    token = sessions.begin(staff, stage=sessions.Stage.FULL, station=clerk.station, at=late)
    clerk.cookies[sessions.COOKIE] = token
    clerk.defaults["denizen.at"] = late
    answer = clerk.get("/visit/papers")
    assert answer.status_code == 410
    assert "This visit is over" in answer.content.decode()
    assert clerk.cookies[COOKIE].value == ""


def test_another_station_opens_nothing(clerk, as_role):
    clerk.post("/visit/begin", {"language": "en"})
    other = as_role("clerk")
    other.cookies[COOKIE] = clerk.cookies[COOKIE].value
    answer = other.get("/visit/papers")
    assert answer.status_code == 410
    assert "No visit is open in this browser" in answer.content.decode()


def test_the_demonstration_seats_whoever_has_the_link_and_nobody_else(programme, client):
    demonstration = import_module("denizen_site.desk.demonstration")
    demonstration.add_sample_staff()
    link = f"/demonstration/{demonstration.link()}"
    assert "Ana Whitlock" in client.get(link).content.decode()
    assert client.post(link, {"username": "nobody"}).status_code == 422
    assert client.post(link, {"username": "clerk"}).status_code == 302
    assert client.get("/demonstration/" + "0" * 32).status_code == 404


@pytest.fixture
def client(at):
    from django.test import Client  # noqa: PLC0415

    return Client(**{"denizen.at": at, "SERVER_NAME": "localhost"})
