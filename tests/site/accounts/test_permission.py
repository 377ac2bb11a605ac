"""Who may do what: every action has a rule, and records narrow it."""

from __future__ import annotations

from datetime import date

import pytest

from denizen_site.accounts import words
from denizen_site.accounts.permission import (
    FACTS,
    RECORDS,
    SENTENCES,
    AccountRecord,
    Action,
    Actor,
    Allowed,
    DecisionRecord,
    OwnRecord,
    Reason,
    Record,
    Refused,
    VisitRecord,
    may,
)
from denizen_site.accounts.roles import Role

DAY = date(2026, 11, 22)
CLERK = Actor("c1", Role.CLERK, "s1", day=DAY)
SUPERVISOR = Actor("v1", Role.SUPERVISOR, "s2", day=DAY)
DIRECTOR = Actor("d1", Role.DIRECTOR, day=DAY)


def why_not(answer):
    assert isinstance(answer, Refused)
    return answer.reason


def test_every_action_has_a_rule_and_every_record_kind_a_check():
    assert set(RECORDS) < set(Action)
    assert set(FACTS) == set(RECORDS.values()) == set(Record.__args__)


def test_every_reason_has_a_sentence_that_the_catalogues_know():
    assert set(SENTENCES) == set(Reason)
    assert set(SENTENCES.values()) == set(words.REFUSALS)


def test_a_clerk_keeps_their_own_visit_and_no_other():
    assert may(CLERK, Action.ISSUE, record=VisitRecord("c1")) == Allowed()
    assert why_not(may(CLERK, Action.ISSUE, record=VisitRecord("c2"))) is Reason.NOT_YOUR_VISIT
    shared = VisitRecord("c2", shared=True)
    assert why_not(may(CLERK, Action.ISSUE, record=shared)) is Reason.NOT_YOUR_VISIT


def test_a_supervisor_sees_a_visit_only_while_it_is_shared_and_never_their_own():
    assert may(SUPERVISOR, Action.SECOND_LOOK, record=VisitRecord("c1", shared=True)) == Allowed()
    assert (
        why_not(may(SUPERVISOR, Action.SECOND_LOOK, record=VisitRecord("c1"))) is Reason.NOT_SHARED
    )
    own = VisitRecord("v1", shared=True)
    assert why_not(may(SUPERVISOR, Action.SECOND_LOOK, record=own)) is Reason.TWO_PEOPLE


def test_nobody_decides_over_what_they_did_themselves():
    record = DecisionRecord(frozenset({"c1", "v1"}))
    for actor, action in ((SUPERVISOR, Action.OVERRIDE), (CLERK, Action.RECHECK)):
        assert why_not(may(actor, action, record=record)) is Reason.TWO_PEOPLE
        assert may(actor, action, record=DecisionRecord(frozenset({"c9"}))) == Allowed()


def test_the_last_director_stays_and_nobody_changes_their_own_account_as_a_director():
    last = AccountRecord("d2", takes_director=True, directors_left=0)
    assert why_not(may(DIRECTOR, Action.MANAGE_STAFF, record=last)) is Reason.LAST_DIRECTOR
    own = AccountRecord("d1", takes_director=True, directors_left=1)
    assert why_not(may(DIRECTOR, Action.MANAGE_STAFF, record=own)) is Reason.NOT_ON_YOURSELF
    assert may(DIRECTOR, Action.MANAGE_STAFF, record=AccountRecord("c1")) == Allowed()


def test_what_belongs_to_an_account_is_nobody_elses():
    assert may(CLERK, Action.OWN_ACCOUNT, record=OwnRecord("c1")) == Allowed()
    assert (
        why_not(may(DIRECTOR, Action.OWN_ACCOUNT, record=OwnRecord("c1")))
        is Reason.NOT_YOUR_ACCOUNT
    )


def test_work_with_residents_needs_a_station_and_a_role():
    away = Actor("c1", Role.CLERK, day=DAY)
    assert why_not(may(away, Action.OPEN_VISIT)) is Reason.NO_STATION
    assert why_not(may(DIRECTOR, Action.OPEN_VISIT)) is Reason.NOT_YOUR_ROLE


def test_a_record_of_the_wrong_kind_is_our_fault():
    with pytest.raises(TypeError):
        may(CLERK, Action.ISSUE, record=OwnRecord("c1"))


def test_an_actor_shows_no_name_of_anybody():
    assert "Ana" not in repr(Actor("c1", Role.CLERK, day=DAY, shown_as="Ana"))


def test_menus_are_made_from_what_the_actor_may_try():
    assert "stock" in CLERK.actions
    assert "manage_staff" not in CLERK.actions
