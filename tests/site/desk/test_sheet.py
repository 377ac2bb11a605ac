"""The sheet to take home: what to bring, in the resident's language, and nothing about them."""

from __future__ import annotations

import re

import pytest

from denizen_site.desk.languages import OWN_NAMES

EVERY_CITY = pytest.mark.parametrize(
    "charter", ["new-haven", "new-york", "san-francisco", "hartford", "washtenaw"], indirect=True
)
SHORT = {"papers": ({"document": "passport", "expires": "2031-05-05"},), "person": {}, "photo": b""}
SHORT["applicant"] = {"birth_date": "1987-03-14"}


def text_of(answer):
    main = answer.content.decode().partition("<main")[2]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def test_what_is_missing_is_said_as_kinds_of_papers(seat_of):
    told = text_of(seat_of(**SHORT, language="en").client.get("/visit/sheet"))
    assert "What is still missing Proof of residency" in told
    assert "Utility bill" in told
    assert "City Hall" in told
    assert "no name, no paper, no copy" in told
    assert "ask a supervisor to look again" in told


def test_nothing_of_the_person_or_their_papers_is_on_it(seat_of):
    seat = seat_of(papers=SHORT["papers"], rough={"name": "Quetzalina"}, photo=b"")
    page = seat.client.get("/visit/sheet").content.decode()
    for secret in ("Quetzalina", "Vermillion", "1987", "Hemlock", "2031", "May 5"):
        assert secret not in page


def test_a_window_is_said_in_days_because_they_come_on_another_day(seat_of):
    seat = seat_of(
        papers=({"document": "passport"}, {"document": "shelter_letter"}), person={}, language="en"
    )
    told = text_of(seat.client.get("/visit/sheet"))
    assert "dated no more than 30 days before you come" in told
    assert "2026" not in told


def test_the_language_is_the_residents_and_can_be_changed(seat_of):
    seat = seat_of(**SHORT, language="es")
    assert "Traiga un papel que muestre" in text_of(seat.client.get("/visit/sheet"))
    assert seat.client.post("/visit/sheet", {"language": "ar"}).status_code == 302
    page = seat.client.get("/visit/sheet").content.decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert seat.visit.language == "ar"
    seat.client.post("/visit/sheet", {"language": "zz"})
    assert seat.visit.language == "ar"


def test_a_language_that_we_do_not_have_is_said_honestly(seat_of):
    page = seat_of(**SHORT, language="pl").client.get("/visit/sheet").content.decode()
    assert "This sheet is not translated into" in page
    assert "Polski" in page
    assert '<html lang="en" dir="ltr">' in page


def test_the_citys_own_words_are_there_where_only_the_city_has_the_language(seat_of):
    page = seat_of(**SHORT, language="zh").client.get("/visit/sheet").content.decode()
    assert "请带一份" in page
    assert "not translated" in page


@EVERY_CITY
@pytest.mark.parametrize("language", sorted(OWN_NAMES))
def test_a_general_sheet_needs_no_visit(programme, as_role, language):
    answer = as_role("director", station=False).get(f"/what-to-bring/{language}")
    assert answer.status_code == 200
    assert "<li>" in answer.content.decode().partition("sheet-list--papers")[2]
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("language", ["xx", "english", "e" * 90])
def test_a_language_that_is_none_is_no_page(programme, as_role, language):
    assert as_role("clerk").get(f"/what-to-bring/{language}").status_code == 404


def test_papers_that_suffice_are_told_so(seat_of):
    seat = seat_of(person={}, photo=b"", language="en")
    assert "Your papers are enough" in text_of(seat.client.get("/visit/sheet"))
