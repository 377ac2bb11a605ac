"""The day: a live page of counts for those who oversee it, and the supervisor's close."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from denizen_site.accounts.gate import page
from denizen_site.accounts.middleware import DeskRequest
from denizen_site.accounts.permission import Action
from denizen_site.custody.bound_charter import bound_charter
from denizen_site.desk import actions, day_view, demand_day
from denizen_site.desk.day_forms import CountsForm, SignOffForm
from denizen_site.issuance import stock
from denizen_site.issuance.day_report import reconcile
from denizen_site.ledger.acts import DifferenceReason
from denizen_site.ledger.queries import day_facts


@page(Action.SEE_DAY, methods=("GET",))
def day(request: DeskRequest) -> HttpResponse:
    """Show the day so far."""
    charter = bound_charter()
    facts = day_facts(actions.today(request.at))
    shown = day_view.live(facts, charter, at=request.at)
    asked = demand_day.facts_of(actions.today(request.at), actor=request.actor)
    known = {**shown, **asked, "signed_off": day_view.signed_off(facts)}
    return render(request, "desk/day.html", known)


@page(Action.CLOSE_DAY, methods=("GET",))
def close(request: DeskRequest) -> HttpResponse:
    """Hold the day's visits, cards and blank cards against each other."""
    return close_page(request)


@page(Action.CLOSE_DAY, methods=("POST",))
def counted(request: DeskRequest) -> HttpResponse:
    """Write down what was counted at each station."""
    report = reconcile(actions.today(request.at))
    lines = day_view.station_lines(report.stations)
    form = CountsForm(request.POST, lines=lines)
    if not form.is_valid():
        return close_page(request, status=422, counts_form=form)
    before = {line.stock.station: line.stock.counted for line in lines}
    for station, number in form.counts().items():
        if before[station] != number:
            stock.count_left(station, number, at=request.at, by=request.actor.staff)
    return HttpResponseRedirect(reverse("desk:close"))


@page(Action.CLOSE_DAY, methods=("POST",))
def sign_off(request: DeskRequest) -> HttpResponse:
    """Sign the day off, as even or with what explains the difference."""
    today = actions.today(request.at)
    facts, report = day_facts(today), reconcile(today)
    even = day_view.is_even(report, day_view.visits(facts, at=request.at))
    form = SignOffForm(request.POST, even=even)
    if not form.is_valid():
        return close_page(request, status=422, sign_form=form)
    if form.cleaned_data["seen"] != day_view.signed_off(facts):
        return close_page(request, status=409, is_behind=True)
    reason = None if even else DifferenceReason(form.cleaned_data["reason"])
    actions.sign_day_off(reason, at=request.at, by=request.actor.staff)
    return HttpResponseRedirect(reverse("desk:close"))


def close_page(request: DeskRequest, *, status: int = 200, **facts: Any) -> HttpResponse:
    """Render the day's close as the books stand now."""
    charter, today = bound_charter(), actions.today(request.at)
    of_day, report = day_facts(today), reconcile(today)
    visits = day_view.visits(of_day, at=request.at)
    even, times = day_view.is_even(report, visits), day_view.signed_off(of_day)
    lines = day_view.station_lines(report.stations)
    form = facts.setdefault("counts_form", CountsForm(lines=lines))
    known = {
        "day": today,
        "now": day_view.city_time(request.at, charter),
        "visits": visits,
        "report": report,
        "lines": [(line, form[line.stock.station]) for line in lines],
        "even": even,
        "signed_off": times,
        "sign_form": SignOffForm(initial={"seen": times}, even=even),
    }
    return render(request, "desk/day_close.html", {**known, **facts}, status=status)
