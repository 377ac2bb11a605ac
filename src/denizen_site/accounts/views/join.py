"""Taking up an invitation: the code, one's own password, a second factor, and in."""

from __future__ import annotations

import functools
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from denizen_site.accounts import actions, code_app, passkeys, sessions, words
from denizen_site.accounts.forms import AppForm, InvitationForm, NewPasswordForm
from denizen_site.accounts.gate import open_page
from denizen_site.accounts.middleware import DeskRequest
from denizen_site.accounts.sessions import SignedInSession, Stage
from denizen_site.accounts.views.answers import (
    UNPROCESSABLE,
    asked,
    desk,
    label_of,
    let_in,
    not_taken,
)
from denizen_site.errors import AccountError

JoiningView = Callable[[DeskRequest, SignedInSession], HttpResponse]


def joining(
    *, methods: tuple[str, ...] = ("GET", "POST")
) -> Callable[[JoiningView], Callable[..., HttpResponse]]:
    """Declare a page that only whoever takes up an invitation sees."""

    def declare(view: JoiningView) -> Callable[..., HttpResponse]:
        @open_page(methods=methods)
        @functools.wraps(view)
        def answer(request: HttpRequest) -> HttpResponse:
            session = desk(request).signed_in
            if session is None or session.stage is not Stage.JOINING:
                return HttpResponseRedirect(reverse("accounts:join"))
            return view(desk(request), session)

        return answer

    return declare


@open_page()
def invitation(request: HttpRequest) -> HttpResponse:
    """Ask for the invitation's code."""
    at = desk(request).at
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = actions.invited_by(form.cleaned_data["code"], at=at)
        if found is not None:
            token = sessions.start(request, found, stage=Stage.JOINING, at=at)
            response = HttpResponseRedirect(reverse("accounts:join-password"))
            sessions.keep_in_browser(response, token)
            return response
        form.add_error("code", str(words.WRONG_INVITATION))
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "accounts/join.html", {"form": form}, status=status)


@joining()
def password(request: DeskRequest, session: SignedInSession) -> HttpResponse:
    """Let somebody choose their password."""
    form = NewPasswordForm(request.POST or None, username=session.username)
    if request.method == "POST" and form.is_valid():
        staff = actions.set_password(session.staff, form.cleaned_data["new_password"])
        token = sessions.start(request, staff, stage=Stage.JOINING, at=request.at)
        response = HttpResponseRedirect(reverse("accounts:join-factor"))
        sessions.keep_in_browser(response, token)
        return response
    facts = {"form": form, "session": session}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "accounts/join_password.html", facts, status=status)


@joining()
def factor(request: DeskRequest, session: SignedInSession) -> HttpResponse:
    """Let somebody add a passkey or a code app; either of them ends the joining."""
    form = AppForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if code_app.confirm(session, form.cleaned_data["code"].replace(" ", ""), at=request.at):
            return welcomed(request, session)
        form.add_error("code", str(words.WRONG_CODE))
    facts = {"form": form, "session": session, "secret": code_app.pending_secret(session)}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "accounts/join_factor.html", facts, status=status)


@joining(methods=("GET",))
def picture(request: DeskRequest, session: SignedInSession) -> HttpResponse:
    """Draw the code that the app reads."""
    del request
    return HttpResponse(code_app.picture(session), content_type="image/svg+xml")


@joining(methods=("POST",))
def passkey_question(request: DeskRequest, session: SignedInSession) -> HttpResponse:
    """Ask for a new passkey."""
    return asked(*passkeys.ask_to_add(request, session, at=request.at))


@joining(methods=("POST",))
def passkey_answer(request: DeskRequest, session: SignedInSession) -> HttpResponse:
    """Add the passkey that answered, and let its owner in."""
    try:
        passkeys.add(
            request,
            session,
            answer=request.POST.get("answer", ""),
            label=label_of(request, _("Passkey")),
            at=request.at,
        )
    except AccountError as error:
        return not_taken(words.sentence_for(error), error.code)
    return welcomed(request, session)


def welcomed(request: DeskRequest, session: SignedInSession) -> HttpResponse:
    """End the invitation, let somebody in, and show them to their recovery codes."""
    try:
        staff = actions.joined(session, at=request.at)
    except AccountError:
        return HttpResponseRedirect(reverse("accounts:join"))
    return let_in(request, staff, where=reverse("accounts:codes"))
