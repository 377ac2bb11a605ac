"""Whole visits through the real doors; what came of them is asked of the tables and of the printed card."""

from __future__ import annotations

import datetime
import json
import re
import shutil
from pathlib import Path

import pytest
from city_records import CODE, Records, denizen, words_of
from clerk_window import ClerkWindow, Resident, camera_film, portrait
from keyboard_visit import COUNTS_PRESSES, visit_by_keyboard

from denizen_site.config.charter_folder import SHIPPED

ROSALIA = Resident()
MOST_PRESSES = 60
TODAY = datetime.date.today()


def codes_on(pdf: bytes) -> list[str]:
    """List the codes that are printed, without their hyphens."""
    return [code.replace("-", "").replace(" ", "") for code in CODE.findall(words_of(pdf))]


def number_and_code(slip: bytes) -> tuple[str, str]:
    number, code = dict.fromkeys(codes_on(slip))
    return number, code


# A camera that named its size and has not given a picture yet, as it is for a moment on a busy machine.
SLOW_CAMERA = """
(() => {
  let gives = false;
  const real = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, "readyState").get;
  Object.defineProperty(HTMLMediaElement.prototype, "readyState", {
    get() { return gives ? real.call(this) : HTMLMediaElement.HAVE_METADATA; },
  });
  document.addEventListener("loadeddata", (event) => { if (!gives) event.stopImmediatePropagation(); }, true);
  window.cameraGivesPictures = () => {
    gives = true;
    document.querySelector("[data-video]").dispatchEvent(new Event("loadeddata"));
  };
})();
"""


class Newcomers:
    """Tells which cards came since it was made."""

    def __init__(self, records: Records) -> None:
        self.records, self.before = records, records.cards()

    def one(self) -> tuple[str, tuple[str, str]]:
        """Give the one card that came, with its standing and where its plastic is."""
        now = self.records.cards()
        (number,) = now.keys() - self.before.keys()
        return number, now[number]

    def none(self) -> bool:
        return self.records.cards().keys() == self.before.keys()


@pytest.fixture
def newcomers(records):
    return Newcomers(records)


def test_an_ordinary_adult_is_served_by_keyboard_alone(
    doors, launch, clerk, records, newcomers, tmp_path
):
    browser = launch(f"--use-file-for-fake-video-capture={camera_film(tmp_path, 'rosalia')}")
    page = browser.new_context(permissions=["camera"]).new_page()
    window = clerk(page=page)
    page.add_init_script(COUNTS_PRESSES)
    open_before = records.open_visits()
    presses_to_print, presses = visit_by_keyboard(window, ROSALIA, second=clerk)
    number, found = newcomers.one()
    assert found == ("active", "handed_over")
    assert records.open_visits() == open_before
    out = Path(__file__).resolve().parents[2] / "out"
    out.mkdir(exist_ok=True)
    told = {"to_the_printed_card": presses_to_print, "whole_visit": presses, "most": MOST_PRESSES}
    (out / "desk-presses.json").write_text(json.dumps(told))
    assert 0 < presses_to_print < presses < MOST_PRESSES, told
    card, slip = window.printed
    assert_is_card_of(ROSALIA, card, number=number)
    assert number in codes_on(slip)
    records.publish()
    home = {"name": ROSALIA.name, "birth_date": "1988-02-14", "address": "214 06513"}
    check_code = next(code for code in codes_on(card) if code != number)
    answer = records.verify(card, tmp_path, check_code=check_code, **home)
    assert (answer["verdict"], answer["fields"]["photo"]) == ("good", True)
    assert set(answer["sealed"].values()) == {"matches"}, answer


def assert_is_card_of(who: Resident, card: bytes, *, number: str) -> None:
    words = words_of(card)
    assert who.name in words
    assert who.street in words
    assert who.zip_code in words
    assert who.born[2] in words
    assert number in codes_on(card)


def test_a_press_before_the_camera_gives_a_picture_takes_nothing(doors, launch, clerk, tmp_path):
    browser = launch(f"--use-file-for-fake-video-capture={camera_film(tmp_path, 'rosalia')}")
    page = browser.new_context(permissions=["camera"]).new_page()
    window = clerk(page=page)
    page.add_init_script(SLOW_CAMERA)
    window.begin()
    window.papers(ROSALIA)
    window.person(ROSALIA)
    while not page.evaluate("document.querySelector('[data-video]').videoWidth"):
        page.wait_for_timeout(100)
    page.keyboard.press("Enter")
    assert page.is_visible("[data-video]")
    assert not page.is_visible("[data-still]")
    page.evaluate("window.cameraGivesPictures()")
    page.wait_for_selector("[data-capture]:focus")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-use]:focus")


