"""The records key: a director gives leave, the records officer makes it, changes its words, recovers it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from denizen_site.accounts.gate import insist, page
from denizen_site.accounts.middleware import DeskRequest
from denizen_site.accounts.permission import Action, DecisionRecord
from denizen_site.adjudication import actions as adjudication
from denizen_site.adjudication.queries import has_key, leave_by
from denizen_site.desk.case_forms import ChangePassphrase, NewPassphrase, RecoverForm
from denizen_site.desk.case_words import told_of
from denizen_site.desk.fault_words import Told
from denizen_site.errors import AdjudicationError

CHANGED = "changed"


@page(Action.ALLOW_RECORDS_KEY)
def give_leave(request: DeskRequest) -> HttpResponse:
    """Give leave, for a day, to make the records key or to recover it."""
    if request.method == "POST":
        adjudication.give_leave(by=request.actor.staff, at=request.at)
        return HttpResponseRedirect(reverse("desk:records-key-leave"))
    facts = {"has_key": has_key(), "is_given": leave_by(at=request.at) is not None}
    return render(request, "desk/records_key_leave.html", facts)


@page(Action.MAKE_RECORDS_KEY, proved=True)
def records_key(request: DeskRequest) -> HttpResponse:
    """Make the key; once there is one, change its passphrase or recover it."""
    if request.method != "POST":
        return shown(request)
    acts: dict[str, Callable[[DeskRequest], HttpResponse]] = {
        "make": make,
        "change": change,
        "recover": recover,
    }
    try:
        return acts.get(request.POST.get("act", ""), shown)(request)
    except AdjudicationError as refusal:
        return shown(request, refusal=told_of(refusal), status=409)


def make(request: DeskRequest) -> HttpResponse:
    """Make the key and show the recovery paper, once."""
    form = NewPassphrase(request.POST)
    if not form.is_valid():
        return shown(request, new_form=form, status=422)
    insist_on_two(request)
    lines = adjudication.make_key(form.cleaned_data["new"], by=request.actor.staff, at=request.at)
    return render(request, "desk/records_key_paper.html", {"lines": lines})


def change(request: DeskRequest) -> HttpResponse:
    """Change the passphrase."""
    form = ChangePassphrase(request.POST, prefix="change")
    if not form.is_valid():
        return shown(request, change_form=form, status=422)
    words = form.cleaned_data
    adjudication.change_passphrase(
        words["old"], words["new"], by=request.actor.staff, at=request.at
    )
    return shown(request, done=True)


def recover(request: DeskRequest) -> HttpResponse:
    """Set a new passphrase with the recovery paper."""
    form = RecoverForm(request.POST, prefix="recover")
    if not form.is_valid():
        return shown(request, recover_form=form, status=422)
    insist_on_two(request)
    words = form.cleaned_data
    adjudication.recover(words["paper"], words["new"], by=request.actor.staff, at=request.at)
    return shown(request, done=True)


def insist_on_two(request: DeskRequest) -> None:
    """Insist that whoever gave leave is somebody else."""
    given = leave_by(at=request.at)
    insist(request, DecisionRecord(frozenset({given} if given else ())))


def shown(
    request: DeskRequest,
    *,
    refusal: Told | None = None,
    status: int = 200,
    **forms: object,
) -> HttpResponse:
    """Render the page."""
    facts = {
        "has_key": has_key(),
        "is_given": leave_by(at=request.at) is not None,
        "refusal": refusal,
        "new_form": NewPassphrase(),
        "change_form": ChangePassphrase(prefix="change"),
        "recover_form": RecoverForm(prefix="recover"),
    }
    return render(request, "desk/records_key.html", facts | forms, status=status)
