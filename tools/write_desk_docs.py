"""Takes the pictures of docs/desk/pictures: one invented visit through the real doors, in a real browser.

    python tools/write_desk_docs.py [folder]

Needs Chromium (`make dev`); every person is invented and every card is a specimen.
"""

from __future__ import annotations

import io
import sys
import tempfile
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pypdfium2
from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
BROWSER_TESTS = ROOT / "tests" / "browser"
sys.path.insert(0, str(BROWSER_TESTS))

from clerk_window import ClerkWindow, Resident, camera_film, portrait  # noqa: E402 - found just above

PICTURES = ROOT / "docs" / "desk" / "pictures"
MOST_BYTES = 150_000
WIDE, HIGH = 1280, 800
COLOURS = (160, 96, 48)
NARROW = (390, 780)


def harness() -> ModuleType:
    """Load the browser tests' harness: the doors, Chromium's flags and path."""
    spec = spec_from_file_location("browser_harness", BROWSER_TESTS / "conftest.py")
    if spec is None or spec.loader is None:
        raise SystemExit("tests/browser/conftest.py is gone")
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


class Album:
    """Takes pictures of a window into a folder, each small enough to be kept in a repository."""

    def __init__(self, folder: Path) -> None:
        """Begin with an empty folder."""
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.png"):
            old.unlink()

    def take(self, page: Any, name: str, *, whole: bool = False) -> None:
        """Take one picture, with as many colours as its size allows."""
        page.evaluate("window.scrollTo(0, 0)")
        page.wait_for_load_state("networkidle")
        taken = Image.open(io.BytesIO(page.screenshot(full_page=whole))).convert("RGB")
        for colours in COLOURS:
            stream = io.BytesIO()
            few = taken.quantize(colours, dither=Image.Dither.NONE)
            few.save(stream, "PNG", optimize=True)
            if stream.tell() <= MOST_BYTES:
                break
        (self.folder / f"{name}.png").write_bytes(stream.getvalue())

    def take_pdf(self, pdf: bytes, name: str) -> None:
        """Take a picture of the first page of a printed document."""
        drawn = pypdfium2.PdfDocument(pdf)[0].render(scale=2).to_pil().convert("RGB")
        drawn.quantize(96, dither=Image.Dither.NONE).save(
            self.folder / f"{name}.png", optimize=True
        )


def visit(window: Any, album: Album, who: Any, portrait: bytes) -> None:
    """Play an ordinary visit up to the issued card, and take a picture at each step."""
    page = window.page
    window.go("")
    album.take(page, "first-page")
    window.begin("es")
    window.born(who.born)
    page.fill("#find", "pas")
    album.take(page, "papers-find")
    page.fill("#find", "")
    window.lay("passport")
    album.take(page, "papers-missing")
    window.go("visit/sheet")
    album.take(page, "what-to-bring")
    window.go("visit/papers")
    window.lay("lease")
    album.take(page, "papers-enough")
    window.press("[data-go-on]")
    window.type_person(who)
    album.take(page, "person", whole=True)
    window.press(".go__button button")
    page.wait_for_selector("[data-camera]:not([hidden])")
    window.photo(portrait)
    album.take(page, "photo")
    window.press("[data-taken] a.usa-button")
    album.take(page, "turned-screen")
    window.press(".turned-yes")
    window.settle()
    album.take(page, "issue")
    window.press(".issue-form button[type=submit]")
    page.wait_for_selector(".print-steps")
    album.take(page, "issued")


def camera(window: Any, album: Album, who: Any) -> None:
    """Take a picture of the camera with somebody before it, and of a photo that is being placed."""
    page = window.page
    window.begin("en")
    window.papers(who)
    window.type_person(who)
    for need in ("seated_photo", "cannot_sign", "sign_language"):
        if page.locator(f"#need-{need}").count():
            window.tick(f"#need-{need}")
    page.locator(".needs").scroll_into_view_if_needed()
    album.take(page, "needs")
    window.press(".go__button button")
    page.wait_for_selector("[data-capture]:focus")
    page.wait_for_selector("[data-check]:not([hidden])")
    album.take(page, "camera")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-use]:focus")
    album.take(page, "camera-placed")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-taken]")


def hand_over(window: Any, second: Any, album: Album) -> None:
    """Hand the card over, and take the pictures of the end; where the lot wants it, a second clerk looks."""
    page = window.page
    card, slip = window.documents()
    album.take_pdf(card, "card")
    album.take_pdf(slip, "slip")
    window.press("form[action='/visit/printed'] button")
    if page.locator(".second-clerk").count():
        window.press(".second-clerk form button")
        second.look_at(page.inner_text(".issued-code strong"))
        window.press(".second-clerk a.usa-button")
    album.take(page, "hand-over")
    window.press("form[action='/visit/hand-over'] button")
    album.take(page, "done")


def second_look(window: Any, other: Any, album: Album, who: Any) -> None:
    """Share a visit with a supervisor, and take the pictures of both windows."""
    window.begin("en")
    window.born(who.born)
    window.lay("passport")
    code = window.share()
    album.take(window.page, "second-look-code")
    other.go("second-look")
    other.page.fill("[name=code]", code)
    other.press("form[action='/second-look'] button[type=submit]")
    album.take(other.page, "second-look", whole=True)
    window.go("visit/end")
    album.take(window.page, "end-visit")


def other_widths(window: Any, album: Album, who: Any) -> None:
    """Take pictures in Arabic, and on a narrow window."""
    page = window.page
    window.speak("ar")
    window.begin("ar")
    window.born(who.born)
    window.lay("passport")
    album.take(page, "papers-arabic")
    page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    album.take(page, "papers-arabic-narrow")


def main(folder: Path) -> None:
    """Open the doors, play, and close them again."""
    doorway = harness()
    rosalia = Resident()
    layla = Resident(
        name="Layla Haddad", born=("04", "06", "1991"), street="31 Howe Street", zip_code="06511"
    )
    with tempfile.TemporaryDirectory() as scratch:
        doors = doorway.open_doors(Path(scratch) / "home")
        film = camera_film(Path(scratch), "layla")
        try:
            with sync_playwright() as playwright:
                flags = [*doorway.FLAGS, f"--use-file-for-fake-video-capture={film}"]
                browser = playwright.chromium.launch(
                    executable_path=doorway.browser_path(), args=flags
                )

                def seat(username: str) -> Any:
                    context = browser.new_context(
                        viewport={"width": WIDE, "height": HIGH}, permissions=["camera"]
                    )
                    page = context.new_page()
                    page.goto(doors.demonstration)
                    with page.expect_navigation():
                        page.click(f"button[value={username}]")
                    return ClerkWindow(page, doors.desk)

                album = Album(folder)
                clerk = seat("clerk")
                visit(clerk, album, rosalia, portrait("rosalia"))
                hand_over(clerk, seat("clerk2"), album)
                camera(seat("clerk"), album, layla)
                second_look(seat("clerk2"), seat("supervisor"), album, rosalia)
                other_widths(seat("clerk"), album, layla)
                browser.close()
        finally:
            doorway.close_doors(doors)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURES)
