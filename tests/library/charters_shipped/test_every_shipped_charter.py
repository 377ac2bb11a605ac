"""What must be true of each of the four, whatever its city asks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from denizen.charter import Charter, NameScenario, PapersScenario, Reading, run_scenarios
from denizen.documents import PrintedAddress

CharterOf = Callable[[str], Charter]
CHARTERS = Path(__file__).resolve().parents[3] / "charters"

pytestmark = pytest.mark.parametrize("id_", ["new-haven", "san-francisco", "hartford", "washtenaw"])


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.1."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def papers_scenarios(charter: Charter) -> list[PapersScenario]:
    return [one for one in charter.scenarios if isinstance(one, PapersScenario)]


def test_all_golden_cases_hold_and_there_are_twelve(id_: str, charter_of: CharterOf) -> None:
    charter = charter_of(id_)
    assert run_scenarios(charter) == ()
    assert len(charter.scenarios) >= 12


def test_golden_cases_cover_the_people_whom_forms_forget(id_: str, charter_of: CharterOf) -> None:
    charter = charter_of(id_)
    cases = papers_scenarios(charter)
    names = [one.name for one in charter.scenarios if isinstance(one, NameScenario)]
    shown = [paper for case in cases for paper in case.papers]
    assert any(case.applicant.with_caretaker for case in cases)
    assert any(str(paper.document) == "shelter_letter" for paper in shown)
    assert any(
        str(paper.document) == "passport" and paper.expires is not None and paper.expires < case.at
        for case in cases
        for paper in case.papers
    )
    hidden = {PrintedAddress.NONE, PrintedAddress.CONFIDENTIAL}
    assert any(case.address in hidden for case in cases)
    assert any(" " not in name for name in names)
    assert any(len(name.split()) >= 5 for name in names)


def test_a_list_that_survives_in_part_says_so_on_screen(id_: str, charter_of: CharterOf) -> None:
    charter = charter_of(id_)
    expected = "reconstructed" if id_ == "new-haven" else "partial"
    assert charter.completeness.value == expected
    assert len(charter.completeness_note) > 40


def test_what_the_charter_itself_proposes_is_never_shown_as_cited(
    id_: str, charter_of: CharterOf
) -> None:
    charter = charter_of(id_)
    rows = [row.attribution for entry in charter.entries for row in entry.rows.values()]
    others = [one.attribution for one in (*charter.fees.rows, *charter.services, *charter.notices)]
    for attribution in (*rows, *others):
        if attribution.source == "denizen-proposal":
            assert attribution.reading is Reading.UNVERIFIED


def test_sources_say_what_is_not_known(id_: str, charter_of: CharterOf) -> None:
    text = (CHARTERS / id_ / "SOURCES.md").read_text(encoding="utf-8")
    assert "**What is not known.**" in text
    assert "SPECIMEN" in text
    for source in charter_of(id_).sources.values():
        assert len(source.text) > 60, source.id


def test_no_seal_and_no_picture_is_shipped(id_: str, charter_of: CharterOf) -> None:
    suffixes = {path.suffix for path in (CHARTERS / id_).rglob("*") if path.is_file()}
    assert suffixes <= {".toml", ".md", ".cedar"}
    assert charter_of(id_).art.motif in {"elms", "hills", "oak", "river"}


def test_colours_keep_contrast_and_differ_from_city_to_city(
    id_: str, charter_of: CharterOf
) -> None:
    art = charter_of(id_).art
    assert contrast(art.primary, "#ffffff") >= 7
    assert contrast(art.ink, "#ffffff") >= 12
    assert contrast(art.ink, art.secondary) >= 7
    others = {"new-haven", "san-francisco", "hartford", "washtenaw"} - {id_}
    assert art.primary not in {charter_of(other).art.primary for other in others}


def test_the_code_carries_neither_name_nor_address_in_clear(
    id_: str, charter_of: CharterOf
) -> None:
    qr = charter_of(id_).qr
    assert {qr.name.value, qr.birth_date.value, qr.address.value} == {"sealed"}


def test_cards_print_on_the_spot_and_nobody_must_show_an_address(
    id_: str, charter_of: CharterOf
) -> None:
    charter = charter_of(id_)
    assert charter.mode_of_issue.value == "on_the_spot"
    assert PrintedAddress.NONE in charter.face.address_modes
    assert PrintedAddress.CONFIDENTIAL in charter.face.address_modes


def test_no_gender_is_printed(id_: str, charter_of: CharterOf) -> None:
    assert "gender" not in {field.value for field in charter_of(id_).face.fields}


def test_disclaimers_are_short_and_are_not_left_in_english(id_: str, charter_of: CharterOf) -> None:
    charter = charter_of(id_)
    assert {"en", "es", "ar"} <= set(charter.languages)
    english = charter.text("en")
    for language in charter.languages:
        words = charter.text(language)
        assert set(words) == set(english)
        for key, sentence in words.items():
            assert language == "en" or sentence != english[key], f"{language}: {key}"
            assert not key.startswith("not_") or len(sentence) < 60, f"{language}: {key}"


def test_only_the_bank_clinic_and_pharmacy_or_an_age_check_see_the_birth_date(
    id_: str, charter_of: CharterOf
) -> None:
    for service in charter_of(id_).services:
        sees = {field.value for field in service.may_see}
        if service.id not in {"bank", "clinic", "pharmacy", "shop"}:
            assert "birth_date" not in sees, service.id
        if service.id not in {
            "bank",
            "library",
            "police",
            "city_office",
            "county_office",
            "polling_place",
        }:
            assert "address" not in sees, service.id
        assert "photo" in sees
        assert "expires" in sees


def test_every_age_has_a_fee_and_a_last_day(id_: str, charter_of: CharterOf) -> None:
    charter = charter_of(id_)
    visit = date(2026, 11, 20)
    for years in range(101):
        born = visit - timedelta(days=365 * years + years // 4)
        assert charter.validity.last_day(born, visit) > visit
        for row in charter.fees.rows:
            assert 0 <= charter.fees.cents(row.act, birth_date=born, at=visit) <= 2500
