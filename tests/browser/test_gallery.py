"""Every part of our pages, in three languages, two widths and two cities' colours, as hands and eyes meet it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
LANGUAGES = ("en", "es", "ar")
OPEN_SECONDS = 60


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def answers(port: int) -> bool:
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def gallery():
    """Where the gallery is served, by a process of its own with settings of its own."""
    port = free_port()
    told = {**os.environ, "PYTHONPATH": str(HERE)}
    process = subprocess.Popen([sys.executable, "-m", "gallery.server", str(port)], env=told)
    until = time.monotonic() + OPEN_SECONDS
    while not answers(port):
        assert process.poll() is None
        assert time.monotonic() < until, "the gallery did not open"
        time.sleep(0.1)
    yield f"http://127.0.0.1:{port}/"
    process.terminate()
    process.wait(20)


@pytest.fixture
def at(gallery, window):
    """Open a page of the gallery: `at("en/desk", 360)`; nothing on it may fail to load or be refused."""
    complaints = []

    def opened(address: str, width: int = 1280):
        page = window(width)
        page.on(
            "console", lambda told: complaints.append(told.text) if told.type == "error" else None
        )
        page.on("pageerror", lambda fault: complaints.append(str(fault)))
        page.goto(gallery + address)
        return page

    yield opened
    assert [
        each for each in complaints if "status of 4" not in each and "status of 5" not in each
    ] == []


@pytest.mark.parametrize(
    ("name", "language"),
    [
        *(("desk", each) for each in LANGUAGES),
        *(pytest.param(name, each, marks=pytest.mark.long)
          for name in ("public", "screen", "print") for each in LANGUAGES),
    ],
)  # fmt: skip
def test_every_part_can_be_read_by_everybody(at, look, widths, name, language):
    for width in widths:
        page = at(f"{language}/{name}?wrong", width)
        assert page.get_attribute("html", "dir") == ("rtl" if language == "ar" else "ltr")
        look(page, f"gallery-{name}-{language}")


@pytest.mark.parametrize(
    "status",
    [404, 500, *(pytest.param(each, marks=pytest.mark.long) for each in (400, 403, 409, 413, 429, 503))],
)  # fmt: skip
def test_an_error_says_what_to_do_next(at, look, status):
    page = at(f"en/fault/{status}", 360)
    look(page, f"gallery-{status}")
    assert page.locator("a.usa-button, form button").count() == 1
    assert "Traceback" not in page.content()


def test_the_loudest_colours_keep_every_part_readable(at, look):
    at("palette/loud")
    try:
        look(at("en/desk"), "gallery-loud-desk")
        page = at("ar/public")
        look(page, "gallery-loud-public")
        ours = page.evaluate(
            "getComputedStyle(document.documentElement).getPropertyValue('--accent')"
        )
        assert (
            ours.strip() == "#ff59c8"
        )  # the city's own, lightened until it stands out from the menu
    finally:
        at("palette/elm")


def test_errors_take_the_focus_and_lead_to_their_fields(at):
    page = at("en/desk?wrong")
    assert page.evaluate("document.activeElement.classList.contains('error-summary')")
    page.click("text=There is no such date >> nth=0")
    assert page.evaluate("document.activeElement.id") == "id_born_0"


def test_a_date_is_typed_without_the_tab_key(at):
    page = at("en/desk")
    page.fill("#id_born_0", "")
    page.focus("#id_born_0")
    page.keyboard.type("03")
    page.keyboard.type("14")
    page.keyboard.type("1987")
    values = [page.input_value(f"#id_born_{part}") for part in range(3)]
    assert values == ["03", "14", "1987"]


def test_a_form_is_sent_once_and_says_that_it_works(at, gallery):
    page = at("en/desk")
    sent = []
    page.route("**/nothing", lambda route: sent.append(route.request.method))  # never answered
    said = page.evaluate("""() => {
        const button = document.querySelector("main form button[type=submit]");
        button.click(); button.click(); button.click();
        return [document.querySelector("[data-working]").textContent, button.getAttribute("aria-busy")];
    }""")
    assert said == ["Working…", "true"]
    page.wait_for_timeout(500)
    assert sent == ["POST"]


def test_an_idle_page_warns_and_stays_for_whoever_answers(at):
    page = at("en/desk?idle=6")
    page.wait_for_selector("dialog[open]", timeout=15_000)
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open]", state="detached")
    assert "/en/desk" in page.url


def test_an_idle_page_closes_by_itself(at, gallery):
    page = at("en/desk?idle=4")
    page.wait_for_url(gallery, timeout=20_000)
    assert page.title() == "home"


def test_pages_do_their_work_without_scripts(gallery, window):
    page = window(1280, java_script_enabled=False)
    page.goto(f"{gallery}en/desk?wrong")
    assert page.locator(".error-summary").is_visible()
    assert not page.locator("dialog").is_visible()
    page.click("main form button[type=submit]")
    assert page.content().count("taken") == 1
