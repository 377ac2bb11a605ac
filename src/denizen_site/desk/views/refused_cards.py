"""What people told us of places that refused the card: the liaison looks, talks to the place, and closes."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from denizen.charter import Acceptor, Charter
from denizen_site.accounts.gate import page
from denizen_site.accounts.middleware import DeskRequest
from denizen_site.accounts.permission import Action
from denizen_site.counters.words import (
    OUTCOMES,
    WHAT,
    Said,
    place_words,
    service_words,
    terms_of,
)
from denizen_site.custody.bound_charter import bound_charter
from denizen_site.desk.refused_card_forms import CloseForm
from denizen_site.errors import RefusedCardError
from denizen_site.refused_cards import actions as refused_cards
from denizen_site.refused_cards.queries import (
    ReportRow,
    closed_reports,
    open_count,
    open_reports,
)
from denizen_site.refused_cards.reports import Outcome, What


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One row as the page shows it, with what the charter says of the place and a form to close it."""

    row: ReportRow
    kind: str
    place: str
    what: str
    outcome: str
    known: Acceptor | None
    terms: Said | None
    form: CloseForm | None


@page(Action.REFUSED_CARDS, methods=("GET",))
def refused(request: DeskRequest) -> HttpResponse:
    """List what is open, and what was closed in the months that are still kept."""
    return listed(request)


@page(Action.REFUSED_CARDS, methods=("POST",))
def close(request: DeskRequest) -> HttpResponse:
    """Close one row."""
    form = CloseForm(request.POST)
    if not form.is_valid():
        return listed(request, sent=form, status=422)
    chosen = form.cleaned_data
    outcome, by = Outcome(chosen["outcome"]), request.actor.staff
    try:
        refused_cards.close(chosen["report"], outcome, at=request.at, by=by)
    except RefusedCardError:
        return listed(request, is_gone=True, status=409)
    return HttpResponseRedirect(reverse("desk:refused-cards"))


def listed(
    request: DeskRequest,
    *,
    sent: CloseForm | None = None,
    is_gone: bool = False,
    status: int = 200,
) -> HttpResponse:
    """Render the page."""
    charter = bound_charter()
    facts = {
        "lines": [line_of(row, charter, sent=sent) for row in open_reports()],
        "closed": [line_of(row, charter) for row in closed_reports()],
        "open_count": open_count(),
        "is_gone": is_gone,
    }
    return render(request, "desk/refused_cards.html", facts, status=status)


def line_of(row: ReportRow, charter: Charter, *, sent: CloseForm | None = None) -> ReportLine:
    """Put a row into words."""
    known = next((each for each in charter.acceptance.rows if each.id == row.place), None)
    return ReportLine(
        row=row,
        kind=service_words(charter, row.service),
        place=place_words(charter, row.place) if row.place else "",
        what=str(WHAT[What(row.what)]),
        outcome=str(OUTCOMES[Outcome(row.outcome)]) if row.outcome else "",
        known=known,
        terms=terms_of(known) if known is not None and known.terms else None,
        form=None if row.outcome else form_of(row, sent),
    )


def form_of(row: ReportRow, sent: CloseForm | None) -> CloseForm:
    """Give a row's own form: the one that was sent for it, or a fresh one."""
    if sent is not None and sent.data.get("report") == row.id:
        return sent
    return CloseForm(initial={"report": row.id}, auto_id=f"{row.id}_%s")
