"""The turned screen: the card in the resident's language, and a yes for exactly what they saw."""

from __future__ import annotations

import re

import pytest

from denizen_press.labels import LANGUAGES
from denizen_site.desk.screen_words import SENTENCES, screen_words

# As in conftest.py: somebody who does not exist.
NAME, STREET = "Quetzalina Vermillion-Oyelaran", "9318 Hemlock Terrace"
PAGE = "/visit/confirm"


def shown_in(page: str) -> str:
    return re.search(r'name="shown" value="([0-9a-f]{64})"', page)[1]


def test_the_screen_speaks_the_resident_s_language_and_shows_no_staff(seat_of):
    page = seat_of().client.get(PAGE).content.decode()
    assert '<html lang="es" dir="ltr">' in page
    for text in (
        NAME,
        STREET,
        "14 MAR 1987",
        "14 de marzo de 1987",
        "Nacimiento",
        "Domicilio",
        "$10",
    ):
        assert text in page
    assert "desk-head" not in page
    assert "clerk-1" not in page


def test_a_right_to_left_language_is_laid_out_so(seat_of):
    page = seat_of(language="ar").client.get(PAGE).content.decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert "uswds-rtl.css" in page
    assert "تاريخ الميلاد" in page
    assert f"<bdi>{NAME}</bdi>" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_of_the_card_has_every_sentence(seat_of, language):
    words = screen_words(language)
    assert set(words) == set(SENTENCES)
    assert all(words.values())
    page = seat_of(language=language).client.get(PAGE)
    assert page.status_code == 200
    assert words["yes"] in page.content.decode()


def test_what_the_holder_left_out_is_not_there(seat_of):
    person = {"name": NAME, "birth_date": "1987-03-14"}
    page = seat_of(person=person, language="en").client.get(PAGE).content.decode()
    assert "No address will be printed" in page
    assert "without a signature" in page
    for label in ("Height", "Eyes", "Gender", "Known as", "emergency"):
        assert label not in page


def test_yes_is_kept_for_what_was_seen_and_leads_on(seat_of):
    seat = seat_of()
    page = seat.client.get(PAGE).content.decode()
    answer = seat.client.post(PAGE, {"shown": shown_in(page)})
    assert answer["Location"] == "/visit/issue"
    assert seat.visit.is_confirmed


def test_a_yes_to_an_older_screen_counts_for_nothing(seat_of):
    seat = seat_of()
    page = seat.client.get(PAGE).content.decode()
    seat.change(person={**seat.visit.person, "name": "Another Name"})
    answer = seat.client.post(PAGE, {"shown": shown_in(page)})
    assert answer.status_code == 409
    assert not seat.visit.is_confirmed
    assert seat.client.post(PAGE, {}).status_code == 409


def test_what_is_changed_after_the_yes_is_asked_again(seat_of):
    seat = seat_of(confirmed=True)
    seat.change(person={**seat.visit.person, "name": "Another Name"})
    assert seat.client.get("/visit/issue")["Location"] == PAGE
    assert seat.issue()["Location"] == PAGE


def test_something_is_wrong_leads_to_the_field_that_is_touched(seat_of):
    page = seat_of().client.get(f"{PAGE}?wrong").content.decode()
    for field in ("name", "birth_date_0", "address_mode", "signature_0"):
        assert f'href="/visit/person#id_{field}"' in page
    assert 'href="/visit/photo"' in page
    assert 'name="shown"' not in page


def test_the_language_is_changed_on_the_screen_itself_and_asks_for_nothing_again(seat_of):
    seat = seat_of(confirmed=True)
    assert seat.client.post(PAGE, {"language": "vi"})["Location"] == PAGE
    assert seat.visit.language == "vi"
    assert seat.visit.is_confirmed
    assert seat.client.post(PAGE, {"language": "xx"}).status_code == 302
    assert seat.visit.language == "vi"


def test_it_is_read_in_order_title_photo_card_answer(seat_of):
    page = seat_of().client.get(PAGE).content.decode()
    places = [page.index(mark) for mark in ("<h1>", "data:image/jpeg", "<dl", 'name="shown"')]
    assert places == sorted(places)
    assert page.count("<h1>") == 1


def test_a_practice_visit_says_so_on_the_screen(seat_of):
    page = seat_of(test=True, language="en").client.get(PAGE).content.decode()
    assert "Practice" in page
