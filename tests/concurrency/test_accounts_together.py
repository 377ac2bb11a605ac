"""Two people at once: one code signs in once, many guesses count as many, and one director always stays."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pyotp
import pytest
from django.db import connections

from denizen.errors import DenizenError
from denizen_site.accounts import actions, code_app, recovery, sign_in
from denizen_site.accounts.models import Staff
from denizen_site.accounts.roles import Role

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def at_once(*acts):
    """Do all acts in threads of their own, each with its own connection; gives results and codes."""
    done = []

    def do(act):
        try:
            done.append(act())
        except DenizenError as refusal:
            done.append(refusal.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=do, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done


@pytest.fixture
def at():
    return datetime(2026, 11, 22, 15, 40, 13, tzinfo=UTC)


@pytest.fixture
def director():
    def made(username):
        return Staff.objects.create(
            username=username, shown_as=username, role=Role.DIRECTOR, password="set"
        )

    return made


def test_one_code_signs_in_once(place, director, at):
    row = director("dora")
    row.totp_sealed = code_app.sealed_for(row.id, SECRET)
    row.save()
    code = pyotp.TOTP(SECRET).at(at)
    took = at_once(*[lambda: code_app.take(row, code, at=at)] * 8)
    assert sorted(took) == [False] * 7 + [True]
    spare = recovery.renew(row.id)[0]
    assert sum(at_once(*[lambda: recovery.take(row.id, spare)] * 8)) == 1


def test_many_guesses_at_once_are_five(place, director, at):
    director("dora")
    took = at_once(*[lambda: sign_in.take_try("dora", at=at)] * 12)
    assert len([row for row in took if row is not None]) == 5


def test_two_directors_who_demote_each_other_leave_one(place, director, at):
    one, two = director("dora"), director("dan")
    done = at_once(
        lambda: actions.change_role(one.id, Role.CLERK, at=at, by=two.id),
        lambda: actions.change_role(two.id, Role.CLERK, at=at, by=one.id),
    )
    assert "accounts.last_director" in done
    assert Staff.objects.filter(role=Role.DIRECTOR).count() == 1


def test_there_is_one_first_director_however_many_ask(place, at):
    names = ("ann", "bob", "cyd", "dee")
    done = at_once(*[lambda n=n: actions.first_director(n, n.title(), at=at) for n in names])
    assert done.count("accounts.director_exists") == 3
    assert Staff.objects.count() == 1
