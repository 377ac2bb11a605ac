"""A demand for records in a browser: taken in, answered by the rules, signed by two, sent as a letter; and the door."""

from __future__ import annotations

import os
from pathlib import Path

import pypdfium2
import pytest
from city_records import Records, words_of

from denizen.credential import CardNumber

SHOTS = Path(__file__).resolve().parents[2] / "out" / "shots"
LANGUAGES = ("en", pytest.param("es", marks=pytest.mark.long), "ar")
LONG_BUT_ONE = (pytest.param("en", marks=pytest.mark.long), *LANGUAGES[1:])
"""The page that is read from the right shows most; the other two are looked at in the long run."""
NUMBER = CardNumber.new().display


@pytest.fixture(scope="module")
def city(opens):
    """Doors of their own: a pause of intake and a hold would stop everybody else's tests."""
    return opens("new-haven")


@pytest.fixture
def sit(city, window):
    """Take a seat: `sit("records")`."""

    def sat(username: str, language: str = "en"):
        page = window()
        page.goto(city.demonstration)
        with page.expect_navigation():
            page.click(f"button[value={username}]")
        page.goto(f"{city.desk}account/")
        page.select_option("select[name=language]", language)  # a test before may have left another
        with page.expect_navigation():
            page.locator("form:has(select[name=language]) button").click()
        return page

    return sat


def press(page, selector: str) -> None:
    """Press and wait for the next page."""
    with page.expect_navigation():
        page.locator(selector).first.click()


def receive(page, city) -> str:
    """Take in a federal subpoena that no judge signed; gives the demand's address."""
    page.goto(f"{city.desk}demands/new")
    page.select_option("select[name=kind]", "administrative_subpoena")
    page.select_option("select[name=sender]", "federal_agent")
    page.fill("input[name=office]", "Immigration and Customs Enforcement, Hartford")
    for each in ("cardholders", "papers", "status"):
        page.locator(f"input[name=asked][value={each}] + label").click()
    press(page, "form.demand-form button[type=submit]")
    return page.url


def keep_picture(pdf: bytes, name: str) -> None:
    """Draw every page of a letter into out/shots, where pictures are wanted."""
    if "DENIZEN_SHOTS" not in os.environ:
        return
    SHOTS.mkdir(parents=True, exist_ok=True)
    (SHOTS / f"{name}.pdf").write_bytes(pdf)
    for number, page in enumerate(pypdfium2.PdfDocument(pdf), start=1):
        page.render(scale=1.6).to_pil().save(SHOTS / f"{name}-{number}.png")


def letter_of(page, address: str, language: str) -> bytes:
    """Fetch a letter as the browser would."""
    answer = page.request.get(f"{address}/letter/{language}")
    assert answer.headers["content-type"] == "application/pdf"
    return answer.body()


@pytest.mark.parametrize("language", LONG_BUT_ONE)
def test_every_page_of_a_demand_can_be_read(city, sit, look_at_every_width, language):
    page = sit("records", language)
    assert page.get_attribute("html", "dir") == ("rtl" if language == "ar" else "ltr")
    page.goto(f"{city.desk}demands/new")
    look_at_every_width(page, f"demand-new-{language}")
    press(page, "form.demand-form button[type=submit]")
    assert page.locator(".error-summary li").count() >= 3
    look_at_every_width(page, f"demand-new-empty-{language}")
    receive(page, city)
    for details in page.locator("details").all():
        details.evaluate("each => { each.open = true; }")
    look_at_every_width(page, f"demand-{language}")
    page.goto(f"{city.desk}demands")
    look_at_every_width(page, f"demands-{language}")


def test_a_demand_goes_from_receipt_to_letter(city, sit, look_at_every_width):
    page = sit("records")
    address = receive(page, city)
    assert "There is no list of people" in page.inner_text("main")
    assert "Must not" in page.inner_text("main")
    page.fill("input[name=number]", NUMBER)
    press(page, "form:has(input[name=number]) button[type=submit]")
    assert "Nothing was found" in page.inner_text("main")
    page.locator("input[name=reply][value=refused] + label").click()
    press(page, "form:has(input[name=reply]) button[type=submit]")
    draft = letter_of(page, address, "en")
    assert "DRAFT" in words_of(draft)
    for username in ("lawyer", "director"):
        signer = sit(username)
        signer.goto(address)
        press(signer, "button[name=reply][value=refused]")
    page.goto(address)
    look_at_every_width(page, "demand-approved")
    for language in ("en", "es", "ar"):
        pdf = letter_of(page, address, language)
        keep_picture(pdf, f"demand-letter-{language}")
        assert "DRAFT" not in words_of(pdf)
    said = words_of(letter_of(page, address, "en"))
    assert "We refuse what you asked for" in said
    assert "holds no address" in said
    assert "found nothing" in said
    press(page, "form[action$='/sent'] button")
    page.goto(f"{city.desk}demands")
    assert page.locator("h2#closed").count() == 1
    kept = Records(city.home).rows("SELECT * FROM demands_demand")
    assert NUMBER.replace("-", "") not in str(kept).replace("-", "")


def test_telling_a_status_on_advice_is_stopped_and_the_director_sees_it_today(
    city, sit, look_at_every_width
):
    page = sit("records")
    receive(page, city)
    page.locator("details:has(input[name=basis]) summary").click()
    page.locator("input[name=basis][value=advice] + label").click()
    press(page, "form:has(input[name=basis]) button[type=submit]")
    assert "Advice is not a law" in page.inner_text("main")
    assert page.locator(".clause").count() >= 1
    look_at_every_width(page, "demand-stopped")
    director = sit("director")
    director.goto(f"{city.desk}day")
    assert "was stopped" in director.inner_text("main")
    look_at_every_width(director, "day-after-a-stop")


@pytest.mark.parametrize("language", LONG_BUT_ONE)
def test_one_tap_at_any_desk_page_stops_intake_and_says_what_to_do(
    city, sit, window, look_at_every_width, language
):
    page = sit("clerk", language)
    look_at_every_width(page, f"desk-with-the-button-{language}")
    press(page, "form[action='/door'] button")
    assert page.url == f"{city.desk}door"
    assert page.locator("a[href^='tel:+1-203']").count() == 1
    look_at_every_width(page, f"door-{language}")
    page.goto(city.desk)
    press(page, "button[name=language]")
    assert page.url == f"{city.desk}door"
    public = window()
    public.goto(f"{city.public}{language}/")
    assert public.locator(".usa-alert--warning").count() == 1
    look_at_every_width(public, f"public-paused-{language}")
    director = sit("director")
    director.goto(f"{city.desk}door")
    press(director, "form[action='/door/resume'] button")
    public.reload()
    assert public.locator(".usa-alert--warning").count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_transparency_report_can_be_read_by_everybody(
    city, window, look_at_every_width, language
):
    page = window()
    assert page.goto(f"{city.public}{language}/demands").status == 200
    look_at_every_width(page, f"public-demands-{language}")
