"""Notices in the resident's language: why there is no card yet, why a card was stopped, how an appeal ended.

A notice is printed and handed over; the city keeps none that names a visitor.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from denizen_site.accounts.middleware import DeskRequest
from denizen_site.adjudication.case_content import CaseContent, Evidence, Ground
from denizen_site.adjudication.queries import CaseFacts
from denizen_site.adjudication.schedule import ANSWER_WORKING_DAYS, CaseState
from denizen_site.custody.bound_charter import bound_charter
from denizen_site.custody.queries import programme
from denizen_site.desk.case_words import EVIDENCE_TOLD, GROUNDS_TOLD
from denizen_site.desk.draft_view import draft_of
from denizen_site.desk.views.sheet import frame, frame_language
from denizen_site.desk.visit_page import Place

Back = tuple[str, str]


def refusal_notice(place: Place, *, back: Back) -> HttpResponse:
    """Show why there is no card yet and what mends it; nothing on it names anybody."""
    visit = place.visit
    facts = {"place": place, "visit": visit, "upheld": visit.is_upheld}
    with frame_language(visit.language):
        facts |= common(place.request, visit.language, back=back)
        facts["score"] = draft_of(place, takes_home=True).score
        return render(place.request, "desk/notice_refused.html", facts)


def stopped_notice(
    request: DeskRequest, content: CaseContent, *, back: Back, facts: CaseFacts | None
) -> HttpResponse:
    """Tell the holder of a card that it was stopped, and why; `facts` where a file was kept."""
    with frame_language(content.language):
        known = common(request, content.language, back=back) | {
            "content": content,
            "why": EVIDENCE_TOLD[Evidence(content.evidence)],
            "file": facts,
        }
        return render(request, "desk/notice_stopped.html", known)


def appeal_notice(
    request: DeskRequest, content: CaseContent, *, back: Back, facts: CaseFacts
) -> HttpResponse:
    """Tell how an appeal ended, and why."""
    decision = content.decision
    with frame_language(content.language):
        known = common(request, content.language, back=back) | {
            "content": content,
            "file": facts,
            "is_right": facts.state is CaseState.UPHELD,
            "is_taken_back": facts.state is CaseState.CLOSED,
            "why": GROUNDS_TOLD[Ground(decision.ground)] if decision and decision.ground else "",
            "words": decision.words if decision else "",
        }
        return render(request, "desk/notice_appeal.html", known)


def common(request: DeskRequest, language: str, *, back: Back) -> dict[str, Any]:
    """Give what every notice says: the city, the day, how to appeal, and the way back for staff."""
    return frame(request, bound_charter(), language=language) | {
        "back_address": back[0],
        "back_words": back[1],
        "day": programme().local_day(request.at),
        "working_days": ANSWER_WORKING_DAYS,
        "blank_address": reverse("desk:appeal-blank", kwargs={"language": language}),
        "steps": (),
    }
