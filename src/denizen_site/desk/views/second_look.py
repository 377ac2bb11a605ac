"""A supervisor's second look, at their own station, at the very draft that a clerk shares, while it is shared.

Nothing can be changed here but the decision.  It is bound to the papers that were on this page: if the clerk
saves others meanwhile, nothing is decided and the newest state is shown.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from denizen.documents import Outcome
from denizen_site.accounts.gate import Page, insist, page
from denizen_site.accounts.middleware import DeskRequest
from denizen_site.accounts.permission import Action, DecisionRecord, VisitRecord
from denizen_site.accounts.stations import station_secret
from denizen_site.adjudication import actions as adjudication
from denizen_site.adjudication.deciding import may_override
from denizen_site.config.database import in_our_words
from denizen_site.custody.bound_charter import bound_charter
from denizen_site.custody.queries import programme
from denizen_site.desk import shared_cookie, taken_cookie
from denizen_site.desk.case_words import OVERRIDE_REASONS, told_of
from denizen_site.desk.draft_view import draft_of
from denizen_site.desk.fault_words import Told
from denizen_site.desk.notices import refusal_notice
from denizen_site.desk.second_card import Answer
from denizen_site.desk.second_look_forms import OverrideForm, ShareCodeForm
from denizen_site.desk.versions import require_newest
from denizen_site.desk.views.photo import picture_answer
from denizen_site.desk.visit_page import Place
from denizen_site.enrolment import actions as enrolment
from denizen_site.enrolment.actions import OpenVisit
from denizen_site.enrolment.progress import progress
from denizen_site.enrolment.seal import not_here
from denizen_site.enrolment.taking import take_up
from denizen_site.errors import AdjudicationError, EnrolmentError
from denizen_site.ledger import actions as ledger
from denizen_site.ledger.acts import Act, OverrideReason

CHANGED = ("visit.changed_elsewhere", "visit.issued")


@dataclass(frozen=True, slots=True)
class Look:
    """What a supervisor's page knows: the shared visit as a place of its own."""

    place: Place

    @property
    def outcome(self) -> Outcome:
        """Give what the papers came to."""
        return self.place.progress.outcome

    def shown(
        self, form: OverrideForm | None = None, *, refusal: Told | None = None, status: int = 200
    ) -> HttpResponse:
        """Render the draft with what may be decided."""
        visit = self.place.visit
        reason = OverrideReason(visit.override.reason) if visit.override else None
        facts: dict[str, Any] = {
            "visit": visit,
            "draft": draft_of(self.place),
            "form": form or OverrideForm(),
            "refusal": refusal,
            "version": self.place.opened.version,
            "may_override": may_override(self.outcome),
            "override_words": OVERRIDE_REASONS[reason] if reason else "",
        }
        return render(self.place.request, "desk/second_look.html", facts, status=status)


def look_page(
    action: Action, *, methods: tuple[str, ...] = ("GET",)
) -> Callable[[Callable[[Look], HttpResponse]], Page]:
    """Declare a page of a visit that was taken up: opened anew for each request, only while it is shared."""

    def declare(view: Callable[[Look], HttpResponse]) -> Page:
        @page(action, methods=methods)
        @functools.wraps(view)
        def answer(request: HttpRequest) -> HttpResponse:
            desk = cast("DeskRequest", request)
            try:
                return view(look_at(desk, taken_cookie.opened(desk)))
            except EnrolmentError as refusal:
                return ended_or_changed(desk, refusal)

        return answer

    return declare


def look_at(request: DeskRequest, opened: OpenVisit) -> Look:
    """Open the page's visit; raises the gate's refusal for one's own."""
    insist(request, VisitRecord(opened.visit.clerk, shared=True), action=Action.SECOND_LOOK)
    charter, day = bound_charter(), programme().local_day(request.at)
    place = Place(request, opened, charter, day, progress(opened.visit, charter, at=day))
    return Look(place)


@page(Action.SECOND_LOOK)
def second_look(request: DeskRequest) -> HttpResponse:
    """Ask for the code; show the draft once it was taken up, for as long as it is shared."""
    if request.method == "POST":
        return taken_up(request, ShareCodeForm(request.POST))
    if not taken_cookie.has_taken(request):
        return asks_for_code(request, ShareCodeForm())
    try:
        return look_at(request, taken_cookie.opened(request)).shown()
    except EnrolmentError:
        return asks_for_code(request, ShareCodeForm(), ended=True)


def taken_up(request: DeskRequest, form: ShareCodeForm) -> HttpResponse:
    """Take the visit up with the code, which works once; whose own visit it is cannot."""
    if not form.is_valid():
        return asks_for_code(request, form, status=422)
    try:
        opened = enrolment.open_shared(form.cleaned_data["code"], at=request.at)
        look_at(request, opened)
        token = taken(request, opened)
    except EnrolmentError:
        ledger.count(Act.SHARE_CODE_REFUSED, day=today(request), by=request.actor.staff)
        form.refuse("code", no_such_code())
        return asks_for_code(request, form, status=422)
    response = HttpResponseRedirect(reverse("desk:second-look"))
    taken_cookie.keep_in_browser(response, token)
    return response


