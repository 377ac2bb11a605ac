"""What goes wrong at a desk: each fault ends in a clear page, with nothing issued twice and nothing lost."""

from __future__ import annotations

import contextlib
import http.client
import io
import os
import random
import signal
import sqlite3
import threading
import time
from pathlib import Path

import pytest
from clerk_window import Resident
from PIL import Image
from scripted import Scripted, somebody

ROSALIA = Resident()
NAMES = {
    "200 letters": "Wolfeschlegelstein" * 11 + "aa",
    "emoji": "Ana \N{PARTY POPPER}\N{FAMILY}",
    "override": "Ana \N{RIGHT-TO-LEFT OVERRIDE}atolihW\N{POP DIRECTIONAL FORMATTING}",
    "nothing": "\N{ZERO WIDTH SPACE}\N{ZERO WIDTH JOINER}",
}
SECONDS_GONE = 10
TWO_AT_ONCE = """async () => {
  const form = document.querySelector("form.issue-form");
  const sent = () => fetch(form.action, {method: "POST", body: new URLSearchParams(new FormData(form))});
  const answers = await Promise.all([sent(), sent(), sent()]);
  return answers.map((answer) => answer.status);
}"""


def heading(page) -> str:
    return page.inner_text("h1")


def test_two_windows_on_one_visit_save_nothing_over_each_other(clerk):
    first = clerk()
    first.begin()
    first.papers(ROSALIA)
    second = type(first)(first.page.context.new_page(), first.desk)
    second.go("visit/person")
    first.person(ROSALIA)
    second.type_person(Resident(name="Somebody Else"))
    second.press(".go__button button")
    assert heading(second.page) == "This visit was changed in another window"
    second.press("main a.usa-button")
    assert second.at("visit/photo")
    second.go("visit/person")
    assert second.page.input_value("[name=name]") == ROSALIA.name


def test_however_issue_is_pressed_there_is_one_card(clerk, records):
    window, before = clerk(), len(records.cards())
    window.until_issue(ROSALIA)
    page = window.page
    window.settle()
    assert set(page.evaluate(TWO_AT_ONCE)) == {200}
    page.locator(".issue-form button[type=submit]").dblclick()
    page.wait_for_selector(".print-steps")
    assert len(records.cards()) == before + 1
    number = page.inner_text(".card-lines .mono >> nth=0")
    page.go_back()
    if page.locator(".issue-form").count():
        window.issue()
    assert page.inner_text(".card-lines .mono >> nth=0") == number
    page.reload()
    assert page.inner_text(".card-lines .mono >> nth=0") == number
    window.go("visit/person")
    window.press(".go__button button")
    window.go("visit/")
    assert window.at("visit/issue")
    assert len(records.cards()) == before + 1
    assert number.replace(" ", "").replace("-", "") in records.cards()


def test_each_step_can_be_loaded_again_and_a_session_that_ran_out_loses_nothing(
    clerk, doors, records
):
    window = clerk()
    page = window.page
    window.begin()
    window.born(ROSALIA.born)
    window.lay("passport")
    page.reload()
    assert page.locator("[data-laid=passport]").count() == 1
    window.lay("lease")
    window.press("[data-go-on]")
    with page.expect_response(lambda answer: answer.url.endswith("/visit/person/keep")):
        window.type_person(ROSALIA)
    page.reload()
    assert page.input_value("[name=name]") == ROSALIA.name
    run_out(doors.home)
    page.reload()
    assert window.at("sign-in/")
    page.goto(doors.demonstration)
    window.press("button[value=clerk]")
    window.go("visit/")
    assert window.at("visit/person")
    assert page.input_value("[name=name]") == ROSALIA.name
    window.person(ROSALIA)
    page.reload()
    assert window.at("visit/photo")
    assert records.open_visits() >= 1


def run_out(home: Path) -> None:
    """Let every session's quarter of an hour pass."""
    with contextlib.closing(sqlite3.connect(home / "denizen.sqlite3", timeout=30)) as database:
        database.execute("UPDATE accounts_session SET seen = datetime(seen, '-1 hour')")
        database.commit()


def test_a_visit_opens_only_at_the_station_where_it_was_begun(doors):
    here, elsewhere = Scripted.seated(doors), Scripted.seated(doors)
    here.at_photo()
    elsewhere.client.cookies["__Host-visit"] = here.client.cookies["__Host-visit"]
    answer = elsewhere.get("/visit/photo")
    assert answer.status == 410
    assert "No visit is open in this browser" in answer.text
    assert "__Host-visit" not in elsewhere.client.cookies
    assert here.get("/visit/photo").status == 200
    here.give_up()


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_that_no_card_can_bear_is_refused_beside_its_field(doors, name):
    desk = Scripted.seated(doors)
    page = desk.at_person()
    form = page.form_to("/visit/person")
    pairs = form.filled(name=name, address_mode="home", street="31 Howe Street", zip="06511")
    answer = desk.client.post(form, pairs, at=page.path)
    assert answer.status == 422
    assert 'id="id_name_error"' in answer.text
    assert "Traceback" not in answer.text
    assert desk.get("/visit/photo").path == "/visit/person"
    assert desk.clerk.enter_person(desk.get("/visit/person"), somebody()).status == 200
    desk.give_up()


