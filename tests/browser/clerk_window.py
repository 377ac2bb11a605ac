"""A clerk's window that is driven by hand: the steps of a visit, each left when its page is left."""

from __future__ import annotations

import base64
import functools
import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image
from playwright.sync_api import TimeoutError as TooLate

from denizen_press.portraits import draw_portrait

SECONDS = 40_000  # milliseconds, on a machine that does much else
FETCH = """async path => {
  const answer = await fetch(path);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return [answer.status, btoa(text)];
}"""


@dataclass(frozen=True)
class Resident:
    """An invented person, with the papers that they bring."""

    name: str = "Rosalía Núñez Ibarra"
    born: tuple[str, str, str] = ("02", "14", "1988")
    street: str = "214 Blatchley Avenue"
    zip_code: str = "06513"
    papers: tuple[str, ...] = ("passport", "lease")
    portrait: str = "rosalia"

    @property
    def own_data(self) -> int:
        """Count the letters and digits that only this person could give."""
        return len(self.name + "".join(self.born) + self.street + self.zip_code)


@functools.cache
def portrait(slug: str) -> bytes:
    return draw_portrait(slug)


def camera_film(folder: Path, slug: str) -> Path:
    """Draw what a fake camera sees: a portrait in the middle of a plain wall, as y4m."""
    wide, high = 1280, 960
    face = Image.open(io.BytesIO(portrait(slug))).convert("RGB")
    face = face.resize((high * face.width // face.height, high))
    wall = Image.new("RGB", (wide, high), face.getpixel((3, 3)))
    wall.paste(face, ((wide - face.width) // 2, 0))
    y, cb, cr = wall.convert("YCbCr").split()
    halves = [part.resize((wide // 2, high // 2)) for part in (cb, cr)]
    frame = b"".join(
        [b"FRAME\n", np.asarray(y).tobytes(), *(np.asarray(p).tobytes() for p in halves)]
    )
    path = folder / f"{slug}.y4m"
    path.write_bytes(f"YUV4MPEG2 W{wide} H{high} F10:1 Ip A1:1 C420jpeg\n".encode() + frame * 3)
    return path


class ClerkWindow:
    """One window at the desk; every verb leaves the page on which the next one begins."""

    def __init__(self, page, desk: str) -> None:
        self.page, self.desk = page, desk
        page.set_default_timeout(SECONDS)
        page.set_default_navigation_timeout(SECONDS)

    def at(self, ending: str) -> bool:
        return self.page.url.split("?")[0].split("#")[0] == self.desk + ending

    def arrive(self, ending: str) -> None:
        """Wait until a page is there; a page that is another one is told by its address."""
        try:
            self.page.wait_for_url(self.desk + ending, wait_until="load", timeout=SECONDS / 2)
        except TooLate:
            raise AssertionError(
                f"not at {ending} but {self.page.url}: {self.page.inner_text('main')[:600]}"
            ) from None

    def sees(self, selector: str) -> None:
        """Wait until a part of the page is seen; a page without it is told by its words."""
        try:
            self.page.wait_for_selector(selector, timeout=SECONDS / 2)
        except TooLate:
            words = self.page.inner_text("main")[:600]
            raise AssertionError(f"no {selector} at {self.page.url}: {words}") from None

    def go(self, ending: str):
        return self.page.goto(self.desk + ending)

    def tick(self, selector: str) -> None:
        """Tick a box or choose a radio by its words, as a mouse does."""
        box = self.page.locator(selector)
        if not box.is_checked():
            self.page.locator(f"label[for='{box.get_attribute('id')}']").last.click()

    def press(self, selector: str) -> None:
        """Press a button that leads away."""
        with self.page.expect_navigation():
            self.page.click(selector)

    def speak(self, language: str) -> None:
        """Have the desk's own words in another language, as its clerk likes."""
        self.go("account/")
        form = "form[action='/account/language/']"
        if self.page.locator(f"{form} select").count():
            self.page.select_option(f"{form} select", language)
        else:
            self.tick(f"{form} [name=language][value={language}]")
        self.press(f"{form} button[type=submit]")

    def begin(self, language: str = "en") -> None:
        self.go("")
        self.press(f"form[action='/visit/begin'] button[value={language}]")
        self.arrive("visit/papers")

    def born(self, born: tuple[str, str, str]) -> None:
        for part, value in zip(("month", "day", "year"), born, strict=True):
            self.page.fill(f"[name=birth_date_{part}]", value)

    def lay(self, paper: str) -> None:
        """Find a paper by its words, lay it down, and tick all that is to be looked at."""
        page = self.page
        page.fill("#find", page.locator(f"label[for=paper-{paper}]").first.inner_text())
        self.tick(f"#paper-{paper}")
        page.wait_for_selector(f"[data-laid={paper}]")
        open_ticks = page.locator(f"[data-laid={paper}] input[data-needed]")
        while open_ticks.count():
            tick = f"[id='{open_ticks.first.get_attribute('id')}']"
            with page.expect_response(lambda answer: answer.url.endswith("/visit/papers")):
                self.tick(tick)
            page.wait_for_selector(f"{tick}[data-needed]", state="detached")

    def papers(self, who: Resident, *, caretaker: bool = False) -> None:
        page = self.page
        self.born(who.born)
        if caretaker:
            self.tick("[name=with_caretaker]")
        for paper in who.papers:
            self.lay(paper)
        page.wait_for_selector("[data-may-go-on=yes]")
        self.press("[data-go-on]")
        self.arrive("visit/person")

    def type_person(self, who: Resident) -> None:
        page = self.page
        page.fill("[name=name]", who.name)
        if page.is_visible("[name=birth_date_month]"):
            self.born(who.born)
        self.tick("[name=address_mode][value=home]")
        page.fill("[name=street]", who.street)
        page.fill("[name=zip]", who.zip_code)

    def person(self, who: Resident) -> None:
        self.type_person(who)
        self.press(".go__button button")
        self.arrive("visit/photo")

    def photo(self, data: bytes) -> None:
        page = self.page
        page.wait_for_selector("[data-camera]:not([hidden]), [data-taken]:not([hidden])")
        file = {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": data}
        page.set_input_files("#photo", file)
        page.wait_for_selector("[data-use]:visible")
        self.press("[data-use]")
        self.sees("[data-taken]")

    def confirm(self) -> None:
        self.press("[data-taken] a.usa-button")
        self.arrive("visit/confirm")
        self.press(".turned-yes")
        self.arrive("visit/issue")

    def settle(self) -> None:
        """Take the fee, where there is one."""
        if self.page.locator("#id_settled").count():
            self.tick("#id_settled")

    def issue(self) -> None:
        self.settle()
        self.press(".issue-form button[type=submit]")
        self.page.wait_for_selector(".print-steps, .issued-code")

    def until_issue(self, who: Resident, *, caretaker: bool = False, language: str = "en") -> None:
        """Play a visit up to the page that asks for the fee."""
        self.begin(language)
        self.papers(who, caretaker=caretaker)
        self.person(who)
        self.photo(portrait(who.portrait))
        self.confirm()

    def documents(self) -> tuple[bytes, bytes]:
        """Take the card and the slip as the printer would."""
        return self.fetch("/visit/card.pdf"), self.fetch("/visit/slip.pdf")

    def fetch(self, path: str, status: int = 200) -> bytes:
        found, text = self.page.evaluate(FETCH, path)
        assert found == status, (path, found)
        return base64.b64decode(text)

    def hand_over(self, second: ClerkWindow) -> None:
        """Say that the card came out well, and hand it over; where the lot wants it, a second clerk looks."""
        self.press("form[action='/visit/printed'] button")
        self.arrive("visit/hand-over")
        if self.page.locator(".second-clerk").count():
            self.press(".second-clerk form button")
            second.look_at(self.page.inner_text(".issued-code strong"))
            self.press(".second-clerk a.usa-button")
        self.press("form[action='/visit/hand-over'] button")
        self.arrive("done")

    def look_at(self, code: str) -> None:
        """Find another clerk's visit fine, as the second clerk."""
        self.go("recheck")
        self.page.fill("[name=code]", code)
        self.press("form[action='/recheck'] button")
        self.arrive("recheck/visit")
        self.press("form[action='/recheck/visit'] button >> nth=0")

    def share(self) -> str:
        """Ask for a second look and give the code that is to be read out."""
        self.press("a[href='/visit/share']")
        self.press("form[action='/visit/share'] button[value=share]")
        return self.page.inner_text(".share-code__code")
