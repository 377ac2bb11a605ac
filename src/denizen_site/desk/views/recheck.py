"""The second clerk's look at a drawn visit, at their own station, by the code that the first one reads out."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from denizen.documents import DocumentId
from denizen_site.accounts.gate import insist, page
from denizen_site.accounts.middleware import DeskRequest
from denizen_site.accounts.permission import Action, DecisionRecord
from denizen_site.config.database import in_our_words
from denizen_site.custody.bound_charter import bound_charter
from denizen_site.custody.queries import programme
from denizen_site.desk import shared_cookie
from denizen_site.desk.actions import end_without_card
from denizen_site.desk.recheck_forms import CodeForm, VerdictForm
from denizen_site.desk.turned_card import turned_lines
from denizen_site.desk.views.issue import document
from denizen_site.desk.views.photo import picture_answer
from denizen_site.desk.visit_page import Place
from denizen_site.enrolment import actions as enrolment
from denizen_site.enrolment.actions import OpenVisit
from denizen_site.enrolment.progress import progress
from denizen_site.enrolment.visit import Recheck, Visit
from denizen_site.errors import EnrolmentError
from denizen_site.ledger import actions as ledger
from denizen_site.ledger.acts import Act

STATUS = 422


@page(Action.RECHECK)
def recheck(request: DeskRequest) -> HttpResponse:
    """Ask for the code; with a good one, go on to the visit."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        status = STATUS if request.method == "POST" else 200
        return render(request, "desk/recheck.html", {"form": form}, status=status)
    code = form.cleaned_data["code"]
    try:
        opened = enrolment.open_shared(code, at=request.at)
    except EnrolmentError:
        form.refuse("code", no_such_code())
        return render(request, "desk/recheck.html", {"form": form}, status=STATUS)
    insist_on_another(request, opened.visit)
    response = HttpResponseRedirect(reverse("desk:recheck-visit"))
    shared_cookie.keep_in_browser(response, code)
    return response


def no_such_code() -> str:
    """Say that a code opens nothing, the same for every cause."""
    return gettext(
        "No visit is shared under this code. Ask the clerk to read it again, or to share anew."
    )


def insist_on_another(request: DeskRequest, visit: Visit) -> None:
    """Refuse whoever had a hand in the visit; raises what the gate answers with."""
    done_by = {visit.clerk} | ({visit.override.by} if visit.override else set())
    insist(request, DecisionRecord(frozenset(done_by)), action=Action.RECHECK)


def place_of(request: DeskRequest) -> Place:
    """Open the shared visit; raises `EnrolmentError` once it is shared no more, or has had its look."""
    opened = enrolment.open_shared(shared_cookie.code_of(request), at=request.at)
    insist_on_another(request, opened.visit)
    if opened.visit.held is None or opened.visit.recheck is not Recheck.CHOSEN:
        raise enrolment.wrong_code()
    charter, day = bound_charter(), programme().local_day(request.at)
    return Place(request, opened, charter, day, progress(opened.visit, charter, at=day))


def back_to_code() -> HttpResponse:
    """Ask for a code anew, as the one at hand opens nothing."""
    response = HttpResponseRedirect(reverse("desk:recheck"))
    shared_cookie.forget_in_browser(response)
    return response


@page(Action.RECHECK)
def recheck_visit(request: DeskRequest) -> HttpResponse:
    """Show the visit and take the second clerk's word."""
    try:
        place = place_of(request)
    except EnrolmentError:
        return back_to_code()
    if not place.posted:
        return shown(place, VerdictForm())
    form = VerdictForm(request.POST)
    if not form.is_valid():
        return shown(place, form, status=STATUS)
    try:
        decide(place, form)
    except EnrolmentError:  # the first clerk's window saved something meanwhile: look again
        return HttpResponseRedirect(reverse("desk:recheck-visit"))
    response = render(request, "desk/recheck_done.html", {"is_fine": form.is_fine})
    shared_cookie.forget_in_browser(response)
    return response


@in_our_words
def decide(place: Place, form: VerdictForm) -> None:
    """Let the card be handed over, or stop it and end the visit; one transaction either way."""
    by, day = place.request.actor.staff, place.day
    with transaction.atomic():
        if form.is_fine:
            checked = place.visit.with_(recheck=Recheck.DONE, rechecked_by=by)
            saved: OpenVisit = enrolment.save(place.opened.changed(checked))
            enrolment.unshare(saved)
            ledger.count(Act.RECHECK_DONE, day=day, by=by)
        else:
            ledger.count(form.act, day=day, by=by)
            enrolment.unshare(place.opened)
            end_without_card(place, Act.RECHECK_FAILED)


def shown(place: Place, form: VerdictForm, *, status: int = 200) -> HttpResponse:
    """Render the visit for the second clerk."""
    rows = place.charter.entry_at(place.day).rows
    return render(
        place.request,
        "desk/recheck_visit.html",
        {
            "visit": place.visit,
            "form": form,
            "papers": [
                rows[DocumentId(paper["document"])].document.label for paper in place.visit.papers
            ],
            "lines": turned_lines(place.visit.with_(language="en"), place.charter, at=place.day),
            "overridden": place.visit.is_overridden,
        },
        status=status,
    )


@page(Action.RECHECK, methods=("GET",))
def recheck_picture(request: DeskRequest) -> HttpResponse:
    """Give the photo to the second clerk."""
    try:
        return picture_answer(place_of(request).visit.photo, "image/jpeg")
    except EnrolmentError:
        return HttpResponse(status=404)


@page(Action.RECHECK, methods=("GET",))
def recheck_card(request: DeskRequest) -> HttpResponse:
    """Give the card as it was printed to the second clerk."""
    try:
        return document(place_of(request), "card.pdf")
    except EnrolmentError:
        return HttpResponse(status=404)
