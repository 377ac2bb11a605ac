"""A clause that is itself attacked: its answer stands, and the attack is shown beside it."""

from __future__ import annotations


def test_an_attacked_clause_still_decides_and_its_dispute_is_listed(city_with, asked, forbids):
    attacked = forbids("C-9", "share_status", notes='@disputed("A v. B, a trial court")\n')
    answer = asked(city_with(city=attacked), "share_status")
    assert answer.ruling == "must_not"
    assert answer.disputed == ("A v. B, a trial court",)
    assert answer.clauses[0].disputed == "A v. B, a trial court"


def test_an_attacked_clause_that_does_not_decide_is_not_listed(city_with, asked, forbids, permits):
    attacked = permits("C-9", "ask_status", notes='@disputed("A v. B, a trial court")\n')
    answer = asked(city_with(state=forbids("S-9", "ask_status"), city=attacked), "ask_status")
    assert answer.ruling == "must_not"
    assert answer.disputed == ()


def test_no_dispute_is_an_empty_list(city, asked):
    assert asked(city, "ask_status", part="witness").disputed == ()
