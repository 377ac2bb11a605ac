"""The counter's page in a real browser: set up, offline, ten cards of three cities, and nothing kept."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from counter_page_city import BORN, NAME, REVOKED_INDEX, Country, film, free_port, until
from PIL import Image

from denizen_cli.door_process import DoorPlan, close, open_door, variables_for
from denizen_site.register import ENTRIES

ROOT = Path(__file__).resolve().parents[2]
SHOTS = ROOT / "docs" / "verify" / "pictures"


@dataclass
class Place:
    """A country, and the address at which its counter is served."""

    country: Country
    address: str

    def link(self, service="library"):
        return self.country.setup.link(self.address, service=service)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    country = Country(tmp_path_factory.mktemp("counter") / "home")
    port = free_port()
    plan = DoorPlan("counter", f"127.0.0.1:{port}", 4)
    door = open_door(plan, country.home, variables=variables_for("counter"))
    yield Place(country, f"http://localhost:{port}/")
    close([door])


@pytest.fixture(scope="module")
def cards(place):
    """Ten cards as they come to a library's counter, each with the code that it must be answered by."""
    here, near, far = place.country.here, place.country.near, place.country.far
    good = here.card()
    return {
        "good": (good, "card.valid"),
        "revoked": (here.card(index=REVOKED_INDEX), "verification.revoked"),
        "expired": (here.card(days=(-800, -10)), "verification.expired"),
        "not-begun": (here.card(days=(20, 800)), "verification.not_yet_valid"),
        "forged-photo": (good.with_another_photo(), "signature.mismatch"),
        "forged-key": (here.card(key=far.card_key), "verification.key_unknown"),
        "neighbour": (near.card(who=1), "card.valid"),
        "neighbour-revoked": (near.card(index=REVOKED_INDEX), "verification.revoked"),
        "foreign": (far.card(), "verification.issuer_unknown"),
        "copied": (good, "card.valid"),
    }


class Counter:
    """A window with the counter in it."""

    def __init__(self, page, place):
        self.page, self.place = page, place

    def set_up(self, service="library"):
        self.page.goto(self.place.link(service))
        self.page.click(".page--confirm .button--main")
        self.wait_ready()
        return self

    def wait_ready(self):
        self.page.wait_for_selector(".test--ok", state="attached")
        until(self.page, "navigator.serviceWorker.controller !== null")

    def paste(self, text):
        if self.page.locator("#code-text").count() == 0:
            self.page.locator(".actions .button--quiet").last.click()
        self.page.fill("#code-text", text)
        self.page.click("button[type=submit]")
        self.page.wait_for_selector(".verdict")

    @property
    def code(self):
        return self.page.get_attribute(".verdict", "data-code")

    @property
    def answer(self):
        return self.page.get_attribute(".verdict", "data-answer")

    def done(self):
        self.page.click(".actions--verdict .button--main")
        self.page.wait_for_selector(".verdict", state="detached")

    def type_name(self, name, check_code):
        self.page.locator(".button--check").first.click()
        self.page.fill("#typed-name", name)
        self.page.fill("#check-code", check_code)
        self.page.click("button[type=submit]")
        self.page.wait_for_selector(".verdict")


@pytest.fixture
def counter(window, place):
    def opened(width=360, **options):
        return Counter(window(width, **options), place)

    return opened


def test_set_up_then_offline_ten_cards_of_three_cities(counter, cards):
    here = counter().set_up()
    here.page.context.set_offline(True)
    here.page.reload()
    here.wait_ready()
    assert here.page.get_attribute(".ready", "data-level") == "ok"
    for name, (card, code) in cards.items():
        here.paste(card.text)
        assert here.code == code, name
        good = code == "card.valid"
        assert (here.page.locator(".photo__picture").count() == 1) is good
        assert card.number not in here.page.content() or good
        assert not re.search(r"\b(lost|stolen)\b", here.page.inner_text("body"), re.IGNORECASE)
        here.done()


def test_a_copied_code_under_another_name_is_noticed_once_the_name_is_typed(counter, cards):
    here, card = counter().set_up(), cards["copied"][0]
    here.paste(card.text)
    assert "Genuine code; name and address not checked" in here.page.inner_text(".band")
    here.type_name("Somebody Else", card.check_code)
    assert (here.answer, here.code) == ("not_good", "sealed.name_differs")
    assert here.page.locator(".photo__picture").count() == 0
    here.page.get_by_role("button", name="Type again").click()
    here.page.fill("#typed-name", NAME.upper())
    here.page.fill("#check-code", card.check_code.lower())
    here.page.click("button[type=submit]")
    here.page.wait_for_selector(".field--matches")
    assert here.answer == "good"


