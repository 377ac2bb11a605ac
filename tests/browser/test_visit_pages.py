"""Every page of a visit can be read by everybody: nothing for axe to find, no sideways scroll, in three languages."""

from __future__ import annotations

import pytest
from clerk_window import ClerkWindow, Resident, portrait

ROSALIA = Resident()
LANGUAGES = ("en", "es", "ar")


@pytest.fixture
def examine(look_at_every_width):
    """Look at a page at every width: `examine(window, "papers", "en")`."""

    def examined(window: ClerkWindow, name: str, language: str) -> None:
        look_at_every_width(window.page, f"visit-{name}-{language}")

    return examined


@pytest.fixture
def speaking(clerk):
    """Give a clerk's window in a language; afterwards the clerk reads English again."""
    windows = []

    def spoken(language: str, username: str = "clerk") -> ClerkWindow:
        window = clerk(username)
        windows.append(window)
        window.speak(language)
        window.go("")
        assert window.page.get_attribute("html", "lang") == language
        assert window.page.get_attribute("html", "dir") == ("rtl" if language == "ar" else "ltr")
        return window

    yield spoken
    for window in windows:
        window.speak("en")


def test_the_main_pages_of_a_visit_can_be_read_by_everybody(clerk, examine):
    window = clerk()
    window.begin("ar")
    window.born(ROSALIA.born)
    window.lay("passport")
    examine(window, "papers", "main")
    window.lay("lease")
    window.press("[data-go-on]")
    examine(window, "person", "main")
    window.person(ROSALIA)
    window.photo(portrait("rosalia"))
    window.press("[data-taken] a.usa-button")
    examine(window, "confirm", "main")
    window.press(".turned-yes")
    window.issue()
    examine(window, "issued", "main")


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_a_visit_can_be_read_by_everybody(speaking, clerk, examine, language):
    window = speaking(language)
    examine(window, "home", language)
    window.begin(language)
    examine(window, "papers-none", language)
    window.born(ROSALIA.born)
    window.lay("passport")
    examine(window, "papers-missing", language)
    for name in ("sheet", "share", "end", "notice"):
        window.go(f"visit/{name}")
        examine(window, name, language)
    window.go("visit/papers")
    window.lay("lease")
    examine(window, "papers-enough", language)
    window.press("[data-go-on]")
    window.press(".go__button button")
    examine(window, "person-errors", language)
    window.type_person(ROSALIA)
    examine(window, "person", language)
    window.press(".go__button button")
    window.page.wait_for_selector("[data-camera]:not([hidden])")
    examine(window, "camera", language)
    window.photo(portrait("rosalia"))
    examine(window, "photo", language)
    from_the_turned_screen(window, clerk, examine, language)


def from_the_turned_screen(window: ClerkWindow, clerk, examine, language: str) -> None:
    """Go on to the end of the visit, looking at each page."""
    window.press("[data-taken] a.usa-button")
    examine(window, "confirm", language)
    window.press(".turned-no")
    examine(window, "confirm-which", language)
    window.go("visit/confirm")
    window.press(".turned-yes")
    window.arrive("visit/issue")
    window.press(".issue-form button[type=submit]")
    examine(window, "issue-errors", language)
    window.issue()
    examine(window, "issued", language)
    window.go("visit/receipt")
    examine(window, "receipt", language)
    window.go("visit/issue")
    window.press("form[action='/visit/printed'] button")
    examine(window, "hand-over", language)
    if window.page.locator(".second-clerk").count():
        window.press(".second-clerk form button")
        examine(window, "second-clerk", language)
        clerk("clerk2").look_at(window.page.inner_text(".issued-code strong"))
        window.press(".second-clerk a.usa-button")
    window.press("form[action='/visit/hand-over'] button")
    examine(window, "done", language)


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_supervisor_sees_of_a_visit_can_be_read_by_everybody(
    speaking, clerk, examine, language
):
    window, other = clerk(), speaking(language, "supervisor")
    window.begin()
    window.born(ROSALIA.born)
    window.lay("passport")
    code = window.share()
    other.go("second-look")
    examine(other, "second-look-code", language)
    other.page.fill("[name=code]", code)
    other.press("form[action='/second-look'] button[type=submit]")
    examine(other, "second-look", language)
    other.go("second-look/notice")
    examine(other, "second-look-notice", language)
    for name in ("appeal", "cases", "test-visit", "stop-with-evidence", "recheck"):
        other.go(name)
        examine(other, name, language)
