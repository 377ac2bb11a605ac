"""What every page of a visit asks of the database, asked for nobody: a waiting child pays for the first time.

Tokens made up here fit no session, station or visit, so no row is read (docs/decisions/0014).
"""

from __future__ import annotations

import secrets
from datetime import datetime

from django.http import HttpRequest

from denizen_site.accounts import sessions, stations
from denizen_site.accounts.codes import new_token
from denizen_site.enrolment.actions import load
from denizen_site.enrolment.seal import VisitToken
from denizen_site.errors import EnrolmentError


def ask_for_nobody(at: datetime) -> None:
    """Look for a session, a station and a visit that do not exist."""
    request = HttpRequest()
    request.COOKIES = {sessions.COOKIE: new_token()}
    sessions.find(request, at=at)
    secret = secrets.token_bytes(stations.SECRET_BYTES)
    stations.find(secret)
    try:
        load(VisitToken.new(), station_secret=secret, at=at)
    except EnrolmentError:
        return
