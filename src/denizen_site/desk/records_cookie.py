"""The cookie of the records room: this browser's half of the key, for half an hour."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from denizen_site.accounts.middleware import DeskRequest
from denizen_site.accounts.stations import station_secret
from denizen_site.adjudication.records_room import (
    MINUTES,
    Room,
    RoomToken,
    Seat,
    closed,
    open_room,
)
from denizen_site.errors import AdjudicationError

COOKIE = "__Host-records"


def seat_of(request: DeskRequest) -> Seat:
    """Say who sits where; raises `AdjudicationError` away from a station."""
    secret = station_secret(request)
    if secret is None:
        raise closed()
    return Seat(request.actor.staff, secret)


def room_of(request: DeskRequest) -> Room | None:
    """Give the room that this browser holds open, or nothing."""
    try:
        token = RoomToken.read(request.COOKIES.get(COOKIE, ""))
        return open_room(token, seat_of(request), at=request.at)
    except AdjudicationError:
        return None


def keep_in_browser(response: HttpResponse, token: RoomToken) -> None:
    """Put the half key into the browser for the minutes for which the room is open."""
    response.set_cookie(
        COOKIE,
        token.written(),
        max_age=MINUTES * 60,
        secure=True,
        httponly=True,
        samesite="Strict",
    )


def forget_in_browser(response: HttpResponse) -> None:
    """Take the half key out of the browser."""
    response.set_cookie(COOKIE, "", max_age=0, secure=True, httponly=True, samesite="Strict")


def has_cookie(request: HttpRequest) -> bool:
    """Say whether the browser was in the room."""
    return bool(request.COOKIES.get(COOKIE))