@pytest.mark.long
def test_a_person_short_of_papers_is_told_what_to_bring_and_cured(
    doors, clerk, records, newcomers, tmp_path
):
    window = clerk()
    window.begin("es")
    window.born(ROSALIA.born)
    window.lay("passport")
    assert window.page.locator("[data-may-go-on=yes]").count() == 0
    window.go("visit/person")
    assert window.at("visit/papers")
    window.go("visit/sheet")
    sheet = window.page.inner_text("main")
    assert "Lease" in sheet
    assert "1988" not in sheet
    assert newcomers.none()
    window.go("visit/papers")
    window.lay("lease")
    window.press("[data-go-on]")
    window.person(ROSALIA)
    serve_from_photo(window, clerk)
    number, found = newcomers.one()
    assert found == ("active", "handed_over")
    assert_is_card_of(ROSALIA, window.printed[0], number=number)
    assert "Tarjeta" in words_of(window.printed[1]) or "tarjeta" in words_of(window.printed[1])
    records.publish()
    assert records.verify(window.printed[0], tmp_path)["verdict"] == "good"


def serve_from_photo(window: ClerkWindow, clerk) -> None:
    """Go on from the photo to the hand-over; what was printed stays with the window."""
    window.photo(portrait("rosalia"))
    window.confirm()
    window.issue()
    window.printed = window.documents()
    window.hand_over(clerk("clerk2"))


def test_a_supervisor_lets_a_visit_go_on_by_the_code_that_is_read_out(
    doors, clerk, records, newcomers
):
    before = records.counted("overridden_attested")
    shared_before = records.rows("SELECT count(*) FROM enrolment_sharedvisit")
    window, other = clerk(), clerk("supervisor")
    window.begin()
    window.born(ROSALIA.born)
    window.lay("passport")
    code = window.share()
    other.go("second-look")
    other.page.fill("[name=code]", code)
    other.press("form[action='/second-look'] button[type=submit]")
    other.tick("[name=reason][value=attested]")
    other.press("form[action='/second-look/override'] button[type=submit]")
    window.go("visit/papers")
    window.press("[data-go-on]")
    window.arrive("visit/person")
    window.person(ROSALIA)
    serve_from_photo(window, clerk)
    number, found = newcomers.one()
    assert found == ("active", "handed_over")
    assert_is_card_of(ROSALIA, window.printed[0], number=number)
    assert records.counted("overridden_attested") == before + 1
    assert records.rows("SELECT count(*) FROM enrolment_sharedvisit") == shared_before
    other.go("second-look")
    assert ROSALIA.name not in other.page.content()


@pytest.mark.long
def test_a_lost_card_is_stopped_at_the_public_door_and_replaced_at_the_desk(
    doors, clerk, window, records, newcomers, tmp_path
):
    desk = clerk()
    desk.until_issue(ROSALIA)
    desk.issue()
    old_card, old_slip = desk.documents()
    desk.hand_over(clerk("clerk2"))
    old, _ = newcomers.one()
    records.publish()
    assert records.verify(old_card, tmp_path)["verdict"] == "good"
    number, code = number_and_code(old_slip)
    assert number == old
    stop_in_public(window(), doors.public, number=number, code=code)
    assert records.cards()[old] == ("revoked", "handed_over")
    records.publish()
    assert records.verify(old_card, tmp_path, exits=1)["verdict"] == "not_good"
    after = Newcomers(records)
    replace_lost(desk, number=number, code=code)
    desk.papers(ROSALIA)
    desk.person(ROSALIA)
    serve_from_photo(desk, clerk)
    new, found = after.one()
    assert found == ("active", "handed_over")
    assert new != old
    lineages = "SELECT count(DISTINCT lineage) FROM issuance_card WHERE number IN (?, ?)"
    assert records.rows(lineages, old, new) == [(1,)]
    records.publish()
    assert records.verify(desk.printed[0], tmp_path)["verdict"] == "good"
    assert records.verify(old_card, tmp_path, exits=1)["verdict"] == "not_good"


def stop_in_public(page, public: str, *, number: str, code: str) -> None:
    """Stop a card as its holder does, at night, from the slip."""
    page.goto(f"{public}en/stop")
    page.fill("[name=number]", number)
    page.fill("[name=code]", code)
    with page.expect_navigation():
        page.click("main button[type=submit]")
    assert page.context.cookies() == []


def replace_lost(window: ClerkWindow, *, number: str, code: str) -> None:
    """Begin the visit for the card that follows a lost one, with its slip."""
    window.go("cards")
    form = window.page.locator("form[action='/cards/stop']")
    form.locator("[name=number]").fill(number)
    form.locator("[name=code]").fill(code)
    window.tick("form[action='/cards/stop'] [name=happened][value=lost]")
    window.press("form[action='/cards/stop'] button[type=submit]")
    window.arrive("visit/papers")


CHILD = Resident(
    name="Mateo Ávila",
    born=("03", "09", str(TODAY.year - 12)),
    papers=("us_birth_cert", "transcript_nodob", "parent_school_letter"),
    street="418 East 119th Street",
    zip_code="10035",
)


