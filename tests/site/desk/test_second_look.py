"""The supervisor's side: a code that works once, the same draft read only, one decision, ten minutes."""

from __future__ import annotations

import re
from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection
from tests.site.desk.conftest import NAME, STREET
from tests.site.desk.test_sharing import CODE, SHORT, share

from denizen_site.register.checking import unregistered

COOKIE = "__Host-shared"


@pytest.fixture
def short(seat_of):
    return seat_of(papers=SHORT)


@pytest.fixture
def supervisor(as_role):
    return as_role("supervisor")


@pytest.fixture
def looking(short, supervisor):
    """A supervisor who has taken the visit up."""
    code = CODE.search(share(short).content)[0].decode()
    assert supervisor.post("/second-look", {"code": code}).status_code == 302
    return supervisor


def decide(looking, short, verb="override", **more):
    form = {"version": short.opened().version, **more}
    return looking.post(f"/second-look/{verb}", form)


def test_the_supervisor_sees_what_the_clerk_sees(short, looking):
    page = looking.get("/second-look").content.decode()
    for words in ("Passport", "Not enough yet", "Also bring one of these", NAME, STREET):
        assert words in page
    assert looking.get("/second-look/picture").content == short.visit.photo


@pytest.mark.parametrize("wrong", ["", "00000-00000", "x", "🂡" * 9, "0" * 40, "' OR 1=1 --"])
def test_a_wrong_code_opens_nothing_and_says_the_same_for_every_cause(short, supervisor, wrong):
    share(short)
    answer = supervisor.post("/second-look", {"code": wrong})
    assert answer.status_code == 422
    assert COOKIE not in answer.cookies
    assert NAME.encode() not in answer.content


def test_five_wrong_tries_withdraw_the_offer(short, supervisor, counted):
    code = CODE.search(share(short).content)[0].decode()
    last = "0" if code[-1] != "0" else "1"
    for _ in range(5):
        assert supervisor.post("/second-look", {"code": code[:-1] + last}).status_code == 422
    assert supervisor.post("/second-look", {"code": code}).status_code == 422
    assert counted()["share_code_refused"] == 6


def test_a_code_works_once(short, looking, as_role):
    row = import_module("denizen_site.enrolment.models").SharedVisit.objects.get()
    assert row.tries_left == 0
    code_again = as_role("supervisor")
    answer = share_code_of(short)
    assert code_again.post("/second-look", {"code": answer}).status_code == 422
    assert looking.get("/second-look").status_code == 200


def share_code_of(short):
    """Give a code with the right beginning; the used one opens nothing, whatever its rest."""
    row = import_module("denizen_site.enrolment.models").SharedVisit.objects.get()
    return row.locator + "0000000"


def test_the_same_code_typed_again_opens_nothing_and_ends_nothing(short, supervisor, as_role):
    code = CODE.search(share(short).content)[0].decode()
    supervisor.post("/second-look", {"code": code})
    assert as_role("supervisor").post("/second-look", {"code": code}).status_code == 422
    assert NAME.encode() in supervisor.get("/second-look").content


def test_eleven_minutes_later_nothing_is_seen_and_nothing_decided(short, looking):
    version = short.opened().version
    looking.defaults["denizen.at"] += timedelta(minutes=11)
    page = looking.get("/second-look")
    assert NAME.encode() not in page.content
    assert b"no longer shared" in page.content
    answer = looking.post("/second-look/override", {"reason": "attested", "version": version})
    assert answer.status_code in (302, 410)
    assert not short.visit.is_overridden


def test_the_cookie_opens_nothing_at_another_station(looking, as_role):
    other = as_role("supervisor")
    other.cookies[COOKIE] = looking.cookies[COOKIE].value
    assert NAME.encode() not in other.get("/second-look").content


def test_closing_lets_go_of_the_visit_in_the_browser_and_on_the_server(short, looking):
    kept = looking.cookies[COOKIE].value
    answer = looking.post("/second-look/close")
    assert answer.cookies[COOKIE]["max-age"] == 0
    looking.cookies[COOKIE] = kept
    assert NAME.encode() not in looking.get("/second-look").content
    assert short.visit.person


