"""The grid answers as Cedar does, knows what cannot happen, and finds what a clause changes."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from denizen.policy import (
    ENCOUNTERS,
    Asker,
    Change,
    EncounterAction,
    Ruling,
    Stage,
    ask,
    compare,
    contradictions,
    dead_clauses,
    evaluate,
    possible_cells,
    turning_days,
    undeciding_clauses,
)

DAYS = (date(1995, 1, 1), date(2008, 6, 1), date(2012, 1, 1))


def sample(seed, size):
    return [int(i) for i in np.random.default_rng(seed).integers(0, ENCOUNTERS.size, size)]


def assert_equal_to_cedar(grid, indexes):
    asker = {"deputised": grid.asker.deputised, "supervised": grid.asker.supervised}
    for index in indexes:
        cell = ENCOUNTERS.cell(index)
        for action in EncounterAction:
            answer = ask(grid.community, cell.question(action, **asker), at=grid.at)
            assert grid.ruling(action, cell) is answer.ruling, (action, cell)
            deciding = {clause.id for clause in grid.deciding(action, cell)}
            assert deciding == {clause.id for clause in answer.clauses}, (action, cell)


def test_the_space_has_as_many_cells_as_the_design_says():
    assert ENCOUNTERS.size == 9 * 9 * 5 * 2**7 == 51_840


def test_every_cell_has_an_index_of_its_own():
    for index in sample(1, 200):
        assert ENCOUNTERS.index(ENCOUNTERS.cell(index)) == index


@pytest.mark.parametrize("at", DAYS)
def test_the_grid_answers_as_cedar_does(city, at):
    assert_equal_to_cedar(evaluate(city, at=at), sample(2, 60))


def test_the_grid_answers_for_deputised_officers_as_cedar_does(city_with, permits, forbids):
    city = city_with(
        state=forbids("S-1", "perform_federal_function", when="!principal.supervised"),
        city=permits(
            "C-1",
            "perform_federal_function, ask_status",
            when='if principal.deputised then context.stage != City::Stage::"call" else false',
        ),
    )
    for asker in (Asker(), Asker(deputised=True), Asker(deputised=True, supervised=True)):
        assert_equal_to_cedar(evaluate(city, at=DAYS[1], asker=asker), sample(3, 40))


def test_claims_and_contradictions_come_out_as_cedar_and_the_rules_of_combining_say(
    city_with, permits, forbids
):
    stop = 'context.stage == City::Stage::"traffic_stop"'
    victim = 'context.part == City::Part::"victim"'
    city = city_with(
        federal=permits(
            "N-1", "ask_status", when=stop, notes='@preempts("must_not,must")\n@contested("x")\n'
        )
        + permits("N-2", "ask_status", when=victim, notes='@preempts("must_not")\n'),
        state=forbids("S-1", "ask_status", when="context.prolongs_stop")
        + permits("S-2", "must_ask_status", when="context.probable_cause"),
        city=permits("C-1", "ask_status, must_ask_status", when="context.criminal_investigation"),
        department=forbids("P-1", "ask_status", when="!context.written_consent"),
    )
    assert_equal_to_cedar(evaluate(city, at=DAYS[1]), sample(4, 400))


def test_counts_are_of_possible_cells_and_add_up(city):
    grid = evaluate(city, at=DAYS[1])
    for action in EncounterAction:
        assert sum(grid.counts(action).values()) == int(possible_cells().sum())
        stages = [sum(grid.counts(action, stage).values()) for stage in Stage]
        assert sum(stages) == int(possible_cells().sum())
        assert all(stages)


@pytest.mark.parametrize(
    ("stage", "part"),
    [("call", "arrestee"), ("counter", "driver"), ("jail", "service_user"), ("booking", "suspect")],
)
def test_what_cannot_happen_is_masked(stage, part):
    cells = [ENCOUNTERS.cell(int(i)) for i in np.flatnonzero(possible_cells())]
    assert not [cell for cell in cells if (cell.stage, cell.part) == (stage, part)]


def test_a_victim_may_be_met_at_every_stage():
    cells = [ENCOUNTERS.cell(int(i)) for i in np.flatnonzero(possible_cells())]
    assert {cell.stage for cell in cells if cell.part == "victim"} == set(Stage)


def test_the_hit_matrix_has_every_clause_in_force_over_every_cell(city):
    clauses, matrix = evaluate(city, at=DAYS[1]).hit_matrix()
    assert [clause.id for clause in clauses] == ["N-1", "S-1", "S-2", "C-1", "C-2", "P-1"]
    assert matrix.shape == (6, ENCOUNTERS.size)
    assert matrix[0].all()
    assert matrix[1].sum() == ENCOUNTERS.size // 5


def test_a_clause_that_can_never_apply_is_found(city_with, permits):
    never = 'context.stage == City::Stage::"call" && context.part == City::Part::"arrestee"'
    rare = "context.terror_match && principal.deputised"
    city = city_with(
        city=permits("C-1", "ask_status", when=never) + permits("C-2", "ask_status", when=rare)
    )
    assert [clause.id for clause in dead_clauses(city)] == ["C-1"]


def test_a_clause_that_never_decides_is_found(city_with, permits, forbids):
    city = city_with(
        state=forbids("S-1", "ask_status"),
        city=permits("C-1", "ask_status") + permits("C-2", "share_status"),
    )
    found = undeciding_clauses(evaluate(city, at=DAYS[1]))
    assert [clause.id for clause in found] == ["C-1"]


def test_a_contradiction_is_found_only_where_both_can_hold(city_with, permits, forbids):
    call, jail = 'context.stage == City::Stage::"call"', 'context.stage == City::Stage::"jail"'
    city = city_with(
        city=permits("C-1", "must_ask_status", when=call)
        + forbids("C-2", "ask_status", when=jail)
        + forbids("C-3", "ask_status", when="context.probable_cause")
        + forbids("C-4", "ask_status", window=("1990-01-01", "1999-01-01"), when=call)
        + forbids("C-5", "ask_status", when="context.written_consent")
    )
    found = [(one.forbidding.id, one.demanding.id) for one in contradictions(city)]
    assert found == [("C-5", "C-1")]  # probable cause cannot be had over a telephone


def test_the_days_on_which_anything_changes_are_listed(city):
    days = turning_days(city)
    assert date(2006, 12, 21) in days
    assert date(2020, 7, 23) in days
    assert list(days) == sorted(set(days))


def test_two_communities_agree_differ_and_dispute(city_with, permits, forbids):
    a = city_with(city=forbids("C-1", "ask_status") + forbids("C-2", "share_status"))
    b = city_with(city=permits("D-1", "must_ask_status"), state=forbids("S-1", "share_status"))
    found = compare(a, b, at=DAYS[1])
    cells = int(possible_cells().sum())
    assert (found.disputed, found.agreed, found.one_silent) == (cells, cells, 0)
    pairs = found.actions[EncounterAction.ASK_STATUS].pairs()
    assert pairs == {(Ruling.MUST_NOT, Ruling.MUST): cells}
    cell, left, right = next(found.cells_in_dispute(EncounterAction.ASK_STATUS))
    assert (left, right) == (Ruling.MUST_NOT, Ruling.MUST)
    assert ask(a, cell.question(EncounterAction.ASK_STATUS), at=DAYS[1]).ruling is left


def test_where_one_is_silent_nothing_is_in_dispute(city_with, permits):
    a = city_with(city=permits("C-1", "ask_status"))
    b = city_with(city=permits("C-2", "share_status"))
    found = compare(a, b, at=DAYS[1])
    assert found.disputed == 0
    assert found.one_silent == 2 * int(possible_cells().sum())
    assert found.changes == ()


def test_single_clauses_that_would_close_the_dispute_are_worked_out(city_with, permits, forbids):
    call = 'context.stage == City::Stage::"call"'
    a = city_with(city=forbids("C-1", "ask_status", when=call) + forbids("C-2", "share_status"))
    b = city_with(city=permits("D-1", "ask_status"))
    found = compare(a, b, at=DAYS[1])
    changes = {(one.change, one.community, one.clause.id): one for one in found.changes}
    removed = changes[Change.REMOVE, "city", "C-1"]
    assert (removed.closes, removed.opens) == (found.disputed, 0)
    added = changes[Change.ADD, "city", "C-1"]
    assert added.closes == found.disputed
    assert not [one for one in found.changes if one.clause.id == "C-2"]


def test_a_change_that_opens_other_disputes_says_so(city_with, permits):
    call, jail = 'context.stage == City::Stage::"call"', 'context.stage == City::Stage::"jail"'
    everywhere = permits("S-1", "ask_status")
    a = city_with(
        state=everywhere, city=permits("C-1", "must_ask_status", when=f"{call} || {jail}")
    )
    b = city_with(state=everywhere, city=permits("D-1", "must_ask_status", when=jail))
    found = compare(a, b, at=DAYS[1])
    removed = next(one for one in found.changes if (one.clause.id, one.change) == ("C-1", "remove"))
    at_jail = found.actions[EncounterAction.ASK_STATUS].pairs(Stage.JAIL)[Ruling.MUST, Ruling.MUST]
    assert (removed.closes, removed.opens) == (found.disputed, at_jail)


def test_a_clause_over_both_communities_goes_from_both_or_from_none(city_with, permits, forbids):
    over = permits("N-1", "ask_status", notes='@preempts("must_not")\n@contested("x")\n')
    a = city_with(federal=over, city=forbids("C-1", "ask_status"))
    b = city_with(federal=over, city=permits("D-1", "ask_status"))
    found = compare(a, b, at=DAYS[1])
    removed = [one for one in found.changes if one.change == "remove"]
    assert {one.clause.id: one.community for one in removed} == {"C-1": "city"}
    # Without N-1 in either, a forbids and b permits: the dispute stays.
    assert found.disputed == int(possible_cells().sum())
