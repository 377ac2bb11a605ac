"""What can be wrong at a counter, and the one clear screen for each."""

from __future__ import annotations

from datetime import timedelta

import pytest
from counter_page_city import DAY, Country, free_port, until

from denizen.keys import SoftwareSigner
from denizen.trust import ProgrammeMode
from denizen_cli.door_process import DoorPlan, close, open_door, variables_for


class Shop:
    """A counter in a country whose lists a test may spoil; each page is a window of its own."""

    def __init__(self, country, address):
        self.country, self.address = country, address

    def set_up(self, page):
        page.goto(self.country.setup.link(self.address, service="library"))
        page.click(".page--confirm .button--main")
        page.wait_for_selector(".test--ok", state="attached")
        return page

    def refresh(self, page):
        page.click("#head .button--icon")
        page.click(".page--settings .panel .button:has(.icon--refresh)")
        until(page, "!document.querySelector('.page--settings [role=status]')?.textContent")

    def ask(self, page, text):
        if page.locator("#code-text").count() == 0:
            page.locator(".actions .button--quiet").last.click()
        page.fill("#code-text", text)
        page.click("button[type=submit]")
        page.wait_for_selector(".verdict")
        return page.get_attribute(".verdict", "data-code")


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    country = Country(tmp_path_factory.mktemp("counter") / "home")
    port = free_port()
    plan = DoorPlan("counter", f"127.0.0.1:{port}", 4)
    door = open_door(plan, country.home, variables=variables_for("counter"))
    yield Shop(country, f"http://localhost:{port}/")
    close([door])


@pytest.fixture(autouse=True)
def mended(shop):
    """Publish good lists again after each test."""
    yield
    shop.country.publish()


def test_a_refused_camera_says_how_to_allow_it_and_what_else_there_is(shop, chromium):
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.add_init_script(
        "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'))"
    )
    shop.set_up(page)
    page.click(".actions--start .button--main")
    page.wait_for_selector(".trouble[data-code='camera.refused']")
    assert "Use a photo" in page.inner_text(".trouble")
    context.close()


def test_a_missing_camera_is_told_apart_from_a_refused_one(shop, window):
    page = window(360)
    page.add_init_script(
        "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotFoundError'))"
    )
    shop.set_up(page)
    page.click(".actions--start .button--main")
    page.wait_for_selector(".trouble[data-code='camera.missing']")


def rolled_back(country):
    country.version -= 1
    country.publish()
    country.version += 1


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda c: c.publish(root=SoftwareSigner.generate()), "trust.wrong_root"),
        (
            lambda c: c.write_trust((c.home / "public" / "trust.cose").read_bytes()[:-9]),
            "trust.malformed",
        ),
        (lambda c: c.publish(mode=ProgrammeMode.DEMONSTRATION), "trust.demonstration_at_live"),
        (rolled_back, "trust.rolled_back"),
    ],
    ids=["foreign", "truncated", "demonstration", "rolled-back"],
)
def test_lists_that_do_not_hold_are_not_taken_and_the_good_ones_stay(shop, window, spoil, code):
    page = shop.set_up(window(360))
    card = shop.country.here.card()
    spoil(shop.country)
    shop.refresh(page)
    page.get_by_role("button", name="Done").click()
    page.wait_for_selector(f".ready__remark[data-code='{code}']")
    assert shop.ask(page, card.text) == "card.valid"


def test_a_first_visit_with_foreign_lists_cannot_tell(shop, window):
    shop.country.publish(root=SoftwareSigner.generate())
    page = shop.set_up(window(360))
    assert page.get_attribute(".ready", "data-level") == "stop"
    assert shop.ask(page, shop.country.here.card().text) == "trust.wrong_root"
    assert page.get_attribute(".verdict", "data-answer") == "cannot_tell"