def test_an_override_needs_a_reason_and_then_opens_the_next_step(short, looking, counted):
    assert decide(looking, short).status_code == 422
    assert not short.visit.is_overridden
    assert decide(looking, short, reason="hardship").status_code == 302
    assert short.visit.is_overridden
    assert counted()["overridden_hardship"] == 1
    assert b"You decided that this visit may go on" in looking.get("/second-look").content
    assert short.client.get("/visit/photo").status_code == 200


def test_a_second_press_decides_nothing_twice(short, looking, counted):
    decide(looking, short, reason="hardship")
    assert decide(looking, short, reason="attested").status_code == 409
    assert counted()["overridden_hardship"] == 1
    assert "overridden_attested" not in counted()


def test_upholding_gives_the_notice_in_the_residents_language(short, looking, counted):
    assert decide(looking, short, "uphold").status_code == 302
    assert counted()["second_look_upheld"] == 1
    notice = looking.get("/second-look/notice").content.decode()
    assert 'lang="es"' in notice
    assert NAME not in notice
    assert STREET not in notice


def test_clerk_and_supervisor_save_at_once_and_nothing_is_lost(short, looking):
    """The clerk saves another paper after the supervisor's page was drawn: nothing was decided unseen."""
    seen = short.opened().version
    short.change(papers=())
    answer = looking.post("/second-look/override", {"reason": "attested", "version": seen})
    assert answer.status_code == 409
    assert b"clerk changed something" in answer.content
    assert short.visit.papers == ()
    assert short.visit.override is None


def test_a_clerks_stale_page_saves_nothing_over_a_decision(short, looking):
    before = short.opened().version
    decide(looking, short, reason="attested")
    form = {"paper": ["passport", "utility_bill"], "version": before, "act": "update"}
    born = {"birth_date_month": "3", "birth_date_day": "14", "birth_date_year": "1987"}
    answer = short.client.post("/visit/papers", {**form, **born})
    assert answer.status_code == 409
    assert short.visit.is_overridden


def test_papers_that_are_enough_are_shown_without_a_decision(seat_of, supervisor):
    seat = seat_of(papers=(*SHORT, {"document": "utility_bill", "dated": "2026-11-01"}))
    code = CODE.search(share(seat).content)[0].decode()
    supervisor.post("/second-look", {"code": code})
    page = supervisor.get("/second-look").content
    assert b"These papers are enough" in page
    assert b"second-look/override" not in page
    assert decide(supervisor, seat, reason="attested").status_code == 409


def test_a_clerk_and_a_records_officer_have_no_second_look(short, as_role):
    code = CODE.search(share(short).content)[0].decode()
    for role in ("clerk", "records_officer", "auditor", "director"):
        assert as_role(role).post("/second-look", {"code": code}).status_code == 403


def test_the_ended_visit_takes_the_look_with_it(short, looking):
    short.client.post("/visit/end", {"reason": "left"})
    assert NAME.encode() not in looking.get("/second-look").content


def test_nothing_personal_stands_in_an_address_a_cookie_the_ledger_or_an_unregistered_place(
    short, looking, caplog
):
    answers = [
        share(short), looking.get("/second-look"), decide(looking, short, reason="attested"),
        looking.get("/second-look/picture"), looking.post("/second-look/close"),
    ]  # fmt: skip
    assert not unregistered(answers)
    for answer in answers:
        assert not re.search("Quetzalina|Hemlock", str(dict(answer.headers)) + str(answer.cookies))
        assert answer.headers["Cache-Control"] == "no-store"
    with connection.cursor() as cursor:
        cursor.execute("SELECT day, act, by FROM ledger_daycount")
        assert not re.search("Quetzalina|Hemlock", repr(cursor.fetchall()))
    assert not re.search("Quetzalina|Hemlock", caplog.text)
