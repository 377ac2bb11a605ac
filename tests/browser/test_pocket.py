"""The pocket card in Chromium: readable by everybody, with and without a script, and without a network."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from denizen.policy.grid import possible_cells
from denizen.policy.space import ENCOUNTERS

LANGUAGES = ("en", pytest.param("es", marks=pytest.mark.long), "ar")
SHOWN = "[data-spoken] article h3"


def choose(page, *, stage, part, paper="none"):
    for name, word in (("stage", stage), ("part", part), ("paper", paper)):
        page.select_option(f"[name={name}]", word)


def shown(page):
    return [
        " ".join(each.split()) for each in page.locator("[data-spoken] article").all_inner_texts()
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pocket_card_can_be_read_by_everybody(doors, window, look_at_every_width, language):
    page = window()
    page.goto(f"{doors.public}{language}/rules/")
    choose(page, stage="jail", part="arrestee", paper="ice_detainer")
    page.locator("[data-spoken] summary").last.click()
    page.locator("[data-facts] summary").click()
    look_at_every_width(page, f"pocket-rules-{language}")
    page.goto(f"{doors.public}{language}/rules/sheet")
    look_at_every_width(page, f"pocket-sheet-{language}")
    assert page.context.cookies() == []


def test_choices_are_answered_on_the_phone_and_sent_nowhere(doors, window):
    page = window(360)
    page.goto(f"{doors.public}en/rules/")
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    choose(page, stage="street_contact", part="witness")
    assert "must not Ask about immigration status" in " ".join(shown(page))
    page.click("text=Show the rules")
    assert page.evaluate("document.activeElement.id") == "answers"
    assert [each for each in sent if "/static/" not in each] == []
    assert page.url.endswith("/en/rules/")
    assert (
        page.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length") == 0
    )
    assert page.evaluate("caches.keys()") == []


@pytest.mark.parametrize("many", [6, pytest.param(30, marks=pytest.mark.long)])
def test_the_phone_says_what_the_door_says(doors, window, many):
    """Encounters by the script and by the form, which asks the door."""
    phone, plain = window(), window(java_script_enabled=False)
    phone.goto(f"{doors.public}en/rules/")
    plain.goto(f"{doors.public}en/rules/")
    rng = random.Random(6)
    cells = [ENCOUNTERS.cell(each) for each in possible_cells().nonzero()[0]]
    for cell in rng.sample(cells, many):
        both = [answers_for(page, cell) for page in (phone, plain)]
        assert both[0] == both[1], cell
        assert both[0]


def answers_for(page, cell):
    """Choose an encounter on a page, with a script or without one, and read the answers."""
    with_script = page.evaluate("document.querySelector('[data-keep]').hidden") is False
    choose(page, stage=cell.stage.value, part=cell.part.value, paper=cell.paper.value)
    offered = {each.get_attribute("value") for each in page.locator("[name=facts]").all()}
    for fact in offered - {"deputised"}:
        wanted = fact in {each.value for each in cell.facts}
        page.locator(f"[name=facts][value={fact}]").evaluate(
            "(box, wanted) => { if (!box.disabled && box.checked !== wanted) box.click(); }", wanted
        )
    if not with_script:
        with page.expect_navigation():
            page.locator("button[type=submit]").click()
    return shown(page)


def test_parts_that_do_not_go_with_the_place_are_not_offered(doors, window):
    page = window()
    page.goto(f"{doors.public}en/rules/")
    page.select_option("[name=stage]", "traffic_stop")
    offered = page.eval_on_selector_all(
        "[name=part] option:not([disabled])", "all => all.map((each) => each.value)"
    )
    assert offered == ["", "witness", "victim", "passenger", "driver", "suspect"]


def test_a_copy_that_somebody_kept_answers_without_a_network(doors, window):
    page = window(360)
    page.goto(f"{doors.public}ar/rules/")
    page.click("[data-keeps]")
    page.wait_for_selector("[data-drops]:not([hidden])")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.context.set_offline(True)
    page.goto(f"{doors.public}ar/rules/")
    choose(page, stage="street_contact", part="victim")
    assert len(shown(page)) > 3
    assert page.evaluate("document.fonts.check('16px \\'Noto Sans Arabic\\'', 'ع')")
    assert page.evaluate("getComputedStyle(document.querySelector('.rule')).borderRadius") != "0px"
    page.click("[data-drops]")
    page.wait_for_selector("[data-keeps]:not([hidden])")
    assert page.evaluate("caches.keys()") == []
    assert (
        page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    )


@pytest.mark.parametrize("days", [-2, 40])
def test_a_copy_answers_nothing_outside_its_days(doors, window, days):
    page = window(360)
    page.clock.set_fixed_time(datetime.now(UTC) + timedelta(days=days))
    page.goto(f"{doors.public}en/rules/")
    assert page.locator("[data-ended]").is_visible()
    assert not page.locator("[data-pocket]").is_visible()
    assert page.locator(SHOWN).count() == 0


def test_a_later_day_within_the_copys_days_is_shown_as_today(doors, window):
    page = window(360)
    later = datetime.now(UTC) + timedelta(days=3)
    page.clock.set_fixed_time(later)
    page.goto(f"{doors.public}en/rules/")
    assert not page.locator("[data-ended]").is_visible()
    assert str(later.year) in page.locator("[data-today]").inner_text()
    assert page.get_attribute("[data-today]", "datetime")[:4] == str(later.year)
    assert page.get_attribute("[data-today]", "datetime") > datetime.now(UTC).date().isoformat()
