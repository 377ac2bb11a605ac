"""Appeals at the desk: an empty form to take home, and one that is filed here; sealed before it is stored."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from denizen_site.accounts.gate import page
from denizen_site.accounts.middleware import DeskRequest
from denizen_site.accounts.permission import Action
from denizen_site.accounts.queries import StaffFacts, staff_list
from denizen_site.accounts.roles import Role
from denizen_site.adjudication import actions as adjudication
from denizen_site.adjudication.case_content import About, CaseContent
from denizen_site.adjudication.queries import case_facts, has_key
from denizen_site.adjudication.schedule import CaseKind
from denizen_site.custody.bound_charter import bound_charter
from denizen_site.desk import visit_cookie
from denizen_site.desk.case_forms import AppealForm
from denizen_site.desk.case_words import ABOUT, told_of
from denizen_site.desk.languages import OWN_NAMES
from denizen_site.desk.notices import common
from denizen_site.desk.views.sheet import frame_language
from denizen_site.enrolment.visit import Visit
from denizen_site.errors import AdjudicationError, EnrolmentError


@page(Action.SEE_HOME, methods=("GET",))
def blank(request: DeskRequest, language: str) -> HttpResponse:
    """Show the empty form, to be printed; it asks for nothing that the city need not know."""
    if language not in OWN_NAMES:
        raise Http404
    back = (reverse("desk:home"), gettext("Back to the desk"))
    with frame_language(language):
        facts = common(request, language, back=back) | {"abouts": ABOUT.values()}
        return render(request, "desk/appeal_blank.html", facts)


@page(Action.FILE_APPEAL)
def appeal(request: DeskRequest) -> HttpResponse:
    """Take an appeal from a person at the desk and seal it."""
    visit = visit_in_hand(request)
    sent = request.POST if request.method == "POST" else None
    form = AppealForm(
        sent, charter=bound_charter(), supervisors=supervisors(request), initial=begun(visit)
    )
    if sent is None or not form.is_valid():
        return shown(request, form, status=200 if sent is None else 422)
    try:
        adjudication.file_case(
            CaseKind.APPEAL,
            content_of(form.cleaned_data, visit, by=request.actor.staff),
            case_id=form.cleaned_data["filing"],
            at=request.at,
            by=request.actor.staff,
        )
    except AdjudicationError as refusal:
        return shown(request, form, refusal=told_of(refusal), status=409)
    place = {"case": form.cleaned_data["filing"], "language": form.cleaned_data["language"]}
    return HttpResponseRedirect(reverse("desk:appeal-receipt", kwargs=place))


def content_of(sent: dict[str, Any], visit: Visit | None, *, by: str) -> CaseContent:
    """Make the file; whoever decided in the visit in hand is named, so that they do not decide again."""
    return CaseContent(
        language=sent["language"],
        about=sent["about"],
        words=sent["words"],
        contact=sent["contact"],
        number=sent["number"],
        filed_by=by,
        done_by=tuple(sorted({*sent.get("done_by", ()), *deciders(visit)})),
    )


def deciders(visit: Visit | None) -> set[str]:
    """Name whoever decided in a visit: its clerk, and the supervisor who looked."""
    if visit is None:
        return set()
    looked = {each.by for each in (visit.upheld, visit.override) if each is not None}
    return {visit.clerk} | looked


def begun(visit: Visit | None) -> dict[str, Any]:
    """Fill in what the visit in hand already says; a filing's id makes sending it twice file it once."""
    known = {"filing": adjudication.new_id(), "about": About.REFUSED.value}
    if visit is not None:
        known |= {"language": visit.language, "done_by": sorted(deciders(visit))}
    return known


def visit_in_hand(request: DeskRequest) -> Visit | None:
    """Open the visit that this browser holds, if it holds one of this clerk's."""
    try:
        visit = visit_cookie.opened(request).visit
    except EnrolmentError:
        return None
    return visit if visit.clerk == request.actor.staff else None


def supervisors(request: DeskRequest) -> tuple[StaffFacts, ...]:
    """List whoever may have decided."""
    people = staff_list(at=request.at)
    return tuple(one for one in people if one.role is Role.SUPERVISOR and one.active)


def shown(
    request: DeskRequest, form: AppealForm, *, refusal: object = None, status: int = 200
) -> HttpResponse:
    """Render the form."""
    facts = {"form": form, "refusal": refusal, "has_key": has_key(), "languages": OWN_NAMES}
    return render(request, "desk/appeal.html", facts, status=status)


@page(Action.FILE_APPEAL, methods=("GET",))
def receipt(request: DeskRequest, *, case: str, language: str) -> HttpResponse:
    """Show the receipt: the reference, the day of the answer, and how long the file is kept."""
    if language not in OWN_NAMES:
        raise Http404
    try:
        facts = case_facts(case)
    except AdjudicationError:
        raise Http404 from None
    if facts.kind is not CaseKind.APPEAL:
        raise Http404
    back = (reverse("desk:home"), gettext("Back to the desk"))
    with frame_language(language):
        return render(
            request,
            "desk/appeal_receipt.html",
            common(request, language, back=back) | {"file": facts},
        )
