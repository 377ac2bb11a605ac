"""An invitation leads to an own password and a second factor, and is worth nothing afterwards."""

from __future__ import annotations

import re

import pyotp
import pytest

from denizen_site.accounts import actions, passwords, recovery
from denizen_site.accounts.models import Invitation, Session, Staff
from denizen_site.accounts.roles import Role
from denizen_site.errors import AccountError

PASSWORD = "seven green umbrellas"


def take_up(browser, code):
    return browser.post("/join/", {"code": code})


def choose(browser, password=PASSWORD, again=None):
    form = {"new_password": password, "repeated": again or password}
    return browser.post("/join/password/", form)


def secret_on(browser):
    return re.search(r"\b[A-Z2-7]{32}\b", browser.get("/join/factor/").content.decode())[0]


def test_the_code_leads_to_a_password_a_second_step_and_in(browser, another_browser, invited):
    assert take_up(browser, invited.code).headers["Location"] == "/join/password/"
    assert choose(browser).headers["Location"] == "/join/factor/"
    secret = secret_on(browser)
    picture = browser.get("/join/factor/picture.svg")
    assert picture.content.startswith(b"<?xml")
    done = browser.post("/join/factor/", {"code": pyotp.TOTP(secret).at(browser.at)})
    assert done.headers["Location"] == "/account/codes/"
    assert browser.is_signed_in
    assert not Invitation.objects.exists()
    another_browser.wait(minutes=1)
    another_browser.sign_in("bela", PASSWORD)
    assert another_browser.give_code(pyotp.TOTP(secret).at(another_browser.at)).status_code == 302
    assert take_up(another_browser, invited.code).status_code == 422


def test_the_code_may_be_typed_as_people_read_it(browser, invited):
    typed = invited.code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert take_up(browser, typed).status_code == 302


def test_the_code_is_good_for_three_days(browser, invited):
    browser.wait(days=3)
    assert take_up(browser, invited.code).status_code == 422


def test_only_the_newest_code_is_good(browser, invited, at):
    newer = actions.invite(invited.staff, at=at, by="d")
    assert take_up(browser, invited.code).status_code == 422
    assert take_up(browser, newer.code).status_code == 302


def test_the_code_is_stored_as_a_hash_and_shown_by_no_repr(invited):
    kept = Invitation.objects.get().id
    assert invited.code.replace("-", "") not in kept.upper()
    assert invited.code not in repr(invited)


def test_nothing_of_the_account_opens_before_the_second_step(browser, invited):
    take_up(browser, invited.code)
    choose(browser)
    assert not browser.is_signed_in
    assert browser.sign_in("bela", PASSWORD).status_code == 422
    assert Session.objects.get().stage == "joining"


def test_a_second_step_without_a_password_does_not_let_in(browser, invited):
    take_up(browser, invited.code)
    code = pyotp.TOTP(secret_on(browser)).at(browser.at)
    assert browser.post("/join/factor/", {"code": code}).headers["Location"] == "/join/"
    assert not browser.is_signed_in


@pytest.mark.parametrize("place", ["password/", "factor/", "factor/picture.svg"])
def test_the_pages_of_joining_are_for_whoever_has_a_code(browser, people, place):
    assert browser.get(f"/join/{place}").headers["Location"] == "/join/"
    people.join("ana")
    browser.sign_in("ana")
    assert browser.get(f"/join/{place}").headers["Location"] == "/join/"


@pytest.mark.parametrize(
    ("password", "good"),
    [
        ("seven green umbrellas", True),
        ("пять зелёных зонтов", True),
        ("short words", False),
        ("aaaaaaaaaaaaaaaa", False),
        ("passwordpassword", None),
        ("my name is Bela!", False),
        ("x" * 201, False),
        ("password1234", None),
    ],
)
def test_a_password_must_be_hard_to_guess(home, password, good):
    problem = passwords.problem(password, username="bela")
    if good is not None:
        assert (problem is None) is good


def test_a_password_fits_however_the_keyboard_composes_it(home):
    stored = passwords.hash_password("café am Brühl 9")
    assert passwords.fits("cafe\u0301 am Bru\u0308hl 9", stored)
    assert stored.startswith("scrypt$")


def test_a_password_is_stretched_over_sixteen_megabytes(passwords_cost_little):
    """At 128 x 8 x N bytes (RFC 7914, section 2)."""
    assert 128 * 8 * passwords_cost_little >= 16 * 2**20


def test_recovery_codes_are_shown_once_and_stored_as_hashes(browser, ana):
    browser.sign_in("ana")
    browser.give_code()
    assert recovery.how_many(ana.id) == 0
    page = browser.post("/account/codes/").content.decode()
    codes = re.findall(r"[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){2}", page)
    assert len(set(codes)) == 10
    assert recovery.how_many(ana.id) == 10
    assert not [code for code in codes if code in browser.get("/account/codes/").content.decode()]


def test_there_is_one_first_director(home, at):
    made = actions.first_director("dora", "Dora", at=at)
    assert Staff.objects.get(id=made.staff).role == Role.DIRECTOR
    with pytest.raises(AccountError, match=r"accounts\.director_exists"):
        actions.first_director("dan", "Dan", at=at)
    assert Staff.objects.count() == 1


@pytest.mark.parametrize("name", ["", "a", "-ana", "ana!", "a b", "ана", "x" * 41])
def test_a_sign_in_name_is_plain(home, at, name):
    with pytest.raises(AccountError, match=r"accounts\.username"):
        actions.add(name, "Ana", role=Role.CLERK, at=at, by="d")


def test_a_sign_in_name_is_had_once_whatever_its_case(home, at, invited):
    with pytest.raises(AccountError, match=r"accounts\.username_taken"):
        actions.add("BELA", "Béla", role=Role.CLERK, at=at, by="d")
