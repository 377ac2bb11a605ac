"""One question on a day: which layer speaks, what stands, and what lost to whom."""

from __future__ import annotations

from datetime import date

import pytest

from denizen.errors import PolicyError
from denizen.policy import Layer, Question, Ruling, Why, ask


def ids(clauses):
    return [clause.id for clause in clauses]


def losses(answer):
    return [(one.clause.id, one.by, one.why) for one in answer.overridden]


def test_a_clause_answers_inside_its_window_and_not_outside(city, asked):
    for at, ruling in [
        ("2006-12-20", Ruling.SILENT),
        ("2006-12-21", Ruling.MUST_NOT),
        ("2020-07-22", Ruling.MUST_NOT),
    ]:
        answer = asked(city, part="victim", at=at, facts={"criminal_investigation"})
        assert answer.ruling is ruling


def test_the_end_of_a_window_is_the_first_day_without_the_clause(city, asked):
    answer = asked(city, part="victim", at="2020-07-23", facts={"criminal_investigation"})
    assert answer.ruling is Ruling.SILENT


def test_an_answer_carries_what_the_clause_is_annotated_with(city, asked):
    (clause,) = asked(city, part="witness").clauses
    assert (clause.id, clause.cite, clause.says) == ("C-1", "cite of C-1", "What C-1 says.")
    assert (clause.reading.shown, clause.layer, clause.community) == ("cited", Layer.CITY, "city")
    assert clause.window.end == date(2020, 7, 23)


def test_where_no_clause_speaks_the_answer_is_silence(city, asked):
    answer = asked(city, action="notify_federal")
    assert answer.ruling is Ruling.SILENT
    assert not answer.clauses
    assert not answer.before_any_rule


def test_a_day_before_every_rule_says_so(city, asked):
    answer = asked(city, action="hold_past_release", at="1999-01-01")
    assert answer.ruling is Ruling.SILENT
    assert answer.before_any_rule


def test_a_lower_permission_loses_to_a_prohibition_above_it(city, asked):
    answer = asked(city, action="hold_past_release", paper="ice_detainer")
    assert (answer.ruling, ids(answer.clauses)) == (Ruling.MUST_NOT, ["S-1"])
    assert losses(answer) == [("P-1", "S-1", Why.UPPER_LAYER)]


def test_a_lower_layer_may_narrow_a_permission(city, asked):
    answer = asked(city, role="jail_officer", stage="booking", at="2012-01-01")
    assert (answer.ruling, ids(answer.clauses)) == (Ruling.MUST_NOT, ["P-2"])
    assert losses(answer) == [("S-2", "P-2", Why.NARROWED)]


def test_each_layers_own_word_is_shown(city, asked):
    answer = asked(city, action="hold_past_release", paper="ice_detainer")
    said = {one.layer: one.ruling for one in answer.layers}
    assert said[Layer.STATE] is Ruling.MUST_NOT
    assert said[Layer.DEPARTMENT] is Ruling.MAY
    assert said[Layer.FEDERAL] is Ruling.SILENT


def test_a_duty_is_answered_as_must(city, asked):
    answer = asked(
        city,
        action="provide_service",
        role="service_counter",
        stage="counter",
        part="service_user",
        at="2001-01-01",
    )
    assert answer.ruling is Ruling.MUST


def test_a_disputed_claim_over_a_lower_rule_is_contested_with_both_sides(city, asked):
    answer = asked(city, action="share_status", part="witness")
    assert answer.ruling is Ruling.CONTESTED
    assert ids(answer.clauses) == ["N-1", "C-1"]
    assert answer.disputed == ("cite of N-1", "a court the other way", "cite of C-1")
    assert answer.instruction.ruling is Ruling.MUST_NOT
    assert answer.instruction.call == "the attorney of the day"


def test_a_claim_with_nothing_below_it_only_permits(city, asked):
    answer = asked(city, action="share_status")
    assert (answer.ruling, answer.instruction) == (Ruling.MAY, None)


