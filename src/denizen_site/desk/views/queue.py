"""Cards that are printed later: batches for the printing station, and handing over what came back.

Jobs are sealed to the station's key, so these pages can name nobody.  Only a city whose charter prints later
has them.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from denizen.charter import ModeOfIssue
from denizen_site.accounts.gate import Page, page
from denizen_site.accounts.middleware import DeskRequest
from denizen_site.accounts.permission import Action
from denizen_site.custody.bound_charter import bound_charter
from denizen_site.desk.counter_words import told
from denizen_site.desk.queue_forms import BatchForm, CodeForm, HandOverForm, SpoiltForm
from denizen_site.errors import IssuanceError, LifecycleError
from denizen_site.issuance import print_jobs
from denizen_site.issuance.print_seal import write_batch
from denizen_site.issuance.queries import printing_stations
from denizen_site.lifecycle import actions as lifecycle


def queue_page(
    action: Action, *, methods: tuple[str, ...] = ("GET", "POST")
) -> Callable[[Callable[..., HttpResponse]], Page]:
    """Declare a page that only a city which prints later has."""

    def declare(view: Callable[..., HttpResponse]) -> Page:
        @page(action, methods=methods)
        @functools.wraps(view)
        def answer(request: DeskRequest, **arguments: Any) -> HttpResponse:
            if bound_charter().mode_of_issue is not ModeOfIssue.LATER:
                raise Http404
            return view(request, **arguments)

        return answer

    return declare


@queue_page(Action.PRINT_QUEUE, methods=("GET",))
def queue(request: DeskRequest) -> HttpResponse:
    """Show how many cards wait and where each batch is."""
    return shown(request)


@queue_page(Action.PRINT_QUEUE, methods=("POST",))
def make(request: DeskRequest) -> HttpResponse:
    """Put what waits into a batch."""
    try:
        print_jobs.make_batch(at=request.at, by=request.actor.staff)
    except IssuanceError as refusal:
        return shown(request, status=409, refusal=told(refusal))
    return HttpResponseRedirect(reverse("desk:print-queue"))


@queue_page(Action.PRINT_QUEUE, methods=("POST",))
def file(request: DeskRequest) -> HttpResponse:
    """Give a batch's sealed file, for a printing station that reaches no network."""
    form = BatchForm(request.POST)
    if not form.is_valid():
        return shown(request, status=422)
    try:
        sealed = print_jobs.sealed_batch(form.cleaned_data["batch"])
    except IssuanceError as refusal:
        return shown(request, status=409, refusal=told(refusal))
    response = HttpResponse(write_batch(sealed), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="batch-{sealed.id}.sealed"'
    return response


@queue_page(Action.PRINT_QUEUE, methods=("POST",))
def spoilt(request: DeskRequest) -> HttpResponse:
    """Note a card that came out badly; it is printed again."""
    form = SpoiltForm(request.POST)
    if not form.is_valid():
        return shown(request, status=422, spoilt_form=form)
    batch, job = form.cleaned_data["batch"], form.cleaned_data["job"]
    try:
        print_jobs.spoil_job(batch, job, at=request.at, by=request.actor.staff)
    except IssuanceError as refusal:
        words = told(refusal)
        form.refuse("job", f"{words.summary} {words.mend}", code=refusal.code)
        return shown(request, status=422, spoilt_form=form)
    return HttpResponseRedirect(reverse("desk:print-queue"))


@queue_page(Action.PRINT_QUEUE, methods=("POST",))
def accept(request: DeskRequest) -> HttpResponse:
    """Accept a delivered batch: its sealed cards are deleted, and those to be picked up lie ready."""
    form = BatchForm(request.POST)
    if not form.is_valid():
        return shown(request, status=422)
    try:
        accepted = lifecycle.accept_batch(
            form.cleaned_data["batch"], at=request.at, by=request.actor.staff
        )
    except IssuanceError as refusal:
        return shown(request, status=409, refusal=told(refusal))
    return shown(request, accepted=accepted)


def shown(request: DeskRequest, *, status: int = 200, **facts: Any) -> HttpResponse:
    """Render the queue."""
    charter = bound_charter()
    known = {
        "waiting": print_jobs.jobs_waiting(),
        "batches": print_jobs.batches(),
        "stations": printing_stations(),
        "max_days": charter.issue.max_days,
    }
    return render(request, "desk/queue.html", {**known, **facts}, status=status)


@queue_page(Action.PICK_UP)
def pick_up(request: DeskRequest) -> HttpResponse:
    """Ask for the code on the pick-up slip, and say which envelope it is."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "desk/pick_up.html", {"form": form}, status=status)
    try:
        number = lifecycle.find_pick_up(form.cleaned_data["code"])
    except LifecycleError as refusal:
        facts = {"form": form, "refusal": told(refusal)}
        return render(request, "desk/pick_up.html", facts, status=422)
    facts = {"form": HandOverForm(initial=form.cleaned_data), "number": number.value}
    return render(request, "desk/pick_up_look.html", facts)


@queue_page(Action.PICK_UP)
def pick_up_done(request: DeskRequest) -> HttpResponse:
    """Hand the card over, once its number and the face were compared."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("desk:pick-up"))
    form = HandOverForm(request.POST)
    try:
        if not form.is_valid():
            return look_again(request, form)
        lifecycle.pick_up(form.cleaned_data["code"], at=request.at, by=request.actor.staff)
    except LifecycleError as refusal:
        facts = {"form": CodeForm(), "refusal": told(refusal)}
        return render(request, "desk/pick_up.html", facts, status=422)
    return render(request, "desk/pick_up_done.html")


def look_again(request: DeskRequest, form: HandOverForm) -> HttpResponse:
    """Show the comparison again; raises `LifecycleError` for a code that no longer stands for a card."""
    number = lifecycle.find_pick_up(form.data.get("code", ""))
    facts = {"form": form, "number": number.value}
    return render(request, "desk/pick_up_look.html", facts, status=422)