@pytest.mark.long
def test_a_minor_comes_with_a_caretaker_and_an_emergency_contact(opens, seat, window, tmp_path):
    doors = opens("new-york")
    records = Records(doors.home)

    def clerk(username="clerk"):
        page = window()
        page.goto(doors.demonstration)
        with page.expect_navigation():
            page.click(f"button[value={username}]")
        return ClerkWindow(page, doors.desk)

    desk = clerk()
    desk.begin()
    desk.papers(CHILD, caretaker=True)
    desk.type_person(CHILD)
    desk.press(".go__button button")
    assert desk.at("visit/person"), "the young need somebody to call"
    assert desk.page.locator("#id_emergency_name[aria-invalid=true]").count() == 1
    desk.page.fill("[name=emergency_name]", "Lucía Ávila")
    desk.page.fill("[name=emergency_phone]", "212 555 0147")
    desk.press(".go__button button")
    desk.arrive("visit/photo")
    serve_from_photo(desk, clerk)
    ((number, first, last),) = records.rows("SELECT number, first_day, last_day FROM issuance_card")
    assert int(last[:4]) - int(first[:4]) == 2
    words = words_of(desk.printed[0])
    assert_is_card_of(CHILD, desk.printed[0], number=number)
    assert "Lucía Ávila" in words
    assert "212 555 0147" in words
    records.publish()
    assert records.verify(desk.printed[0], tmp_path)["verdict"] == "good"


def later_city(folder):
    """Write a charter like New Haven's that prints cards later, and give the folder it lies in."""
    shutil.copytree(SHIPPED / "new-haven", folder / "later-haven")
    path = folder / "later-haven" / "charter.toml"
    text = path.read_text()
    assert 'mode = "on_the_spot"' in text
    text = text.replace('mode = "on_the_spot"', 'mode = "later"\nmax_days = 14')
    path.write_text(text.replace('id = "new-haven"', 'id = "later-haven"'))
    rules = folder / "later-haven" / "policy" / "policy.toml"
    rules.write_text(rules.read_text().replace('id = "new-haven"', 'id = "later-haven"', 1))
    return folder


@pytest.mark.long
def test_a_card_that_is_printed_later_is_batched_printed_accepted_and_picked_up(
    opens, window, tmp_path, tmp_path_factory
):
    charters = later_city(tmp_path_factory.mktemp("charters"))
    doors = opens("later-haven", DENIZEN_CHARTERS=str(charters))
    told = {"DENIZEN_CHARTERS": str(charters), "DENIZEN_STATION_PASSPHRASE": "nine quiet herons"}
    records = Records(doors.home)
    station = tmp_path / "station"
    station.mkdir()

    def at_station(*arguments):
        return denizen(doors.home, "station", *arguments, **told)

    at_station("keys", "--out", str(station))
    at_station("register", str(station / "station.pub"))
    page = window()
    page.goto(doors.demonstration)
    with page.expect_navigation():
        page.click("button[value=clerk]")
    desk = ClerkWindow(page, doors.desk)
    desk.until_issue(ROSALIA)
    desk.issue()
    code = re.sub("[^0-9A-Z]", "", page.inner_text(".issued-code strong"))
    assert list(records.cards().values()) == [("active", "waiting")]
    desk.press("main a.usa-button[href='/visit/hand-over']")
    end_and_go_on(desk, doors, window)
    assert records.open_visits() == 0
    batch = at_station("batch", "--out", str(tmp_path / "batch.sealed"))
    assert batch["cards"] == 1
    sealed = (tmp_path / "batch.sealed").read_bytes()
    assert ROSALIA.name.encode() not in sealed
    at_station(
        "print", "--file", str(tmp_path / "batch.sealed"), "--key", str(station / "station.key"),
        "--out", str(tmp_path / "cards"),
    )  # fmt: skip
    assert at_station("accept", batch["batch"]) == {"ready": 1, "mailed": 0, "spoilt": 0}
    assert records.rows("SELECT count(*) FROM issuance_printjob") == [(0,)]
    (card,) = [p for p in (tmp_path / "cards").rglob("*.pdf") if "card" in p.name]
    (number,) = records.cards()
    assert_is_card_of(ROSALIA, card.read_bytes(), number=number)
    pick_up(desk, code)
    assert records.cards() == {number: ("active", "handed_over")}
    assert records.rows("SELECT count(*) FROM issuance_pickup") == [(0,)]
    denizen(doors.home, "publish", "--now", "--out", str(doors.home / "public"), **told)
    assert records.verify(card.read_bytes(), tmp_path)["verdict"] == "good"


def end_and_go_on(desk: ClerkWindow, doors, window) -> None:
    """End a visit whose card is printed elsewhere."""
    page = desk.page
    if page.locator(".second-clerk").count():
        desk.press(".second-clerk form button")
        code = page.inner_text(".issued-code strong")
        other = window()
        other.goto(doors.demonstration)
        with other.expect_navigation():
            other.click("button[value=clerk2]")
        ClerkWindow(other, doors.desk).look_at(code)
        desk.press(".second-clerk a.usa-button")
    desk.press("form[action='/visit/hand-over'] button")
    desk.arrive("done")


def pick_up(desk: ClerkWindow, code: str) -> None:
    """Hand a card over that lies ready."""
    desk.go("pick-up")
    desk.page.fill("[name=code]", code)
    desk.press("form[action='/pick-up'] button[type=submit]")
    desk.tick("[name=same_number]")
    desk.tick("[name=same_face]")
    desk.press("form[action='/pick-up/done'] button[type=submit]")
