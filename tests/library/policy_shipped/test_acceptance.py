"""The cases by which issue 5 is judged: the marriage reports of 2023, and what each community is known for."""

from __future__ import annotations

import pytest

from denizen.policy import Layer

REGISTRAR = {"role": "records_officer", "stage": "counter", "part": "service_user"}
BOOKED = {"stage": "booking", "part": "arrestee"}
NAMED = {"deputised": True, "supervised": True, "facts": {"criminal_investigation"}, **BOOKED}


def ids(answer):
    return [clause.id for clause in answer.clauses]


def test_a_registrar_on_a_state_employees_advice_must_not_and_the_citys_clause_says_so(ask_in):
    answer = ask_in("new-haven", "share_status", "2023-10-01", facts={"advice_only"}, **REGISTRAR)
    assert answer.ruling == "must_not"
    assert ids(answer) == ["NH-EO-2020.4"]
    (clause,) = answer.clauses
    assert clause.layer is Layer.CITY
    assert clause.community == "new-haven"
    assert "Welcoming City" in clause.cite


def test_the_federal_dispute_is_shown_beside_it_and_changes_nothing(ask_in):
    answer = ask_in("new-haven", "share_status", "2023-10-01", facts={"advice_only"}, **REGISTRAR)
    (dispute,) = answer.disputed
    assert "8 USC 1373(a)" in dispute
    assert "City of Philadelphia v. Sessions" in dispute
    assert "City of New York v. United States" in dispute


def test_advice_is_not_a_law_even_where_somebody_ticks_both(ask_in):
    facts = {"advice_only", "required_by_law"}
    answer = ask_in("new-haven", "share_status", "2023-10-01", facts=facts, **REGISTRAR)
    assert answer.ruling == "must_not"


def test_a_law_that_can_be_named_opens_the_exception(ask_in):
    answer = ask_in(
        "new-haven", "share_status", "2023-10-01", facts={"required_by_law"}, **REGISTRAR
    )
    assert answer.ruling == "silent"


def test_before_the_mayors_orders_nothing_bound_the_registrar(ask_in):
    answer = ask_in("new-haven", "share_status", "2018-10-01", facts={"advice_only"}, **REGISTRAR)
    assert answer.ruling == "silent"


def test_a_police_officer_meets_the_dispute_and_gets_the_instruction(ask_in):
    answer = ask_in("new-haven", "share_status", "2023-10-01", **BOOKED)
    assert answer.ruling == "contested"
    assert answer.instruction is not None
    assert answer.instruction.ruling == "must_not"


def test_hartford_protects_before_an_arrest_and_notifies_after_it(ask_in):
    facts = {"probable_cause"}
    before = ask_in("hartford", "ask_status", "2008-09-01", part="witness", stage="street_contact")
    after = ask_in("hartford", "notify_federal", "2008-09-01", facts=facts, **BOOKED)
    assert (before.ruling, ids(before)) == ("must_not", ["HT-ORD-2008.a"])
    assert (after.ruling, ids(after)) == ("must", ["HT-ORD-2008.e"])


def test_state_law_later_overrides_what_hartford_orders_after_an_arrest(ask_in):
    answer = ask_in("hartford", "notify_federal", "2019-10-01", facts={"probable_cause"}, **BOOKED)
    assert answer.ruling == "must_not"
    (lost,) = answer.overridden
    assert (lost.clause.id, lost.by) == ("HT-ORD-2008.e", "CT-192h.b1B-2019")


@pytest.mark.parametrize(
    ("at", "before_arrest", "after_arrest"),
    [
        ("2007-06-24", "silent", "silent"),
        ("2007-06-25", "must_not", "must_not"),
        ("2007-07-09", "must_not", "must_not"),
        ("2007-07-10", "may", "may"),
        ("2008-03-02", "may", "may"),
        ("2008-03-03", "must", "must"),
        ("2008-04-28", "must", "must"),
        ("2008-04-29", "may", "may"),
        ("2008-06-30", "may", "may"),
        ("2008-07-01", "may", "must"),
        ("2026-01-02", "may", "must"),
    ],
)
def test_prince_william_at_the_edge_of_every_window(at, before_arrest, after_arrest, ask_in):
    facts = {"probable_cause"}
    stop = ask_in("prince-william", "ask_status", at, facts=facts)
    booked = ask_in("prince-william", "ask_status", at, facts=facts, **BOOKED)
    assert (stop.ruling, booked.ruling) == (before_arrest, after_arrest)


@pytest.mark.parametrize(
    ("at", "ruling"),
    [
        ("2009-10-15", "may"),
        ("2012-12-31", "may"),
        ("2019-09-30", "may"),
        ("2019-10-01", "must_not"),
        ("2026-01-02", "must_not"),
    ],
)
def test_danburys_named_officers_before_and_after_the_state_bar(at, ruling, ask_in):
    assert ask_in("danbury", "perform_federal_function", at, **NAMED).ruling == ruling


@pytest.mark.parametrize("missing", ["deputised", "supervised"])
def test_danburys_agreement_needs_a_named_officer_and_supervision(missing, ask_in):
    answer = ask_in(
        "danbury", "perform_federal_function", "2010-01-04", **{**NAMED, missing: False}
    )
    assert answer.ruling == "must_not"


def test_what_danbury_was_seen_to_do_answers_nothing(ask_in, community):
    assert community("danbury").practice
    answer = ask_in("danbury", "ask_status", "2008-08-01")
    assert (answer.ruling, answer.clauses) == ("silent", ())
