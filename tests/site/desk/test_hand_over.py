"""The end of a visit: the card in its holder's hands, the visit gone; or the card stopped."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

import pytest

from denizen_press.slip_words import SLIP_WORDS

PAGE = "/visit/hand-over"


@pytest.fixture
def rows(home):
    """The rows that a visit leaves or does not leave."""
    enrolment = import_module("denizen_site.enrolment.models")
    issuance = import_module("denizen_site.issuance.models")

    class Rows:
        visits = enrolment.SealedVisit.objects
        cards = issuance.Card.objects

    return Rows


@pytest.fixture
def printed(issued):
    """A visit whose card came out well."""
    assert issued.client.post("/visit/printed")["Location"] == PAGE
    return issued


def test_a_card_that_was_not_looked_at_is_not_handed_over(issued, rows):
    assert issued.client.get(PAGE)["Location"] == "/visit/issue"
    assert issued.client.post(PAGE)["Location"] == "/visit/issue"
    assert rows.cards.get().print_state == "at_desk"


def test_the_slip_is_explained_in_the_resident_s_language(printed):
    page = printed.client.get(PAGE).content.decode()
    assert 'lang="es" dir="ltr"' in page
    for sentence in SLIP_WORDS["es"]:
        assert sentence in page
    assert "new-haven.denizen.example/es/what-the-city-holds" in page


def test_after_it_the_sealed_row_is_gone_and_the_card_is_in_its_holder_s_hands(
    printed, rows, counted
):
    cookie = import_module("denizen_site.desk.visit_cookie").COOKIE
    answer = printed.client.post(PAGE)
    assert answer["Location"] == "/done"
    assert answer.cookies[cookie].value == ""
    assert rows.visits.count() == 0
    assert (rows.cards.get().print_state, rows.cards.get().standing) == ("handed_over", "active")
    assert counted()["served"] == counted()["handed_over"] == 1
    assert "Next person" in printed.client.get("/done").content.decode()


def test_handed_over_twice_is_handed_over_once(printed, rows, counted):
    cookie = import_module("denizen_site.desk.visit_cookie").COOKIE
    printed.client.post(PAGE)
    printed.client.cookies[cookie] = printed.token.written()
    assert printed.client.post(PAGE).status_code == 410
    assert counted()["served"] == 1


def test_leaving_after_issue_stops_the_card_and_gives_the_fee_back(printed, rows, counted):
    answer = printed.client.post("/visit/end", {"reason": "left"})
    assert answer.status_code == 302
    assert rows.visits.count() == 0
    assert rows.cards.get().standing == "revoked"
    assert counted()["abandoned_after_issue"] == counted()["refused_left"] == 1
    assert counted()["fee_taken"] == counted()["fee_returned"] == 1


def test_a_practice_ends_without_a_card_in_anybody_s_hands(seat_of, rows, counted):
    seat = seat_of(role="supervisor", confirmed=True, test=True)
    seat.issue()
    seat.client.post("/visit/printed")
    assert "keep this card" in seat.client.get(PAGE).content.decode()
    assert seat.client.post(PAGE)["Location"] == "/done"
    assert rows.cards.get().standing == "revoked"
    assert counted()["test_visit"] == 1
    assert not {"served", "handed_over", "abandoned_after_issue"} & counted().keys()


def test_a_practice_that_is_broken_off_counts_as_practice(seat_of, counted):
    seat = seat_of(role="supervisor", test=True)
    seat.client.post("/visit/end", {"reason": "left"})
    assert counted()["test_visit"] == 1
    assert "refused_left" not in counted()


def test_a_card_that_was_stopped_meanwhile_is_not_handed_over(printed, rows, at):
    lifecycle = import_module("denizen_site.lifecycle.actions")
    number = import_module("denizen.credential").CardNumber(rows.cards.get().number)
    lifecycle.revoke_by_staff(number, lifecycle.StaffReason.FOUND, at=at)
    answer = printed.client.post(PAGE)
    assert answer.status_code == 409
    assert "Destroy it" in answer.content.decode()
    assert rows.visits.count() == 1


def test_a_visit_of_yesterday_can_still_be_handed_over_within_its_four_hours(printed, rows):
    printed.client.defaults["denizen.at"] += timedelta(hours=3)
    sessions = import_module("denizen_site.accounts.sessions")
    answer = printed.client.post(PAGE)
    if answer["Location"].startswith(
        "/sign-in/"
    ):  # fifteen idle minutes ended the session, not the visit
        assert rows.visits.count() == 1
        staff = import_module("denizen_site.accounts.models").Staff.objects.get(
            id=printed.client.staff
        )
        token = sessions.begin(
            staff, stage=sessions.Stage.FULL, station=printed.client.station, at=printed.at
        )
        printed.client.cookies[sessions.COOKIE] = token
        answer = printed.client.post(PAGE)
    assert answer["Location"] == "/done"
    assert rows.visits.count() == 0