def test_a_photo_of_fifty_megapixels_is_refused_in_words_and_the_visit_goes_on(doors):
    desk = Scripted.seated(doors)
    page = desk.at_photo()
    stream = io.BytesIO()
    Image.new("L", (8192, 6144), 200).save(stream, "PNG")
    form = page.form_to("/visit/photo")
    file = ("photo", stream.getvalue())
    answer = desk.client.post_file(form, form.filled(), at=page.path, file=file)
    assert answer.status == 422
    assert "Traceback" not in answer.text
    assert "data-taken" not in answer.text
    desk.clerk.take_photo(desk.get("/visit/photo"), somebody())
    desk.give_up()


def family(pid: int) -> dict[int, int]:
    """List the descendants of a process, each with its parent."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            parents[int(stat.parent.name)] = int(fields[1])
    found, fresh = {}, {pid}
    while fresh:
        children = {child: parent for child, parent in parents.items() if parent in fresh}
        found |= children
        fresh = set(children)
    return found


def says(pid: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    return ""


def answering(doors) -> set[int]:
    """List the processes that answer a request at the desk at this moment."""
    found = family(doors.process.pid)
    masters = {
        pid for pid, parent in found.items()
        if "serving desk" in says(pid) and "serving desk" not in says(parent)
    }  # fmt: skip
    workers = {
        pid for pid, parent in found.items() if parent in masters and "serving desk" in says(pid)
    }
    return {pid for pid, parent in found.items() if parent in workers}


def press_and_kill(desk: Scripted, page, doors, *, after: float) -> bool:
    """Press Issue, and kill whoever answers a moment later; say whether somebody was killed."""
    pressed = threading.Thread(target=press_in_vain, args=(desk, page))
    pressed.start()
    time.sleep(after)
    killed = False
    for pid in answering(doors):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
            killed = True
    pressed.join()
    return killed


def press_in_vain(desk: Scripted, page) -> None:
    with contextlib.suppress(OSError, http.client.HTTPException):
        desk.press_issue(page)


@pytest.mark.parametrize("times", [2, pytest.param(20, marks=pytest.mark.long)])
def test_killed_while_it_issues_the_desk_loses_no_visit_and_makes_no_second_card(
    doors, records, times
):
    desk, chance, killed = Scripted.seated(doors), random.Random(times), 0
    # The lot may want a second clerk's look.
    desk.clerk.colleague = Scripted.seated(doors, "clerk2").client
    for _ in range(times):
        page, before = desk.at_issue(), set(records.cards())
        killed += press_and_kill(desk, page, doors, after=chance.uniform(0.0, 0.9))
        page = desk.get("/visit/")
        assert page.path == "/visit/issue", (page.status, page.path)
        made = set(records.cards()) - before
        assert len(made) == ("/visit/printed" in page.text)
        if not made:
            page = desk.clerk.issue(page)
        (number,) = set(records.cards()) - before
        assert number in page.text.replace(" ", "").replace("-", "")
        desk.clerk.hand_over(desk.clerk.looked_at_again(desk.clerk.note_printed(page)))
        assert records.cards()[number] == ("active", "handed_over")
    assert records.rows("SELECT count(DISTINCT status_index) = count(*) FROM issuance_card") == [
        (1,)
    ]
    assert times < 20 or killed, "nobody was ever killed: the moments are wrong"


@pytest.fixture
def hold(doors):
    """Hold the database as if it were gone: `with hold():`."""

    @contextlib.contextmanager
    def held():
        with contextlib.closing(sqlite3.connect(doors.home / "denizen.sqlite3", timeout=30)) as one:
            one.isolation_level = None
            one.execute("BEGIN EXCLUSIVE")
            yield
            one.execute("ROLLBACK")

    return held


@pytest.mark.long
def test_a_database_that_is_gone_for_ten_seconds_costs_ten_seconds(doors, records, hold):
    desk = Scripted.seated(doors)
    desk.clerk.colleague = Scripted.seated(doors, "clerk2").client
    page, before = desk.at_issue(), set(records.cards())
    pressed = threading.Thread(target=press_in_vain, args=(desk, page))
    with hold():
        pressed.start()
        time.sleep(SECONDS_GONE)
        assert set(records.cards()) == before
    pressed.join()
    page = desk.get("/visit/")
    assert (page.status, page.path) == (200, "/visit/issue")
    if "/visit/printed" not in page.text:
        page = desk.clerk.issue(page)
    (number,) = set(records.cards()) - before
    desk.clerk.hand_over(desk.clerk.looked_at_again(desk.clerk.note_printed(page)))
    assert records.cards()[number] == ("active", "handed_over")
