"""Agents at the door: one tap pauses intake, stops every deletion, records the demand, and says what to do."""

from __future__ import annotations

import logging

from django.db import DatabaseError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from denizen.errors import DenizenError
from denizen_site.accounts.gate import page
from denizen_site.accounts.middleware import DeskRequest
from denizen_site.accounts.permission import Action
from denizen_site.custody.bound_charter import bound_charter
from denizen_site.demands import actions as demands
from denizen_site.desk.door_words import PAPERS, STEPS
from denizen_site.holds import actions as holds
from denizen_site.holds.queries import holds_in_force, paused_since
from denizen_site.open_pages import intake

log = logging.getLogger("denizen.door")


@page(Action.AGENTS_AT_DOOR)
def door(request: DeskRequest) -> HttpResponse:
    """Say what to ask for and whom to call; pressed, stop everything first."""
    if request.method == "POST":
        demands.agents_at_door(at=request.at, by=request.actor.staff)
        tell_the_public()
        return HttpResponseRedirect(reverse("desk:door"))
    facts = {
        "attorney": bound_charter().demands.attorney,
        "papers": PAPERS,
        "guide": STEPS,
        "paused": paused_since(),
        "holds": holds_in_force(),
    }
    return render(request, "desk/door.html", facts)


@page(Action.RESUME_INTAKE, methods=("POST",))
def resume(request: DeskRequest) -> HttpResponse:
    """Let visits be begun again; the hold on deletion stays until two people lift it."""
    holds.resume_intake(at=request.at, by=request.actor.staff)
    tell_the_public()
    return HttpResponseRedirect(reverse("desk:door"))


def tell_the_public() -> None:
    """Say it on the public door at once; if that fails, the next minute's task says it."""
    try:
        intake.publish()
    except (DenizenError, DatabaseError) as fault:
        # Never the message or the trace: the next minute tells the public door.
        log.error("the public door was not told: %s", type(fault).__name__)  # noqa: TRY400
