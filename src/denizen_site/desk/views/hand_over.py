"""Hand over: look once more, explain the slip, end the visit; a drawn visit waits for a second clerk's look."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from denizen.errors import DenizenError
from denizen_press.labels import RIGHT_TO_LEFT
from denizen_press.slip_words import SLIP_WORDS
from denizen_site.accounts.gate import insist, page
from denizen_site.accounts.middleware import DeskRequest
from denizen_site.accounts.permission import Action, VisitRecord
from denizen_site.custody.bound_charter import bound_charter
from denizen_site.desk import actions, visit_cookie
from denizen_site.desk.fault_words import told
from denizen_site.desk.forms import BeginForm
from denizen_site.desk.visit_page import Place, to_step, visit_page
from denizen_site.enrolment import actions as enrolment
from denizen_site.enrolment.progress import Step, may_hand_over
from denizen_site.enrolment.visit import HeldParts
from denizen_site.errors import EnrolmentError
from denizen_site.ledger import actions as ledger
from denizen_site.ledger.acts import Act

# The languages in which the public door has its page on what the city holds.
PUBLIC_LANGUAGES = ("en", "es", "ar")


@visit_page(Action.HAND_OVER, step=Step.HAND_OVER)
def hand_over(place: Place) -> HttpResponse:
    """Show what to look at before the card changes hands, and end the visit with it."""
    held = place.visit.held
    if held is None or not is_ready(held):
        return to_step(Step.ISSUE)
    if not place.posted:
        return shown(place)
    if "ask" in place.request.POST:
        return ask_second_clerk(place)
    if not may_hand_over(place.visit):  # a page from before, or a hand-made request
        return shown(place, status=409)
    try:
        actions.hand_over(place)
    except EnrolmentError:
        raise
    except DenizenError as refusal:
        return shown(place, refusal=refusal, status=409)
    return ended()


def is_ready(held: HeldParts) -> bool:
    """Say whether the card came out well, or waits to be printed elsewhere."""
    return held.printed or not held.files


def shown(
    place: Place, *, code: str = "", refusal: DenizenError | None = None, status: int = 200
) -> HttpResponse:
    """Render the page; `code` lets a second clerk open the visit, and is shown this once."""
    visit = place.visit
    tag = visit.language if visit.language in SLIP_WORDS else "en"
    return place.render(
        "desk/hand_over.html",
        status=status,
        refusal=None if refusal is None else told(refusal),
        may_hand_over=may_hand_over(visit),
        prints_later=visit.held is not None and not visit.held.files,
        slip=SLIP_WORDS[tag],
        slip_tag=tag,
        slip_is_rtl=tag in RIGHT_TO_LEFT,
        holds_address=holds_address(place.charter.issuer, tag),
        share_code=code,
        share_minutes=enrolment.SHARE_MINUTES,
    )


def holds_address(issuer: str, tag: str) -> str:
    """Give the public page on what the city holds, as it is read out."""
    language = tag if tag in PUBLIC_LANGUAGES else "en"
    return f"{urlsplit(issuer).netloc}/{language}/what-the-city-holds"


def ended() -> HttpResponse:
    """Let go of the visit and lead to the next person."""
    response = HttpResponseRedirect(reverse("desk:done"))
    visit_cookie.forget_in_browser(response)
    return response


def ask_second_clerk(place: Place) -> HttpResponse:
    """Share the visit with a second clerk for ten minutes; the code is read out, never sent."""
    if may_hand_over(place.visit):
        return to_step(Step.HAND_OVER)
    insist(place.request, VisitRecord(place.visit.clerk), action=Action.SHARE_VISIT)
    with transaction.atomic():
        code = enrolment.share(place.opened, at=place.request.at)
        ledger.count(Act.DRAFT_SHARED, day=place.day, by=place.request.actor.staff)
    return shown(place, code=code)


@page(Action.OPEN_VISIT, methods=("GET",))
def done(request: DeskRequest) -> HttpResponse:
    """Say that the visit is over, and begin the next with one key."""
    form = BeginForm(charter=bound_charter(), actor=request.actor)
    return render(request, "desk/done.html", {"form": form})
