"""Two factors open an account, one does not; wrong tries lock it, and strangers learn nothing."""

from __future__ import annotations

from datetime import timedelta

import pyotp
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from denizen_site.accounts import passwords, recovery, sign_in
from denizen_site.accounts.models import Session, Staff
from denizen_site.ledger.models import DayCount

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def counted(act):
    return sum(DayCount.objects.filter(act=act).values_list("count", flat=True))


def test_name_password_and_code_let_somebody_in_and_lead_back_to_where_they_were(browser, ana):
    kept_out = browser.get("/account/")
    assert kept_out.headers["Location"] == "/sign-in/?next=%2Faccount%2F"
    first = browser.post(
        "/sign-in/", {"username": " ANA ", "password": "four boats on a lake", "next": "/account/"}
    )
    assert first.headers["Location"] == "/sign-in/code/?next=%2Faccount%2F"
    assert browser.get("/account/").status_code == 302
    code = pyotp.TOTP(SECRET).at(browser.at)
    second = browser.post("/sign-in/code/", {"code": code, "next": "/account/"})
    assert second.headers["Location"] == "/account/"
    assert browser.get("/account/").status_code == 200
    assert counted("signed_in") == 1


def test_the_session_cookie_is_for_this_host_and_for_nothing_but_requests(browser, ana):
    browser.sign_in("ana")
    cookie = browser.give_code().cookies["__Host-desk"]
    assert cookie["secure"]
    assert cookie["httponly"]
    assert (cookie["samesite"], cookie["path"], cookie["domain"]) == ("Strict", "/", "")
    assert cookie["max-age"] == ""
    kept = Session.objects.get()
    assert cookie.value not in {kept.id, kept.public_id}


def test_the_token_changes_at_each_step(browser, ana):
    first = browser.sign_in("ana").cookies["__Host-desk"].value
    second = browser.give_code().cookies["__Host-desk"].value
    assert first != second
    assert Session.objects.count() == 1


@pytest.mark.parametrize(
    "place",
    ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:x"],
)
def test_nobody_is_led_to_another_site(browser, ana, place):
    browser.sign_in("ana")
    code = pyotp.TOTP(SECRET).at(browser.at)
    assert browser.post("/sign-in/code/", {"code": code, "next": place}).headers["Location"] == "/"


def test_a_code_is_taken_once(browser, another_browser, ana):
    browser.sign_in("ana")
    code = pyotp.TOTP(SECRET).at(browser.at)
    assert browser.give_code(code).status_code == 302
    another_browser.sign_in("ana")
    assert another_browser.give_code(code).status_code == 422
    assert not another_browser.is_signed_in


def test_an_older_code_is_refused_after_a_newer_one(browser, another_browser, ana):
    browser.sign_in("ana")
    browser.give_code(pyotp.TOTP(SECRET).at(browser.at + timedelta(seconds=30)))
    another_browser.sign_in("ana")
    assert another_browser.give_code().status_code == 422


@pytest.mark.parametrize(("seconds", "status"), [(-60, 422), (-30, 302), (30, 302), (60, 422)])
def test_a_clock_may_be_half_a_minute_off(browser, ana, seconds, status):
    browser.sign_in("ana")
    code = pyotp.TOTP(SECRET).at(browser.at + timedelta(seconds=seconds))
    assert browser.give_code(code).status_code == status


def test_a_recovery_code_works_once_and_however_it_is_typed(browser, another_browser, ana):
    codes = recovery.renew(ana.id)
    browser.sign_in("ana")
    assert browser.give_code(codes[3].lower().replace("-", " ")).status_code == 302
    assert recovery.how_many(ana.id) == 9
    another_browser.sign_in("ana")
    assert another_browser.give_code(codes[3]).status_code == 422


def test_a_recovery_code_is_for_its_own_account(browser, people, ana):
    codes = recovery.renew(people.join("eve").id)
    browser.sign_in("ana")
    assert browser.give_code(codes[0]).status_code == 422


def test_the_half_way_session_ends_after_ten_minutes(browser, ana):
    browser.sign_in("ana")
    browser.wait(minutes=10, seconds=1)
    assert browser.give_code().headers["Location"] == "/sign-in/"


def test_a_password_alone_opens_no_account_that_has_no_factor(browser, ana):
    Staff.objects.update(totp_sealed=None)
    assert browser.sign_in("ana").status_code == 422


