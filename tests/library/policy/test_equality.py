"""Two evaluators of one text: numpy answers as Cedar does, for made-up rules and for every shipped community.

`test_every_cell...` goes through all 51,840 encounters: what Cedar says of every clause there, and then every
distinct pattern of applying clauses through both ways of joining layers.  It takes minutes and is marked long.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from denizen.policy import ENCOUNTERS, Asker, EncounterAction, ask, evaluate, load_community
from denizen.policy.combining import Standing, voice_of
from denizen.policy.community import Slice, slices_of
from denizen.policy.grid import flat, flat_codes
from denizen.policy.question import request_of
from denizen.policy.resolve import CODES, RULINGS
from denizen.policy.schema import ENUMS
from denizen.policy.words import Part, Ruling, Stage

CHARTERS = Path(__file__).resolve().parents[3] / "charters"
COMMUNITIES = sorted(path.parents[1].name for path in CHARTERS.glob("*/policy/policy.toml"))
DAYS = (date(2008, 3, 15), date(2015, 6, 1), date(2026, 11, 23))
ACTIONS = ("ask_status", "share_status", "must_ask_status", "must_share_status")


@pytest.fixture(scope="module")
def shipped():
    folders = {
        name: {
            path.relative_to(CHARTERS / name).as_posix(): path.read_bytes()
            for path in (CHARTERS / name / "policy").iterdir()
        }
        for name in COMMUNITIES
    }
    return {name: load_community(name, folders) for name in COMMUNITIES}


def assert_equal(grid, indexes, actions=tuple(EncounterAction)):
    words = {"deputised": grid.asker.deputised, "supervised": grid.asker.supervised}
    for index in indexes:
        cell = ENCOUNTERS.cell(index)
        for action in actions:
            answer = ask(grid.community, cell.question(action, **words), at=grid.at)
            assert grid.ruling(action, cell) is answer.ruling, (action, cell)
            deciding = {clause.id for clause in grid.deciding(action, cell)}
            assert deciding == {clause.id for clause in answer.clauses}, (action, cell)


@pytest.mark.parametrize("at", DAYS)
@pytest.mark.parametrize("name", COMMUNITIES)
def test_a_sample_of_every_shipped_community_is_answered_as_cedar_does(shipped, name, at):
    rng = np.random.default_rng(len(name) + at.year)
    grid = evaluate(shipped[name], at=at, asker=Asker(deputised=bool(rng.integers(2))))
    assert_equal(grid, [int(i) for i in rng.integers(0, ENCOUNTERS.size, 12)])


def truths():
    """Write conditions that are true or false of an encounter."""
    facts = st.sampled_from(
        [
            "context.criminal_investigation",
            "context.prolongs_stop",
            "context.required_by_law",
            "context.terror_match",
            "principal.deputised",
            "principal.supervised",
            "true",
            "false",
        ]
    )
    stages = words_of("context.stage", "Stage")
    parts = words_of("context.part", "Part")
    papers = words_of("context.paper", "Paper")
    roles = words_of("principal.role", "Role")
    plain = st.one_of(facts, stages, parts, papers, roles)
    return st.recursive(
        plain,
        lambda inner: st.one_of(
            st.tuples(inner, st.sampled_from(["&&", "||", "==", "!="]), inner).map(
                lambda t: f"(({t[0]}) {t[1]} ({t[2]}))"
            ),
            inner.map(lambda one: f"!({one})"),
            st.tuples(inner, inner, inner).map(lambda t: f"(if {t[0]} then {t[1]} else {t[2]})"),
        ),
        max_leaves=5,
    )


def words_of(attribute, kind):
    """Write comparisons of an attribute of a closed set."""
    word = st.sampled_from([f'City::{kind}::"{member.value}"' for member in ENUMS[kind]])
    several = st.lists(word, min_size=1, max_size=3, unique=True).map(", ".join)
    return st.one_of(
        word.map(lambda one: f"{attribute} == {one}"),
        word.map(lambda one: f"{one} != {attribute}"),
        several.map(lambda some: f"[{some}].contains({attribute})"),
        several.map(lambda some: f"{attribute} in [{some}]"),
        several.map(lambda some: f"[{some}].containsAny([{attribute}])"),
    )


CLAIMS = {"forbid": ["", "may", "must", "may, must"], "permit": ["", "must_not"]}


@st.composite
def drafts(draw):
    """Draft up to eight clauses: layer, effect, actions, condition, claim."""
    found = []
    for layer in draw(
        st.lists(st.sampled_from(["federal", "state", "city", "department"]), max_size=8)
    ):
        effect = draw(st.sampled_from(["permit", "forbid"]))
        usable = [word for word in ACTIONS if effect == "permit" or not word.startswith("must_")]
        heads = draw(st.lists(st.sampled_from(usable), min_size=1, max_size=2, unique=True))
        claim = draw(st.sampled_from(CLAIMS[effect])) if layer in {"federal", "state"} else ""
        found.append((layer, effect, heads, draw(truths()), (claim, draw(st.booleans()))))
    return found


def without_circles(rows):
    """Let each layer claim from one side only, so that no two of its clauses void each other."""
    kept, side = [], {}
    for layer, effect, heads, when, (claim, contested) in rows:
        allowed = side.setdefault(layer, effect) == effect
        kept.append((layer, effect, heads, when, (claim if allowed else "", contested)))
    return kept


@given(rows=drafts(), seed=st.integers(0, 2**32 - 1))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_rules_that_nobody_would_write_are_answered_as_cedar_does(city_with, permits, rows, seed):
    texts = {"city": permits("C-0", "provide_service")}
    for i, (layer, effect, heads, when, (claim, contested)) in enumerate(without_circles(rows)):
        notes = f'@preempts("{claim}")\n' if claim else ""
        notes += '@contested("x")\n' if claim and contested else ""
        text = permits(f"R-{i}", ",".join(heads), when=when, notes=notes)
        texts[layer] = texts.get(layer, "") + text.replace("\npermit (", f"\n{effect} (")
    rng = np.random.default_rng(seed)
    asker = Asker(*(bool(one) for one in rng.integers(0, 2, 2)))
    grid = evaluate(city_with(**texts), at=date(2008, 6, 1), asker=asker)
    cells = [int(i) for i in rng.integers(0, ENCOUNTERS.size, 6)]
    assert_equal(grid, cells, (EncounterAction.ASK_STATUS, EncounterAction.SHARE_STATUS))


def busiest_day(community):
    """Find a day on which as many of a community's own clauses as possible are in force."""
    own = community.own_clauses or community.clauses
    starts = [clause.window.start for clause in own]
    return max(starts, key=lambda day: sum(clause.window.covers(day) for clause in own))


