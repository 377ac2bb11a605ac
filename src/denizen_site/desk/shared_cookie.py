"""The second clerk's cookie: the code that was read out, for the minutes in which it opens a visit."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from denizen_site.enrolment.actions import SHARE_MINUTES

COOKIE = "__Host-shared"


def code_of(request: HttpRequest) -> str:
    """Read the code that this browser was given, or nothing."""
    return request.COOKIES.get(COOKIE, "")


def keep_in_browser(response: HttpResponse, code: str) -> None:
    """Keep the code for the ten minutes that it is good for."""
    seconds = SHARE_MINUTES * 60
    response.set_cookie(
        COOKIE, code, max_age=seconds, secure=True, httponly=True, samesite="Strict"
    )


def forget_in_browser(response: HttpResponse) -> None:
    """Take the code out of the browser."""
    response.set_cookie(COOKIE, "", max_age=0, secure=True, httponly=True, samesite="Strict")
