"""The counter's page about a card: found by its number, its code or its loss slip; shown, stopped, followed."""

from __future__ import annotations

import base64
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from denizen_site.accounts.gate import insist, page
from denizen_site.accounts.middleware import DeskRequest
from denizen_site.accounts.permission import Action, DecisionRecord
from denizen_site.custody.bound_charter import bound_charter
from denizen_site.desk import actions, visit_cookie
from denizen_site.desk.actions import OldCard
from denizen_site.desk.card_forms import FollowForm, Follows, NumberForm, ScanForm, StopForm
from denizen_site.desk.card_words import held_rows, never_held, next_list
from denizen_site.desk.counter_words import told
from denizen_site.desk.languages import choices
from denizen_site.desk.scanned_card import ScannedCard, among, in_picture
from denizen_site.desk.visit_page import ADDRESSES
from denizen_site.enrolment.progress import Step
from denizen_site.enrolment.visit import Purpose
from denizen_site.errors import EnrolmentError, LifecycleError
from denizen_site.lifecycle import actions as lifecycle
from denizen_site.lifecycle import queries


@page(Action.SHOW_CARD, methods=("GET",))
def cards(request: DeskRequest) -> HttpResponse:
    """Ask which card it is about."""
    return first_page(request)


@page(Action.SHOW_CARD)
def find(request: DeskRequest) -> HttpResponse:
    """Show what the city holds about a card, and what can be done with it."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("desk:cards"))
    number_form, scan_form = NumberForm(), blank_scan_form()
    if "number" in request.POST:
        form = number_form = NumberForm(request.POST)
    else:
        form = scan_form = ScanForm(request.POST, request.FILES, auto_id="scan_%s")
    forms = {"number_form": number_form, "scan_form": scan_form}
    if not form.is_valid():
        return first_page(request, status=422, **forms)
    try:
        return card_page(request, card_in(form))
    except LifecycleError as refusal:
        return first_page(request, status=422, refusal=told(refusal), **forms)


def card_in(form: NumberForm | ScanForm) -> ScannedCard:
    """Give the card that was typed or scanned; raises `LifecycleError`."""
    if isinstance(form, NumberForm):
        return ScannedCard(form.cleaned_data["number"])
    picture = form.cleaned_data["picture"]
    return in_picture(picture.read()) if picture else among([form.cleaned_data["text"]])


@page(Action.SHOW_CARD)
def held(request: DeskRequest) -> HttpResponse:
    """Print for the holder what the city holds about their card."""
    form = NumberForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return HttpResponseRedirect(reverse("desk:cards"))
    try:
        found = queries.show(form.cleaned_data["number"])
    except LifecycleError as refusal:
        return first_page(request, status=422, refusal=told(refusal))
    facts = {"rows": held_rows(found), "never": never_held(bound_charter())}
    return render(request, "desk/card_held.html", facts)


@page(Action.REPLACE_CARD)
def follow(request: DeskRequest) -> HttpResponse:
    """Begin a visit for another card in place of one that lies on the desk."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("desk:cards"))
    form = FollowForm(request.POST, charter=bound_charter(), auto_id="follow_%s")
    is_good = form.is_valid()
    number = form.cleaned_data.get("number")
    if number is None:
        return first_page(request, status=422)
    try:
        if not is_good:
            return card_page(request, ScannedCard(number), status=422, follow_form=form)
        can = queries.followable(number, at=request.at)
        refused = can.renew if form.why is Follows.RENEWAL else can.replace
        if refused is not None:
            return card_page(request, ScannedCard(number), status=409, refusal=told(refused))
        old = OldCard(number, form.why.reason)
        return begun(request, old, purpose=form.why.purpose, language=form.cleaned_data["language"])
    except LifecycleError as refusal:
        return first_page(request, status=422, refusal=told(refusal))


