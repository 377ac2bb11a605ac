"""The records room: which files there are, and, with the passphrase, what is in them.

The list is plain and names nobody.  A file's address carries a random id that stands on no paper.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from denizen_site.accounts.gate import Page, insist, page
from denizen_site.accounts.middleware import DeskRequest
from denizen_site.accounts.permission import Action, DecisionRecord
from denizen_site.accounts.queries import staff_list
from denizen_site.adjudication import actions as adjudication
from denizen_site.adjudication.case_content import CaseContent
from denizen_site.adjudication.filing import OpenFile, decided_before
from denizen_site.adjudication.queries import case_facts, cases, has_key
from denizen_site.adjudication.records_room import Room
from denizen_site.adjudication.schedule import CaseKind
from denizen_site.custody.bound_charter import bound_charter
from denizen_site.custody.queries import programme
from denizen_site.desk import records_cookie
from denizen_site.desk.case_forms import DecideForm, MisconductForm, NoteForm, PassphraseForm
from denizen_site.desk.case_view import case_rows, list_rows
from denizen_site.desk.case_words import told_of
from denizen_site.desk.city_clock import clock_words
from denizen_site.desk.fault_words import Told
from denizen_site.desk.notices import appeal_notice, stopped_notice
from denizen_site.errors import AdjudicationError

NOT_THERE = "case.gone"


@page(Action.CASES)
def listing(request: DeskRequest) -> HttpResponse:
    """List the files; with the passphrase, open the room."""
    form = PassphraseForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return listed(request, form)
    if not form.is_valid():
        return listed(request, form, status=422)
    try:
        seat = records_cookie.seat_of(request)
        token = adjudication.enter(form.cleaned_data["passphrase"], seat, at=request.at)
    except AdjudicationError as refusal:
        return listed(request, PassphraseForm(), refusal=told_of(refusal), status=422)
    response = HttpResponseRedirect(reverse("desk:cases"))
    records_cookie.keep_in_browser(response, token)
    return response


def listed(
    request: DeskRequest, form: PassphraseForm, *, refusal: Told | None = None, status: int = 200
) -> HttpResponse:
    """Render the list."""
    room, known = records_cookie.room_of(request), programme()
    facts = {
        "form": form,
        "refusal": refusal,
        "rows": list_rows(cases(), known.local_day(request.at)),
        "has_key": has_key(),
        "room": room,
        "until": clock_words(room.ends) if room else "",
    }
    return render(request, "desk/cases.html", facts, status=status)


@page(Action.CASES, methods=("POST",))
def close_room(request: DeskRequest) -> HttpResponse:
    """Close the room: the key is gone from the server and from this browser."""
    adjudication.leave(request.actor.staff)
    response = HttpResponseRedirect(reverse("desk:cases"))
    records_cookie.forget_in_browser(response)
    return response


def room_page(
    action: Action, *, methods: tuple[str, ...] = ("GET",)
) -> Callable[[Callable[..., HttpResponse]], Page]:
    """Declare a page of one file: `view(request, room, case)`, in the open room only."""

    def declare(view: Callable[..., HttpResponse]) -> Page:
        @page(action, methods=methods)
        @functools.wraps(view)
        def answer(request: HttpRequest, case: str) -> HttpResponse:
            desk = cast("DeskRequest", request)
            room = records_cookie.room_of(desk)
            if room is None:
                return locked(desk)
            try:
                return view(desk, room, case=case)
            except AdjudicationError as refusal:
                if refusal.code == NOT_THERE:
                    raise Http404 from None
                return refused(desk, refusal)

        return answer

    return declare


def locked(request: DeskRequest) -> HttpResponse:
    """Say that the room is closed, and where it is opened; what was typed is still in the window behind."""
    return render(request, "desk/cases_locked.html", {}, status=403)


def refused(request: DeskRequest, refusal: AdjudicationError) -> HttpResponse:
    """Say why nothing was done to a file."""
    return render(request, "desk/cases_refused.html", {"refusal": told_of(refusal)}, status=409)


@room_page(Action.CASES)
def read(request: DeskRequest, room: Room, *, case: str) -> HttpResponse:
    """Show what is in a file; that it was read is counted."""
    return shown(request, adjudication.read_case(case, room, at=request.at))


def shown(
    request: DeskRequest, opened: OpenFile, *, status: int = 200, **forms: Any
) -> HttpResponse:
    """Render a file."""
    version = {"version": opened.version}
    facts = {
        "file": case_facts(opened.id),
        "content": opened.content,
        "rows": case_rows(opened, names_of(request)),
        "names": names_of(request),
        "may_decide": Action.APPEALS in request.actor.actions
        and request.actor.staff not in decided_before(opened),
        "has_notice": opened.kind is not CaseKind.MISCONDUCT
        and (opened.kind is not CaseKind.APPEAL or opened.content.decision is not None),
        "decide_form": DecideForm(kind=opened.kind, initial=version, prefix="decide"),
        "note_form": NoteForm(initial=version, prefix="note"),
    }
    return render(request, "desk/cases_file.html", facts | forms, status=status)


def names_of(request: DeskRequest) -> dict[str, str]:
    """Give the names of staff by their ids."""
    return {one.id: one.shown_as for one in staff_list(at=request.at)}


@room_page(Action.APPEALS, methods=("POST",))
def decide(request: DeskRequest, room: Room, *, case: str) -> HttpResponse:
    """Decide a case, never one's own."""
    opened = adjudication.read_case(case, room, at=request.at)
    insist(request, DecisionRecord(decided_before(opened)))
    form = DecideForm(request.POST, kind=opened.kind, prefix="decide")
    if not form.is_valid():
        return shown(request, opened, decide_form=form, status=422)
    version = form.cleaned_data["version"]
    adjudication.decide(case, form.verdict(), room=room, version=version, at=request.at)
    return HttpResponseRedirect(reverse("desk:case", kwargs={"case": case}))


