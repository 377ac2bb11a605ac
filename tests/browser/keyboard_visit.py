"""One visit of an ordinary adult by key presses alone, and what the server worked for it."""

from __future__ import annotations

import re

from clerk_window import ClerkWindow, Resident

# Ctrl P, Enter and Ctrl W in the browser's own print window, which no page can see.
IN_THE_PRINT_WINDOW = 5
COUNTS_PRESSES = """
  addEventListener("keydown", (event) => {
    if (!event.repeat) localStorage.setItem("presses", 1 + Number(localStorage.getItem("presses") || 0));
  }, true);
"""


def visit_by_keyboard(window: ClerkWindow, who: Resident, *, second) -> tuple[int, int]:
    """Play the visit by key presses alone; give how many were needed to the printed card, and in all."""
    page, keys = window.page, window.page.keyboard
    window.go("")
    keys.press("Enter")
    window.arrive("visit/papers")
    for letters, paper in (("passp", "passport"), ("lea", "lease")):
        keys.type(letters)
        keys.press("Enter")
        page.wait_for_selector(f"[data-laid={paper}] .badge--good")
        page.wait_for_selector("#find:focus")
    keys.press("Enter")
    window.arrive("visit/person")
    keys.type(who.name)
    keys.press("Tab")
    keys.type("".join(who.born))
    keys.press("Tab")
    keys.press("Space")
    keys.press("Tab")
    keys.type(who.street)
    while not page.locator("[name=zip]:focus").count():
        keys.press("Tab")
    keys.type(who.zip_code)
    keys.press("Enter")
    window.arrive("visit/photo")
    page.wait_for_selector("[data-capture]:focus")
    keys.press("Enter")
    page.wait_for_selector("[data-use]:focus")
    with page.expect_navigation():
        keys.press("Enter")
    window.sees("[data-taken]")
    keys.press("Enter")
    window.arrive("visit/confirm")
    keys.press("Enter")
    window.arrive("visit/issue")
    keys.press("Space")
    keys.press("Enter")
    page.wait_for_selector(".print-steps")
    window.printed = window.documents()
    to_print = presses_so_far(page, who)
    print_by_key(page)
    keys.press("Tab")
    print_by_key(page)
    keys.press("Tab")
    keys.press("Enter")
    window.arrive("visit/hand-over")
    if page.locator(".second-clerk").count():
        keys.press("Enter")
        page.wait_for_selector(".issued-code")
        second("clerk2").look_at(page.inner_text(".issued-code strong"))
        with page.expect_navigation():
            keys.press("Enter")
    keys.press("Enter")
    window.arrive("done")
    return to_print + 1 + IN_THE_PRINT_WINDOW, presses_so_far(page, who) + 2 * IN_THE_PRINT_WINDOW


def print_by_key(page) -> None:
    """Open a document in a tab of its own, as Enter on its link does, and close the tab."""
    with page.context.expect_page() as opened:
        page.keyboard.press("Enter")
    opened.value.close()
    page.bring_to_front()


def presses_so_far(page, who: Resident) -> int:
    return page.evaluate("Number(localStorage.getItem('presses'))") - who.own_data


class ServerTime:
    """Adds the milliseconds that the desk names with its answers, up to the card's PDF; files of the design are left out.

    Those are fetched once a day and kept by the browser.
    """

    KEPT = ("/static/", "/theme.css")

    def __init__(self, page, desk: str) -> None:
        self.desk, self.answers = desk, []
        page.on("response", self.note)

    def note(self, response) -> None:
        """Keep the path and the milliseconds of an answer of the desk."""
        path = "/" + response.url.removeprefix(self.desk)
        if response.url.startswith(self.desk) and not path.startswith(self.KEPT):
            named = re.fullmatch(r"total;dur=([\d.]+)", response.headers.get("server-timing", ""))
            assert named, f"{path} does not name its milliseconds"
            self.answers.append((f"{response.request.method} {path}", float(named[1])))

    def of_the_visit(self) -> list[tuple[str, float]]:
        """Give what was answered from the first page to the card, and begin anew."""
        paths = [path for path, _ in self.answers]
        found = self.answers[: paths.index("GET /visit/card.pdf") + 1]
        self.answers = []
        return found
