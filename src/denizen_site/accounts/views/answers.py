"""Answers that several pages of this room give."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse

from denizen_site.accounts import passkeys, sessions, sign_in, stations
from denizen_site.accounts.middleware import DeskRequest
from denizen_site.accounts.models import Staff

UNPROCESSABLE = 422
LONGEST_LABEL = 40


def desk(request: HttpRequest) -> DeskRequest:
    """Take a request as the middlewares left it."""
    return cast("DeskRequest", request)


def let_in(request: DeskRequest, staff: Staff, *, where: str) -> HttpResponse:
    """Let somebody in whose factors were right, and go on; a script is told where."""
    token = sign_in.complete(request, staff, at=request.at)
    response = gone_on(request, where)
    sessions.keep_in_browser(response, token)
    secret = stations.station_secret(request)
    if secret is not None:  # browsers forget even the longest-lived cookie, so it is set anew
        stations.keep_in_browser(response, secret)
    passkeys.forget_in_browser(response)
    return response


def gone_on(request: HttpRequest, where: str) -> HttpResponse:
    """Go on to a page."""
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"where": where})
    return HttpResponseRedirect(where)


def asked(options: str, question: str) -> HttpResponse:
    """Put a question to a passkey."""
    response = HttpResponse(options, content_type="application/json")
    passkeys.keep_in_browser(response, question)
    return response


def not_taken(summary: str, code: str = "accounts.passkey_not_taken") -> HttpResponse:
    """Tell a script what a person should read."""
    return JsonResponse({"error": code, "summary": summary}, status=UNPROCESSABLE)


def label_of(request: HttpRequest, fallback: str) -> str:
    """Read how somebody calls their passkey."""
    typed = "".join(char for char in request.POST.get("label", "") if char.isprintable())
    return typed.strip()[:LONGEST_LABEL] or fallback
