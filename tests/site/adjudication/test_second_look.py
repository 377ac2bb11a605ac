"""Override and uphold: a second person, papers as they lie, one transaction with the count."""

from __future__ import annotations

from importlib import import_module

import pytest

from denizen_site.errors import AdjudicationError, EnrolmentError

STATION = b"s" * 32
SHORT = ({"document": "passport", "expires": "2031-05-05"},)


@pytest.fixture
def enrolment(programme):
    return import_module("denizen_site.enrolment.actions")


@pytest.fixture
def reasons(programme):
    return import_module("denizen_site.ledger.acts").OverrideReason


@pytest.fixture
def look(enrolment, charter, at):
    """Give a visit short of papers, with what `override` takes besides the reason."""
    visits = import_module("denizen_site.enrolment.visit")
    progress = import_module("denizen_site.enrolment.progress")

    def of(**parts):
        facts = {"papers": SHORT, "applicant": {"birth_date": "1987-03-14"}, **parts}
        visit = visits.Visit(clerk="clerk", language="es", opened_minute=0, **facts)
        token = enrolment.open_visit(visit, station_secret=STATION, at=at, hours=4)
        opened = enrolment.load(token, station_secret=STATION, at=at)
        outcome = progress.assessed(visit, charter, at=at.date())
        return opened, {"by": "supervisor", "outcome": outcome, "day": at.date()}

    return of


def refused(act, *args, **kwargs):
    with pytest.raises((AdjudicationError, EnrolmentError)) as caught:
        act(*args, **kwargs)
    return caught.value.code


def test_an_override_stands_in_the_sealed_visit_and_is_counted_by_its_reason(
    look, room_actions, reasons, counted
):
    opened, facts = look()
    saved = room_actions.override(opened, reasons.ATTESTED, **facts)
    assert saved.visit.is_overridden
    assert (saved.visit.override.by, saved.visit.override.reason) == ("supervisor", "attested")
    assert counted()["overridden_attested"] == 1


def test_whoever_opened_the_visit_does_not_decide_it(look, room_actions, reasons, counted):
    opened, facts = look()
    own = {**facts, "by": "clerk"}
    assert (
        refused(room_actions.override, opened, reasons.ATTESTED, **own) == "second_look.own_visit"
    )
    assert refused(room_actions.uphold, opened, **own) == "second_look.own_visit"
    assert "overridden_attested" not in counted()


def test_papers_that_are_enough_leave_nothing_to_decide(look, room_actions, reasons):
    opened, facts = look(papers=(*SHORT, {"document": "utility_bill", "dated": "2026-11-01"}))
    code = refused(room_actions.override, opened, reasons.ATTESTED, **facts)
    assert code == "second_look.nothing_to_override"
    assert refused(room_actions.uphold, opened, **facts) == "second_look.not_refused"


def test_a_decision_that_meets_a_newer_version_is_not_recorded_and_not_counted(
    look, room_actions, reasons, enrolment, counted
):
    opened, facts = look()
    enrolment.save(opened.changed(opened.visit.with_(language="en")))
    code = refused(room_actions.override, opened, reasons.ATTESTED, **facts)
    assert code == "visit.changed_elsewhere"
    assert "overridden_attested" not in counted()


def test_other_papers_ask_for_another_decision(look, room_actions, reasons):
    opened, facts = look()
    saved = room_actions.override(opened, reasons.HARDSHIP, **facts)
    assert refused(room_actions.uphold, saved, **facts) == "second_look.decided"
    other = saved.visit.with_(papers=())
    assert not other.is_overridden
    upheld = room_actions.uphold(saved.changed(other), **facts)
    assert upheld.visit.is_upheld


def test_an_upheld_refusal_reads_back_and_is_counted(look, room_actions, enrolment, counted, at):
    opened, facts = look()
    saved = room_actions.uphold(opened, **facts)
    assert enrolment.unsealed(saved.id, saved.key, at=at).visit.is_upheld
    assert not saved.visit.is_overridden
    assert counted()["second_look_upheld"] == 1


def test_no_supervisor_waives_the_age_that_the_council_set(room_actions):
    documents = import_module("denizen.documents")
    deciding = import_module("denizen_site.adjudication.deciding")
    code = documents.ReasonCode.TOO_YOUNG

    class Young:
        reasons = (type("Reason", (), {"code": code})(),)

    assert not deciding.may_override(Young())
