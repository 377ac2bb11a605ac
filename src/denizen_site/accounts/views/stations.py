"""The director's pages about stations: register the computer one sits at, retire one."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from denizen_site.accounts import queries, stations, words
from denizen_site.accounts.days import city_day
from denizen_site.accounts.forms import StationForm
from denizen_site.accounts.gate import page
from denizen_site.accounts.middleware import DeskRequest
from denizen_site.accounts.permission import Action
from denizen_site.accounts.views.answers import UNPROCESSABLE
from denizen_site.errors import AccountError


@page(Action.MANAGE_STATIONS, methods=("GET",))
def every(request: DeskRequest) -> HttpResponse:
    """List the stations and say whether this computer is one."""
    return stations_page(request)


@page(Action.MANAGE_STATIONS, proved=True)
def register(request: DeskRequest) -> HttpResponse:
    """Register the computer at which the director sits."""
    form = StationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _, secret = stations.register(
            form.cleaned_data["label"],
            form.cleaned_data["place"],
            day=city_day(request.at),
            by=request.actor.staff,
        )
        response = HttpResponseRedirect(reverse("accounts:stations"))
        stations.keep_in_browser(response, secret)
        return response
    status = UNPROCESSABLE if form.errors else 200
    facts = {"form": form, "here": stations.station_of(request)}
    return render(request, "accounts/station_add.html", facts, status=status)


@page(Action.MANAGE_STATIONS, proved=True, methods=("POST",))
def retire(request: DeskRequest, station: str) -> HttpResponse:
    """Retire a computer."""
    try:
        stations.retire(station, day=city_day(request.at), by=request.actor.staff)
    except AccountError as error:
        return stations_page(request, words.sentence_for(error))
    return HttpResponseRedirect(reverse("accounts:stations"))


def stations_page(request: DeskRequest, problem: str = "") -> HttpResponse:
    """Draw the stations, with what could not be done."""
    facts = {
        "stations": queries.stations(),
        "here": stations.station_of(request),
        "problem": problem,
    }
    status = UNPROCESSABLE if problem else 200
    return render(request, "accounts/stations.html", facts, status=status)
