"""The gate before every page of the desk: who asks, whether they may, and what their page must not leave.

    @page(Action.STOCK)
    def stock(request: DeskRequest) -> HttpResponse: ...

A page behind the gate is never cached.  Whoever is not signed in is sent to sign in and comes back; whoever
may not gets a page that says why in a sentence.  `insist` asks again once the view knows the record.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Protocol, cast
from urllib.parse import urlencode

from django.db import transaction
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme

from denizen_site.accounts.days import city_day
from denizen_site.accounts.middleware import DeskRequest
from denizen_site.accounts.permission import Action, Record, Refused, may
from denizen_site.accounts.rulebook import in_words
from denizen_site.ledger.actions import count, count_clauses
from denizen_site.ledger.acts import Act

NEXT = "next"
READING = frozenset({"GET", "HEAD"})


class Page(Protocol):
    """A view behind the gate, and the action that it is declared with."""

    action: Action
    methods: tuple[str, ...]

    def __call__(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Answer a request."""


class NotAllowedHereError(Exception):
    """Raised by `insist`; the gate turns it into the page that says why."""

    def __init__(self, refused: Refused) -> None:
        """Keep the refusal."""
        super().__init__(refused.code)
        self.refused = refused


def page(
    action: Action,
    *,
    proved: bool = False,
    methods: tuple[str, ...] = ("GET", "POST"),
) -> Callable[[Callable[..., HttpResponse]], Page]:
    """Declare a view's action; `proved` asks for the password again when the sign-in is long ago."""

    def declare(view: Callable[..., HttpResponse]) -> Page:
        @functools.wraps(view)
        def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            desk = cast("DeskRequest", request)
            language = desk.signed_in.language if desk.signed_in else ""
            with translation.override(language or translation.get_language()):
                answer = stopped(desk, action, methods=methods, proved=proved)
                return not_kept(answer or answered(view, desk, arguments=kwargs))

        declared = cast("Page", guarded)
        declared.action, declared.methods = action, methods
        return declared

    return declare


def stopped(
    request: DeskRequest, action: Action, *, methods: tuple[str, ...], proved: bool
) -> HttpResponse | None:
    """Give the answer of the gate itself, or nothing when the view is to answer."""
    if not is_one_of(methods, request):
        return HttpResponseNotAllowed(methods)
    session = request.signed_in
    if session is None or not session.is_full:
        return to_sign_in(request)
    vars(request)["action"] = action
    refused = may(request.actor, action)
    if isinstance(refused, Refused):
        return refusal_page(request, refused)
    if proved and not session.is_proved(request.at):
        return sent_to(request, reverse("accounts:prove"))
    return None


def answered(
    view: Callable[..., HttpResponse], request: DeskRequest, *, arguments: dict[str, Any]
) -> HttpResponse:
    """Let the view answer; what `insist` refused in it becomes the refusal's page."""
    try:
        return view(request, **arguments)
    except NotAllowedHereError as refusal:
        return refusal_page(request, refusal.refused)


def insist(request: DeskRequest, record: Record, *, action: Action | None = None) -> None:
    """Ask again with the record, for the page's own action or another; raises `NotAllowedHereError`."""
    refused = may(request.actor, action or vars(request)["action"], record=record)
    if isinstance(refused, Refused):
        raise NotAllowedHereError(refused)


def open_page(
    *, methods: tuple[str, ...] = ("GET", "POST")
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Declare one of the few pages that stand before the gate: signing in, and taking up an invitation."""

    def declare(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @functools.wraps(view)
        def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            if not is_one_of(methods, request):
                return HttpResponseNotAllowed(methods)
            with translation.override(translation.get_language_from_request(request)):
                return not_kept(view(request, **kwargs))

        return answer

    return declare


def is_one_of(methods: tuple[str, ...], request: HttpRequest) -> bool:
    """Say whether a page takes this method; whoever takes GET takes HEAD."""
    return request.method in methods or (request.method == "HEAD" and "GET" in methods)


def not_kept(response: HttpResponse) -> HttpResponse:
    """Forbid browsers and anything between to keep the answer."""
    response.headers["Cache-Control"] = "no-store"
    return response


def wants_json(request: HttpRequest) -> bool:
    """Say whether a script asks, which cannot follow a redirection to a page."""
    return "application/json" in request.headers.get("Accept", "")


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send to the sign-in page, and from there back here."""
    return sent_to(request, reverse("accounts:sign-in"))


def sent_to(request: HttpRequest, place: str) -> HttpResponse:
    """Send to a page that leads back to this one; only its path goes along, never what was searched."""
    where = f"{place}?{urlencode({NEXT: landing(request)})}"
    if wants_json(request):
        return JsonResponse({"error": "accounts.sign_in", "where": where}, status=401)
    return HttpResponseRedirect(where)


def landing(request: HttpRequest) -> str:
    """Find the nearest page at or above this address that can be opened, not only sent to."""
    place = request.path
    while place != "/":
        try:
            methods = getattr(resolve(place).func, "methods", READING)
        except Resolver404:
            methods = ()
        if "GET" in methods:
            return place
        place = place.rstrip("/").rpartition("/")[0] + "/"
    return place


def next_place(request: HttpRequest) -> str:
    """Give the place to go on to: a path of this door, else its first page."""
    wanted = request.POST.get(NEXT) or request.GET.get(NEXT) or "/"
    local = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if local else "/"


def refusal_page(request: DeskRequest, refused: Refused) -> HttpResponse:
    """Say in a sentence why not and by which clauses, and count that somebody was refused, and by which."""
    write_down(request, refused)
    if wants_json(request):
        sentence = translation.gettext(refused.sentence)
        return JsonResponse({"error": refused.code, "summary": sentence}, status=403)
    facts = {
        "refused": refused,
        "code": refused.code,
        "reason": refused.sentence,
        "clauses": in_words(refused.clauses, language=translation.get_language()),
    }
    return render(request, "ui/errors/403.html", facts, status=403)


def write_down(request: DeskRequest, refused: Refused) -> None:
    """Count that somebody was refused, and by itself which clauses were applied."""
    day = city_day(request.at)
    with transaction.atomic():
        count(Act.ACCESS_REFUSED, day=day, by=request.actor.staff)
        applied = [clause.id for clause in refused.clauses]
        count_clauses(applied, ruling=refused.ruling.value, day=day)
