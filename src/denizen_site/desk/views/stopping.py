"""Cards that a supervisor stops by number, with evidence; and the cards of test visits."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from denizen.credential import CardNumber
from denizen_site.accounts.gate import insist, page
from denizen_site.accounts.middleware import DeskRequest
from denizen_site.accounts.permission import Action, DecisionRecord
from denizen_site.adjudication import actions as adjudication
from denizen_site.adjudication.case_content import CaseContent
from denizen_site.adjudication.queries import CaseFacts, case_facts, has_key
from denizen_site.adjudication.schedule import CaseKind
from denizen_site.config.database import in_our_words
from denizen_site.custody.bound_charter import bound_charter
from denizen_site.desk.case_forms import EvidenceForm, TestVisitForm
from denizen_site.desk.case_words import told_of
from denizen_site.desk.fault_words import Told
from denizen_site.desk.notices import stopped_notice
from denizen_site.errors import LifecycleError
from denizen_site.lifecycle import actions as lifecycle

REASONS = {
    CaseKind.WRONGLY_ISSUED: lifecycle.StaffReason.WRONGLY_ISSUED,
    CaseKind.FOUND: lifecycle.StaffReason.FOUND,
}


@page(Action.STOP_CARD_WITHOUT_CODE)
def stop_with_evidence(request: DeskRequest) -> HttpResponse:
    """Stop a card that was wrongly issued or found, keep why in a sealed file, and show the notice.

    The notice answers the sending itself: its number may stand in no address.  Sent again, the card was
    stopped before, and the notice is in the file.
    """
    insist(request, DecisionRecord(frozenset()))
    sent = request.POST if request.method == "POST" else None
    form = EvidenceForm(sent, charter=bound_charter(), initial={"filing": adjudication.new_id()})
    if sent is None or not form.is_valid():
        return asked(request, form, status=200 if sent is None else 422)
    content = CaseContent(
        language=form.cleaned_data["language"],
        words=form.cleaned_data["words"],
        number=form.cleaned_data["number"],
        evidence=form.cleaned_data["evidence"],
        filed_by=request.actor.staff,
        done_by=(request.actor.staff,),
    )
    try:
        facts = stopped(request, form, content=content)
    except LifecycleError as refusal:
        return asked(request, form, refusal=told_of(refusal), status=409)
    back = (reverse("desk:stop-with-evidence"), gettext("Back"))
    return stopped_notice(request, content, back=back, facts=facts)


@in_our_words
def stopped(request: DeskRequest, form: EvidenceForm, *, content: CaseContent) -> CaseFacts | None:
    """Stop the card and keep the file, both or neither; without a records key the card is stopped alone."""
    kind, by = CaseKind(form.cleaned_data["kind"]), request.actor.staff
    number, case_id = CardNumber(content.number), form.cleaned_data["filing"]
    with transaction.atomic():
        lifecycle.revoke_by_staff(number, REASONS[kind], at=request.at, by=by)
        if not has_key():
            return None
        adjudication.file_case(kind, content, case_id=case_id, at=request.at, by=by)
        return case_facts(case_id)


def asked(
    request: DeskRequest, form: EvidenceForm, *, refusal: Told | None = None, status: int = 200
) -> HttpResponse:
    """Render the form."""
    facts = {"form": form, "refusal": refusal, "has_key": has_key()}
    return render(request, "desk/stop_with_evidence.html", facts, status=status)


@page(Action.TEST_APPLICANT)
def test_visit(request: DeskRequest) -> HttpResponse:
    """Mark the card that a test applicant brought back: it is stopped, and the test is counted."""
    form = TestVisitForm(request.POST if request.method == "POST" else None)
    facts: dict[str, object] = {"form": form}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            facts["refusal"] = marked(request, form.cleaned_data["number"])
            status = 200 if facts["refusal"] is None else 409
        if status == 200:
            facts |= {"is_done": True, "form": TestVisitForm()}
    return render(request, "desk/test_visit.html", facts, status=status)


def marked(request: DeskRequest, number: str) -> Told | None:
    """Stop the card as a test's, or say why not."""
    try:
        lifecycle.stop_test_card(CardNumber(number), at=request.at, by=request.actor.staff)
    except LifecycleError as refusal:
        return told_of(refusal)
    return None
