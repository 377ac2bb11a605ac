"""Directors add, change and close accounts, never their own, and never the last director."""

from __future__ import annotations

import re

import pytest

from denizen_site.accounts import actions, queries
from denizen_site.accounts.models import Invitation, Passkey, RecoveryCode, Session, Staff, Station
from denizen_site.accounts.roles import Role
from denizen_site.accounts.stations import station_secret
from denizen_site.errors import AccountError
from denizen_site.ledger.models import DayCount


@pytest.fixture
def director(as_role):
    made = as_role("director", station=False)
    Staff.objects.filter(id=made.staff).update(password="set")
    return made


@pytest.fixture
def clerk(as_role):
    return as_role("clerk")


def counted(act, by=None):
    rows = DayCount.objects.filter(act=act)
    rows = rows if by is None else rows.filter(by=by)
    return sum(rows.values_list("count", flat=True))


def test_a_director_adds_somebody_and_sees_the_code_once(director):
    form = {"username": "Cleo", "shown_as": "Cleo Marsh", "role": "clerk"}
    page = director.post("/staff/add/", form)
    code = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){4}", page.content.decode())[0]
    made = actions.invited_by(code, at=director.defaults["denizen.at"])
    assert (made.username, made.role, made.password) == ("cleo", "clerk", "")
    assert counted("staff_added", by=director.staff) == 1
    assert code not in director.get(f"/staff/{made.id}/").content.decode()
    assert director.post("/staff/add/", form).status_code == 422


def test_a_role_is_changed_and_the_session_ends(director, clerk):
    assert clerk.get("/account/").status_code == 200
    answer = director.post(f"/staff/{clerk.staff}/role/", {"role": "supervisor"})
    assert answer.status_code == 302
    assert Staff.objects.get(id=clerk.staff).role == "supervisor"
    assert clerk.get("/account/").status_code == 302
    assert counted("staff_changed", by=director.staff) == 1


def test_an_unknown_role_changes_nothing(director, clerk):
    assert director.post(f"/staff/{clerk.staff}/role/", {"role": "mayor"}).status_code == 422
    assert Staff.objects.get(id=clerk.staff).role == "clerk"


def test_a_closed_account_keeps_its_row_and_nothing_that_opens_it(director, clerk):
    assert director.post(f"/staff/{clerk.staff}/deactivate/").status_code == 302
    row = Staff.objects.get(id=clerk.staff)
    assert (row.active, row.password, row.totp_sealed) == (False, "", None)
    for model in (Session, Passkey, RecoveryCode, Invitation):
        assert not model.objects.filter(staff=row).exists()
    assert director.post(f"/staff/{clerk.staff}/deactivate/").status_code == 422
    assert director.post(f"/staff/{clerk.staff}/reactivate/").status_code == 200
    assert Invitation.objects.filter(staff=row).exists()


def test_inviting_anew_takes_the_old_factors_away(director, people):
    row = people.join("ana")
    assert director.post(f"/staff/{row.id}/invite/").status_code == 200
    row.refresh_from_db()
    assert (row.password, row.totp_sealed) == ("", None)


def test_a_director_opens_a_locked_account(director, browser, people):
    row = people.join("ana")
    for _ in range(5):
        browser.sign_in("ana", "wrong")
    assert browser.sign_in("ana").status_code == 422
    assert director.post(f"/staff/{row.id}/unlock/").status_code == 302
    assert browser.sign_in("ana").status_code == 302
    assert counted("staff_unlocked", by=director.staff) == 1


@pytest.mark.parametrize("act", ["role", "deactivate", "invite", "unlock"])
def test_nobody_has_a_hand_on_their_own_account(director, as_role, act):
    other = as_role("director")
    Staff.objects.filter(id=other.staff).update(password="set")
    answer = director.post(f"/staff/{director.staff}/{act}/", {"role": "clerk"})
    assert answer.status_code == 403
    row = Staff.objects.get(id=director.staff)
    assert (row.role, row.active, row.password) == ("director", True, "set")


def test_the_last_director_stays(director, at):
    for act in (
        lambda: actions.change_role(director.staff, Role.CLERK, at=at, by="x"),
        lambda: actions.deactivate(director.staff, at=at, by="x"),
    ):
        with pytest.raises(AccountError, match=r"accounts\.last_director"):
            act()
    row = Staff.objects.get(id=director.staff)
    assert (row.role, row.active) == ("director", True)


def test_a_director_who_has_not_joined_is_not_one_who_is_left(director, at):
    actions.add("dan", "Dan", role=Role.DIRECTOR, at=at, by="x")
    assert queries.directors_but(director.staff) == 0
    with pytest.raises(AccountError, match=r"accounts\.last_director"):
        actions.deactivate(director.staff, at=at, by="x")


def test_an_unknown_account_is_no_page(director):
    assert director.get("/staff/nobody/").status_code == 404


def test_a_while_after_signing_in_staff_are_not_changed_without_the_password(director, clerk):
    director.defaults["denizen.at"] = director.defaults["denizen.at"].replace(minute=54)
    answer = director.post(f"/staff/{clerk.staff}/deactivate/")
    assert answer.headers["Location"] == f"/account/prove/?next=%2Fstaff%2F{clerk.staff}%2F"
    assert Staff.objects.get(id=clerk.staff).active


def test_a_director_registers_the_computer_and_retires_it(director, clerk):
    answer = director.post("/stations/register/", {"label": "Desk 7", "place": "Library"})
    cookie = answer.cookies["__Host-station"]
    assert cookie["secure"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    row = Station.objects.get(label="Desk 7")
    assert cookie.value not in {row.secret_hash, row.id}
    assert "Desk 7" in director.get("/stations/").content.decode()
    assert director.post(f"/stations/{row.id}/retire/").status_code == 302
    row.refresh_from_db()
    assert row.retired_on is not None
    assert director.post(f"/stations/{row.id}/retire/").status_code == 422


def test_a_retired_station_gives_no_secret_and_its_sessions_end(director, clerk):
    request = clerk.get("/account/").wsgi_request
    assert len(station_secret(request)) == 32
    director.post(f"/stations/{clerk.station.id}/retire/")
    answer = clerk.get("/account/")
    assert answer.status_code == 302
    assert station_secret(answer.wsgi_request) is None


@pytest.mark.parametrize("value", ["", "x", "é", "A" * 43, "A" * 44, "=" * 43])
def test_a_station_cookie_of_rubbish_is_no_station(clerk, value):
    clerk.cookies["__Host-station"] = value
    assert station_secret(clerk.get("/account/").wsgi_request) is None