@page(Action.STOP_CARD)
def stop(request: DeskRequest) -> HttpResponse:
    """Stop a card by the slip's code, or as a supervisor; a lost one is followed by a visit for the next."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("desk:cards"))
    form = StopForm(request.POST, charter=bound_charter(), actor=request.actor, auto_id="slip_%s")
    if not form.is_valid():
        return stop_again(request, form)
    number = form.cleaned_data["number"]
    try:
        stop_card(request, form)
        refused = queries.followable(number, at=request.at).replace
    except LifecycleError as refusal:
        form.refuse(None, f"{told(refusal).summary} {told(refusal).mend}", code=refusal.code)
        return stop_again(request, form)
    if not form.what.wants_new:
        return stopped_page(request)
    if refused is not None:
        facts = {"refusal": told(refused), "is_stopped_now": True}
        return card_page(request, ScannedCard(number), status=409, **facts)
    old, language = OldCard(number, form.what.value), form.cleaned_data["language"]
    return begun(request, old, purpose=Purpose.REPLACEMENT, language=language)


def stop_card(request: DeskRequest, form: StopForm) -> None:
    """Stop the card; raises `LifecycleError`.  One that was stopped before stays so."""
    number, code = form.cleaned_data["number"], form.cleaned_data["code"]
    at, by = request.at, request.actor.staff
    if code is not None:
        lifecycle.revoke_by_code(number, code, at=at, by=by)
        return
    insist(request, DecisionRecord(frozenset()), action=Action.STOP_CARD_WITHOUT_CODE)
    try:
        lifecycle.revoke_by_staff(number, form.what.staff_reason, at=at, by=by)
    except LifecycleError as refusal:
        if refusal.code != "lifecycle.already_stopped":
            raise


def stop_again(request: DeskRequest, form: StopForm) -> HttpResponse:
    """Show the form again where it was sent from: on the card's page, or on the first one."""
    number = form.cleaned_data.get("number")
    if number is not None and request.POST.get("shown"):
        try:
            return card_page(request, ScannedCard(number), status=422, stop_form=form)
        except LifecycleError:
            pass
    return first_page(request, status=422, stop_form=form)


def begun(request: DeskRequest, old: OldCard, *, purpose: Purpose, language: str) -> HttpResponse:
    """Begin the visit and go to its papers, unless another visit is in hand at this desk."""
    if is_in_hand(request):
        return card_page(request, ScannedCard(old.number), status=409)
    token = actions.begin(request, language=language, purpose=purpose, old=old)
    response = HttpResponseRedirect(reverse(ADDRESSES[Step.PAPERS]))
    visit_cookie.keep_in_browser(response, token)
    return response


def is_in_hand(request: HttpRequest) -> bool:
    """Say whether this browser holds a visit that is not over."""
    if not visit_cookie.has_visit(request):
        return False
    try:
        visit_cookie.opened(request)
    except EnrolmentError:
        return False
    return True


def blank_scan_form() -> ScanForm:
    """Make the form for a card's code."""
    return ScanForm(auto_id="scan_%s")


def blank_stop_form(request: DeskRequest, **more: Any) -> StopForm:
    """Make the form for a card's stop code."""
    return StopForm(charter=bound_charter(), actor=request.actor, auto_id="slip_%s", **more)


def first_page(request: DeskRequest, *, status: int = 200, **facts: Any) -> HttpResponse:
    """Render the page that asks which card it is about."""
    charter = bound_charter()
    known = {
        "number_form": NumberForm(),
        "scan_form": blank_scan_form(),
        "stop_form": blank_stop_form(request),
        "languages": [pair for pair in choices(charter) if pair[0] in charter.languages],
        "is_in_hand": is_in_hand(request),
    }
    return render(request, "desk/cards.html", {**known, **facts}, status=status)


def card_page(
    request: DeskRequest, card: ScannedCard, *, status: int = 200, **facts: Any
) -> HttpResponse:
    """Render a card's page; raises `LifecycleError` for one that the city does not hold."""
    found = queries.show(card.number)
    known = {
        "number": card.number.value,
        "rows": held_rows(found),
        "is_good": found["standing"] == "active",
        "is_handed_over": found["print_state"] == "handed_over",
        "picture": base64.b64encode(card.picture).decode(),
        "can": queries.followable(card.number, at=request.at),
        "follow_form": FollowForm(charter=bound_charter(), auto_id="follow_%s"),
        "stop_form": blank_stop_form(request),
        "is_in_hand": is_in_hand(request),
        "next_list": next_list(request.at, bound_charter()),
    }
    return render(request, "desk/card.html", {**known, **facts}, status=status)


def stopped_page(request: DeskRequest) -> HttpResponse:
    """Say that the card is stopped and when counters know."""
    facts = {"next_list": next_list(request.at, bound_charter())}
    return render(request, "desk/card_stopped.html", facts)