@room_page(Action.CASES, methods=("POST",))
def note(request: DeskRequest, room: Room, *, case: str) -> HttpResponse:
    """Add a note to a file."""
    form = NoteForm(request.POST, prefix="note")
    if not form.is_valid():
        opened = adjudication.read_case(case, room, at=request.at)
        return shown(request, opened, note_form=form, status=422)
    facts = form.cleaned_data
    adjudication.add_note(case, facts["words"], room=room, version=facts["version"], at=request.at)
    return HttpResponseRedirect(reverse("desk:case", kwargs={"case": case}))


@room_page(Action.CASES, methods=("POST",))
def hold(request: DeskRequest, room: Room, *, case: str) -> HttpResponse:
    """Keep a file past its day for a court, or let it go."""
    on_hold = request.POST.get("hold") == "yes"
    adjudication.set_hold(case, on_hold=on_hold, at=request.at, by=room.staff)
    return HttpResponseRedirect(reverse("desk:case", kwargs={"case": case}))


@room_page(Action.CASES)
def notice(request: DeskRequest, room: Room, *, case: str) -> HttpResponse:
    """Show a file's written notice, in the person's language."""
    opened = adjudication.read_case(case, room, at=request.at)
    facts = case_facts(case)
    back = (reverse("desk:case", kwargs={"case": case}), gettext("Back to the file"))
    if opened.kind is CaseKind.APPEAL and opened.content.decision is not None:
        return appeal_notice(request, opened.content, back=back, facts=facts)
    if opened.content.evidence:
        return stopped_notice(request, opened.content, back=back, facts=facts)
    raise Http404


@page(Action.CASES)
def misconduct(request: DeskRequest) -> HttpResponse:
    """Open a file about the conduct of staff; it needs no passphrase to be sealed."""
    sent = request.POST if request.method == "POST" else None
    form = MisconductForm(sent, initial={"filing": adjudication.new_id()})
    refusal = None
    if sent is not None and form.is_valid():
        content = CaseContent(
            language=bound_charter().languages[0],
            words=form.cleaned_data["words"],
            filed_by=request.actor.staff,
        )
        refusal = filed(request, content, case_id=form.cleaned_data["filing"])
        if refusal is None:
            return HttpResponseRedirect(reverse("desk:cases"))
    facts = {"form": form, "refusal": refusal, "has_key": has_key()}
    return render(request, "desk/cases_new.html", facts, status=200 if sent is None else 422)


def filed(request: DeskRequest, content: CaseContent, *, case_id: str) -> Told | None:
    """Seal a file, or say why not."""
    by = request.actor.staff
    try:
        adjudication.file_case(CaseKind.MISCONDUCT, content, case_id=case_id, at=request.at, by=by)
    except AdjudicationError as refusal:
        return told_of(refusal)
    return None
