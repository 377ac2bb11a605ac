"""The visit's cookie: the only place where the browser's half of a visit's key is ever kept."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from denizen_site.accounts.stations import station_secret
from denizen_site.enrolment.actions import OpenVisit, VisitToken, load
from denizen_site.enrolment.seal import not_here

COOKIE = "__Host-visit"


def has_visit(request: HttpRequest) -> bool:
    """Say whether the browser holds a visit, open or over."""
    return bool(request.COOKIES.get(COOKIE))


def opened(request: HttpRequest) -> OpenVisit:
    """Open the visit that the browser holds; raises `EnrolmentError` when it cannot be opened here and now."""
    secret = station_secret(request)
    if secret is None:
        raise not_here()
    token = VisitToken.read(request.COOKIES.get(COOKIE, ""))
    return load(token, station_secret=secret, at=vars(request)["at"])


def keep_in_browser(response: HttpResponse, token: VisitToken) -> None:
    """Put the half key into the browser until it is closed or the visit ends."""
    response.set_cookie(COOKIE, token.written(), secure=True, httponly=True, samesite="Strict")


def forget_in_browser(response: HttpResponse) -> None:
    """Take the half key out of the browser."""
    response.set_cookie(COOKIE, "", max_age=0, secure=True, httponly=True, samesite="Strict")
