"""Demands for records: taken in, answered from the register and the rules, signed by two, sent as a letter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from denizen_site.accounts.gate import insist, page
from denizen_site.accounts.middleware import DeskRequest
from denizen_site.accounts.permission import Action, DecisionRecord
from denizen_site.accounts.roles import Role
from denizen_site.custody.bound_charter import bound_charter
from denizen_site.custody.queries import programme
from denizen_site.demands import actions as demands
from denizen_site.demands import queries
from denizen_site.demands.calendar import calendar
from denizen_site.demands.community import bound_community
from denizen_site.demands.kinds import Asked, DemandState
from denizen_site.demands.queries import DemandFacts
from denizen_site.demands.rules import share_answer
from denizen_site.desk.actions import today
from denizen_site.desk.demand_forms import (
    ReceiveForm,
    ReplyForm,
    SearchForm,
    ShareForm,
    seen_reply,
)
from denizen_site.desk.demand_letter import letter_pdf
from denizen_site.desk.demand_view import (
    asked_lines,
    calendar_entry,
    line_of,
    rule_line_of,
    ruled_of,
)
from denizen_site.desk.demand_words import REFUSALS
from denizen_site.desk.fault_words import Told, told
from denizen_site.desk.views.issue import PDF_POLICY
from denizen_site.errors import DemandError, HoldError
from denizen_site.holds import actions as holds
from denizen_site.holds.actions import Side

SIDES = {Role.CITY_LAWYER: Side.LAWYER, Role.DIRECTOR: Side.DIRECTOR}
LETTER_LANGUAGES = (("en", "English"), ("es", "Español"), ("ar", "العربية"))


@page(Action.DEMANDS, methods=("GET",))
def listing(request: DeskRequest) -> HttpResponse:
    """List what is to be answered, what is due first at the top, and what was answered."""
    charter, day = bound_charter(), today(request.at)
    facts = {
        "open": [line_of(each, charter, today=day) for each in queries.open_demands()],
        "closed": [line_of(each, charter, today=day) for each in queries.closed_demands()],
        "attorney": charter.demands.attorney,
        "note": charter.demands.note,
    }
    return render(request, "desk/demands.html", facts)


@page(Action.RECORD_DEMAND)
def receive(request: DeskRequest) -> HttpResponse:
    """Take a demand in."""
    sent = request.POST if request.method == "POST" else None
    form = ReceiveForm(sent, today=today(request.at))
    if sent is None or not form.is_valid():
        status = 200 if sent is None else 422
        return render(request, "desk/demand_new.html", {"form": form}, status=status)
    id_ = demands.receive(form.receipt(), at=request.at, by=request.actor.staff)
    return to_demand(id_)


@page(Action.DEMANDS, methods=("GET",))
def demand(request: DeskRequest, demand: str) -> HttpResponse:
    """Show one demand: what exists, what the rules say, by when, and who has signed."""
    return demand_page(request, found(demand))


@page(Action.RECORD_DEMAND, methods=("POST",))
def search(request: DeskRequest, demand: str) -> HttpResponse:
    """Look a card's number up and answer on this page only; the number is written nowhere."""
    facts, form = found(demand), SearchForm(request.POST)
    if not form.is_valid():
        return demand_page(request, facts, status=422, search_form=form)
    number = form.cleaned_data["number"]
    if number is not None and may_confirm(facts, at=today(request.at)):
        good = demands.confirm_card(facts.id, number, at=request.at, by=request.actor.staff)
        return demand_page(request, found(facts.id), verdict="good" if good else "not_good")
    demands.search(facts.id, number, at=request.at, by=request.actor.staff)
    return to_demand(facts.id)


def may_confirm(facts: DemandFacts, *, at: date) -> bool:
    """Say whether a card check was asked for and the rules let this caller be told."""
    if Asked.CARD_CHECK not in facts.asked:
        return False
    ruled = ruled_of(facts, at=at)
    return all(
        each.answer.ruling in demands.ALLOWING for each in ruled if each.asked is Asked.CARD_CHECK
    )


@page(Action.RECORD_DEMAND, methods=("POST",))
def propose(request: DeskRequest, demand: str) -> HttpResponse:
    """Propose a reply, which two others sign."""
    facts, form = found(demand), ReplyForm(request.POST)
    if not form.is_valid():
        return demand_page(request, facts, status=422, reply_form=form)
    return tried(
        request,
        facts,
        act=lambda: demands.propose(facts.id, form.chosen(), at=request.at, by=request.actor.staff),
    )


@page(Action.APPROVE_DEMAND, methods=("POST",))
def sign(request: DeskRequest, demand: str) -> HttpResponse:
    """Sign the reply that stands on the page, as the city's lawyer or as the director."""
    facts, actor = found(demand), request.actor
    insist(request, DecisionRecord(frozenset({facts.proposed_by})))
    seen, side = request.POST.get("reply", ""), SIDES[actor.role]
    return tried(
        request,
        facts,
        act=lambda: demands.sign(
            facts.id, side, reply=seen_reply(seen), at=request.at, by=actor.staff
        ),
    )


@page(Action.RECORD_DEMAND, methods=("POST",))
def close(request: DeskRequest, demand: str) -> HttpResponse:
    """Note that the letter went out."""
    facts = found(demand)
    return tried(
        request, facts, act=lambda: demands.close(facts.id, at=request.at, by=request.actor.staff)
    )


