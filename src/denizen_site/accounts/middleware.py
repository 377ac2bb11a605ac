"""What every request of the desk door carries: the instant, and whoever is signed in.

The instant is taken once, so that one request is one moment.  Tests give their own as `denizen.at` in the
WSGI environment, which no browser can reach: what a browser sends is there as `HTTP_...` only.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse

from denizen_site.accounts.days import city_day
from denizen_site.accounts.permission import Actor
from denizen_site.accounts.sessions import SignedInSession, find
from denizen_site.accounts.stations import station_of

Answer = Callable[[HttpRequest], HttpResponse]
INSTANT = "denizen.at"


class DeskRequest(HttpRequest):
    """A request as the desk's views see it, behind both middlewares and the gate."""

    at: datetime
    actor: Actor
    signed_in: SignedInSession | None


class Clock:
    """Sets `request.at`, an aware instant in UTC."""

    def __init__(self, answer: Answer) -> None:
        """Keep what comes next."""
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Take the instant once."""
        given = request.META.get(INSTANT)
        vars(request)["at"] = given if isinstance(given, datetime) else datetime.now(UTC)
        return self.answer(request)


class SignedIn:
    """Sets `request.signed_in`, the live session of the browser or nothing, and `request.actor`."""

    def __init__(self, answer: Answer) -> None:
        """Keep what comes next."""
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look the session up, unless the address is a file's."""
        found = find(request, at=vars(request)["at"])
        vars(request)["signed_in"] = found
        if found is not None and found.is_full:
            vars(request)["actor"] = found.actor(
                station_of(request), day=city_day(vars(request)["at"])
            )
        return self.answer(request)
