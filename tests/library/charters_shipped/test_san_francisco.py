"""San Francisco: Administrative Code 95.2, the city's page, the County Clerk's page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from denizen.charter import Act, Charter, FaceField, Reading
from denizen.documents import Accepted, Outcome, PrintedAddress, Short

CharterOf = Callable[[str], Charter]
Try = Callable[..., Outcome]
VISIT = date(2026, 11, 20)
STRONG = [
    "passport",
    "us_drivers_licence",
    "us_state_id",
    "permanent_resident_card",
    "consular_id",
    "foreign_reentry_id",
]
LESSER = [
    "birth_certificate",
    "military_id",
    "itin_letter",
    "california_school_id",
    "national_id",
    "foreign_drivers_licence",
    "visa",
]


def paying_into(charter: Charter, column: str) -> list[str]:
    documents = charter.rule_set_at(VISIT).documents
    return [str(id_) for id_, one in documents.items() if column in {str(c) for c in one.counts}]


def test_six_strong_papers_stand_in_the_ordinance_and_seven_lesser_on_the_citys_page(
    charter_of: CharterOf,
) -> None:
    charter = charter_of("san-francisco")
    assert paying_into(charter, "strong") == STRONG
    assert paying_into(charter, "lesser") == LESSER
    rows = {str(id_): row.attribution.reading for id_, row in charter.entry_at(VISIT).rows.items()}
    assert {rows[id_] for id_ in STRONG} == {Reading.PRIMARY}
    assert {rows[id_] for id_ in LESSER} == {Reading.OFFICIAL}


@pytest.mark.parametrize("strong", STRONG)
def test_any_strong_paper_is_enough_by_itself(strong: str, try_papers: Try) -> None:
    assert isinstance(try_papers("san-francisco", strong, "utility_bill"), Accepted)


@pytest.mark.parametrize("expired_by", [1, 30, 365, 3650])
@pytest.mark.parametrize("paper", [*STRONG, "national_id"])
def test_no_expired_identity_paper_counts(paper: str, expired_by: int, try_papers: Try) -> None:
    expires = VISIT - timedelta(days=expired_by)
    papers = ((paper, {"expires": expires}), "birth_certificate", "utility_bill")
    assert isinstance(try_papers("san-francisco", *papers), Short)


def test_two_lesser_papers_need_a_photo_from_fourteen_on(try_papers: Try) -> None:
    papers = ("san-francisco", "birth_certificate", "itin_letter", "school_enrolment")
    day_before = try_papers(*papers, born=date(2012, 11, 21))
    birthday = try_papers(*papers, born=date(2012, 11, 20))
    assert isinstance(day_before, Accepted)
    assert isinstance(birthday, Short)


def test_two_lesser_papers_need_a_birth_date_even_for_a_child(try_papers: Try) -> None:
    papers = ("san-francisco", "itin_letter", "california_school_id", "school_enrolment")
    assert isinstance(try_papers(*papers, born=date(2017, 3, 2)), Short)


def test_residency_papers_are_good_for_thirty_days(charter_of: CharterOf, try_papers: Try) -> None:
    dated = [
        p for p in paying_into(charter_of("san-francisco"), "residency") if p != "safe_at_home_card"
    ]
    assert len(dated) == 9
    for paper in dated:
        for age, good in ((0, True), (30, True), (31, False)):
            shown = (paper, {"dated": VISIT - timedelta(days=age)})
            outcome = try_papers("san-francisco", "passport", shown)
            assert isinstance(outcome, Accepted) is good, (paper, age)


def test_fifteen_days_make_a_resident(charter_of: CharterOf) -> None:
    assert charter_of("san-francisco").entry_at(VISIT).residency_days == 15


@pytest.mark.parametrize("act", list(Act))
def test_the_card_is_free(act: Act, charter_of: CharterOf) -> None:
    assert charter_of("san-francisco").fees.cents(act, birth_date=None, at=VISIT) == 0


@pytest.mark.parametrize(
    ("born", "last_day"),
    [
        (date(1980, 1, 1), date(2028, 11, 19)),
        (date(2012, 11, 20), date(2028, 11, 19)),
        (date(2012, 11, 21), date(2026, 11, 20)),
        (date(2013, 3, 10), date(2027, 3, 9)),
        (date(2020, 3, 10), date(2028, 11, 19)),
    ],
)
def test_a_card_lasts_two_years_or_to_the_fourteenth_birthday(
    born: date, last_day: date, charter_of: CharterOf
) -> None:
    assert charter_of("san-francisco").validity.last_day(born, VISIT) == last_day


def test_the_face_shows_an_emergency_contact_and_by_law_no_gender(charter_of: CharterOf) -> None:
    assert charter_of("san-francisco").face.fields == {FaceField.EMERGENCY_CONTACT}


def test_safe_at_home_prints_only_the_programs_address(try_papers: Try) -> None:
    outcome = try_papers("san-francisco", "passport", "utility_bill", "safe_at_home_card")
    assert outcome.print_effect.address is PrintedAddress.CONFIDENTIAL
