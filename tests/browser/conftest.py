"""A real browser against real doors: `denizen serve --sample` in a home of its own, Chromium in front of it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

sys.path.insert(
    0, str(Path(__file__).parent)
)  # what several tests here play with: clerk_window, city_records

from city_records import Records
from clerk_window import ClerkWindow

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "build" / "dev" / "axe.min.js"
SHOTS = ROOT / "out" / "shots"
OPEN_SECONDS = 90
WIDTHS = (360, 1280)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
]
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass(frozen=True)
class Doors:
    """Where the doors of one home are, and the process that keeps them open."""

    home: Path
    desk: str
    public: str
    atlas: str
    demonstration: str
    process: subprocess.Popen


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def open_doors(
    home: Path, *, city: tuple[str, ...] = ("new-haven",), variables: dict[str, str] | None = None
):
    """Start the doors of a sample city, named with further words, and wait until they say where they are."""
    command = [
        str(Path(sys.executable).with_name("denizen")), "serve", "--sample", *city, "--json",
        "--desk", f"127.0.0.1:{free_port()}", "--public", f"127.0.0.1:{free_port()}",
        "--counter", f"127.0.0.1:{free_port()}", "--atlas", f"127.0.0.1:{free_port()}",
    ]  # fmt: skip
    told = {**os.environ, "DENIZEN_HOME": str(home), **(variables or {})}
    process = subprocess.Popen(command, env=told, stdout=subprocess.PIPE, text=True)
    alarm = threading.Timer(OPEN_SECONDS, process.kill)
    alarm.start()
    lines = []
    for line in process.stdout:
        lines.append(line)
        if line.startswith("}"):
            break
    alarm.cancel()
    said = json.loads("".join(lines) or "{}")
    if "desk" not in said:
        process.kill()
        raise RuntimeError(f"the doors did not open: {said}")
    return Doors(home, said["desk"], said["public"], said["atlas"], said["demonstration"], process)


def close_doors(doors: Doors) -> None:
    doors.process.send_signal(signal.SIGTERM)
    doors.process.wait(40)
    doors.process.stdout.close()


@pytest.fixture(scope="module")
def opens(tmp_path_factory):
    """Open the doors of a city: `opens("new-york", "--one-card")`; they are closed with the module."""
    opened = []

    def opening(*city: str, **variables: str) -> Doors:
        home = tmp_path_factory.mktemp("doors") / "home"
        opened.append(open_doors(home, city=city or ("new-haven",), variables=variables))
        return opened[-1]

    yield opening
    for each in opened:
        close_doors(each)


@pytest.fixture(scope="session")
def doors(tmp_path_factory):
    """The doors of a sample city, for all tests that want no other."""
    opened = open_doors(tmp_path_factory.mktemp("doors") / "home")
    yield opened
    close_doors(opened)


def browser_path() -> str:
    """Find Debian's Chromium, or the one that set-up unpacked."""
    found = shutil.which("chromium")
    if found:
        return found
    noted = ROOT / "build" / "dev" / "browser.path"
    return noted.read_text().strip()


@pytest.fixture(scope="session")
def playwright():
    """Keep what drives browsers; its event loop stays in this process, where Django would refuse all queries.

    Other tests of this worker use Django in the same thread, one after the other; nothing here is asynchronous.
    """
    with pytest.MonkeyPatch.context() as environment, sync_playwright() as driver:
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield driver


def start_browser(playwright, *flags: str):
    """Start a browser with what it needs on a bare machine."""
    path = browser_path()
    own = (
        [] if path.startswith("/usr/") else ["--headless=shell", "--no-zygote", "--single-process"]
    )
    return playwright.chromium.launch(executable_path=path, args=[*FLAGS, *own, *flags])


@pytest.fixture
def launch(playwright):
    """Start a browser of one's own: `launch(*flags)`; a camera film plays until it is closed with the test."""
    browsers = []

    def launched(*flags: str):
        browsers.append(start_browser(playwright, *flags))
        return browsers[-1]

    yield launched
    for browser in browsers:
        browser.close()


@pytest.fixture(scope="session")
def chromium(playwright):
    """One browser for the session."""
    browser = start_browser(playwright)
    yield browser
    browser.close()


@pytest.fixture
def window(chromium):
    """Open a window: `window(width)` gives a page in a context of its own, without anything from earlier."""
    contexts = []

    def opened(width: int = 1280, **options):
        context = chromium.new_context(
            viewport={"width": width, "height": 800 if width > 600 else 740},
            permissions=["camera"],
            **options,
        )
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def seat(doors, window):
    """Take a seat at the desk: `seat("clerk")` gives a page signed in as one of the sample staff."""

    def taken(username: str = "clerk", width: int = 1280, page=None):
        page = page or window(width)
        page.goto(doors.demonstration)
        with page.expect_navigation():
            page.click(f"button[value={username}]")
        return page

    return taken


@pytest.fixture
def clerk(doors, seat):
    """Give a clerk's window: `clerk()`, or `clerk("clerk2")`, or `clerk(page=...)` for one that is open."""

    def sat(username: str = "clerk", **options) -> ClerkWindow:
        return ClerkWindow(seat(username, **options), doors.desk)

    return sat


@pytest.fixture
def records(doors):
    """Give what the city of these doors holds."""
    return Records(doors.home)


def violations(page) -> list[str]:
    """Run axe and list what it finds; its script is put in past the page's own policy."""
    page.evaluate(AXE.read_text())
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", AXE_TAGS
    )
    return [
        f"{each['id']}: {node['html'][:160]}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


def sideways(page) -> int:
    """Give by how many pixels the page is wider than the window."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


def shot(page, name: str) -> None:
    """Take a picture of the whole page into out/shots, where pictures are wanted (DENIZEN_SHOTS=1)."""
    if "DENIZEN_SHOTS" in os.environ:
        SHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SHOTS / f"{name}.png", full_page=True)


@pytest.fixture
def look():
    """Look at a page: nothing for axe to find, nothing wider than the window, and a picture where one is wanted."""

    def looked(page, name: str) -> None:
        width = page.viewport_size["width"]
        shot(page, f"{name}-{width}")
        assert violations(page) == [], (name, width)
        assert sideways(page) <= 0, (name, width)

    return looked


@pytest.fixture
def look_at_every_width(look):
    """Look at a page at every width, made narrower where it stands, and leave it wide."""

    def looked(page, name: str) -> None:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            look(page, name)

    return looked


@pytest.fixture
def widths():
    return WIDTHS
