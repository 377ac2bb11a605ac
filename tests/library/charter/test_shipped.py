"""What holds of every charter that is shipped."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from denizen.charter import NameScenario, PapersScenario, Reading, run_scenarios
from denizen.documents import Accepted, ApplicantFacts, PrintedAddress, assess, ideal_paper

AT = date(2026, 11, 20)
APPLICANTS = (
    ApplicantFacts(),
    ApplicantFacts(date(2008, 6, 1), with_caretaker=True),
    ApplicantFacts(date(2014, 6, 1)),
)


def test_every_scenario_holds(shipped):
    assert run_scenarios(shipped) == ()


def test_there_are_at_least_twelve_scenarios_of_the_kinds_that_matter(shipped):
    papers = [one for one in shipped.scenarios if isinstance(one, PapersScenario)]
    names = [one for one in shipped.scenarios if isinstance(one, NameScenario)]
    assert len(shipped.scenarios) >= 12
    assert any(one.applicant.with_caretaker and one.applicant.birth_date for one in papers)
    assert any("shelter" in str(p.document) for one in papers for p in one.papers)
    assert any(one.address not in (None, PrintedAddress.HOME) for one in papers)
    assert any(p.expires is not None and p.expires < one.at for one in papers for p in one.papers)
    assert any(len(one.name.split()) == 1 for one in names)
    assert any(len(one.name.split()) >= 5 for one in names)


def test_it_says_how_complete_it_is_and_is_for_demonstration(shipped):
    assert shipped.completeness_note.endswith(".")
    assert shipped.issuer == f"https://{shipped.id}.denizen.example"
    assert shipped.unfinished == ()


def test_every_language_has_its_four_disclaimers(shipped):
    for language in shipped.languages:
        assert all(shipped.face.disclaimers[language])
        assert shipped.text(language)["card_title"]


def test_every_cure_cures_whoever_asks(shipped):
    rules = shipped.rule_set_at(AT)
    shown = [[], *([ideal_paper(document, AT)] for document in rules.documents.values())]
    for applicant in APPLICANTS:
        for papers in shown:
            outcome = assess(rules, papers, applicant=applicant, at=AT)
            for cure in () if isinstance(outcome, Accepted) else outcome.cures:
                brought = [ideal_paper(rules.documents[id_], AT) for id_ in cure]
                assert isinstance(
                    assess(rules, papers + brought, applicant=applicant, at=AT), Accepted
                )


def test_no_pair_or_single_was_missed(shipped):
    rules = shipped.rule_set_at(AT)
    outcome = assess(rules, [], applicant=ApplicantFacts(), at=AT)
    listed = [d for d in rules.documents.values() if d.commonness > 0]
    smallest = next(
        size for size in (1, 2, 3, 4) for ids in combinations(listed, size) if accepted(rules, ids)
    )
    assert len(outcome.cures[0]) == smallest


def accepted(rules, documents):
    papers = [ideal_paper(document, AT) for document in documents]
    return isinstance(assess(rules, papers, applicant=ApplicantFacts(), at=AT), Accepted)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_adding_a_paper_of_new_york_never_hurts(new_york, data):
    rules = new_york.rule_set_at(AT)
    ids = data.draw(st.lists(st.sampled_from(sorted(rules.documents)), max_size=8))
    papers = [ideal_paper(rules.documents[id_], AT) for id_ in ids]
    accepted_yet = False
    for count in range(len(papers) + 1):
        now = isinstance(assess(rules, papers[:count], applicant=ApplicantFacts(), at=AT), Accepted)
        assert now or not accepted_yet
        accepted_yet = now


def test_new_york_has_every_row_of_the_table(new_york):
    (entry,) = new_york.entries
    documents = [row.document for row in entry.rows.values()]
    identity = [d for d in documents if "identity" in d.counts]
    both_lists = {"nys_interim", "omh_inpatient", "syep_form", "doe_student_form"}
    residency = [d for d in documents if "identity" not in d.counts or d.id in both_lists]
    assert (len(identity), len(residency), len(documents)) == (65, 34, 95)


def test_new_yorks_flags_are_marked_as_our_reading(new_york):
    rows = new_york.entries[0].rows
    assert rows["us_passport"].flags_reading is Reading.UNVERIFIED
    assert rows["union_photo_id"].flags_reading is rows["union_photo_id"].attribution.reading


@pytest.mark.parametrize("points", [(3, 1), (2, 1), (1, 0)])
def test_new_yorks_passport_rows_are_worth_what_311_says(new_york, points):
    value, _ = points
    documents = new_york.entries[0].rule_set.documents
    worth = {3: "foreign_passport_mrz", 2: "foreign_passport_nomrz", 1: "foreign_birth_cert"}
    assert documents[worth[value]].counts["identity"] == value
