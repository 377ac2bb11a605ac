"""Who accepts the card, and one form on which anybody says that somebody did not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from denizen.charter import Acceptor, Service, Shown
from denizen_site.counters.forms import RefusedForm
from denizen_site.counters.telling import tell
from denizen_site.counters.words import OUTCOMES, SEEN, Said, note_of, said, service_words, terms_of
from denizen_site.errors import RefusedCardError, StateError
from denizen_site.open_pages import queries
from denizen_site.open_pages.city import city
from denizen_site.open_pages.public_page import public_page
from denizen_site.refused_cards.reports import Outcome

SHOWN_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Taker:
    """One place as the page shows it."""

    name: Said
    terms: Said
    cite: str
    as_of: date | None
    checked: date | None
    mark: str
    source: str


@dataclass(frozen=True, slots=True)
class Opened:
    """One kind of place, and what its screen shows of a card."""

    name: Said
    sees: str


@public_page()
def accepts(request: HttpRequest) -> HttpResponse:
    """List who must take the card and who has agreed to, what is not known, and what was reported."""
    charter = city().charter
    months = queries.refused_months(most=SHOWN_MONTHS)
    facts = {
        "must": [taker(each) for each in charter.acceptance.must],
        "agreed": [taker(each) for each in charter.acceptance.agreed],
        "note": note_of(charter),
        "opened": [opened(each) for each in charter.services],
        "name_in_code": charter.qr.name is Shown.CLEAR,
        "months": months,
        "shown_services": [
            (service_words(charter, name), number)
            for name, number in (months[0].reported.items() if months else ())
            if number is not None
        ],
        "shown_outcomes": [
            (OUTCOMES[Outcome(name)], number)
            for name, number in (months[0].closed.items() if months else ())
            if number is not None
        ],
    }
    return render(request, "counters/accepts.html", facts)


def taker(row: Acceptor) -> Taker:
    """Dress one place for the page."""
    attribution = row.attribution
    return Taker(
        said(row), terms_of(row), row.cite, row.as_of, row.checked, attribution.reading.value,
        attribution.source,
    )  # fmt: skip


def opened(service: Service) -> Opened:
    """Dress one service for the page."""
    # Translators: what stands between two things of a list.
    return Opened(said(service), gettext(", ").join(str(SEEN[each]) for each in service.may_see))


@public_page(methods=("GET", "POST"))
def refused(request: HttpRequest) -> HttpResponse:
    """Take a report of a refused card; whoever sends it is not asked who they are, and nothing tells us."""
    is_sent = request.method == "POST"
    form = RefusedForm(request.POST if is_sent else None, charter=city().charter)
    if not is_sent or not form.is_valid():
        return form_page(request, form, status=422 if is_sent else 200)
    try:
        tell(form.report())
    except RefusedCardError:
        return form_page(request, form, problem="too_many", status=429)
    except StateError:
        return form_page(request, form, problem="away", status=503)
    language = translation.get_language()
    address = reverse("counters:noted", kwargs={"language": language})
    return HttpResponseRedirect(address, status=303)


def form_page(
    request: HttpRequest, form: RefusedForm, *, status: int, problem: str = ""
) -> HttpResponse:
    """Render the form."""
    facts = {"form": form, "problem": problem}
    return render(request, "counters/refused.html", facts, status=status)


@public_page()
def noted(request: HttpRequest) -> HttpResponse:
    """Thank, and say what happens now."""
    return render(request, "counters/noted.html")
