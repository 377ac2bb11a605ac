"""The public door in a browser: every page, in three languages, at two widths."""

from __future__ import annotations

import pytest

MAIN = ("", "what-to-bring", "stop")
OTHERS = ("what-the-city-holds", "promise", "figures", "log")
LANGUAGES = ("en", pytest.param("es", marks=pytest.mark.long), "ar")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "name", [*MAIN, *(pytest.param(each, marks=pytest.mark.long) for each in OTHERS)]
)
def test_a_page_can_be_read_by_everybody(doors, window, look_at_every_width, name, language):
    page = window()
    answer = page.goto(f"{doors.public}{language}/{name}")
    assert answer.status == 200
    assert page.get_attribute("html", "lang") == language
    assert page.get_attribute("html", "dir") == ("rtl" if language == "ar" else "ltr")
    assert page.context.cookies() == []
    look_at_every_width(page, f"public-{name or 'home'}-{language}")