def test_the_age_turns_amber_and_then_the_counter_cannot_tell(shop, window):
    country, page = shop.country, window(360)
    card = country.here.card()
    shop.set_up(page)
    assert page.locator(".chip--fresh").count() == 1
    page.clock.set_fixed_time(country.now + timedelta(hours=14))
    assert shop.ask(page, card.text) == "card.valid_as_of"
    assert page.get_attribute(".verdict", "data-answer") == "as_of"
    assert page.locator(".chip--stale").inner_text().strip().endswith("14 hours ago")
    page.click(".actions--verdict .button--main")
    page.clock.set_fixed_time(country.now + timedelta(hours=26))
    assert shop.ask(page, card.text) == "status.expired"
    assert page.locator(".chip--over").count() == 1


@pytest.mark.parametrize(
    ("off", "code"), [(-365 * DAY, "clock.behind"), (365 * DAY, "trust.expired")]
)
def test_a_clock_off_by_a_year_is_named_with_the_date_that_it_shows(shop, window, off, code):
    page = window(360)
    page.clock.set_fixed_time(shop.country.now + off)
    shop.set_up(page)
    said = page.inner_text(".ready")
    assert page.get_attribute(".ready", "data-level") == "stop"
    assert str((shop.country.now + off).year) in said
    assert shop.ask(page, shop.country.here.card().text) == code


def test_a_full_device_is_told_and_the_counter_works_until_it_is_closed(shop, window):
    page = window(360)
    page.add_init_script(
        "IDBObjectStore.prototype.put = function () { throw new DOMException('', 'QuotaExceededError'); }"
    )
    shop.set_up(page)
    page.wait_for_selector(".ready__remark[data-code='storage.full']")
    assert shop.ask(page, shop.country.here.card().text) == "card.valid"


def test_a_setup_that_was_changed_on_its_way_is_not_taken(shop, window):
    page = window(360)
    other = shop.country.setup.link(shop.address, service="library")
    changed = shop.country.setup.content.replace(b"Elm City", b"Oak City")
    sent = [b'{"format": "x"}', changed]
    # One interception for both: switching it while the worker installs itself can leave a request without an answer.
    page.route("**/setup/new-haven.json", lambda route: route.fulfill(body=sent[0]))
    page.goto(other)
    page.wait_for_selector(".refusal[data-code='setup.format']")
    sent.pop(0)
    page.goto("about:blank")
    page.goto(other, wait_until="commit")
    page.wait_for_selector(".refusal[data-code='setup.digest']")


def test_a_setup_file_from_the_device_works_without_a_network_and_shows_the_short_form(
    shop, window
):
    page = window(360)
    page.goto(shop.address)
    page.wait_for_selector(".page--welcome")
    page.set_input_files("#setup-file", shop.country.home / "counter" / shop.country.setup.file)
    page.wait_for_selector(".page--confirm")
    assert shop.country.setup.short_form in page.inner_text(".page--confirm")


def test_a_set_up_code_of_another_address_is_named_and_not_followed(shop, window):
    page = window(360)
    page.goto(shop.address)
    page.get_by_role("button", name="Paste a set-up address").click()
    page.fill("#setup-link", shop.country.setup.link("https://elsewhere.example/", service="bank"))
    page.click("button[type=submit]")
    page.wait_for_selector(".refusal[data-code='setup.other_counter']")
    assert "elsewhere.example" in page.inner_text(".refusal")


def test_a_librarys_own_page_asks_the_same_verifier(shop, window):
    page = window(1280)
    page.goto(f"{shop.address}sample/circulation.html")
    until(page, "document.getElementById('lists').textContent.includes('fresh')")
    card = shop.country.here.card()
    page.fill("#code", card.text)
    page.click("#form button")
    page.wait_for_selector(".answer[data-answer=good]")
    assert page.locator("#photo").is_visible()
    page.fill("#name", "Nobody")
    page.fill("#check-code", card.check_code)
    page.click("#name-form button")
    page.wait_for_selector(".answer[data-answer=not_good]")
