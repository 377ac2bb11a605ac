"""A refused card in a browser: told at one door without a name, read and closed at the other."""

from __future__ import annotations

import pytest

LANGUAGES = ("en", pytest.param("es", marks=pytest.mark.long), "ar")
PAGES = ("who-accepts", "refused", "refused/noted")


def tell(page, address: str, *, what: str = "not_known", place: str = "four_banks") -> None:
    """Fill the four choices in and send them."""
    page.goto(address)
    page.locator("input[name=service][value=bank] + label").click()
    page.select_option("select[name=place]", place)
    page.locator("input[name=weeks_back][value='1'] + label").click()
    page.locator(f"input[name=what][value={what}] + label").click()
    with page.expect_navigation():
        page.click("form button[type=submit]")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_read_by_everybody(doors, window, look_at_every_width, name, language):
    page = window()
    answer = page.goto(f"{doors.public}{language}/{name}")
    assert answer.status == 200
    assert page.get_attribute("html", "dir") == ("rtl" if language == "ar" else "ltr")
    assert page.context.cookies() == []
    for details in page.locator("details").all():
        details.evaluate("each => { each.open = true; }")
    look_at_every_width(page, f"public-{name.replace('/', '-')}-{language}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_form_says_what_is_missing(doors, window, look_at_every_width, language):
    page = window()
    page.goto(f"{doors.public}{language}/refused")
    with page.expect_navigation():
        page.click("form button[type=submit]")
    assert page.locator(".error-summary li").count() == 3
    look_at_every_width(page, f"public-refused-empty-{language}")


def test_a_refusal_is_told_without_a_name_and_closed_at_the_desk(
    doors, window, seat, look_at_every_width
):
    page = window()
    for what in ("not_known", "not_known", "other_paper"):
        tell(page, f"{doors.public}en/refused", what=what)
        assert page.url == f"{doors.public}en/refused/noted"
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    desk = seat("supervisor")
    desk.goto(f"{doors.desk}refused-cards")
    assert desk.locator(".refused__one").count() == 2
    assert "told 2 times" in desk.locator(".refused__one").first.inner_text()
    look_at_every_width(desk, "desk-refused-cards")
    first = desk.locator(".refused__one").first
    first.locator("select").select_option("agreed")
    with desk.expect_navigation():
        first.locator("button").click()
    assert desk.locator(".refused__one").count() == 1
    look_at_every_width(desk, "desk-refused-cards-closed")


@pytest.mark.parametrize("language", [pytest.param("es", marks=pytest.mark.long), "ar"])
def test_the_liaison_reads_it_in_their_own_language(
    doors, window, seat, look_at_every_width, language
):
    tell(window(), f"{doors.public}{language}/refused")
    desk = seat("director")
    desk.goto(f"{doors.desk}account/")
    desk.select_option("select[name=language]", language)
    with desk.expect_navigation():
        desk.locator("form:has(select[name=language]) button").click()
    desk.goto(f"{doors.desk}refused-cards")
    look_at_every_width(desk, f"desk-refused-cards-{language}")
    desk.goto(f"{doors.desk}account/")
    desk.select_option("select[name=language]", "en")
    with desk.expect_navigation():
        desk.locator("form:has(select[name=language]) button").click()
