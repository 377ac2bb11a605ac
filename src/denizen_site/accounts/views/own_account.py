"""One's own account: password, second factors, recovery codes, sessions, language."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from denizen_site.accounts import (
    actions,
    code_app,
    passkeys,
    queries,
    recovery,
    sessions,
    sign_in,
    words,
)
from denizen_site.accounts.forms import AppForm, LanguageForm, NewPasswordForm, ProofForm
from denizen_site.accounts.gate import NEXT, next_place, page
from denizen_site.accounts.middleware import DeskRequest
from denizen_site.accounts.permission import Action
from denizen_site.accounts.sessions import SignedInSession, Stage
from denizen_site.accounts.views.answers import UNPROCESSABLE, asked, gone_on, label_of, not_taken
from denizen_site.errors import AccountError


def session_of(request: DeskRequest) -> SignedInSession:
    """Give the session of a request that the gate let through."""
    session = request.signed_in
    if session is None:
        raise TypeError("this page stands behind the gate")
    return session


@page(Action.OWN_ACCOUNT, methods=("GET",))
def account(request: DeskRequest) -> HttpResponse:
    """Show one's own account."""
    return account_page(request)


def account_page(request: DeskRequest, problem: str = "") -> HttpResponse:
    """Draw one's own account, with what could not be done."""
    session = session_of(request)
    facts = {
        "account": queries.own_account(session.staff, session.public_id),
        "language": LanguageForm(initial={"language": session.language}),
        "role": words.ROLES[session.role],
        "problem": problem,
    }
    status = UNPROCESSABLE if problem else 200
    return render(request, "accounts/account.html", facts, status=status)


def own_page() -> HttpResponse:
    """Go back to one's own account."""
    return HttpResponseRedirect(reverse("accounts:account"))


@page(Action.OWN_ACCOUNT)
def prove(request: DeskRequest) -> HttpResponse:
    """Ask for the password again before something that a passer-by must not do."""
    form, where = ProofForm(request.POST or None), next_place(request)
    if request.method == "POST" and form.is_valid():
        if sign_in.proves(session_of(request), form.cleaned_data["password"], at=request.at):
            return HttpResponseRedirect(where)
        form.add_error("password", str(words.WRONG_PASSWORD))
    status = UNPROCESSABLE if form.errors else 200
    facts = {"form": form, NEXT: where, "username": session_of(request).username}
    return render(request, "accounts/prove.html", facts, status=status)


@page(Action.OWN_ACCOUNT, proved=True)
def password(request: DeskRequest) -> HttpResponse:
    """Change the password; every other session of the account ends."""
    session = session_of(request)
    form = NewPasswordForm(request.POST or None, username=session.username)
    if request.method == "POST" and form.is_valid():
        staff = actions.set_password(session.staff, form.cleaned_data["new_password"])
        token = sessions.start(request, staff, stage=Stage.FULL, at=request.at)
        response = own_page()
        sessions.keep_in_browser(response, token)
        return response
    status = UNPROCESSABLE if form.errors else 200
    facts = {"form": form, "session": session}
    return render(request, "accounts/password.html", facts, status=status)


@page(Action.OWN_ACCOUNT, methods=("POST",))
def language(request: DeskRequest) -> HttpResponse:
    """Choose the language of one's screens."""
    form = LanguageForm(request.POST)
    if form.is_valid():
        actions.set_language(session_of(request).staff, form.cleaned_data["language"])
    return own_page()


@page(Action.OWN_ACCOUNT, proved=True)
def app(request: DeskRequest) -> HttpResponse:
    """Add a code app, or put a new one in the place of the old."""
    session, form = session_of(request), AppForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if code_app.confirm(session, form.cleaned_data["code"].replace(" ", ""), at=request.at):
            actions.note_factor(session.staff, at=request.at)
            return own_page()
        form.add_error("code", str(words.WRONG_CODE))
    status = UNPROCESSABLE if form.errors else 200
    facts = {"form": form, "secret": code_app.pending_secret(session)}
    return render(request, "accounts/app.html", facts, status=status)


@page(Action.OWN_ACCOUNT, proved=True, methods=("GET",))
def picture(request: DeskRequest) -> HttpResponse:
    """Draw the code that the app reads."""
    drawn = code_app.picture(session_of(request))
    return HttpResponse(drawn, content_type="image/svg+xml")


@page(Action.OWN_ACCOUNT, proved=True, methods=("POST",))
def remove_app(request: DeskRequest) -> HttpResponse:
    """Take the code app away."""
    try:
        actions.remove_app(session_of(request).staff, at=request.at)
    except AccountError as error:
        return account_page(request, words.sentence_for(error))
    return own_page()


@page(Action.OWN_ACCOUNT, proved=True, methods=("GET",))
def add_passkey(request: DeskRequest) -> HttpResponse:
    """Show the page on which a passkey is added."""
    return render(request, "accounts/passkey.html")


@page(Action.OWN_ACCOUNT, proved=True, methods=("POST",))
def passkey_question(request: DeskRequest) -> HttpResponse:
    """Ask for a new passkey."""
    try:
        return asked(*passkeys.ask_to_add(request, session_of(request), at=request.at))
    except AccountError as error:
        return not_taken(words.sentence_for(error), error.code)


@page(Action.OWN_ACCOUNT, proved=True, methods=("POST",))
def passkey_answer(request: DeskRequest) -> HttpResponse:
    """Add the passkey that answered."""
    session, answer = session_of(request), request.POST.get("answer", "")
    label = label_of(request, _("Passkey"))
    try:
        passkeys.add(request, session, answer=answer, label=label, at=request.at)
    except AccountError as error:
        return not_taken(words.sentence_for(error), error.code)
    actions.note_factor(session.staff, at=request.at)
    return gone_on(request, reverse("accounts:account"))


@page(Action.OWN_ACCOUNT, proved=True, methods=("POST",))
def remove_passkey(request: DeskRequest, passkey: str) -> HttpResponse:
    """Take a passkey away."""
    try:
        actions.remove_passkey(session_of(request).staff, passkey, at=request.at)
    except AccountError as error:
        return account_page(request, words.sentence_for(error))
    return own_page()


@page(Action.OWN_ACCOUNT, proved=True)
def codes(request: DeskRequest) -> HttpResponse:
    """Make recovery codes and show them, once."""
    session = session_of(request)
    made = recovery.renew(session.staff) if request.method == "POST" else ()
    facts = {"codes": made, "left": recovery.how_many(session.staff)}
    return render(request, "accounts/codes.html", facts)


@page(Action.OWN_ACCOUNT, methods=("POST",))
def end_session(request: DeskRequest, session: str) -> HttpResponse:
    """End one of one's own sessions."""
    actions.end_session(session_of(request).staff, session)
    return own_page()
