"""The clerk shares the visit in hand with a supervisor: a code to read out, for ten minutes at most."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext

from denizen_site.accounts.permission import Action
from denizen_site.config.database import in_our_words
from denizen_site.desk.city_clock import clock_words
from denizen_site.desk.notices import refusal_notice
from denizen_site.desk.visit_page import Place, to_step, visit_page
from denizen_site.enrolment import actions as enrolment
from denizen_site.enrolment.progress import Step
from denizen_site.enrolment.taking import share_facts
from denizen_site.errors import EnrolmentError
from denizen_site.ledger import actions as ledger
from denizen_site.ledger.acts import Act


@visit_page(Action.SHARE_VISIT)
def share(place: Place) -> HttpResponse:
    """Show how the visit is shared; make a code, or take the visit back.

    The code is on this one answer and nowhere else, so that asking leads to no other address: loading the page
    again shows that a code is out, and not which.
    """
    if not place.posted:
        return shown(place)
    if place.request.POST.get("act") == "take_back":
        enrolment.unshare(place.opened)
        return HttpResponseRedirect(reverse("desk:share"))
    try:
        return shown(place, code=shared(place))
    except EnrolmentError as refusal:
        if refusal.code != "visit.share_again":
            raise
        return shown(place, busy=True)


@visit_page(Action.CHECK_PAPERS, methods=("GET",))
def notice(place: Place) -> HttpResponse:
    """Show the notice of a refusal, to be printed and handed over; while the papers suffice there is none."""
    if Step.PAPERS in place.progress.done:
        return to_step(place.progress.current)
    return refusal_notice(place, back=(reverse("desk:papers"), gettext("Back to the papers")))


@in_our_words
def shared(place: Place) -> str:
    """Share the visit and count it."""
    with transaction.atomic():
        code = enrolment.share(place.opened, at=place.request.at)
        ledger.count(Act.DRAFT_SHARED, day=place.day, by=place.request.actor.staff)
    return code


def shown(place: Place, *, code: str = "", busy: bool = False) -> HttpResponse:
    """Render the page."""
    facts = share_facts(place.opened, at=place.request.at)
    left = 0 if facts is None else minutes_left(facts.ends, place.request.at)
    return place.render(
        "desk/share.html",
        status=409 if busy else 200,
        code=code,
        busy=busy,
        facts=facts,
        left=left,
        until="" if facts is None else clock_words(facts.ends),
        decided=place.visit.is_overridden
        or place.visit.is_upheld
        or place.visit.decided_match is not None,
    )


def minutes_left(ends: datetime, at: datetime) -> int:
    """Count the minutes that have begun."""
    return -(int((at - ends).total_seconds()) // 60)
