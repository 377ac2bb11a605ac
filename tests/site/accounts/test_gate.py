"""The gate: what it asks before a view may answer, and what its answers leave behind."""

from __future__ import annotations

import types
from datetime import UTC, datetime

import pytest
from django.http import HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import include, path

from denizen_site.accounts.gate import insist, page
from denizen_site.accounts.middleware import Clock
from denizen_site.accounts.permission import Action, VisitRecord
from denizen_site.ledger.models import DayCount


@page(Action.CHECK_PAPERS)
def papers(request, clerk):
    """Stand for a page of a visit."""
    insist(request, VisitRecord(clerk=clerk))
    return HttpResponse(f"{request.actor.role} {request.at.isoformat()}")


@page(Action.SEE_DAY, methods=("GET",))
def day(request):
    """Stand for a page without residents."""
    return HttpResponse("day")


@pytest.fixture(autouse=True)
def two_pages():
    addresses = types.ModuleType("two_pages")
    addresses.urlpatterns = [
        path("papers/<slug:clerk>/", papers),
        path("day/", day),
        path("", include("denizen_site.accounts.urls")),
    ]
    with override_settings(ROOT_URLCONF=addresses):
        yield


def test_a_view_carries_its_action_and_its_methods():
    assert (papers.action, day.methods) == (Action.CHECK_PAPERS, ("GET",))
    assert papers.__name__ == "papers"


def test_the_view_knows_who_asks_and_when(as_role, at):
    clerk = as_role("clerk")
    answer = clerk.get(f"/papers/{clerk.staff}/")
    assert answer.content.decode() == f"clerk {at.isoformat()}"
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_record_is_asked_about_too(as_role):
    clerk = as_role("clerk")
    answer = clerk.get("/papers/somebody-else/")
    assert answer.status_code == 403
    assert "This visit belongs to another desk." in answer.content.decode()
    refused = DayCount.objects.get(act="access_refused")
    assert (refused.count, refused.by) == (1, clerk.staff)


def test_a_page_of_a_visit_needs_a_station(as_role):
    clerk = as_role("clerk", station=False)
    answer = clerk.get(f"/papers/{clerk.staff}/")
    assert answer.status_code == 403
    assert "not one of the programme" in answer.content.decode()


def test_a_script_is_told_in_its_own_form(as_role, browser):
    asked = {"Accept": "application/json"}
    assert browser.get("/day/", headers=asked).status_code == 401
    answer = as_role("clerk").get("/day/", headers=asked)
    assert answer.status_code == 403
    assert answer.json()["error"] == "permission.not_your_role"


def test_only_the_methods_that_were_declared_are_taken(as_role):
    supervisor = as_role("supervisor")
    assert supervisor.head("/day/").status_code == 200
    assert supervisor.post("/day/").status_code == 405
    assert supervisor.delete("/day/").status_code == 405


def test_nobody_gets_past_half_way(browser, people):
    people.join("sue", role="supervisor")
    browser.sign_in("sue")
    assert browser.get("/day/").headers["Location"] == "/sign-in/?next=%2Fday%2F"


def test_what_was_searched_does_not_go_along_to_the_sign_in(browser):
    assert browser.get("/day/?q=Ana").headers["Location"] == "/sign-in/?next=%2Fday%2F"


def test_a_request_is_one_moment_of_this_machine_and_no_browser_says_which(rf, at):
    seen = []
    clock = Clock(lambda request: seen.append(request.at))
    clock(rf.get("/", headers={"denizen.at": "2001-01-01"}))
    clock(rf.get("/", **{"denizen.at": at}))
    assert abs(seen[0] - datetime.now(UTC)).total_seconds() < 60
    assert seen[1] == at


@pytest.fixture
def rf():
    return RequestFactory()
