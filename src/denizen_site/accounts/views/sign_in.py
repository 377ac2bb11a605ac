"""Signing in and out."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from denizen_site.accounts import passkeys, sessions, sign_in, words
from denizen_site.accounts.forms import CodeForm, SignInForm
from denizen_site.accounts.gate import NEXT, next_place, open_page
from denizen_site.accounts.models import Staff
from denizen_site.accounts.sessions import Stage
from denizen_site.accounts.views.answers import UNPROCESSABLE, asked, desk, let_in, not_taken


@open_page()
def password(request: HttpRequest) -> HttpResponse:
    """Ask for name and password."""
    at, session, where = desk(request).at, desk(request).signed_in, next_place(request)
    if session is not None and session.is_full:
        return HttpResponseRedirect(where)
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = sign_in.by_password(**form.cleaned_data, at=at)
        if found is not None:
            token = sessions.start(request, found, stage=Stage.HALF, at=at)
            response = HttpResponseRedirect(with_next(reverse("accounts:code"), where))
            sessions.keep_in_browser(response, token)
            return response
        form.add_error(None, str(words.WRONG_SIGN_IN))
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "accounts/sign_in.html", {"form": form, NEXT: where}, status=status)


@open_page()
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor."""
    at, session, where = desk(request).at, desk(request).signed_in, next_place(request)
    if session is None or session.stage is not Stage.HALF:
        return HttpResponseRedirect(with_next(reverse("accounts:sign-in"), where))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if sign_in.by_code(session, form.cleaned_data["code"], at=at):
            return let_in(desk(request), Staff.objects.get(id=session.staff), where=where)
        form.add_error("code", str(words.WRONG_CODE))
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "accounts/code.html", {"form": form, NEXT: where}, status=status)


@open_page(methods=("POST",))
def passkey_question(request: HttpRequest) -> HttpResponse:
    """Ask whichever passkey there is."""
    return asked(*passkeys.ask_to_sign_in(request, at=desk(request).at))


@open_page(methods=("POST",))
def passkey_answer(request: HttpRequest) -> HttpResponse:
    """Let in whoever's passkey answered; no password is needed besides."""
    at = desk(request).at
    found = sign_in.by_passkey(request, request.POST.get("answer", ""), at=at)
    if found is None:
        return not_taken(str(words.NO_PASSKEY))
    return let_in(desk(request), found, where=next_place(request))


@open_page(methods=("POST",))
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session of this browser."""
    sessions.end(request)
    response = HttpResponseRedirect(reverse("accounts:sign-in"))
    sessions.forget_in_browser(response)
    return response


def with_next(place: str, where: str) -> str:
    """Take the place to go on to along."""
    return place if where == "/" else f"{place}?{urlencode({NEXT: where})}"
