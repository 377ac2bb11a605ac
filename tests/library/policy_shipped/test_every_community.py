"""What must be true of every community that is shipped."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest

from denizen.policy import Layer, ask, contradictions, dead_clauses
from denizen.policy.words import Ruling

CHARTERS = Path(__file__).resolve().parents[3] / "charters"
ENCODED = (
    "united-states",
    "connecticut",
    "new-haven",
    "hartford",
    "prince-william",
    "danbury",
    "model",
)
UNENCODED = ("new-york", "san-francisco", "washtenaw")


@pytest.mark.parametrize("id_", [*ENCODED, *UNENCODED])
def test_it_loads_without_a_fault(id_, community):
    assert community(id_).id == id_


@pytest.mark.parametrize("id_", ENCODED)
def test_twenty_golden_encounters_or_more_all_hold(id_, community):
    place = community(id_)
    assert len(place.encounters) >= 20
    wrong = []
    for golden in place.encounters:
        answer = ask(place, golden.question, at=golden.at)
        ids = {clause.id for clause in answer.clauses}
        if answer.ruling is not golden.answer or not ids.issuperset(golden.clauses):
            wrong.append((golden.name, answer.ruling, sorted(ids)))
    assert wrong == []


@pytest.mark.parametrize("id_", ENCODED)
def test_every_own_clause_decides_a_golden_encounter_or_is_named_with_a_reason(id_, community):
    place = community(id_)
    decided = {
        clause.id
        for golden in place.encounters
        for clause in ask(place, golden.question, at=golden.at).clauses
    }
    silent = {clause.id for clause in place.own_clauses} - decided
    assert silent <= UNTRIED.get(id_, set()), sorted(silent)


# Same rule in a neighbouring window or for a neighbouring role, or overtaken by a layer above.
UNTRIED = {
    "united-states": {"US-1373.B-2018"},
    "connecticut": set(),
    "new-haven": {"NH-EO-2019.2", "NH-EO-2019.3"},
    "hartford": {"HT-HPD-2008.3", "HT-HPD-2008.3.later"},
    "danbury": {"DB-MOA-2009.only"},
    "model": {
        "MODEL-P.5.5",
        "MODEL-P.5.6",
        "MODEL-P.5.7",
        "MODEL-P.5.8",
        "MODEL-P.5.9",
        "MODEL-P.5.10",
        "MODEL-P.5.11",
        "MODEL-D.3",
        "MODEL-D.4",
        "MODEL-P.1.1",
        "MODEL-P.1.2",
        "MODEL-P.2.1",
        "MODEL-P.2.3",
        "MODEL-P.3.2",
        "MODEL-P.3.3",
        "MODEL-P.3.4",
        "MODEL-P.3.5",
        "MODEL-P.3.6",
        "MODEL-P.3.7",
        "MODEL-P.4.1",
        "MODEL-P.4.2",
        "MODEL-P.4.3",
        "MODEL-P.5.1",
        "MODEL-P.5.2",
        "MODEL-P.5.3",
        "MODEL-P.5.4",
        "MODEL-P.7.1",
        "MODEL-P.7.2",
        "MODEL-P.7.5",
        "MODEL-P.7.10",
    },
}


@pytest.mark.parametrize("id_", UNENCODED)
def test_a_place_whose_rules_are_not_encoded_says_so_and_is_silent_below_federal_law(
    id_, community
):
    place = community(id_)
    assert place.own_clauses == ()
    assert "not encoded" in place.completeness_note
    assert {clause.layer for clause in place.clauses} == {Layer.FEDERAL, Layer.PROGRAMME}


@pytest.mark.parametrize("id_", ENCODED)
def test_no_screen_text_is_harder_than_it_must_be(id_, community):
    for clause in community(id_).own_clauses:
        assert len(clause.says) <= 200, clause.id
        assert max(len(one.split()) for one in clause.says.split(". ")) <= 40, clause.id


@pytest.mark.parametrize("id_", ENCODED)
def test_what_was_not_read_never_counts_as_cited(id_, community):
    words = ("not checked", "not read", "not re-read")
    for clause in community(id_).own_clauses:
        if any(word in clause.cite for word in words):
            assert not clause.reading.counts_as_cited, clause.id


@pytest.mark.parametrize("id_", ENCODED)
def test_only_the_federal_layer_claims_to_void_lower_rules_and_every_claim_names_its_dispute(
    id_, community
):
    for clause in community(id_).own_clauses:
        if clause.preempts:
            assert clause.layer is Layer.FEDERAL
            assert clause.preempts == {Ruling.MUST_NOT}
            assert clause.contested


def test_where_the_answer_can_be_contested_an_attorney_has_said_what_to_do(community):
    for id_ in ("connecticut", "new-haven", "hartford", "danbury", "model"):
        instruction = community(id_).instruction_for("share_status")
        assert instruction is not None, id_
        assert instruction.ruling is Ruling.MUST_NOT
        assert "SPECIMEN" in instruction.signed_by


@pytest.mark.parametrize(("one", "other"), [*combinations(ENCODED, 2)])
def test_no_two_communities_use_one_id(one, other, community):
    ids = {clause.id for clause in community(one).own_clauses}
    assert ids.isdisjoint(clause.id for clause in community(other).own_clauses)


def test_practice_is_dated_marked_and_no_clause(community):
    place = community("danbury")
    assert [each.dated for each in place.practice] == sorted(each.dated for each in place.practice)
    assert any(
        "generally do not stop" in each.text and each.reading == "M" for each in place.practice
    )
    said = {each.text for each in place.practice}
    assert said.isdisjoint(clause.says for clause in place.clauses)


@pytest.mark.parametrize("language", ["es", "ar"])
@pytest.mark.parametrize("id_", ENCODED)
def test_every_clause_and_instruction_speaks_the_languages_of_the_pages(id_, language, community):
    place = community(id_)
    for clause in place.own_clauses:
        assert place.says(clause.id, language=language), clause.id
    for instruction in place.instructions:
        assert place.instruction_text(instruction.action, language=language), instruction.action


def test_no_translation_claims_a_review_that_it_did_not_have(community):
    assert not any(one.reviewed for one in community("new-haven").translations)


@pytest.mark.parametrize("id_", ENCODED)
def test_no_clause_is_beyond_every_encounter_and_no_layer_contradicts_itself(id_, community):
    assert dead_clauses(community(id_)) == ()
    assert contradictions(community(id_)) == ()


@pytest.mark.parametrize("layer", ["city", "department", "programme"])
def test_every_clause_of_the_model_has_its_commentary_above_it(layer):
    text = (CHARTERS / "model" / "policy" / f"{layer}.cedar").read_text(encoding="utf-8")
    heads = re.findall(r'((?:^//.*\n)*)^@id\("([^"]+)"\)', text, flags=re.MULTILINE)
    assert heads
    assert [id_ for comment, id_ in heads if "Commentary." not in comment] == []
