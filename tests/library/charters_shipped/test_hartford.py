"""Hartford: the city's pages and releases of 2015 and 2017."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from denizen.charter import Act, Charter, Reading
from denizen.documents import (
    Accepted,
    ApplicantFacts,
    DocumentId,
    Outcome,
    PresentedPaper,
    PrintedAddress,
    Short,
    assess,
)

CharterOf = Callable[[str], Charter]
Try = Callable[..., Outcome]
VISIT = date(2026, 11, 20)
PRIMARY = [
    "passport",
    "drivers_licence",
    "us_state_id",
    "consular_id",
    "military_or_veteran_id",
    "dhs_case_papers",
    "tribal_id",
    "foreign_national_id",
    "voter_id",
    "permanent_resident_card",
    "work_permit",
    "criminal_record_check",
    "offender_record",
    "hmis_id",
    "school_id",
    "school_record",
    "employee_id",
    "ct_corrections_id",
    "ct_social_services_id",
]
SECONDARY = ["ssn_card", "itin", "vehicle_registration", "property_tax_statement"]


def paying_into(charter: Charter, column: str) -> list[str]:
    documents = charter.rule_set_at(VISIT).documents
    return [str(id_) for id_, one in documents.items() if column in {str(c) for c in one.counts}]


def test_the_primary_list_is_complete_and_in_the_citys_order(charter_of: CharterOf) -> None:
    assert len(PRIMARY) == 19
    assert paying_into(charter_of("hartford"), "primary") == PRIMARY


def test_the_secondary_list_stops_where_our_copy_did(charter_of: CharterOf) -> None:
    assert paying_into(charter_of("hartford"), "secondary") == SECONDARY


def test_both_lists_are_cited_from_the_citys_page(charter_of: CharterOf) -> None:
    rows = charter_of("hartford").entry_at(VISIT).rows
    for id_ in (*PRIMARY, *SECONDARY):
        attribution = rows[DocumentId(id_)].attribution
        assert (attribution.source, attribution.reading) == (
            "hartford-eligibility",
            Reading.OFFICIAL,
        )


@pytest.mark.parametrize("primary", PRIMARY)
def test_any_primary_paper_goes_with_a_secondary_one(primary: str, try_papers: Try) -> None:
    assert isinstance(try_papers("hartford", primary, "ssn_card", "lease"), Accepted)


def test_all_primary_papers_together_are_not_enough_without_a_secondary_one(
    try_papers: Try,
) -> None:
    outcome = try_papers("hartford", *PRIMARY, "lease")
    assert isinstance(outcome, Short)
    assert {cure for cure in outcome.cures if len(cure) == 1} >= {("ssn_card",), ("itin",)}


@pytest.mark.parametrize("primary", PRIMARY)
@pytest.mark.parametrize(
    ("expires", "good"),
    [(date(2026, 11, 19), True), (date(2021, 11, 20), True), (date(2021, 11, 19), False)],
)
def test_papers_may_have_expired_for_five_years(
    primary: str, expires: date, good: bool, try_papers: Try
) -> None:
    outcome = try_papers("hartford", (primary, {"expires": expires}), "itin", "utility_bill")
    assert isinstance(outcome, Accepted) is good


def test_a_paper_that_need_not_carry_photo_and_birth_date_must_be_seen_to(
    charter_of: CharterOf,
) -> None:
    rule_set = charter_of("hartford").rule_set_at(VISIT)
    doubtful = [id_ for id_ in PRIMARY if rule_set.documents[DocumentId(id_)].attests]
    assert len(doubtful) == 13
    for id_ in doubtful:
        papers = [PresentedPaper(DocumentId(one)) for one in (id_, "ssn_card", "lease")]
        assert isinstance(assess(rule_set, papers, applicant=ApplicantFacts(), at=VISIT), Short)


@pytest.mark.parametrize(
    ("born", "cents"),
    [
        (date(2020, 1, 1), 1500),
        (date(2008, 11, 21), 1500),
        (date(2008, 11, 20), 2500),
        (date(1961, 11, 21), 2500),
        (date(1961, 11, 20), 1500),
    ],
)
def test_twenty_five_dollars_and_fifteen_for_young_and_old(
    born: date, cents: int, charter_of: CharterOf
) -> None:
    fees = charter_of("hartford").fees
    assert fees.cents(Act.NEW, birth_date=born, at=VISIT) == cents
    assert fees.cents(Act.RENEWAL, birth_date=born, at=VISIT) == 1500


def test_a_card_lasts_two_years_at_every_age(charter_of: CharterOf) -> None:
    validity = charter_of("hartford").validity
    for born in (date(1930, 1, 1), date(2000, 2, 29), date(2026, 1, 1)):
        assert validity.last_day(born, VISIT) == date(2028, 11, 19)


def test_the_rule_begins_on_the_launch(charter_of: CharterOf) -> None:
    assert [one.since for one in charter_of("hartford").rule_sets] == [date(2017, 5, 22)]


def test_a_survivors_letter_keeps_every_address_off_the_card(try_papers: Try) -> None:
    outcome = try_papers("hartford", "passport", "itin", "lease", "hidden_address_letter")
    assert outcome.print_effect.address is PrintedAddress.NONE
