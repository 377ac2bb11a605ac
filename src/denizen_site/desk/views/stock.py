"""Blank cards at this station: received, left, used, spoilt, counted."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from denizen.charter import ModeOfIssue
from denizen_site.accounts.gate import page
from denizen_site.accounts.middleware import DeskRequest
from denizen_site.accounts.permission import Action
from denizen_site.custody.bound_charter import bound_charter
from denizen_site.desk import actions, day_view
from denizen_site.desk.counter_words import told
from denizen_site.desk.day_forms import MISSING, CountForm, ReceiveForm, SpoilForm
from denizen_site.errors import IssuanceError
from denizen_site.issuance import stock as blanks
from denizen_site.issuance.day_report import StationStock, stock_by_station
from denizen_site.issuance.queries import printing_stations
from denizen_site.issuance.stock import SpoiltReason


@page(Action.STOCK, methods=("GET",))
def stock(request: DeskRequest) -> HttpResponse:
    """Show this station's blank cards; whoever closes the day sees every station's."""
    return stock_page(request)


@page(Action.STOCK, methods=("POST",))
def receive(request: DeskRequest) -> HttpResponse:
    """Enter a box of blank cards."""
    form = receive_form(request, request.POST)
    if not form.is_valid():
        return stock_page(request, status=422, receive_form=form)
    try:
        blanks.receive(
            form.serials(), station=form.station(), at=request.at, by=request.actor.staff
        )
    except IssuanceError as refusal:
        return refused(request, refusal, field="first", receive_form=form)
    return done()


@page(Action.STOCK, methods=("POST",))
def spoil(request: DeskRequest) -> HttpResponse:
    """Take a card out of the stock that was spoilt, or that is missing."""
    form = SpoilForm(request.POST, actor=request.actor, auto_id="spoil_%s")
    if not form.is_valid():
        return stock_page(request, status=422, spoil_form=form)
    serial, word = form.cleaned_data["serial"].strip().upper(), form.cleaned_data["reason"]
    where = {"station": request.actor.station, "at": request.at, "by": request.actor.staff}
    try:
        if word == MISSING:
            blanks.miss(serial, **where)
        else:
            blanks.spoil(serial, SpoiltReason[word.upper()], **where)
    except IssuanceError as refusal:
        return refused(request, refusal, field="serial", spoil_form=form)
    return done()


@page(Action.STOCK, methods=("POST",))
def count(request: DeskRequest) -> HttpResponse:
    """Write down how many blank cards lie at this station."""
    form = CountForm(request.POST, auto_id="count_%s")
    if not form.is_valid():
        return stock_page(request, status=422, count_form=form)
    number, station = form.cleaned_data["counted"], own_station(request)
    blanks.count_left(station, number, at=request.at, by=request.actor.staff)
    return done()


def done() -> HttpResponse:
    """Go back to the stock as it is now."""
    return HttpResponseRedirect(reverse("desk:stock"))


def refused(
    request: DeskRequest, refusal: IssuanceError, *, field: str, **form: Any
) -> HttpResponse:
    """Show beside the box what was wrong with it."""
    words = told(refusal)
    for each in form.values():
        each.refuse(field, f"{words.summary} {words.mend}", code=refusal.code)
    return stock_page(request, status=422, **form)


def own_station(request: DeskRequest) -> str:
    """Name the station; the gate let nobody in without one."""
    return request.actor.station or ""


def receive_form(request: DeskRequest, data: Any = None) -> ReceiveForm:
    """Make the form for a box of cards."""
    later = bound_charter().mode_of_issue is ModeOfIssue.LATER
    printing = printing_stations() if later else ()
    return ReceiveForm(data, actor=request.actor, printing=printing, auto_id="box_%s")


def stock_page(request: DeskRequest, *, status: int = 200, **forms: Any) -> HttpResponse:
    """Render the stock."""
    today, own = actions.today(request.at), own_station(request)
    found = stock_by_station(today)
    mine = next((each for each in found if each.station == own), None)
    sees_all = Action.CLOSE_DAY in request.actor.actions
    known = {
        "is_tracked": mine is not None,
        "mine": mine or StationStock(own, 0, 0, 0, 0, None),
        "others": day_view.station_lines(found) if sees_all else [],
        "receive_form": receive_form(request),
        "spoil_form": SpoilForm(actor=request.actor, auto_id="spoil_%s"),
        "count_form": CountForm(auto_id="count_%s"),
    }
    return render(request, "desk/stock.html", {**known, **forms}, status=status)
