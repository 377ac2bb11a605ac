"""A visit drawn by lot waits for a second clerk, who is another person at another station."""

from __future__ import annotations

import re
from datetime import timedelta
from importlib import import_module

import pytest

from denizen_site.enrolment.visit import Recheck

# As in conftest.py: somebody who does not exist.
NAME, STREET = "Quetzalina Vermillion-Oyelaran", "9318 Hemlock Terrace"
PAGE = "/visit/hand-over"


@pytest.fixture
def drawn(seat_of):
    """A visit whose printed card waits for a second look."""
    seat = seat_of(confirmed=True, recheck=Recheck.CHOSEN)
    seat.issue()
    seat.client.post("/visit/printed")
    return seat


@pytest.fixture
def second(as_role):
    return as_role("clerk")


@pytest.fixture
def card(home):
    models = import_module("denizen_site.issuance.models")
    return models.Card.objects.get


def code_from(seat) -> str:
    page = seat.client.post(PAGE, {"ask": ""}).content.decode()
    return re.search(r'<bdi dir="ltr">([0-9A-Z]{5}-[0-9A-Z]{5})</bdi>', page)[1]


def looked(second, code):
    answer = second.post("/recheck", {"code": code})
    assert answer["Location"] == "/recheck/visit"
    return second.get("/recheck/visit")


def test_the_card_stays_until_a_second_clerk_has_looked(drawn, card):
    page = drawn.client.get(PAGE).content.decode()
    assert "A second clerk looks first" in page
    assert "Handed over" not in page
    answer = drawn.client.post(PAGE)
    assert answer.status_code == 409
    assert "__Host-visit" not in answer.cookies
    assert card().print_state == "at_desk"
    assert drawn.visit.held is not None


def test_a_second_clerk_sees_the_person_the_photo_the_papers_and_the_card(drawn, second):
    page = looked(second, code_from(drawn)).content.decode()
    for text in (NAME, STREET, "14 MAR 1987", "Passport", "Utility bill"):
        assert text in page
    assert second.get("/recheck/picture").content == drawn.visit.photo
    assert second.get("/recheck/card.pdf").content[:4] == b"%PDF"
    assert second.cookies["__Host-shared"]["httponly"]


def test_fine_lets_the_card_go(drawn, second, card, counted):
    looked(second, code_from(drawn))
    assert "Thank you" in second.post("/recheck/visit", {"verdict": "fine"}).content.decode()
    assert drawn.visit.recheck is Recheck.DONE
    assert drawn.visit.rechecked_by == second.staff
    assert "A second clerk has looked" in drawn.client.get(PAGE).content.decode()
    assert drawn.client.post(PAGE)["Location"] == "/done"
    assert card().print_state == "handed_over"
    assert counted()["recheck_done"] == counted()["draft_shared"] == counted()["served"] == 1


def test_not_fine_stops_the_card_and_ends_the_visit(drawn, second, card, counted):
    looked(second, code_from(drawn))
    assert second.post("/recheck/visit", {"verdict": "not_fine"}).status_code == 422
    answer = second.post("/recheck/visit", {"verdict": "not_fine", "reason": "recheck_face"})
    assert "The card is stopped" in answer.content.decode()
    assert card().standing == "revoked"
    assert drawn.client.get(PAGE).status_code == 410
    counts = counted()
    assert counts["recheck_failed"] == counts["recheck_face"] == counts["fee_returned"] == 1
    assert "served" not in counts


def test_nobody_looks_at_their_own_visit(drawn):
    code = code_from(drawn)
    assert drawn.client.post("/recheck", {"code": code}).status_code == 403
    assert drawn.visit.recheck is Recheck.CHOSEN


def test_the_supervisor_who_overrode_does_not_look_either(seat_of, as_role):
    supervisor = as_role("supervisor")
    visits = import_module("denizen_site.enrolment.visit")
    seat = seat_of(recheck=Recheck.CHOSEN)
    visit = seat.visit
    override = visits.Override(supervisor.staff, "attested", visit.laid_out())
    seat.change(override=override, confirmed=visit.shown())
    seat.issue()
    seat.client.post("/visit/printed")
    assert supervisor.post("/recheck", {"code": code_from(seat)}).status_code == 403


def test_a_wrong_code_opens_nothing_and_says_nothing(drawn, second):
    code_from(drawn)
    answer = second.post("/recheck", {"code": "AAAAA-AAAAA"})
    assert answer.status_code == 422
    assert NAME not in answer.content.decode()
    assert second.get("/recheck/visit")["Location"] == "/recheck"
    assert second.get("/recheck/picture").status_code == 404


def test_after_ten_minutes_the_code_opens_nothing(drawn, second):
    code = code_from(drawn)
    looked(second, code)
    second.defaults["denizen.at"] += timedelta(minutes=11)
    assert second.get("/recheck/visit")["Location"] == "/recheck"
    assert second.post("/recheck/visit", {"verdict": "fine"})["Location"] == "/recheck"
    assert drawn.visit.recheck is Recheck.CHOSEN


def test_a_visit_that_was_not_drawn_is_not_shared_for_it(issued, second):
    issued.client.post("/visit/printed")
    assert issued.client.post(PAGE, {"ask": ""})["Location"] == PAGE


def test_a_verdict_is_given_once(drawn, second, counted):
    looked(second, code_from(drawn))
    second.post("/recheck/visit", {"verdict": "fine"})
    assert second.post("/recheck/visit", {"verdict": "fine"})["Location"] == "/recheck"
    assert counted()["recheck_done"] == 1