def test_a_birth_date_is_checked_at_the_clinic_and_a_pool_sees_no_name(counter, cards):
    card = cards["good"][0]
    clinic = counter().set_up("clinic")
    clinic.paste(card.text)
    clinic.page.get_by_role("button", name="Check the birth date").click()
    year, month, day = BORN.split("-")
    for part, value in (("year", year), ("month", month), ("day", day)):
        clinic.page.fill(f"#typed-{part}", value)
    clinic.page.fill("#check-code", card.check_code)
    clinic.page.click("button[type=submit]")
    assert "is what the city signed" in clinic.page.inner_text(".field--matches")
    pool = counter().set_up("parks")
    pool.paste(card.text)
    assert pool.page.locator(".fields dt").all_inner_texts() == ["Last day"]
    assert card.number not in pool.page.content()


def test_the_card_is_gone_after_thirty_seconds_and_when_the_page_is_left(counter, cards):
    here = counter()
    here.page.clock.install()
    here.set_up()
    here.paste(cards["good"][0].text)
    here.page.clock.run_for(29_000)
    assert here.page.locator(".photo__picture").count() == 1
    here.page.clock.run_for(2_000)
    here.page.wait_for_selector("#code-text")
    assert cards["good"][0].number not in here.page.content()
    here.paste(cards["good"][0].text)
    here.page.evaluate(
        "window.dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))"
    )
    assert here.page.locator(".verdict").count() == 0


