"""New Haven, as far as the sources go: city releases of 2007 and 2012, the Vital Statistics page, the press."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from denizen.charter import Act, Charter, Reading
from denizen.documents import Accepted, Outcome, PrintedAddress, Short

CharterOf = Callable[[str], Charter]
Try = Callable[..., Outcome]
VISIT = date(2026, 11, 20)
IDENTITY = ["passport", "drivers_licence", "birth_certificate"]
RESIDENCY = ["utility_bill", "lease", "rent_receipt"]


def test_only_the_six_papers_that_the_city_named_are_cited(charter_of: CharterOf) -> None:
    rows = charter_of("new-haven").entry_at(VISIT).rows
    cited = {str(id_) for id_, row in rows.items() if row.attribution.reading is Reading.OFFICIAL}
    assert cited == {*IDENTITY, *RESIDENCY}
    rest = {row.attribution.reading for id_, row in rows.items() if str(id_) not in cited}
    assert rest == {Reading.UNVERIFIED}


@pytest.mark.parametrize("identity", IDENTITY)
@pytest.mark.parametrize("residency", RESIDENCY)
def test_one_of_each_is_enough(identity: str, residency: str, try_papers: Try) -> None:
    assert isinstance(try_papers("new-haven", identity, residency), Accepted)


def test_two_proofs_of_residency_are_not_enough(try_papers: Try) -> None:
    assert isinstance(try_papers("new-haven", *RESIDENCY), Short)


def test_the_rule_begins_on_the_opening_day(charter_of: CharterOf) -> None:
    assert [one.since for one in charter_of("new-haven").rule_sets] == [date(2007, 7, 24)]


@pytest.mark.parametrize(("born", "cents"), [(date(2008, 11, 20), 1000), (date(2008, 11, 21), 500)])
def test_ten_dollars_for_adults_and_five_for_children(
    born: date, cents: int, charter_of: CharterOf
) -> None:
    fees = charter_of("new-haven").fees
    assert fees.cents(Act.NEW, birth_date=born, at=VISIT) == cents


def test_a_person_without_a_home_pays_nothing_and_that_is_a_proposal(charter_of: CharterOf) -> None:
    fees = charter_of("new-haven").fees
    assert fees.cents(Act.NEW, birth_date=None, at=VISIT, waiver="no_home") == 0
    assert fees.waivers[0].attribution.reading is Reading.UNVERIFIED


def test_five_years_are_marked_as_inferred(charter_of: CharterOf) -> None:
    (band,) = charter_of("new-haven").validity.bands
    assert (band.years, band.attribution.reading) == (5, Reading.UNVERIFIED)


def test_the_face_prints_nothing_beyond_what_the_card_of_2007_did(charter_of: CharterOf) -> None:
    assert charter_of("new-haven").face.fields == frozenset()


def test_an_expired_passport_counts_on_no_day_after_its_last(try_papers: Try) -> None:
    for expires in (date(2026, 11, 19), date(2024, 1, 1), date(2012, 1, 1)):
        outcome = try_papers("new-haven", ("passport", {"expires": expires}), "lease")
        assert isinstance(outcome, Short)


@pytest.mark.parametrize(
    ("letter", "address"),
    [
        ("shelter_letter", PrintedAddress.CARE_OF),
        ("care_of_letter", PrintedAddress.CARE_OF),
        ("hidden_address_letter", PrintedAddress.NONE),
        ("ct_confidentiality_card", PrintedAddress.CONFIDENTIAL),
    ],
)
def test_proposed_letters_count_and_change_the_printed_address(
    letter: str, address: PrintedAddress, try_papers: Try
) -> None:
    outcome = try_papers("new-haven", "passport", letter)
    assert isinstance(outcome, Accepted)
    assert outcome.print_effect.address is address


def test_a_hidden_address_stays_hidden_beside_every_other_paper(try_papers: Try) -> None:
    outcome = try_papers(
        "new-haven", *IDENTITY, *RESIDENCY, "shelter_letter", "hidden_address_letter"
    )
    assert outcome.print_effect.address is PrintedAddress.NONE


def test_a_caretakers_lease_serves_the_young_only(try_papers: Try) -> None:
    papers = ("birth_certificate", "caretaker_residency")
    child = {"born": date(2009, 11, 21), "with_caretaker": True}
    grown = {"born": date(2008, 11, 20), "with_caretaker": True}
    assert isinstance(try_papers("new-haven", *papers, **child), Accepted)
    assert isinstance(try_papers("new-haven", *papers, **grown), Short)
