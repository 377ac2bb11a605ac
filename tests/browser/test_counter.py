"""The desk's pages beside a visit, in a browser: cards, the day, stock, the queue, the ledger, the register."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from denizen_press.portraits import draw_portrait

ROOT = Path(__file__).resolve().parents[2]
# The parts of these pages are looked at in every language by test_gallery; the pages themselves in the long run.
LANGUAGES = ("en", *(pytest.param(each, marks=pytest.mark.long) for each in ("es", "ar")))
SEED = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from denizen_site.config import boot
boot.start(Path(sys.argv[1]))
from denizen_site.accounts.models import Staff, Station
from denizen_site.custody.queries import programme
from denizen_site.issuance import stock
from denizen_site.ledger import actions as ledger
from denizen_site.ledger.acts import Act
at = datetime.now(UTC)
day = programme().local_day(at)
clerk = Staff.objects.get(username="clerk").id
for name, times in {
    "VISIT_OPENED": 61, "SERVED": 47, "ISSUED": 44, "REPLACED_LOST": 2, "RENEWED": 1, "HANDED_OVER": 47,
    "REFUSED_SHORT_RESIDENCY": 7, "REFUSED_SHORT_IDENTITY": 3, "REFUSED_CARETAKER_NEEDED": 1, "VISIT_ABANDONED": 2,
}.items():
    ledger.count(Act[name], day=day, times=times, by=clerk)
for minutes, times in {4: 3, 6: 12, 8: 16, 11: 9, 16: 4, 24: 2, 52: 1}.items():
    for _ in range(times):
        ledger.count_minutes(minutes, day=day)
for number, station in enumerate(Station.objects.order_by("id")):
    stock.receive(f"A{number}000001-A{number}000120", station=station.id, at=at, by=clerk)
"""


@dataclass(frozen=True)
class Issued:
    """A card from the command line, as its holder has it."""

    number: str
    code: str
    front: Path
    back: Path

    @property
    def printed(self) -> str:
        """Give the number as the card and the page show it."""
        return "-".join(self.number[start : start + 4] for start in range(0, 12, 4))


