"""The public door in a browser: every page, in three languages, at two widths."""

from __future__ import annotations

import json

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


def test_a_destroyed_key_is_told_with_what_its_holders_signed(doors, window, look_at_every_width):
    record = [{"epoch": "2026-07", "day": "2028-07-14", "records": [{"statement": "a"}, {}]}]
    path = doors.home / "public" / "burned-epochs.json"
    path.write_text(json.dumps(record))
    page = window()
    page.goto(f"{doors.public}en/promise")
    words = page.inner_text("main")
    assert "The key for cards made from July 2026 on, July 14, 2028." in words
    assert "2 key holders signed that it is gone." in words
    look_at_every_width(page, "public-promise-burned")
    address = page.get_attribute("a[href='/burned-epochs.json']", "href")
    served = page.request.get(doors.public.rstrip("/") + address)
    assert served.json() == record
    path.unlink()