HIDE = """() => {
  Object.defineProperty(document, "hidden", {value: true, configurable: true});
  document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.mark.parametrize(
    "leaving",
    [
        HIDE,
        "() => document.dispatchEvent(new Event('freeze'))",
        "() => window.dispatchEvent(new Event('beforeprint'))",
    ],
    ids=["another app", "frozen by the phone", "printed"],
)
def test_the_card_is_gone_when_the_phone_shows_something_else(counter, cards, leaving):
    here = counter().set_up()
    here.paste(cards["good"][0].text)
    assert here.page.locator(".photo__picture").count() == 1
    here.page.evaluate(leaving)
    assert here.page.locator(".verdict").count() == 0
    assert cards["good"][0].number not in here.page.content()


# A platform's own reader of codes, as some phones have one; Debian's Chromium has none.
PLATFORM_READER = """async (kind) => {
  const {SAMPLE_TEXT, sampleFrame} = await import("/page/sample_code.js");
  let calls = 0;
  globalThis.BarcodeDetector = class {
    static async getSupportedFormats() { return kind === "no QR codes" ? ["ean_13"] : ["qr_code"]; }
    async detect() {
      calls += 1;
      if (kind === "fails" || (kind === "gives up later" && calls > 5)) throw new Error("no");
      if (kind === "slow") await new Promise((done) => setTimeout(done, 500));
      return [{rawValue: kind === "misreads" ? "something else" : SAMPLE_TEXT}];
    }
  };
  const reader = await import("/page/reader.js");
  const chosen = await reader.prepareReader(), before = calls;
  const texts = await reader.readFrame(sampleFrame());
  return {chosen, read: texts[0] === SAMPLE_TEXT, asked: calls > before};
}"""


@pytest.mark.parametrize(
    ("kind", "chosen", "asked"),
    [
        ("quick", "platform", True),
        ("gives up later", "platform", True),
        ("slow", "zxing", False),
        ("misreads", "zxing", False),
        ("fails", "zxing", False),
        ("no QR codes", "zxing", False),
    ],
)
def test_the_phones_own_reader_is_used_where_it_is_right_and_faster(counter, kind, chosen, asked):
    found = counter().set_up().page.evaluate(PLATFORM_READER, kind)
    assert found == {"chosen": chosen, "read": True, "asked": asked}


STORAGES = """async () => {
  const bytes = (value) => value instanceof Uint8Array ? Array.from(value, (b) => String.fromCharCode(b)).join("") : JSON.stringify(value);
  const kept = {local: JSON.stringify(localStorage), session: JSON.stringify(sessionStorage), cookies: document.cookie, caches: [], rows: {}};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    kept.caches.push([name, (await cache.keys()).map((request) => new URL(request.url).pathname)]);
  }
  for (const {name} of await indexedDB.databases()) {
    const database = await new Promise((done) => { const asked = indexedDB.open(name); asked.onsuccess = () => done(asked.result); });
    for (const store of database.objectStoreNames) {
      const all = (ask) => new Promise((done) => { const asked = ask(database.transaction(store).objectStore(store)); asked.onsuccess = () => done(asked.result); });
      const [keys, values] = [await all((s) => s.getAllKeys()), await all((s) => s.getAll())];
      keys.forEach((key, index) => { kept.rows[`${name}/${store}/${key}`] = bytes(values[index]); });
    }
    database.close();
  }
  const files = navigator.storage.getDirectory ? await navigator.storage.getDirectory() : null;
  kept.files = [];
  if (files) for await (const name of files.keys()) kept.files.push(name);
  kept.history = history.length;
  return kept;
}"""


@pytest.mark.parametrize("scans", [10, pytest.param(100, marks=pytest.mark.long)])
def test_no_storage_of_the_browser_holds_anything_of_a_card(counter, cards, scans):
    here = counter().set_up()
    before = here.page.evaluate(STORAGES)
    asked = []
    here.page.on("request", lambda request: asked.append(request.url))
    ten = list(cards.values())
    for count in range(scans):
        here.paste(ten[count % 10][0].text)
        here.done()
    after = here.page.evaluate(STORAGES)
    assert after == before
    assert not asked, "a request followed a card"
    assert (after["local"], after["session"], after["cookies"], after["files"]) == (
        "{}",
        "{}",
        "",
        [],
    )
    kept = {key.rpartition("/")[2] for key in after["rows"]}
    assert kept == {"setup", "settings", "trust", "seen", "status:0", "status:1"}
    text = json.dumps(after)
    for card, _code in ten:
        assert card.text[:40] not in text
        assert card.number.replace("-", "") not in text
        assert card.number not in text
    assert [name.startswith("denizen-counter-app-") for name, _ in after["caches"]] == [True]
    assert not [path for path in after["caches"][0][1] if re.search(r"setup/|lists/", path)]


def test_the_registers_names_are_what_the_page_uses():
    named = {each.name.partition(":")[2] for each in ENTRIES if each.place == "a counter"}
    source = (ROOT / "counter" / "page" / "storage.js").read_text()
    used = dict(re.findall(r'(\w+): "([a-z:]+)"', source))
    assert set(used.values()) <= named


@pytest.fixture
def filmed(launch, cards, tmp_path):
    """A browser whose camera looks at the good card."""
    camera = film(cards["good"][0].picture(tmp_path / "card.png"), tmp_path / "card.y4m")
    return launch(f"--use-file-for-fake-video-capture={camera}")


def test_the_camera_reads_a_card_and_goes_on_to_the_next(filmed, place):
    page = filmed.new_page(permissions=["camera"])
    here = Counter(page, place).set_up()
    page.click(".actions--start .button--main")
    page.wait_for_selector(".verdict", timeout=10_000)
    assert here.code == "card.valid"
    page.click(".actions--verdict .button--main")
    page.wait_for_selector(".verdict", timeout=10_000)
    assert here.code == "card.valid"


def test_two_cards_in_the_picture_are_one_clear_screen(counter, cards, tmp_path):
    here = counter().set_up()
    picture = cards["good"][0].picture(tmp_path / "two.png", beside=cards["neighbour"][0])
    here.page.set_input_files("#picture", picture)
    here.page.wait_for_selector(".verdict")
    assert (here.answer, here.code) == ("cannot_tell", "image.two_cards")
    here.done()
    one = cards["good"][0].picture(tmp_path / "one.png")
    here.page.set_input_files("#picture", one)
    here.page.wait_for_selector(".verdict")
    assert here.code == "card.valid"
    here.done()
    Image.new("L", (640, 480), 90).save(tmp_path / "none.png")
    here.page.set_input_files("#picture", tmp_path / "none.png")
    here.page.wait_for_selector(".verdict")
    assert here.code == "image.no_code"


@pytest.fixture
def look_at(look):
    """Look as the other pages' tests do, and leave a picture beside the documentation."""

    def looked(page, name):
        SHOTS.mkdir(parents=True, exist_ok=True)
        page.wait_for_timeout(150)
        page.screenshot(path=SHOTS / f"{name}-{page.viewport_size['width']}.png")
        look(page, f"counter-page-{name}")

    return looked


@pytest.mark.long
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_every_screen_is_readable_at_both_widths_in_every_language(
    counter, cards, look_at, width, language
):
    here = counter(width, locale=language, bypass_csp=True)
    page, name = here.page, f"{{}}-{language}".format
    page.goto(here.place.address)
    look_at(page, name("welcome"))
    page.goto(here.place.link())
    page.wait_for_selector(".page--confirm")
    look_at(page, name("confirm"))
    page.click(".page--confirm .button--main")
    here.wait_ready()
    look_at(page, name("start"))
    for each in ("good", "revoked", "expired", "forged-photo", "foreign"):
        here.paste(cards[each][0].text)
        look_at(page, name(each))
        if each == "good":
            page.locator(".button--check").first.click()
            look_at(page, name("check"))
            page.fill("#typed-name", NAME)
            page.fill("#check-code", cards[each][0].check_code)
            page.click("button[type=submit]")
            page.wait_for_selector(".field--matches")
            look_at(page, name("checked"))
        here.done()
    page.locator(".actions .button--plain").click()
    page.click("#head .button--icon")
    look_at(page, name("settings"))