def test_an_undisputed_claim_voids_a_lower_prohibition(city_with, asked, permits, forbids):
    city = city_with(
        federal=permits("N-1", "share_status", notes='@preempts("must_not")\n'),
        city=forbids("C-1", "share_status"),
    )
    answer = asked(city, action="share_status")
    assert (answer.ruling, ids(answer.clauses)) == (Ruling.MAY, ["N-1"])
    assert losses(answer) == [("C-1", "N-1", Why.PREEMPTED)]


def test_an_undisputed_claim_wins_over_a_disputed_one(city_with, asked, permits, forbids):
    disputed = '@preempts("must_not")\n@contested("a court")\n'
    city = city_with(
        federal=permits("N-1", "share_status", notes=disputed)
        + permits("N-2", "share_status", notes='@preempts("must_not")\n'),
        city=forbids("C-1", "share_status"),
    )
    assert asked(city, action="share_status").ruling is Ruling.MAY


def test_a_duty_and_a_prohibition_of_one_layer_are_contested(city_with, asked, permits, forbids):
    city = city_with(city=permits("C-1", "must_ask_status") + forbids("C-2", "ask_status"))
    answer = asked(city)
    assert (answer.ruling, ids(answer.clauses)) == (Ruling.CONTESTED, ["C-2", "C-1"])
    assert answer.disputed == ("cite of C-2", "cite of C-1")


def test_a_contradiction_below_a_prohibition_changes_nothing(city_with, asked, permits, forbids):
    city = city_with(
        state=forbids("S-1", "ask_status"),
        city=permits("C-1", "must_ask_status") + forbids("C-2", "ask_status"),
    )
    answer = asked(city)
    assert (answer.ruling, ids(answer.clauses)) == (Ruling.MUST_NOT, ["S-1"])
    assert len(answer.overridden) == 2


def test_a_prohibition_stands_before_a_permission_of_its_layer(city_with, asked, permits, forbids):
    city = city_with(city=permits("C-1", "ask_status") + forbids("C-2", "ask_status"))
    answer = asked(city)
    assert (answer.ruling, losses(answer)) == (
        Ruling.MUST_NOT,
        [("C-1", "C-2", Why.SAME_LAYER)],
    )


def test_two_layers_that_agree_both_decide(city_with, asked, forbids):
    city = city_with(state=forbids("S-1", "ask_status"), city=forbids("C-1", "ask_status"))
    answer = asked(city)
    assert (ids(answer.clauses), answer.overridden) == (["S-1", "C-1"], ())


def test_the_software_is_governed_by_the_programmes_clauses(city):
    def may(role, *facts):
        question = Question("open_visit", role=role, facts=frozenset(facts))
        return ask(city, question, at=date(2026, 11, 23)).ruling

    assert may("card_clerk", "station") is Ruling.MAY
    assert may("card_clerk") is Ruling.SILENT
    assert may("auditor", "station") is Ruling.SILENT


@pytest.mark.parametrize(
    ("action", "words", "where"),
    [
        ("ask_statuss", {}, "action"),
        ("ask_status", {"role": "sheriff"}, "role"),
        ("ask_status", {"stage": "trafic_stop"}, "stage"),
        ("ask_status", {"stage": None}, "stage"),
        ("ask_status", {"facts": frozenset({"undocumented"})}, "fact"),
        ("ask_status", {"requester": "police"}, "requester"),
        ("keep_copy", {"stage": None, "part": None, "kind": "card"}, "requester"),
        ("open_visit", {"stage": "counter", "part": None}, "stage"),
    ],
)
def test_a_wrong_word_in_a_question_is_refused_with_those_allowed(action, words, where):
    given = {"role": "officer", "stage": "traffic_stop", "part": "driver", **words}
    with pytest.raises(PolicyError) as caught:
        Question(action, **given)
    assert caught.value.where == where
    assert caught.value.mend


def test_equal_questions_are_one_question():
    plain = Question("ask_status", role="officer", stage="call", part="caller")
    typed = Question("ask_status", role="officer", stage="call", part="caller", facts=frozenset())
    assert hash(plain) == hash(typed)
    assert plain == typed
