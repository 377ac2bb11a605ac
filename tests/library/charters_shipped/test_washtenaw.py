"""Washtenaw County: the county's pages, and its criteria as reprinted by the Washtenaw ID Project."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from denizen.charter import Act, Charter, FaceField, Reading
from denizen.documents import (
    Accepted,
    Column,
    DocumentId,
    NeedsSupervisor,
    Outcome,
    PrintedAddress,
    Short,
)

CharterOf = Callable[[str], Charter]
Try = Callable[..., Outcome]
VISIT = date(2026, 11, 20)
POINTS = Column("points")
READ = ["passport", "drivers_licence"]
SEEN_WITHOUT_POINTS = [
    "us_state_id",
    "consular_id",
    "school_id",
    "employee_id",
    "itin_letter",
    "criminal_record_check",
    "birth_certificate",
]


def test_only_the_two_rows_read_with_their_points_count_by_themselves(
    charter_of: CharterOf,
) -> None:
    entry = charter_of("washtenaw").entry_at(VISIT)
    documents = entry.rule_set.documents
    with_points = [str(id_) for id_, one in documents.items() if POINTS in one.counts]
    assert with_points == [*READ, *SEEN_WITHOUT_POINTS]
    assert [id_ for id_ in with_points if not documents[DocumentId(id_)].supervisor] == READ
    for id_ in SEEN_WITHOUT_POINTS:
        row = entry.rows[DocumentId(id_)]
        assert row.attribution.reading is Reading.UNVERIFIED
        assert "county's own table" in row.note


@pytest.mark.parametrize("paper", READ)
@pytest.mark.parametrize(
    ("expires", "points"),
    [
        (date(2026, 11, 20), 200),
        (date(2026, 11, 19), 200),
        (date(2021, 11, 20), 200),
        (date(2021, 11, 19), 100),
        (date(2016, 11, 20), 100),
        (date(2016, 11, 19), 0),
    ],
)
def test_points_halve_after_five_years_and_end_after_ten(
    paper: str, expires: date, points: int, try_papers: Try
) -> None:
    outcome = try_papers("washtenaw", (paper, {"expires": expires}), "utility_bill")
    assert outcome.score.get(POINTS, 0) == points


def test_three_hundred_points_are_enough_and_two_hundred_are_not(try_papers: Try) -> None:
    old = {"expires": date(2019, 1, 1)}
    assert isinstance(
        try_papers("washtenaw", "passport", ("drivers_licence", old), "utility_bill"), Accepted
    )
    assert isinstance(try_papers("washtenaw", "passport", "utility_bill"), Short)
    both_old = (("passport", old), ("drivers_licence", old))
    assert isinstance(try_papers("washtenaw", *both_old, "utility_bill"), Short)


@pytest.mark.parametrize("paper", SEEN_WITHOUT_POINTS)
def test_a_row_without_known_points_never_counts_and_never_turns_anyone_away(
    paper: str, try_papers: Try
) -> None:
    outcome = try_papers("washtenaw", "passport", paper, "utility_bill")
    assert isinstance(outcome, NeedsSupervisor)
    assert outcome.score[POINTS] == 200


def test_guesses_are_never_offered_as_cures(try_papers: Try) -> None:
    outcome = try_papers("washtenaw", "passport", "utility_bill")
    assert isinstance(outcome, Short)
    offered = {str(id_) for cure in outcome.cures for id_ in cure}
    assert offered.isdisjoint(SEEN_WITHOUT_POINTS)
    assert ("drivers_licence",) in outcome.cures


def test_residency_papers_are_good_for_sixty_days_and_all_are_proposals(
    charter_of: CharterOf, try_papers: Try
) -> None:
    entry = charter_of("washtenaw").entry_at(VISIT)
    rows = [row for row in entry.rows.values() if Column("residency") in row.document.counts]
    assert {row.attribution.reading for row in rows} == {Reading.UNVERIFIED}
    dated = [row.document for row in rows if row.document.window is not None]
    assert len(dated) == 6
    for document in dated:
        for age, good in ((60, True), (61, False)):
            shown = (str(document.id), {"dated": VISIT - timedelta(days=age)})
            outcome = try_papers("washtenaw", *READ, shown, born=date(2010, 1, 1))
            assert isinstance(outcome, Accepted) is good, (document.id, age)


@pytest.mark.parametrize(
    ("born", "good"), [(date(2015, 11, 20), True), (date(2015, 11, 21), False)]
)
def test_the_youngest_holder_is_eleven(born: date, good: bool, try_papers: Try) -> None:
    outcome = try_papers("washtenaw", *READ, "utility_bill", born=born, with_caretaker=True)
    assert isinstance(outcome, Accepted) is good


def test_ten_dollars_and_three_years(charter_of: CharterOf) -> None:
    charter = charter_of("washtenaw")
    assert charter.fees.cents(Act.NEW, birth_date=None, at=VISIT) == 1000
    assert charter.validity.last_day(date(1990, 1, 1), VISIT) == date(2029, 11, 19)
    (rule_set,) = charter.rule_sets
    assert rule_set.since == date(2022, 10, 24)


def test_the_face_shows_what_the_countys_card_shows(charter_of: CharterOf) -> None:
    assert charter_of("washtenaw").face.fields == {
        FaceField.HEIGHT,
        FaceField.EYE_COLOR,
        FaceField.PREFERRED_NAME,
        FaceField.EMERGENCY_CONTACT,
    }


def test_it_is_a_county(charter_of: CharterOf) -> None:
    place = charter_of("washtenaw").place
    assert (place.kind.value, place.geoid, place.state) == ("county", "26161", "MI")


def test_a_survivors_letter_keeps_every_address_off_the_card(try_papers: Try) -> None:
    outcome = try_papers("washtenaw", *READ, "utility_bill", "hidden_address_letter")
    assert isinstance(outcome, Accepted)
    assert outcome.print_effect.address is PrintedAddress.NONE
