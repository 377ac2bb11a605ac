"""The cookie of a visit that a supervisor has taken up: which row, and this browser's half of its key.

It lives for ten minutes at most and opens nothing once the clerk's sharing is over.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from denizen_site.accounts.stations import station_secret
from denizen_site.desk.shared_cookie import COOKIE
from denizen_site.enrolment.actions import SHARE_MINUTES, OpenVisit, VisitToken, not_here
from denizen_site.enrolment.taking import open_taken


def has_taken(request: HttpRequest) -> bool:
    """Say whether the browser took up a visit, still shared or not."""
    return bool(request.COOKIES.get(COOKIE))


def opened(request: HttpRequest) -> OpenVisit:
    """Open the visit that this browser took up; raises `EnrolmentError` once it is shared no more."""
    secret = station_secret(request)
    if secret is None:
        raise not_here()
    token = VisitToken.read(request.COOKIES.get(COOKIE, ""))
    return open_taken(token, station_secret=secret, at=vars(request)["at"])


def keep_in_browser(response: HttpResponse, token: VisitToken) -> None:
    """Put the half key into the browser for the minutes in which a visit can be shared."""
    response.set_cookie(
        COOKIE,
        token.written(),
        max_age=SHARE_MINUTES * 60,
        secure=True,
        httponly=True,
        samesite="Strict",
    )