@in_our_words
def taken(request: DeskRequest, opened: OpenVisit) -> enrolment.VisitToken:
    """Take the visit up at this station and count the look."""
    secret = station_secret(request)
    if secret is None:
        raise not_here()
    with transaction.atomic():
        token = take_up(opened, station_secret=secret, at=request.at)
        ledger.count(Act.SECOND_LOOK_OPENED, day=today(request), by=request.actor.staff)
    return token


@look_page(Action.OVERRIDE, methods=("POST",))
def override(look: Look) -> HttpResponse:
    """Let the visit go on, with a coded reason."""
    form = OverrideForm(look.place.request.POST)
    if not form.is_valid():
        return look.shown(form, status=422)
    return decided(look, form.chosen)


@look_page(Action.OVERRIDE, methods=("POST",))
def uphold(look: Look) -> HttpResponse:
    """Leave the visit refused."""
    return decided(look, None)


@look_page(Action.ADJUDICATE_MATCH, methods=("POST",))
def match(look: Look) -> HttpResponse:
    """Decide what a possible match means, for exactly what the clerk has on the screen."""
    place = look.place
    others = DecisionRecord(frozenset({place.visit.clerk}))
    insist(place.request, others, action=Action.ADJUDICATE_MATCH)
    require_newest(place)
    try:
        answer = Answer(place.request.POST.get("decision", ""))
        adjudication.decide_match(place.opened, answer.value, by=place.request.actor.staff)
    except ValueError:
        return look.shown(status=422)
    except AdjudicationError as refusal:
        return look.shown(refusal=told_of(refusal), status=409)
    return HttpResponseRedirect(reverse("desk:second-look"))


def decided(look: Look, reason: OverrideReason | None) -> HttpResponse:
    """Record the decision about what was on the page, and show it."""
    place = look.place
    insist(place.request, DecisionRecord(frozenset({place.visit.clerk})), action=Action.OVERRIDE)
    require_newest(place)
    facts: dict[str, Any] = {
        "by": place.request.actor.staff,
        "outcome": look.outcome,
        "day": place.day,
    }
    try:
        if reason is None:
            adjudication.uphold(place.opened, **facts)
        else:
            adjudication.override(place.opened, reason, **facts)
    except AdjudicationError as refusal:
        return look.shown(refusal=told_of(refusal), status=409)
    return HttpResponseRedirect(reverse("desk:second-look"))


@look_page(Action.SECOND_LOOK)
def picture(look: Look) -> HttpResponse:
    """Give the photo, if there is one."""
    return picture_answer(look.place.visit.photo, "image/jpeg")


@look_page(Action.SECOND_LOOK)
def notice(look: Look) -> HttpResponse:
    """Show the notice of a refusal, in the resident's language, to be printed here."""
    back = (reverse("desk:second-look"), gettext("Back to the second look"))
    return refusal_notice(look.place, back=back)


@page(Action.SECOND_LOOK, methods=("POST",))
def close(request: DeskRequest) -> HttpResponse:
    """End the look before its minutes are over: nothing of the visit is left in this browser."""
    with contextlib.suppress(EnrolmentError):  # over already
        enrolment.unshare(taken_cookie.opened(request))
    response = HttpResponseRedirect(reverse("desk:second-look"))
    shared_cookie.forget_in_browser(response)
    return response


def asks_for_code(
    request: DeskRequest, form: ShareCodeForm, *, ended: bool = False, status: int = 200
) -> HttpResponse:
    """Ask for a code; a cookie that opens nothing any more is let go of."""
    facts = {"form": form, "ended": ended}
    response = render(request, "desk/second_look_code.html", facts, status=status)
    if ended:
        shared_cookie.forget_in_browser(response)
    return response


def ended_or_changed(request: DeskRequest, refusal: EnrolmentError) -> HttpResponse:
    """Say that the clerk saved something meanwhile, or that the visit is no longer shared."""
    if refusal.code in CHANGED:
        facts = {"is_issued": refusal.code == "visit.issued", "refusal": refusal}
        return render(request, "desk/second_look_changed.html", facts, status=409)
    return asks_for_code(request, ShareCodeForm(), ended=True, status=410)


def no_such_code() -> str:
    """Say that a code opens nothing, the same for every cause."""
    return gettext(
        "No visit is shared under this code. Ask the clerk to read it again, or to share anew."
    )


def today(request: DeskRequest) -> Any:
    """Give the city's day."""
    return programme().local_day(request.at)
