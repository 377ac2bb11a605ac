"""A clerk shares the visit in hand: a code once shown, ten minutes, and back at any time."""

from __future__ import annotations

import re
from datetime import timedelta
from importlib import import_module

import pytest
from tests.site.desk.conftest import NAME, STREET

SHORT = ({"document": "passport", "expires": "2031-05-05"},)
CODE = re.compile(rb"[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}")


@pytest.fixture
def short(seat_of):
    """A clerk whose visitor is short of papers."""
    return seat_of(papers=SHORT, person={}, photo=b"")


@pytest.fixture
def shared_rows(programme):
    return import_module("denizen_site.enrolment.models").SharedVisit.objects


def share(seat):
    return seat.client.post("/visit/share", {"act": "share"})


def test_the_code_is_shown_once_large_with_its_minutes(short, counted):
    answer = share(short)
    assert answer.status_code == 200
    assert CODE.search(answer.content)
    assert b"10 minutes" in answer.content
    again = short.client.get("/visit/share")
    assert not CODE.search(again.content)
    assert b"nobody has used it yet" in again.content
    assert counted()["draft_shared"] == 1


def test_a_new_code_makes_the_old_one_worthless(short, shared_rows, as_role):
    old = CODE.search(share(short).content)[0].decode()
    new = CODE.search(share(short).content)[0].decode()
    assert shared_rows.count() == 1
    supervisor = as_role("supervisor")
    assert supervisor.post("/second-look", {"code": old}).status_code == 422
    assert supervisor.post("/second-look", {"code": new}).status_code == 302


def test_a_visit_that_was_taken_back_opens_for_nobody(short, shared_rows, as_role):
    code = CODE.search(share(short).content)[0].decode()
    supervisor = as_role("supervisor")
    supervisor.post("/second-look", {"code": code})
    assert short.client.post("/visit/share", {"act": "take_back"}).status_code == 302
    assert not shared_rows.exists()
    assert b"no longer shared" in supervisor.get("/second-look").content


def test_the_clerk_sees_that_a_supervisor_is_looking_and_what_they_decided(short, as_role):
    code = CODE.search(share(short).content)[0].decode()
    supervisor = as_role("supervisor")
    supervisor.post("/second-look", {"code": code})
    assert b"A supervisor is looking" in short.client.get("/visit/share").content
    version = short.opened().version
    supervisor.post("/second-look/override", {"reason": "attested", "version": version})
    assert b"may go on" in short.client.get("/visit/share").content
    assert b"A supervisor let the visit go on" in short.client.get("/visit/papers").content
    assert short.client.get("/visit/").headers["Location"] == "/visit/person"


def test_another_paper_asks_for_another_decision(short, as_role):
    code = CODE.search(share(short).content)[0].decode()
    supervisor = as_role("supervisor")
    supervisor.post("/second-look", {"code": code})
    version = short.opened().version
    supervisor.post("/second-look/override", {"reason": "attested", "version": version})
    short.change(papers=())
    assert short.client.get("/visit/").headers["Location"] == "/visit/papers"


def test_a_supervisor_cannot_share_and_decide_their_own_visit(seat_of):
    seat = seat_of(role="supervisor", papers=SHORT, person={}, photo=b"")
    code = CODE.search(share(seat).content)[0].decode()
    answer = seat.client.post("/second-look", {"code": code})
    assert answer.status_code == 403
    assert b"second person" in answer.content


def test_the_notice_says_why_and_what_to_do_and_names_nobody(seat_of):
    seat = seat_of(papers=SHORT, language="en")
    page = seat.client.get("/visit/notice").content.decode()
    for words in ("Why there is no card yet", "What is still missing", "Bring one of these",
                  "You can appeal", "10 working days", "supervisor to look again"):  # fmt: skip
        assert words in page
    assert NAME not in page
    assert STREET not in page


def test_there_is_no_notice_of_a_refusal_while_the_papers_are_enough(confirmed):
    assert confirmed.client.get("/visit/notice").status_code == 302


@pytest.mark.parametrize("minutes", [10, 11])
def test_after_ten_minutes_the_page_offers_a_new_code(short, minutes):
    share(short)
    short.client.defaults["denizen.at"] += timedelta(minutes=minutes)
    assert b"Show a code" in short.client.get("/visit/share").content
