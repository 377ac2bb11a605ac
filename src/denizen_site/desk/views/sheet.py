"""The sheet to take away: what to bring, in the resident's language, with nothing about them on it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from denizen.charter import Charter
from denizen_site.accounts.gate import page
from denizen_site.accounts.middleware import DeskRequest
from denizen_site.accounts.permission import Action
from denizen_site.accounts.stations import station_of
from denizen_site.custody.bound_charter import bound_charter
from denizen_site.custody.queries import programme
from denizen_site.desk.languages import OWN_NAMES, RIGHT_TO_LEFT, choices
from denizen_site.desk.paper_view import score_of
from denizen_site.desk.visit_page import Place, visit_page
from denizen_site.enrolment.progress import assessed
from denizen_site.enrolment.visit import Visit


@visit_page(Action.CHECK_PAPERS)
def sheet(place: Place) -> HttpResponse:
    """Show what this visitor is to bring; the language can be changed here and is kept for the visit."""
    if place.posted:
        tag = place.request.POST.get("language", "")
        if tag in OWN_NAMES and tag != place.visit.language:
            place.saved(place.visit.with_(language=tag))
        return HttpResponseRedirect(reverse("desk:sheet"))
    words = gettext("Back to the papers")  # in the clerk's language, before the sheet's begins
    back = {"back_address": reverse("desk:papers"), "back_words": words}
    with frame_language(place.visit.language):
        outcome = place.progress.outcome
        score = score_of(place.visit, place.charter, outcome=outcome, at=place.day, takes_home=True)
        facts = (
            frame(place.request, place.charter, language=place.visit.language)
            | {"score": score}
            | back
        )
        return place.render("desk/sheet.html", **facts | {"steps": ()})


@page(Action.SEE_HOME, methods=("GET",))
def what_to_bring(request: DeskRequest, language: str) -> HttpResponse:
    """Show what anybody is to bring, in a language; no visit is needed."""
    if language not in OWN_NAMES:
        raise Http404
    charter, day = bound_charter(), programme().local_day(request.at)
    words = gettext("Back to the desk")
    back = {"back_address": reverse("desk:home"), "back_words": words}
    with frame_language(language):
        score = general_score(charter, day)
        facts = frame(request, charter, language=language) | {"score": score} | back
        return render(request, "desk/sheet.html", facts)


def general_score(charter: Charter, day: date) -> Any:
    """Weigh an empty desk: what is missing then is what everybody brings."""
    nobody = Visit(clerk="", language="", opened_minute=0)
    outcome = assessed(nobody, charter, at=day)
    return score_of(nobody, charter, outcome=outcome, at=day, takes_home=True)


def frame_language(language: str) -> Any:
    """Switch to the language if our screens have it, and else to English."""
    return translation.override(language if is_ours(language) else "en")


def is_ours(language: str) -> bool:
    """Say whether our own sentences exist in a language."""
    return language in dict(settings.LANGUAGES)


def frame(request: DeskRequest, charter: Charter, *, language: str) -> dict[str, Any]:
    """Give what every sheet says besides the papers; the city's own words where it has them."""
    has_words = language in charter.languages
    own_language = language if has_words else charter.languages[0]
    station = station_of(request)
    place = charter.place
    return {
        "charter": charter,
        "chosen": language,
        "choices": choices(charter),
        "own_name": OWN_NAMES[language],
        "not_translated": not is_ours(language),
        "is_english": language == "en",
        "own": charter.text(own_language),
        "own_language": own_language,
        "own_direction": "rtl" if own_language in RIGHT_TO_LEFT else "ltr",
        "where": f"{station.place}, {place.name}" if station is not None else place.name,
    }
