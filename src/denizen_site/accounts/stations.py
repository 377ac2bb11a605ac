"""Stations: the programme's computers, each known by a random secret in its browser's cookie.

The secret itself is never stored; a visit's seal is bound to it (`station_secret`), so that a visit's cookie
opens nothing at another computer.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from denizen._encoding import base64url
from denizen.errors import MalformedError
from denizen_site.accounts.codes import token_hash
from denizen_site.accounts.models import Session, Station
from denizen_site.config.database import in_our_words
from denizen_site.errors import AccountError
from denizen_site.ledger.actions import count
from denizen_site.ledger.acts import Act

COOKIE = "__Host-station"
SECRET_BYTES = 32
# The longest that browsers keep a cookie; it is set anew at every sign-in.
COOKIE_SECONDS = 400 * 24 * 3600


@dataclass(frozen=True, slots=True)
class StationFacts:
    """One station as a value."""

    id: str
    label: str
    place: str
    registered_on: date
    retired_on: date | None


def presented_secret(request: HttpRequest) -> bytes | None:
    """Read the secret that a browser presents, whether or not it is a station's."""
    try:
        secret = base64url.decode(request.COOKIES.get(COOKIE, ""))
    except MalformedError:
        return None
    return secret if len(secret) == SECRET_BYTES else None


def station_of(request: HttpRequest) -> StationFacts | None:
    """Find the station at which a request was made; looked up once a request."""
    kept = vars(request)
    if "_station" not in kept:
        secret = presented_secret(request)
        kept["_station"] = None if secret is None else find(secret)
    found: StationFacts | None = kept["_station"]
    return found


def station_secret(request: HttpRequest) -> bytes | None:
    """Give the 32-byte secret of the station, or nothing where the browser is no station in use."""
    return presented_secret(request) if station_of(request) is not None else None


@in_our_words
def find(secret: bytes) -> StationFacts | None:
    """Find a station in use by its secret."""
    row = Station.objects.filter(secret_hash=token_hash(secret), retired_on=None).first()
    return None if row is None else facts_of(row)


@in_our_words
def register(label: str, place: str, *, day: date, by: str) -> tuple[StationFacts, bytes]:
    """Register a computer; gives its secret, which is then in its browser only."""
    secret = secrets.token_bytes(SECRET_BYTES)
    with transaction.atomic():
        row = Station.objects.create(
            label=label, place=place, secret_hash=token_hash(secret), registered_on=day
        )
        count(Act.STATION_REGISTERED, day=day, by=by)
    return facts_of(row), secret


@in_our_words
def retire(station: str, *, day: date, by: str) -> None:
    """Retire a computer: its secret is worth nothing from now on, and whoever sits there is signed out."""
    with transaction.atomic():
        if not Station.objects.filter(id=station, retired_on=None).update(retired_on=day):
            raise AccountError("accounts.no_such_station", "there is no such station in use")
        Session.objects.filter(station=station).delete()
        count(Act.STATION_RETIRED, day=day, by=by)


def keep_in_browser(response: HttpResponse, secret: bytes) -> None:
    """Put the secret into the browser, for as long as browsers keep such things."""
    response.set_cookie(
        COOKIE,
        base64url.encode(secret),
        max_age=COOKIE_SECONDS,
        secure=True,
        httponly=True,
        samesite="Strict",
    )


def facts_of(row: Station) -> StationFacts:
    """Turn a row into a value."""
    return StationFacts(row.id, row.label, row.place, row.registered_on, row.retired_on)
