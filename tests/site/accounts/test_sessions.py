"""Sessions end when they must: unused, long, one too many, or when the account changes."""

from __future__ import annotations

import re

import pyotp
import pytest

from denizen_site.accounts import actions, sessions
from denizen_site.accounts.models import Session, Staff, Station
from denizen_site.accounts.roles import Role

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NEW = "seven green umbrellas"


def full(browser, username="ana"):
    browser.sign_in(username)
    assert browser.give_code().status_code == 302
    return browser


def test_fifteen_minutes_unused_end_a_session(browser, ana):
    full(browser)
    browser.wait(minutes=14)
    assert browser.is_signed_in
    browser.wait(minutes=15)
    assert browser.is_signed_in
    browser.wait(minutes=15, seconds=1)
    assert not browser.is_signed_in
    assert not Session.objects.exists()


def test_ten_hours_end_a_session_however_busy(browser, ana):
    full(browser)
    for _ in range(60):
        browser.wait(minutes=10)
        assert browser.is_signed_in
    browser.wait(seconds=1)
    assert not browser.is_signed_in


def test_when_a_session_was_used_is_written_once_a_minute_at_most(browser, ana, at):
    full(browser)
    browser.wait(seconds=59)
    assert browser.is_signed_in
    assert Session.objects.get().seen == at
    browser.wait(seconds=1)
    assert browser.is_signed_in
    assert Session.objects.get().seen == browser.at


def test_the_third_session_of_an_account_ends_the_oldest(browser, another_browser, ana, at):
    third = type(browser)(at)
    for number, one in enumerate((browser, another_browser, third)):
        one.wait(minutes=number)
        full(one)
    assert [one.is_signed_in for one in (browser, another_browser, third)] == [False, True, True]


@pytest.mark.parametrize("change", ["role", "closed", "invited anew", "password"])
def test_what_changes_an_account_ends_its_sessions(browser, ana, at, change):
    full(browser)
    changes = {
        "role": lambda: actions.change_role(ana.id, Role.SUPERVISOR, at=at, by="d"),
        "closed": lambda: actions.deactivate(ana.id, at=at, by="d"),
        "invited anew": lambda: actions.invite(ana.id, at=at, by="d"),
        "password": lambda: actions.set_password(ana.id, NEW),
    }
    changes[change]()
    assert not browser.is_signed_in


def test_a_session_row_from_before_the_account_changed_is_worth_nothing(browser, ana):
    full(browser)
    Staff.objects.update(epoch=1)
    assert not browser.is_signed_in


def test_changing_ones_own_password_ends_the_others_and_keeps_this_one(
    browser, another_browser, ana
):
    full(browser)
    another_browser.wait(minutes=1)
    full(another_browser)
    weak = {"new_password": "password1234", "repeated": "password1234"}
    assert browser.post("/account/password/", weak).status_code == 422
    differing = {"new_password": NEW, "repeated": NEW + "s"}
    assert browser.post("/account/password/", differing).status_code == 422
    answer = browser.post("/account/password/", {"new_password": NEW, "repeated": NEW})
    assert answer.status_code == 302
    assert browser.is_signed_in
    assert not another_browser.is_signed_in
    assert another_browser.sign_in("ana").status_code == 422
    assert another_browser.sign_in("ana", NEW).status_code == 302


def test_a_while_after_signing_in_the_password_is_asked_again(browser, ana):
    full(browser)
    browser.wait(minutes=11)
    asked = browser.get("/account/password/")
    assert asked.headers["Location"] == "/account/prove/?next=%2Faccount%2Fpassword%2F"
    wrong = {"password": "wrong", "next": "/account/password/"}
    assert browser.post("/account/prove/", wrong).status_code == 422
    right = {"password": "four boats on a lake", "next": "/account/password/"}
    assert browser.post("/account/prove/", right).headers["Location"] == "/account/password/"
    assert browser.get("/account/password/").status_code == 200


def test_a_form_that_is_only_sent_to_leads_back_to_the_page_that_shows_it(browser, ana):
    full(browser)
    browser.wait(minutes=11)
    asked = browser.post("/account/sessions/abc/end/")
    assert asked.headers["Location"] == "/account/"
    asked = browser.post("/account/app/remove/")
    assert asked.headers["Location"] == "/account/prove/?next=%2Faccount%2Fapp%2F"
    browser.wait(minutes=16)
    asked = browser.post("/account/language/", {"language": "es"})
    assert asked.headers["Location"] == "/sign-in/?next=%2Faccount%2F"


def test_ones_sessions_are_listed_by_station_and_can_be_ended_one_by_one(
    browser, another_browser, ana, at
):
    station = Station.objects.create(
        label="Desk 9", place="Library", secret_hash="h", registered_on=at.date()
    )
    full(browser)
    Session.objects.update(station=station)
    another_browser.wait(minutes=1)
    full(another_browser)
    page = another_browser.get("/account/").content.decode()
    assert "Desk 9" in page
    other = Session.objects.get(station=station)
    another_browser.post(f"/account/sessions/{other.public_id}/end/")
    assert not browser.is_signed_in
    assert another_browser.is_signed_in


def test_nobody_ends_anothers_session(browser, people, another_browser, ana):
    full(browser)
    people.join("eve")
    full(another_browser, "eve")
    theirs = Session.objects.get(staff=ana)
    another_browser.post(f"/account/sessions/{theirs.public_id}/end/")
    assert browser.is_signed_in


@pytest.mark.parametrize("value", ["", "x", "é", "a" * 5000, "\x00", "' OR 1=1 --"])
def test_a_cookie_of_rubbish_is_no_session(browser, home, value):
    browser.cookies["__Host-desk"] = value
    assert browser.get("/account/").status_code == 302


def test_the_sweep_forgets_what_is_over(browser, ana, at):
    full(browser)
    assert Staff.objects.get().totp_step > 0
    assert actions.sweep(at=at) == 0
    browser.wait(minutes=16)
    assert actions.sweep(at=browser.at) == 1
    assert not Session.objects.exists()
    assert Staff.objects.get().totp_step == 0


def test_a_session_value_shows_neither_token_nor_name(browser, ana, rf_session):
    assert "Ana" not in repr(rf_session)
    assert rf_session.id not in repr(rf_session)


@pytest.fixture
def rf_session(browser, ana):
    full(browser)
    return sessions.facts_of(Session.objects.select_related("staff").get())


def test_the_language_of_the_screens_is_ones_own(browser, ana):
    full(browser)
    browser.post("/account/language/", {"language": "es"})
    assert Staff.objects.get().language == "es"
    browser.post("/account/language/", {"language": "tlh"})
    assert Staff.objects.get().language == "es"


def shown_secret(browser):
    return re.search(r"\b[A-Z2-7]{32}\b", browser.get("/account/app/").content.decode())[0]


def test_a_code_app_can_be_put_in_the_place_of_the_old_one(browser, ana, another_browser):
    full(browser)
    secret = shown_secret(browser)
    assert shown_secret(browser) == secret
    picture = browser.get("/account/app/picture.svg")
    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert b"style=" not in picture.content
    assert browser.post("/account/app/", {"code": "000000"}).status_code == 422
    code = pyotp.TOTP(secret).at(browser.at)
    assert browser.post("/account/app/", {"code": code}).status_code == 302
    another_browser.wait(minutes=1)
    another_browser.sign_in("ana")
    assert another_browser.give_code().status_code == 422
    new = pyotp.TOTP(secret).at(another_browser.at)
    assert another_browser.give_code(new).status_code == 302
    assert secret.encode() not in bytes(Staff.objects.get().totp_sealed)
