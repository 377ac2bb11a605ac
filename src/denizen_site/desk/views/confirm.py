"""The turned screen: the card as it will be, in the resident's language, and their yes or no."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from denizen_site.accounts.permission import Action
from denizen_site.desk.languages import RIGHT_TO_LEFT, choices
from denizen_site.desk.screen_words import LANGUAGES, screen_words
from denizen_site.desk.turned_card import cents_due, turned_lines
from denizen_site.desk.visit_page import Place, to_step, visit_page
from denizen_site.enrolment.actions import changed_elsewhere
from denizen_site.enrolment.progress import Step


@visit_page(Action.CONFIRM, step=Step.CONFIRM)
def confirm(place: Place) -> HttpResponse:
    """Show the card; take the resident's yes, for exactly what they were shown."""
    if place.visit.held is not None:
        return to_step(Step.ISSUE)
    if place.posted and "language" in place.request.POST:
        return in_language(place, place.request.POST["language"])
    if place.posted:
        return agreed(place)
    return shown(place, asks_which="wrong" in place.request.GET)


def in_language(place: Place, language: str) -> HttpResponse:
    """Go on in another language."""
    if language in LANGUAGES:
        place.saved(place.visit.with_(language=language))
    return HttpResponseRedirect(reverse("desk:confirm"))


def agreed(place: Place) -> HttpResponse:
    """Keep the resident's word; raises `EnrolmentError` when what they saw is not what would be printed."""
    seen = place.request.POST.get("shown", "")
    if not secrets.compare_digest(seen.encode(), place.visit.shown().hex().encode()):
        raise changed_elsewhere()
    place.saved(place.visit.with_(confirmed=place.visit.shown()))
    return to_step(Step.ISSUE)


def shown(place: Place, *, asks_which: bool) -> HttpResponse:
    """Render the turned screen in the resident's language, whatever the clerk reads."""
    visit, tag = place.visit, place.visit.language
    facts: dict[str, Any] = {
        "lines": turned_lines(visit, place.charter, at=place.day),
        "words": screen_words(tag),
        "tag": tag,
        "is_turned_rtl": tag in RIGHT_TO_LEFT,
        "cents": cents_due(visit, place.charter, at=place.day),
        "languages": choices(place.charter),
        "asks_which": asks_which,
        "shown": visit.shown().hex(),
        "staff_back": gettext("Clerk: back"),
    }
    with translation.override(tag):
        return place.render("desk/confirm.html", **facts)
