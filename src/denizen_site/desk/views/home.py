"""The desk's first page: begin a visit, go on with the one in hand, or end it."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseNotFound, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from denizen_site.accounts import sessions, stations
from denizen_site.accounts.days import city_day
from denizen_site.accounts.gate import open_page, page
from denizen_site.accounts.middleware import DeskRequest
from denizen_site.accounts.models import Staff
from denizen_site.accounts.permission import Action
from denizen_site.custody.bound_charter import bound_charter
from denizen_site.desk import actions, demonstration, visit_cookie
from denizen_site.desk.forms import BeginForm, EndForm
from denizen_site.desk.languages import choices
from denizen_site.desk.visit_page import ADDRESSES, Place, to_step, visit_page
from denizen_site.enrolment.progress import Step
from denizen_site.enrolment.queries import open_visits
from denizen_site.holds.queries import paused_since


@page(Action.SEE_HOME, methods=("GET",))
def home(request: DeskRequest) -> HttpResponse:
    """Show what can be begun here, and the visit in hand."""
    return first_page(request, BeginForm(charter=bound_charter(), actor=request.actor))


def first_page(request: DeskRequest, form: BeginForm, *, status: int = 200) -> HttpResponse:
    """Render the first page; the charter's languages are one key each."""
    charter = bound_charter()
    every = choices(charter)
    facts = {
        "form": form,
        "open_visits": open_visits(at=request.at),
        "languages": [pair for pair in every if pair[0] in charter.languages],
        "every_language": every,
    }
    return render(request, "desk/home.html", facts, status=status)


@page(Action.OPEN_VISIT, methods=("POST",))
def begin(request: DeskRequest) -> HttpResponse:
    """Begin a visit, unless this browser holds one already."""
    if visit_cookie.has_visit(request):
        return HttpResponseRedirect(reverse("desk:go-on"))
    form = BeginForm(request.POST, charter=bound_charter(), actor=request.actor)
    if not form.is_valid():
        return first_page(request, form, status=422)
    if paused_since() is not None:
        return HttpResponseRedirect(reverse("desk:door"))
    token = actions.begin(request, **form.chosen())
    response = HttpResponseRedirect(reverse(ADDRESSES[Step.PAPERS]))
    visit_cookie.keep_in_browser(response, token)
    return response


@visit_page(Action.CHECK_PAPERS, methods=("GET",))
def go_on(place: Place) -> HttpResponse:
    """Go to the step that the visit has come to."""
    return to_step(place.progress.current)


@visit_page(Action.END_VISIT)
def end(place: Place) -> HttpResponse:
    """Ask why the visit ends without a card, and end it; of the reason only a count remains."""
    form = EndForm(place.request.POST if place.posted else None, place=place)
    if not place.posted or not form.is_valid():
        return place.render("desk/end.html", form=form, status=422 if place.posted else 200)
    actions.end_without_card(place, form.act())
    response = HttpResponseRedirect(reverse("desk:home"))
    visit_cookie.forget_in_browser(response)
    return response


@open_page()
def take_a_seat(request: DeskRequest, secret: str) -> HttpResponse:
    """Let whoever has the demonstration's link sit down as one of the sample staff."""
    if not demonstration.is_link(secret):
        return HttpResponseNotFound()
    people = demonstration.SAMPLE_STAFF
    if request.method != "POST":
        return render(request, "desk/take_a_seat.html", {"people": people})
    staff = demonstration.sample_staff(request.POST.get("username", ""))
    if staff is None:
        return render(request, "desk/take_a_seat.html", {"people": people}, status=422)
    return seated(request, staff)


def seated(request: DeskRequest, staff: Staff) -> HttpResponse:
    """Start the session of one of the sample staff, at a station that is registered if need be."""
    response = HttpResponseRedirect("/")
    station = stations.station_of(request)
    if station is None:
        label, day = "Sample desk", city_day(request.at)
        station, secret = stations.register(label, "City Hall", day=day, by=staff.id)
        stations.keep_in_browser(response, secret)
    token = sessions.begin(staff, stage=sessions.Stage.FULL, station=station, at=request.at)
    sessions.keep_in_browser(response, token)
    return response
