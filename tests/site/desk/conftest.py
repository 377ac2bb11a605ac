"""A clerk at a station with a visit in hand, as far along as a test asks."""

from __future__ import annotations

import functools
import io
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import pytest
from django.test import Client

from denizen._encoding import base64url
from denizen_press.photo import PreparedPhoto, prepare_photo, qr_portrait
from denizen_site.config.charter_folder import open_charter

NAME = "Quetzalina Vermillion-Oyelaran"
STREET = "9318 Hemlock Terrace"
PERSON = {
    "name": NAME,
    "birth_date": "1987-03-14",
    "address": {
        "mode": "home", "lines": [STREET], "city": "New Haven", "state": "CT", "zip": "06513",
    },
    "signature": "Q. Vermillion",
    "card_language": "es",
}  # fmt: skip
PAPERS = ({"document": "passport", "expires": "2031-05-05"}, {"document": "utility_bill"})


@dataclass
class Seat:
    """A clerk's browser with a visit in it."""

    client: Client
    token: Any

    @property
    def secret(self) -> bytes:
        stations = import_module("denizen_site.accounts.stations")
        return base64url.decode(self.client.cookies[stations.COOKIE].value)

    @property
    def at(self):
        return self.client.defaults["denizen.at"]

    def opened(self):
        """Open the sealed row as the clerk's browser would."""
        enrolment = import_module("denizen_site.enrolment.actions")
        return enrolment.load(self.token, station_secret=self.secret, at=self.at)

    @property
    def visit(self):
        return self.opened().visit

    def change(self, **changes):
        """Change the visit from another window."""
        enrolment = import_module("denizen_site.enrolment.actions")
        opened = self.opened()
        return enrolment.save(opened.changed(opened.visit.with_(**changes)))

    def issue(self, **more):
        """Press Issue, with the fee paid."""
        form = {"confirmed": self.visit.confirmed.hex(), "settled": "on", **more}
        return self.client.post("/visit/issue", form)


read_once = functools.cache(open_charter)


@pytest.fixture
def charter(request):
    """The city of the test: New Haven, or the one named by a parameter."""
    return read_once(getattr(request, "param", "new-haven"))


@pytest.fixture(scope="session")
def jpeg(photo):
    """The photo as a visit holds it."""
    return prepare_photo(photo).jpeg


@pytest.fixture
def seat_of(programme, as_role, at, jpeg):
    """Give a clerk with a visit: `seat_of(papers=..., photo=b"")`, `confirmed=True` by the resident."""
    enrolment = import_module("denizen_site.enrolment.actions")
    visits = import_module("denizen_site.enrolment.visit")
    cookie = import_module("denizen_site.desk.visit_cookie").COOKIE

    def seated(*, role="clerk", confirmed=False, client=None, **parts):
        client = client or as_role(role)
        stations = import_module("denizen_site.accounts.stations")
        portrait = qr_portrait(PreparedPhoto(jpeg), 400).data
        pictures = {"photo": jpeg, "portrait": portrait}
        whole = {"language": "es", "papers": PAPERS, "person": PERSON, **pictures}
        facts = {"applicant": {"birth_date": "1987-03-14"}, **whole, **parts}
        visit = visits.Visit(clerk=client.staff, opened_minute=int(at.timestamp()) // 60, **facts)
        if confirmed:
            visit = visit.with_(confirmed=visit.shown())
        secret = base64url.decode(client.cookies[stations.COOKIE].value)
        token = enrolment.open_visit(visit, station_secret=secret, at=at, hours=4)
        client.cookies[cookie] = token.written()
        return Seat(client, token)

    return seated


@pytest.fixture
def confirmed(seat_of):
    """A visit that waits for Issue."""
    return seat_of(confirmed=True)


@pytest.fixture
def issued(confirmed):
    """A visit whose card exists."""
    assert confirmed.issue().status_code == 302
    return confirmed


@pytest.fixture
def counted(at):
    """Give what the ledger counted today, by act."""
    from denizen_site.ledger.queries import day_facts  # noqa: PLC0415

    def count() -> dict[str, int]:
        day = import_module("denizen_site.custody.queries").programme().local_day(at)
        return {act: number for act, number in day_facts(day).counts.items() if number}

    return count


@pytest.fixture
def file():
    """Make a file to upload."""

    def named(content: bytes, name: str = "x.jpg"):
        stream = io.BytesIO(content)
        stream.name = name
        return stream

    return named