@pytest.mark.long
@pytest.mark.parametrize("name", COMMUNITIES)
def test_every_cell_of_every_shipped_community_is_answered_as_cedar_does(shipped, name):
    community = shipped[name]
    at = busiest_day(community)
    grid = evaluate(community, at=at)
    question = EncounterAction.ASK_STATUS  # every encounter action has the same context
    questions = [ENCOUNTERS.cell(i).question(question) for i in range(ENCOUNTERS.size)]
    hits = {hit.clause.id: flat(hit.where) for layer in grid.layers for hit in layer}
    own = slices_of(community.own_clauses)  # the layers above are gone through by their own names
    for action in EncounterAction:
        if action in own:
            assert_slice_equal(Asked(own[action], action, at), hits, questions=questions)
    for action in EncounterAction:
        assert_joined_alike(grid, action)


@dataclass(frozen=True)
class Asked:
    """A slice of clauses, the action they are asked about, and the day."""

    slice: Slice
    action: EncounterAction
    at: date


def assert_slice_equal(asked, hits, *, questions):
    """Ask Cedar in every cell which clauses of a slice apply, and hold the arrays to it."""
    nowhere = np.zeros(len(questions), dtype=bool)
    found = {id_: nowhere.copy() for id_ in asked.slice.clauses}
    answers = {}  # Cedar's answer depends on the request alone: the same request is asked once
    for i, question in enumerate(questions):
        request = request_of(question, at=asked.at, only=asked.slice.mentioned)
        if request not in answers:
            heard = asked.slice.applying(request, asked.action).values()
            answers[request] = {clause.id for clauses in heard for clause in clauses}
        for id_ in answers[request]:
            found[id_][i] = True
    for id_, where in found.items():
        assert np.array_equal(where, hits.get(id_, nowhere)), (id_, asked.action)


def assert_joined_alike(grid, action):
    """Join every distinct pattern of applying clauses step by step, and hold the array to it."""
    layers = [[hit for hit in layer if action in hit.clause.subjects] for layer in grid.layers]
    hits = [hit for layer in layers for hit in layer]
    rows = [flat(hit.where) for hit in hits] or [np.zeros(ENCOUNTERS.size, dtype=bool)]
    patterns, first, place = np.unique(
        np.array(rows), axis=1, return_index=True, return_inverse=True
    )
    codes = flat_codes(grid.resolutions[action].codes)
    for column, index in enumerate(first):
        assert RULINGS[codes[index]] is joined(layers, action, cell=index), (action, index)
        assert len(set(codes[place.reshape(-1) == column])) == 1
    assert patterns.shape[1] == len(first)


def joined(layers, action, *, cell):
    """Join one cell as `ask` does, from the arrays' own hits."""
    standing = Standing()
    for layer in layers:
        applying = {}
        for hit in layer:
            if flat(hit.where)[cell]:
                for ruling in said_by(hit.clause, action):
                    applying.setdefault(ruling, []).append(hit.clause)
        standing.hear(voice_of({ruling: tuple(some) for ruling, some in applying.items()}))
    return standing.ruling


def said_by(clause, action):
    """List what a clause says in Cedar's own terms: it may permit and demand at once."""
    if clause.effect == "forbid":
        return [Ruling.MUST_NOT]
    twins = {action.value: Ruling.MAY, f"must_{action.value}": Ruling.MUST}
    return [ruling for word, ruling in twins.items() if word in clause.actions]


def test_the_codes_are_places_in_the_list_of_rulings():
    assert [RULINGS[code] for code in CODES.values()] == list(CODES)
    assert (len(Stage), len(Part)) == (9, 9)
