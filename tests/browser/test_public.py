"""The public door in a browser: every page, in three languages, at two widths."""

from __future__ import annotations

import pytest

PAGES = ("", "what-to-bring", "stop", "what-the-city-holds", "figures", "log")
LANGUAGES = ("en", "es", "ar")


@pytest.mark.parametrize("name", PAGES, ids=[name or "home" for name in PAGES])
def test_a_page_can_be_read_by_everybody(doors, window, look, widths, name):
    for language in LANGUAGES:
        for width in widths:
            page = window(width)
            answer = page.goto(f"{doors.public}{language}/{name}")
            assert answer.status == 200
            assert page.get_attribute("html", "lang") == language
            assert page.get_attribute("html", "dir") == ("rtl" if language == "ar" else "ltr")
            assert page.context.cookies() == []
            look(page, f"public-{name or 'home'}-{language}")
