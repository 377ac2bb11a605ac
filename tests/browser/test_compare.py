"""The compare page in Chromium: readable by everybody, and usable without JavaScript."""

from __future__ import annotations

import pytest

VIEW = "?at=2008-04-15&part=driver&fact=probable_cause"
LANGUAGES = ("en", pytest.param("es", marks=pytest.mark.long), "ar")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compare_page_can_be_read_by_everybody(doors, window, look_at_every_width, language):
    page = window()
    page.goto(f"{doors.atlas}{language}/{VIEW}")
    page.locator(".squares summary").first.click()
    assert page.get_attribute("html", "dir") == ("rtl" if language == "ar" else "ltr")
    look_at_every_width(page, f"atlas-compare-{language}")


def test_without_javascript_a_day_is_chosen_and_a_clause_read(doors, window):
    page = window(java_script_enabled=False)
    page.goto(f"{doors.atlas}en/{VIEW}")
    page.click("a[data-day='2008-04-29']")
    assert "at=2008-04-29" in page.url
    asked = page.locator(".squares tr", has_text="Ask about immigration status")
    asked.locator("summary").first.click()
    assert "The duty to ask is suspended" in asked.inner_text()


def test_the_slider_goes_to_a_day(doors, window):
    page = window()
    page.goto(f"{doors.atlas}en/{VIEW}")
    slider = page.locator("[data-days] input[type=range]")
    slider.focus()
    with page.expect_navigation():
        slider.press("ArrowRight")
    assert "at=2008-04-29" in page.url
