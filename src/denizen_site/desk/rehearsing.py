"""What every page of a visit does, done for nobody: a waiting child pays for the first time.

Tokens made up here fit no session, station or visit, so no row is read; the page that is set is that of a
visit without a person, and is thrown away (docs/decisions/0014).
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from datetime import datetime
from typing import cast

from django.http import HttpRequest

from denizen_site.accounts import sessions, stations
from denizen_site.accounts.codes import new_token
from denizen_site.accounts.middleware import DeskRequest
from denizen_site.accounts.permission import Actor
from denizen_site.accounts.roles import Role
from denizen_site.custody.bound_charter import bound_charter
from denizen_site.custody.queries import programme
from denizen_site.desk.person_forms import PersonForm
from denizen_site.desk.views.person import shown
from denizen_site.desk.visit_page import Place
from denizen_site.enrolment.actions import OpenVisit, load
from denizen_site.enrolment.progress import progress
from denizen_site.enrolment.seal import VisitToken
from denizen_site.enrolment.visit import Visit
from denizen_site.errors import EnrolmentError

NOBODY = "nobody"


def rehearse(at: datetime) -> None:
    """Ask for nobody, then show nobody's page; raises what a database that is away raises."""
    ask_for_nobody(at)
    show_nobody(at)


def ask_for_nobody(at: datetime) -> None:
    """Look for a session, a station and a visit that do not exist."""
    request = HttpRequest()
    request.COOKIES = {sessions.COOKIE: new_token()}
    sessions.find(request, at=at)
    secret = secrets.token_bytes(stations.SECRET_BYTES)
    stations.find(secret)
    with suppress(EnrolmentError):
        load(VisitToken.new(), station_secret=secret, at=at)


def show_nobody(at: datetime) -> bytes:
    """Set the page on which a person is entered, for a visit that has none; gives it."""
    charter, day = bound_charter(), programme().local_day(at)
    visit = Visit(clerk=NOBODY, language=charter.languages[0], opened_minute=0)
    actor = Actor(NOBODY, Role.CLERK, NOBODY, day=day)
    request = HttpRequest()
    request.path = request.path_info = "/visit/person"
    vars(request).update(at=at, actor=actor, signed_in=None)
    opened = OpenVisit(visit, 1, b"", b"")
    standing = progress(visit, charter, at=day)
    place = Place(cast("DeskRequest", request), opened, charter, day, standing)
    return shown(place, PersonForm(place=place)).content
