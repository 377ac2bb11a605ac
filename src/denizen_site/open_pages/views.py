"""The public pages; each is one question answered, and none keeps who asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from denizen.charter import Charter, ModeOfIssue
from denizen.charter.programme import Completeness
from denizen.documents import RuleSet
from denizen_site.errors import StateError
from denizen_site.open_pages import burned_keys, drills_played, queries
from denizen_site.open_pages import promise as promise_words
from denizen_site.open_pages.asking_to_stop import ask_to_stop
from denizen_site.open_pages.city import city, public_folder
from denizen_site.open_pages.demand_words import quarter_lines
from denizen_site.open_pages.forms import StopForm
from denizen_site.open_pages.public_page import public_page
from denizen_site.register.resident_page import ResidentGroup, resident_page

# name in the address -> kind; the file has the same name in the public folder
FILES = {
    "trust.cose": "application/cose",
    "keys.json": "application/json",
    "city.json": "application/json",
    "status.cwt": "application/statuslist+cwt",
    "status.jwt": "application/statuslist+jwt",
    "demands.csv": "text/csv; charset=utf-8",
    "demands.pdf": "application/pdf",
    "log.jsonl": "application/jsonl",
    "log-head.jws": "application/jose",
    burned_keys.FILE: "application/json",
}
FRESH_SECONDS = 900


def first(request: HttpRequest) -> HttpResponse:
    """Send to the first page in the charter's language; a browser's own language is never asked for."""
    del request
    return HttpResponseRedirect(reverse("open:home", kwargs={"language": settings.LANGUAGE_CODE}))


def short(request: HttpRequest, name: str) -> HttpResponse:
    """Send a short address, such as the one printed on every card's back, to its page."""
    del request
    return HttpResponseRedirect(reverse(name, kwargs={"language": settings.LANGUAGE_CODE}))


@public_page()
def home(request: HttpRequest) -> HttpResponse:
    """Say what the card is and what can be done here."""
    found = city().charter
    facts = {
        "words": words_of(found),
        "notices": found.notices,
        "paused": queries.intake_paused_since(),
    }
    return render(request, "open_pages/home.html", facts)


@public_page()
def bring(request: HttpRequest) -> HttpResponse:
    """List the papers that count, as the charter has them; nothing is asked and nothing can be typed."""
    found = city().charter
    rule_set = found.rule_set_at(today(found))
    facts = {
        "words": words_of(found),
        "groups": groups_of(rule_set),
        "paths": rule_set.paths,
        "is_whole": found.completeness is Completeness.COMPLETE,
    }
    return render(request, "open_pages/bring.html", facts)


@public_page(methods=("GET", "POST"))
def stop(request: HttpRequest) -> HttpResponse:
    """Stop a card by its number and code; a wrong pair learns nothing but that it is wrong."""
    form = StopForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "open_pages/stop.html", {"form": form}, status=status)
    try:
        stopped = ask_to_stop(form.cleaned_data["number"], form.cleaned_data["code"])
    except StateError as refusal:
        facts = {"form": form, "refusal": refusal}
        return render(request, "open_pages/stop.html", facts, status=503)
    if not stopped:
        return render(request, "open_pages/stop.html", {"form": form, "is_wrong": True}, status=422)
    return render(request, "open_pages/stopped.html")


@public_page()
def held(request: HttpRequest) -> HttpResponse:
    """Say what the city holds about a resident, from the same register that the tests hold."""
    return render(request, "open_pages/held.html", {"groups": held_in(city().charter)})


def held_in(charter: Charter) -> tuple[ResidentGroup, ...]:
    """Give the groups of what is held, as the charter's modes make them."""
    later, indexed = charter.mode_of_issue is ModeOfIssue.LATER, charter.one_card is not None
    return resident_page(prints_later=later, one_card=indexed)


@public_page()
def promise(request: HttpRequest) -> HttpResponse:
    """State the promise of the modes chosen: what exists, what does not, what a subpoena gets, the limits."""
    found = city().charter
    *held, never = held_in(found)
    facts = {
        "held": held,
        "never": never,
        "modes": promise_words.modes(found),
        "answers": promise_words.answers(found),
        "drills": promise_words.drill_lines(drills_played.published(public_folder())),
        "one_card": found.one_card,
        "burned": burned_keys.published(public_folder()),
        "limits": promise_words.LIMITS,
    }
    return render(request, "open_pages/promise.html", facts)


@public_page()
def figures(request: HttpRequest) -> HttpResponse:
    """Show the daily totals, rounded and with small numbers left out."""
    return render(request, "open_pages/figures.html", {"days": queries.daily_totals()})


@public_page()
def demands(request: HttpRequest) -> HttpResponse:
    """Show who asked for the city's records and how it answered, by quarter; small numbers are left out."""
    quarters = [quarter_lines(quarter, table) for quarter, table in queries.published_quarters()]
    return render(request, "open_pages/demands.html", {"quarters": quarters})


@public_page()
def log(request: HttpRequest) -> HttpResponse:
    """Show the public log's entries and its signed head."""
    facts = {"head": queries.head(), "entries": queries.entries()}
    return render(request, "open_pages/log.html", facts)


def words_of(charter: Charter) -> Mapping[str, str]:
    """Give the city's own words in the page's language, or in its first one."""
    language = translation.get_language() or charter.languages[0]
    return charter.text(language if language in charter.languages else charter.languages[0])


def groups_of(rule_set: RuleSet) -> list[dict[str, Any]]:
    """Sort the papers by what they count for, the commonest first."""
    documents = sorted(rule_set.documents.values(), key=lambda each: (-each.commonness, each.label))
    return [
        {
            "words": words,
            "documents": [each for each in documents if each.counts.get(column, 0) > 0],
        }
        for column, words in rule_set.columns.items()
    ]


def today(charter: Charter) -> date:
    """Give the city's day."""
    return datetime.now(ZoneInfo(charter.time_zone)).date()


def published_file(request: HttpRequest, name: str) -> FileResponse:
    """Give one published file, whole, to be kept by whoever stands between for a quarter of an hour."""
    del request
    path: Path = public_folder() / name
    if name not in FILES or not path.is_file():
        raise Http404
    response = FileResponse(path.open("rb"), content_type=FILES[name])
    response.headers["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def status_list(request: HttpRequest) -> FileResponse:
    """Give the status list at the address that every card carries; wallets ask for the JWT form."""
    wants_jwt = "statuslist+jwt" in request.headers.get("Accept", "")
    return published_file(request, "status.jwt" if wants_jwt else "status.cwt")
