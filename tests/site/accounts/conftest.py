"""People with real passwords and factors, and browsers in which they sign in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pyotp
import pytest
from django.test import Client

from denizen_site.accounts import actions, code_app, passwords
from denizen_site.accounts.models import Staff
from denizen_site.accounts.roles import Role

PASSWORD = "four boats on a lake"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class Browser(Client):
    """A browser with a clock of its own."""

    def __init__(self, at):
        super().__init__(**{"denizen.at": at, "SERVER_NAME": "localhost"})

    @property
    def at(self):
        return self.defaults["denizen.at"]

    def wait(self, **amount):
        self.defaults["denizen.at"] = self.at + timedelta(**amount)

    def sign_in(self, username, password=PASSWORD):
        return self.post("/sign-in/", {"username": username, "password": password})

    def give_code(self, code=None):
        return self.post("/sign-in/code/", {"code": code or pyotp.TOTP(SECRET).at(self.at)})

    @property
    def is_signed_in(self):
        return self.get("/account/").status_code == 200


@dataclass
class People:
    """Makes members of staff who have joined."""

    slow_hash: str

    def join(self, username, role=Role.CLERK, secret=SECRET):
        row = Staff.objects.create(
            username=username, shown_as=username.title(), role=role, password=self.slow_hash
        )
        row.totp_sealed = code_app.sealed_for(row.id, secret)
        row.save()
        return row


@pytest.fixture(scope="session")
def slow_hash():
    return passwords.hash_password(PASSWORD)


@pytest.fixture
def people(home, slow_hash):
    return People(slow_hash)


@pytest.fixture
def browser(home, at):
    return Browser(at)


@pytest.fixture
def another_browser(home, at):
    return Browser(at)


@pytest.fixture
def ana(people):
    return people.join("ana")


@pytest.fixture
def invited(home, at):
    """Somebody who was invited and has not come yet."""
    return actions.add("bela", "Béla", role=Role.CLERK, at=at, by="d")


@pytest.fixture(autouse=True)
def _city(programme):
    """Give the door a programme: every page shows whose it is."""
