"""A page of the visit: the gate, then the sealed visit opened, then the view.

    @visit_page(Action.TAKE_PHOTO, step=Step.PHOTO)
    def photo(place: Place) -> HttpResponse: ...

A step that is not open yet leads to the one that is.  A visit that is over, was begun elsewhere or was saved by
another window in between ends in a page that says so; nothing is saved over.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from denizen.charter import Charter
from denizen_site.accounts.gate import Page, insist, page
from denizen_site.accounts.middleware import DeskRequest
from denizen_site.accounts.permission import Action, VisitRecord
from denizen_site.custody.bound_charter import bound_charter
from denizen_site.custody.queries import programme
from denizen_site.desk import visit_cookie
from denizen_site.desk.pictures import PAGE_POLICY, in_page
from denizen_site.enrolment.actions import OpenVisit, save
from denizen_site.enrolment.progress import STEPS, Progress, Step, progress
from denizen_site.enrolment.visit import Visit
from denizen_site.errors import EnrolmentError

ADDRESSES = {
    Step.PAPERS: "desk:papers",
    Step.PERSON: "desk:person",
    Step.PHOTO: "desk:photo",
    Step.CONFIRM: "desk:confirm",
    Step.ISSUE: "desk:issue",
    Step.HAND_OVER: "desk:hand-over",
}
OVER_STATUS = {"visit.changed_elsewhere": 409, "visit.issued": 409}


@dataclass(frozen=True, slots=True)
class Place:
    """One request to one visit: whose turn it is, the visit as it stands, and how far it has come."""

    request: DeskRequest
    opened: OpenVisit
    charter: Charter
    day: date
    progress: Progress

    @property
    def visit(self) -> Visit:
        """Give the visit as it stands."""
        return self.opened.visit

    @property
    def posted(self) -> bool:
        """Say whether something was sent to be done."""
        return self.request.method == "POST"

    def saved(self, visit: Visit) -> Place:
        """Save the visit and give the place as it is then; raises `EnrolmentError` on a conflict."""
        return self.at(save(self.opened.changed(visit)))

    def at(self, opened: OpenVisit) -> Place:
        """Give the same place at another version of the visit."""
        now = progress(opened.visit, self.charter, at=self.day)
        return Place(self.request, opened, self.charter, self.day, now)

    def render(self, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
        """Render a page of the visit; every template knows the place and the six steps."""
        known = {"place": self, "visit": self.visit, "charter": self.charter, "steps": self.steps()}
        response = render(self.request, template, {**known, **context}, status=status)
        response.headers["Content-Security-Policy"] = PAGE_POLICY
        return response

    @property
    def photo(self) -> str:
        """Give the photo as it is printed, for the page to carry; empty before it is taken."""
        return in_page(self.visit.photo)

    def steps(self) -> list[dict[str, str]]:
        """List the steps for the list on top: what is done, where we are, what is to come."""
        here = self.request.resolver_match.view_name if self.request.resolver_match else ""
        return [
            {
                "step": step.value,
                "state": self.state_of(step, here=here),
                "address": reverse(ADDRESSES[step]) if self.progress.is_open(step) else "",
            }
            for step in STEPS
        ]

    def state_of(self, step: Step, *, here: str) -> str:
        """Say `current`, `done` or `todo`."""
        if ADDRESSES[step] == here:
            return "current"
        return "done" if step in self.progress.done else "todo"


def visit_page(
    action: Action, *, step: Step | None = None, methods: tuple[str, ...] = ("GET", "POST")
) -> Callable[[Callable[..., HttpResponse]], Page]:
    """Declare a page of the visit: its action, and the step it belongs to, if it belongs to one."""

    def declare(view: Callable[..., HttpResponse]) -> Page:
        @page(action, methods=methods)
        @functools.wraps(view)
        def answer(request: HttpRequest, **arguments: Any) -> HttpResponse:
            try:
                place = place_of(cast("DeskRequest", request))
                if step is not None and not place.progress.is_open(step):
                    return to_step(place.progress.current)
                return view(place, **arguments)
            except EnrolmentError as refusal:
                return over_page(request, refusal)

        return answer

    return declare


def place_of(request: DeskRequest) -> Place:
    """Open the browser's visit; raises `EnrolmentError`, and the gate's refusal for another clerk's visit."""
    opened = visit_cookie.opened(request)
    insist(request, VisitRecord(opened.visit.clerk))
    charter = bound_charter()
    day = programme().local_day(request.at)
    return Place(request, opened, charter, day, progress(opened.visit, charter, at=day))


def to_step(step: Step) -> HttpResponse:
    """Send to a step's page."""
    return HttpResponseRedirect(reverse(ADDRESSES[step]))


def over_page(request: HttpRequest, refusal: EnrolmentError) -> HttpResponse:
    """Say why the visit does not go on in this window, and where to go; an ended one is let go of."""
    status = OVER_STATUS.get(refusal.code, 410)
    facts = {"refusal": refusal, "can_go_back": status == 409}
    response = render(request, "desk/visit_over.html", facts, status=status)
    if status == 410:
        visit_cookie.forget_in_browser(response)
    return response