@page(Action.RECORD_DEMAND, methods=("POST",))
def share(request: DeskRequest, demand: str) -> HttpResponse:
    """Answer whoever is about to tell somebody's status: with the clause, and on the director's day page.

    Nothing is ever told from here, since this software holds no status.  What the rules do not clearly let is
    stopped; what they let goes to the attorney all the same.
    """
    facts, form = found(demand), ShareForm(request.POST)
    if not form.is_valid():
        return demand_page(request, facts, status=422, share_form=form)
    community, day = bound_community(), today(request.at)
    answer = share_answer(form.chosen(), asking=facts.asking, community=community, at=day)
    is_let = answer.ruling in demands.ALLOWING
    if not is_let:
        demands.stop_disclosure(facts.id, answer, at=request.at, by=request.actor.staff)
    shown = {
        "line": line_of(facts, bound_charter(), today=day),
        "rule": rule_line_of("share_status", answer),
        "is_let": is_let,
        "attorney": bound_charter().demands.attorney,
    }
    return render(request, "desk/demand_stopped.html", shown, status=200 if is_let else 403)


@page(Action.HOLD_DELETION, methods=("POST",))
def hold(request: DeskRequest, demand: str) -> HttpResponse:
    """Stop every deletion because of this demand."""
    facts = found(demand)
    return tried(
        request, facts, act=lambda: demands.hold(facts.id, at=request.at, by=request.actor.staff)
    )


@page(Action.LIFT_HOLD, methods=("POST",))
def lift(request: DeskRequest, demand: str) -> HttpResponse:
    """Agree to lift the hold; the second of the two lifts it."""
    facts, actor = found(demand), request.actor
    if facts.hold is None:
        return to_demand(facts.id)
    id_, side = facts.hold.id, SIDES[actor.role]
    return tried(
        request,
        facts,
        act=lambda: holds.agree_to_lift(id_, side, at=request.at, by=actor.staff),
    )


@page(Action.DEMANDS, methods=("GET",))
def letter(request: DeskRequest, *, demand: str, language: str) -> HttpResponse:
    """Give the letter as a PDF in one of the languages."""
    if language not in dict(LETTER_LANGUAGES):
        raise Http404
    facts, charter = found(demand), bound_charter()
    specimen, day = programme().prints_specimens, today(request.at)
    pdf = letter_pdf(facts, charter, language=language, at=day, specimen=specimen)
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = "inline"
    response.headers["Content-Security-Policy"] = PDF_POLICY
    return response


@page(Action.DEMANDS, methods=("GET",))
def deadlines(request: DeskRequest) -> HttpResponse:
    """Give the calendar of what is to be answered, for any calendar program."""
    charter = bound_charter()
    entries = (calendar_entry(each, charter) for each in queries.open_demands())
    known = [each for each in entries if each is not None]
    made = calendar(known, issuer=charter.issuer, at=request.at)
    response = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="deadlines.ics"'
    return response


def found(id_: str) -> DemandFacts:
    """Find a demand; an address of none is no page."""
    try:
        return queries.find(id_)
    except DemandError:
        raise Http404 from None


def tried(request: DeskRequest, facts: DemandFacts, *, act: Callable[[], object]) -> HttpResponse:
    """Do something to a demand and show it again; a refusal stands above it."""
    try:
        act()
    except (DemandError, HoldError) as refusal:
        return demand_page(request, found(facts.id), status=409, refusal=told_of(refusal))
    return to_demand(facts.id)


def told_of(refusal: DemandError | HoldError) -> Told:
    """Put a refusal into the reader's language."""
    said = REFUSALS.get(refusal.code)
    if said is None:
        return told(refusal)
    return Told(refusal.code, str(said[0]), str(said[1]))


def to_demand(id_: str) -> HttpResponse:
    """Go to a demand's page."""
    return HttpResponseRedirect(reverse("desk:demand", kwargs={"demand": id_}))


def demand_page(
    request: DeskRequest, facts: DemandFacts, *, status: int = 200, **more: Any
) -> HttpResponse:
    """Render a demand as it stands now."""
    charter, day = bound_charter(), today(request.at)
    shown = {
        "line": line_of(facts, charter, today=day),
        "asked": asked_lines(facts, at=day),
        "today": day,
        "attorney": charter.demands.attorney,
        "languages": LETTER_LANGUAGES,
        "may_sign": may_sign(request, facts),
        "may_lift": may_lift(request, facts),
        "is_open": facts.state is not DemandState.CLOSED,
        "is_approved": facts.state is DemandState.APPROVED,
        "search_form": SearchForm(),
        "reply_form": ReplyForm(initial={"reply": facts.reply or ""}),
        "share_form": ShareForm(auto_id="share_%s"),
    }
    return render(request, "desk/demand.html", {**shown, **more}, status=status)


def may_sign(request: DeskRequest, facts: DemandFacts) -> bool:
    """Say whether whoever looks has still to sign the reply."""
    signed = {Role.CITY_LAWYER: facts.lawyer, Role.DIRECTOR: facts.director}
    is_proposed = facts.state is DemandState.PROPOSED
    return is_proposed and signed.get(request.actor.role, "-") == ""


def may_lift(request: DeskRequest, facts: DemandFacts) -> bool:
    """Say whether whoever looks has still to agree that the hold be lifted."""
    if facts.hold is None:
        return False
    agreed = {
        Role.CITY_LAWYER: facts.hold.lawyer_agreed,
        Role.DIRECTOR: facts.hold.director_agreed,
    }
    return not agreed.get(request.actor.role, True)