def command(home: Path, *arguments: str) -> dict[str, object]:
    run = subprocess.run(
        [str(Path(sys.executable).with_name("denizen")), *arguments, "--json"],
        env={**os.environ, "DENIZEN_HOME": str(home)},
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(run.stdout)


@pytest.fixture
def issue(doors, tmp_path):
    """Issue a card: `issue()`."""

    def made() -> Issued:
        photo = tmp_path / "photo"
        photo.write_bytes(draw_portrait("layla"))
        said = command(
            doors.home, "issue", "--charter", "new-haven", "--person",
            str(ROOT / "samples" / "people" / "layla.json"), "--photo", str(photo),
            "--out", str(tmp_path / "cards"),
        )  # fmt: skip
        files = said["files"]
        return Issued(
            said["card_number"],
            said["revocation_code"],
            Path(files["front_png"]),
            Path(files["back_png"]),
        )

    return made


@pytest.fixture(scope="module")
def busy(doors, chromium):
    """A day on which much was done; the first seat registers the sample station."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(doors.demonstration)
    page.click("button[value=clerk]")
    page.wait_for_load_state()
    context.close()
    subprocess.run([sys.executable, "-c", SEED, str(doors.home)], check=True, cwd=ROOT)
    return doors


@pytest.fixture
def reading(doors, seat):
    """Sit down as somebody who reads a language: `reading("clerk", "ar")`; English again afterwards."""
    seated = []

    def sat(username: str, language: str):
        page = seat(username)
        seated.append(page)
        speak(page, doors, language)
        return page

    yield sat
    for page in seated:
        speak(page, doors, "en")


def speak(page, doors, language: str) -> None:
    page.goto(f"{doors.desk}account/")
    page.select_option("[name=language]", language)
    with page.expect_navigation():
        page.locator("form", has=page.locator("[name=language]")).locator("button").click()


def press(page, selector: str) -> None:
    with page.expect_navigation():
        page.click(selector)


MAIN = [("clerk", "cards"), ("supervisor", "day")]
OTHERS = [
    ("clerk", "cards/telephone"), ("clerk", "stock"), ("supervisor", "stock"), ("supervisor", "day/close"),
    ("director", "ledger"), ("director", "register"),
]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("who", "place"), [*MAIN, *(pytest.param(*each, marks=pytest.mark.long) for each in OTHERS)]
)
def test_a_page_of_the_counter_can_be_read_by_everybody(
    busy, reading, look_at_every_width, who, place, language
):
    page = reading(who, language)
    assert page.goto(f"{busy.desk}{place}").status == 200
    assert page.get_attribute("html", "lang") == language
    look_at_every_width(page, f"desk-{place.replace('/', '-')}-{who}-{language}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_is_shown_to_its_holder(busy, reading, look_at_every_width, issue, language):
    card = issue()
    page = reading("clerk", language)
    page.goto(f"{busy.desk}cards")
    page.wait_for_selector("input:focus")
    page.keyboard.type(card.number)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert card.printed in page.inner_text("main aside")
    assert card.number not in page.url
    look_at_every_width(page, f"desk-card-{language}")


def test_a_scanned_card_shows_the_photo_that_was_signed_into_it(busy, seat, look, issue):
    card = issue()
    page = seat("clerk")
    page.goto(f"{busy.desk}cards")
    page.click("details.more summary")
    page.set_input_files("[name=picture]", card.back)
    press(page, "form[enctype] button")
    page.wait_for_selector("[data-signed-picture] img:visible")
    page.locator("[data-signed-picture] img").evaluate("picture => picture.decode()")
    assert card.printed in page.inner_text("main aside")
    look(page, "desk-card-scanned")


def test_a_wrong_code_and_a_right_one_on_the_telephone(busy, seat, look, issue):
    card = issue()
    page = seat("clerk")
    page.goto(f"{busy.desk}cards/telephone")
    page.fill("[name=number]", card.number)
    assert page.inner_text("[data-reads-back=id_number] output")
    page.fill("[name=code]", "0000-0000-0000")
    press(page, "button.usa-button--stop")
    look(page, "desk-telephone-wrong")
    page.fill("[name=code]", card.code)
    press(page, "button.usa-button--stop")
    look(page, "desk-telephone-done")
    assert command(busy.home, "card", "show", card.number)["standing"] == "revoked"


def test_a_lost_card_is_stopped_and_the_visit_for_the_next_begins(busy, seat, look, issue):
    card = issue()
    page = seat("clerk")
    page.goto(f"{busy.desk}cards")
    page.fill("#slip_number", card.number)
    page.fill("#slip_code", card.code)
    page.click("label[for=slip_happened_0]")
    press(page, "button.usa-button--stop")
    assert page.url.endswith("/visit/papers")
    assert command(busy.home, "card", "show", card.number)["standing"] == "revoked"
    page.goto(f"{busy.desk}cards")
    look(page, "desk-cards-visit-in-hand")
    page.goto(f"{busy.desk}visit/end")
    page.locator("label", has_text="Begun by mistake").click()
    press(page, "main button[type=submit]")


def test_the_day_looks_again_by_itself_and_can_be_told_to_stop(busy, seat):
    page = seat("supervisor")
    page.goto(f"{busy.desk}day")
    button = page.locator("[data-live-pause]")
    first = button.inner_text()
    button.click()
    assert button.inner_text() != first
    with page.expect_response(re.compile("/day$")):
        button.click()
    assert page.locator(".tile").count() >= 6


def test_the_register_narrows_while_one_types(busy, seat):
    page = seat("auditor")
    page.goto(f"{busy.desk}register")
    whole = page.locator("[data-row]:visible").count()
    page.fill("[name=words]", "revocation slow")
    assert 0 < page.locator("[data-row]:visible").count() < whole
    page.fill("[name=words]", "immigration")
    assert page.locator("[data-none]").is_visible()
