"""A day's questions to the rules are asked before children are forked, and by none of them again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from denizen_site.accounts import foresight, rulebook
from denizen_site.accounts.permission import (
    Action,
    Actor,
    Allowed,
    DecisionRecord,
    VisitRecord,
    actions_of,
    may,
)
from denizen_site.accounts.roles import Role
from denizen_site.config import warming

DAY = date(2026, 11, 24)


@pytest.fixture
def foreseen(monkeypatch):
    foresight.foresee(DAY)
    monkeypatch.setattr(rulebook, "ask", lambda *_, **__: pytest.fail("asked again"))
    yield
    rulebook.remembered.cache_clear()
    actions_of.cache_clear()


@pytest.mark.parametrize("role", list(Role))
def test_no_menu_asks_again(foreseen, role):
    for station in (None, "s1"):
        assert Actor("a1", role, station, day=DAY).actions


def test_no_page_of_ones_own_visit_asks_again(foreseen):
    clerk = Actor("c1", Role.CLERK, "s1", day=DAY)
    for action in (Action.CHECK_PAPERS, Action.ENTER_PERSON, Action.ISSUE, Action.HAND_OVER):
        assert may(clerk, action, record=VisitRecord("c1")) == Allowed()
    supervisor = Actor("v1", Role.SUPERVISOR, "s1", day=DAY)
    shared = VisitRecord("c1", shared=True)
    assert may(supervisor, Action.SECOND_LOOK, record=shared) == Allowed()
    assert may(supervisor, Action.OVERRIDE, record=DecisionRecord(frozenset({"c1"}))) == Allowed()


def test_what_is_remembered_is_what_would_be_answered():
    foresight.foresee(DAY)
    for role in Role:
        for station in (None, "s1"):
            actor = Actor("a1", role, station, day=DAY)
            let = {action for action in Action if isinstance(may(actor, action), Allowed)}
            assert actor.actions == let


def test_a_new_day_is_asked_for_once_and_the_old_one_forgotten(monkeypatch):
    asked = []
    monkeypatch.setattr(foresight, "foresee", asked.append)
    warming.rules_on.cache_clear()
    for day in (DAY, DAY, DAY + timedelta(days=1), DAY + timedelta(days=1)):
        warming.rules_on(day)
    warming.rules_on.cache_clear()
    assert asked == [DAY, DAY + timedelta(days=1)]
