"""No attribute about a person's status can be added unnoticed.

Rules speak of the encounter.  Whoever adds an attribute must change the list below, in plain sight of whoever
reviews it; whoever hides a person's status behind a harmless word must pass the word check as well.
"""

from __future__ import annotations

import re

import pytest

from denizen.policy import cedar_schema
from denizen.policy.cedar_engine import validation_messages
from denizen.policy.schema import EMPLOYEE, ENUMS, PERSON, SHAPES
from denizen.policy.words import Fact

CONTEXTS = {
    "Encounter": "at stage part paper criminal_investigation probable_cause prolongs_stop "
    "class_ab_conviction listed_conviction terror_match written_consent required_by_law advice_only "
    "federally_funded public_safety_risk",
    "Record": "at paper requester kind written_consent safety_determination required_by_law advice_only "
    "judge_signed legal_hold about_self",
    "Programme": "at station own shared second_person",
}
# Parts of words in which a person's status, origin or descent could be said.
SUSPECT = re.compile(
    r"status|immigra|citizen|national|alien|visa|migrant|document(?!$)|undocumented|papers|origin|birth|"
    r"country|countries|abroad|foreign|race|racial|ethnic|descent|language|relig|gender|legal_(?!hold)|lawful|"
    r"resident_|permanent|asylum|refugee|deport|removab|residency|passport|tax_id|ssn|green_card|eligible"
)
# Words that hold such a part and say nothing of a person: what an employee does, the card's status list.
HARMLESS = {
    "ask_status",
    "check_status_remotely",
    "share_status",
    "verify_status_for_service",
    "copy_document",
    "status_list",
    "check_papers",
}


def every_word():
    attributes = {name for shape in SHAPES for name in shape.context} | set(EMPLOYEE) | set(PERSON)
    members = {word.value for enum in ENUMS.values() for word in enum}
    actions = {action.value for shape in SHAPES for action in shape.actions}
    return attributes | members | actions | {fact.value for fact in Fact}


def test_a_person_has_no_attributes():
    assert PERSON == {}
    assert re.search(r"entity Person \{\s*\};", cedar_schema())


def test_an_employee_has_a_role_and_what_a_federal_agreement_makes_of_one():
    assert set(EMPLOYEE) == {"role", "deputised", "supervised"}


def test_every_attribute_of_every_question_is_on_the_list():
    assert {shape.resource: " ".join(shape.context) for shape in SHAPES} == CONTEXTS


def test_no_word_of_any_kind_speaks_of_a_persons_status():
    assert not sorted(word for word in every_word() - HARMLESS if SUSPECT.search(word))


@pytest.mark.parametrize(
    "word",
    [
        "undocumented",
        "immigration_status",
        "has_visa",
        "noncitizen",
        "country_of_birth",
        "lawful_presence",
        "foreign_born",
        "legal_resident",
        "deportable",
    ],
)
def test_the_word_check_would_find(word):
    assert SUSPECT.search(word)
    assert word not in HARMLESS


def test_every_harmless_word_is_still_in_use():
    assert every_word() >= HARMLESS


@pytest.mark.parametrize("path", ["resource.status", "context.status", "principal.status"])
def test_a_clause_that_asks_for_status_is_refused_by_the_schema(path):
    statement = (
        f'forbid (principal, action == City::Action::"ask_status", resource) when {{ {path} }};'
    )
    assert validation_messages(statement)


@pytest.mark.parametrize(
    "when",
    [
        'City::Person::"someone" has status && City::Person::"someone".status',
        "context has status",
        'resource == City::Encounter::"undocumented"',
        'context.stage == City::Stage::"undocumented"',
    ],
)
def test_no_way_round_the_schema_is_left(folders, faults_of, permits, when):
    folders["city"]["policy/city.cedar"] = permits("C-1", "ask_status", when=when)
    faults = faults_of("city", folders)
    assert {fault.clause for fault in faults} == {"C-1"}
    assert {fault.code for fault in faults} <= {"policy.expression", "policy.schema"}