def test_five_wrong_passwords_lock_for_a_quarter_of_an_hour(browser, ana):
    for _ in range(5):
        assert browser.sign_in("ana", "wrong").status_code == 422
    assert browser.sign_in("ana").status_code == 422
    browser.wait(minutes=14, seconds=59)
    assert browser.sign_in("ana").status_code == 422
    browser.wait(seconds=2)
    assert browser.sign_in("ana").status_code == 302
    assert counted("staff_locked_out") == 1


def test_each_further_five_failures_double_the_time_up_to_a_day():
    minutes = [sign_in.lock_after(5 * n) // timedelta(minutes=1) for n in range(1, 10)]
    assert minutes == [15, 30, 60, 120, 240, 480, 960, 1440, 1440]


def test_wrong_codes_count_towards_the_lock_and_the_right_password_does_not_wash_them_off(
    browser, ana
):
    for _ in range(5):
        browser.sign_in("ana")
        assert browser.give_code("000000").status_code == 422
    browser.sign_in("ana")
    assert browser.give_code().status_code in {302, 422}
    assert not browser.is_signed_in


def test_many_tries_at_once_are_counted_before_any_is_judged(ana, at):
    taken = [sign_in.take_try("ana", at=at) for _ in range(8)]
    assert [row is not None for row in taken] == [True] * 5 + [False] * 3


def test_a_right_fifth_try_does_not_lock(browser, ana):
    for _ in range(4):
        browser.sign_in("ana", "wrong")
    assert browser.sign_in("ana").status_code == 302
    assert browser.give_code().status_code == 302
    assert (Staff.objects.get().failures, Staff.objects.get().locked_until) == (0, None)


def test_the_answer_is_the_same_for_wrong_unknown_locked_and_closed(browser, people, ana):
    closed = people.join("cyd")
    Staff.objects.filter(id=closed.id).update(active=False)
    locked = people.join("lou")
    Staff.objects.filter(id=locked.id).update(locked_until=browser.at + timedelta(hours=1))
    pages = set()
    for name, password in (
        ("ana", "wrong"),
        ("nobody", "wrong"),
        ("cyd", "four boats on a lake"),
        ("lou", "four boats on a lake"),
    ):
        answer = browser.sign_in(name, password)
        pages.add((answer.status_code, answer.content.decode().replace(name, "NAME")))
    assert len({(status, without_tokens(page)) for status, page in pages}) == 1


def without_tokens(page):
    lines = page.splitlines()
    return "\n".join(line for line in lines if "csrfmiddlewaretoken" not in line)


def test_an_unknown_name_costs_a_slow_hash_and_the_same_commits(browser, ana, monkeypatch):
    checked = []
    true_fits = passwords.fits
    monkeypatch.setattr(passwords, "fits", lambda *a: checked.append(1) or true_fits(*a))
    commits = []
    for name in ("ana", "nobody"):
        with CaptureQueriesContext(connection) as captured:
            browser.sign_in(name, "wrong")
        begun = [q["sql"] for q in captured if q["sql"].startswith("BEGIN")]
        commits.append(len(begun))
    assert len(checked) == 2
    assert commits[0] == commits[1]


def test_nothing_of_the_stranger_is_kept(browser, ana):
    answer = browser.post(
        "/sign-in/",
        {"username": "mallory", "password": "hunter2hunter2"},
        REMOTE_ADDR="203.0.113.77",
        HTTP_USER_AGENT="Strange/9",
    )
    assert answer.status_code == 422
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows = repr(cursor.fetchall())
            assert not [
                bit for bit in ("mallory", "hunter2", "203.0.113.77", "Strange") if bit in rows
            ]


def test_signing_out_ends_the_session_in_the_table_too(browser, ana):
    browser.sign_in("ana")
    token = browser.give_code().cookies["__Host-desk"].value
    browser.post("/sign-out/")
    assert Session.objects.count() == 0
    browser.cookies["__Host-desk"] = token
    assert not browser.is_signed_in


def test_forms_from_elsewhere_are_refused(home, at):
    strict = Client(enforce_csrf_checks=True, **{"denizen.at": at, "SERVER_NAME": "localhost"})
    assert strict.post("/sign-in/", {"username": "ana", "password": "x"}).status_code == 403
    assert strict.post("/sign-out/").status_code == 403


def test_an_account_has_two_half_way_sessions_at_most(browser, ana):
    for _ in range(4):
        browser.cookies.clear()
        browser.sign_in("ana")
    assert Session.objects.count() == 2


def test_signing_out_needs_a_post(browser, ana):
    assert browser.get("/sign-out/").status_code == 405


def test_no_page_of_signing_in_is_kept_by_the_browser(browser):
    assert browser.get("/sign-in/").headers["Cache-Control"] == "no-store"
