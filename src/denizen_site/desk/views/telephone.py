"""The page that a telephone agent reads from: stop a card by number and code, and learn nothing else."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from denizen_site.accounts.gate import page
from denizen_site.accounts.middleware import DeskRequest
from denizen_site.accounts.permission import Action
from denizen_site.custody.bound_charter import bound_charter
from denizen_site.desk.card_words import next_list
from denizen_site.errors import LifecycleError
from denizen_site.lifecycle import actions as lifecycle
from denizen_site.open_pages.forms import StopForm

# The letters that codes are made of, as they are said on the radio and the telephone everywhere.
SPELLING = (
    ("A", "Alfa"), ("B", "Bravo"), ("C", "Charlie"), ("D", "Delta"), ("E", "Echo"), ("F", "Foxtrot"),
    ("G", "Golf"), ("H", "Hotel"), ("J", "Juliett"), ("K", "Kilo"), ("M", "Mike"), ("N", "November"),
    ("P", "Papa"), ("Q", "Quebec"), ("R", "Romeo"), ("S", "Sierra"), ("T", "Tango"), ("V", "Victor"),
    ("W", "Whiskey"), ("X", "X-ray"), ("Y", "Yankee"), ("Z", "Zulu"),
)  # fmt: skip


@page(Action.STOP_CARD)
def telephone(request: DeskRequest) -> HttpResponse:
    """Lead the agent through the call; a wrong pair is answered with one sentence, whatever is wrong."""
    form = StopForm(request.POST if request.method == "POST" else None)
    facts = {"form": form, "spelling": SPELLING}
    if request.method != "POST":
        return render(request, "desk/telephone.html", facts)
    if not form.is_valid():
        return render(request, "desk/telephone.html", facts, status=422)
    number, code = form.cleaned_data["number"], form.cleaned_data["code"]
    try:
        lifecycle.revoke_by_code(number, code, at=request.at, by=request.actor.staff)
    except LifecycleError:
        return render(request, "desk/telephone.html", {**facts, "is_wrong": True}, status=422)
    done = {"next_list": next_list(request.at, bound_charter())}
    return render(request, "desk/telephone_done.html", done)
