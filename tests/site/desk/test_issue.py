"""One confirmed visit, one card, however often and from wherever the button is pressed."""

from __future__ import annotations

import dataclasses
import re
import threading
from importlib import import_module

import pypdfium2
import pytest
from django.db import connection

from denizen.charter import ModeOfIssue
from denizen.errors import SigningUnavailableError
from denizen_press.errors import PressError
from denizen_site.errors import StateError

# As in conftest.py: somebody who does not exist.
NAME, STREET = "Quetzalina Vermillion-Oyelaran", "9318 Hemlock Terrace"
ISSUE = "/visit/issue"


@pytest.fixture
def cards(home):
    """The cards' rows."""
    models = import_module("denizen_site.issuance.models")
    return models.Card.objects


@pytest.fixture
def stocked(confirmed, at):
    """The same visit at a station with three blank cards."""
    stock = import_module("denizen_site.issuance.stock")
    stock.receive("A000101-A000103", station=confirmed.client.station.id, at=at)
    return confirmed


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    finally:
        document.close()


def fail(monkeypatch, fault):
    """Let the next issuance end in a fault."""

    def broken(*_args, **_options):
        raise fault

    monkeypatch.setattr("denizen_site.desk.issuing.issue_held", broken)


def test_the_card_s_pdf_bears_the_name_and_the_slip_the_code(issued, cards):
    pdf = issued.client.get("/visit/card.pdf")
    text = text_of(pdf.content)
    for part in NAME.replace("-", " ").split():  # the card may break the line at the hyphen
        assert part in text
    assert STREET in text
    number = cards.get().number
    grouped = "-".join(number[at : at + 4] for at in range(0, 12, 4))
    slip = text_of(issued.client.get("/visit/slip.pdf").content)
    assert grouped in slip
    code = re.search(
        r"[0-9A-Z]{5}-[0-9A-Z]{5}|[0-9A-Z]{4}(-[0-9A-Z]{4})+", slip.replace(grouped, "")
    )
    assert code
    assert NAME not in slip


def test_documents_are_shown_without_a_name_and_never_kept(issued):
    for address in ("/visit/card.pdf", "/visit/slip.pdf"):
        answer = issued.client.get(address)
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"] == "inline"
        assert answer["Cache-Control"] == "no-store"


def test_the_second_click_shows_the_card_of_the_first(issued, cards, counted):
    digest = issued.visit.confirmed.hex()
    again = issued.client.post(ISSUE, {"confirmed": digest, "settled": "on"})
    assert (again.status_code, again["Location"]) == (302, ISSUE)
    assert cards.count() == 1
    assert counted()["issued"] == counted()["fee_taken"] == 1


def test_two_clicks_at_once_make_one_card(confirmed, cards, counted):
    answers = []

    def click():
        try:
            answers.append(confirmed.issue().status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=click) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [302, 302]
    assert cards.count() == 1
    assert counted()["issued"] == counted()["fee_taken"] == 1
    assert confirmed.visit.held.number == cards.get().number


def test_back_after_issue_shows_the_card_and_changes_nothing(issued, cards):
    page = issued.client.get(ISSUE).content.decode()
    assert "The card is issued" in page
    assert 'name="confirmed"' not in page
    assert issued.client.get("/visit/confirm")["Location"] == ISSUE
    assert issued.client.get("/visit/photo")["Location"] == ISSUE
    assert cards.count() == 1


def test_the_button_of_an_older_page_issues_nothing(confirmed, cards):
    answer = confirmed.client.post(ISSUE, {"confirmed": "00" * 32, "settled": "on"})
    assert answer.status_code == 422
    assert "changed since this page was opened" in answer.content.decode()
    assert cards.count() == 0


def test_a_fee_that_is_not_settled_holds_the_card_back(confirmed, cards):
    answer = confirmed.client.post(ISSUE, {"confirmed": confirmed.visit.confirmed.hex()})
    assert answer.status_code == 422
    assert "choose a waiver" in answer.content.decode()
    assert cards.count() == 0


def test_a_waiver_needs_no_proof_and_leaves_a_count(confirmed, counted):
    assert confirmed.issue(waiver="no_home", settled="").status_code == 302
    assert counted()["fee_waived"] == 1
    assert "fee_taken" not in counted()
    assert (
        confirmed.issue(waiver="unheard_of").status_code == 302
    )  # the card exists: nothing is asked


def test_a_waiver_that_the_charter_lacks_is_refused(confirmed, cards):
    assert confirmed.issue(waiver="for_friends").status_code == 422
    assert cards.count() == 0


def test_the_receipt_names_nobody_and_has_a_number_by_lot(issued, seat_of):
    page = issued.client.get("/visit/receipt").content.decode()
    number = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", page)[0]
    assert NAME not in page
    assert STREET not in page
    assert "$10" in page
    assert number in issued.client.get("/visit/receipt").content.decode()
    other = seat_of(confirmed=True)
    other.issue()
    assert number not in other.client.get("/visit/receipt").content.decode()


def test_a_blank_card_is_used_with_the_card_and_another_when_the_print_is_bad(stocked, counted):
    assert "A000101" in stocked.client.get(ISSUE).content.decode()
    stocked.issue()
    assert stocked.visit.held.serial == "A000101"
    answer = stocked.client.post("/visit/reprint", {"reason": "misprint"})
    assert answer.status_code == 302
    assert stocked.visit.held.serial == "A000102"
    assert counted()["stock_used"] == 2
    assert counted()["stock_spoilt_misprint"] == counted()["card_reprinted"] == 1
    assert stocked.client.post("/visit/reprint", {}).status_code == 422


def test_without_a_blank_card_nothing_is_issued_and_the_page_says_what_to_do(stocked, cards, at):
    stock = import_module("denizen_site.issuance.stock")
    for serial in ("A000101", "A000102", "A000103"):
        stock.miss(serial, at=at)
    answer = stocked.issue()
    assert answer.status_code == 422
    assert "no blank cards left" in answer.content.decode()
    assert cards.count() == 0
    assert stocked.visit.held is None
    stock.receive("A000104", station=stocked.client.station.id, at=at)
    assert stocked.issue().status_code == 302


@pytest.mark.parametrize(
    ("fault", "status", "words"),
    [
        (PressError("press.child_died", "the child died"), 422, "could not be drawn"),
        (SigningUnavailableError("signing.away", "away"), 422, "signing key cannot be used"),
        (StateError("state.database", "gone"), 503, "gone"),
    ],
    ids=["press", "key", "database"],
)
def test_what_fails_is_told_on_the_page_and_nothing_is_lost(
    confirmed, cards, monkeypatch, fault, status, words
):
    with monkeypatch.context() as broken:
        fail(broken, fault)
        answer = confirmed.issue()
    assert answer.status_code == status
    assert words in answer.content.decode().lower() or words in answer.content.decode()
    assert cards.count() == 0
    assert confirmed.visit.is_confirmed
    assert confirmed.issue().status_code == 302


def test_a_script_that_no_font_of_ours_covers_is_told(seat_of, cards):
    person = {"name": "ꦱꦸꦂꦪ", "birth_date": "1987-03-14"}
    seat = seat_of(confirmed=True, person=person)
    answer = seat.issue()
    assert answer.status_code == 422
    assert "cannot print" in answer.content.decode()
    assert cards.count() == 0


def test_the_cookie_opens_nothing_at_another_station(confirmed, as_role):
    cookie = import_module("denizen_site.desk.visit_cookie").COOKIE
    other = as_role("clerk")
    other.cookies[cookie] = confirmed.token.written()
    assert other.get(ISSUE).status_code == 410
    assert other.post(ISSUE, {"settled": "on"}).status_code == 410
    assert confirmed.issue().status_code == 302


def test_a_session_that_ends_in_the_middle_leaves_the_visit_where_it_was(confirmed, as_role):
    sessions = import_module("denizen_site.accounts.sessions")
    token = confirmed.client.cookies.pop(sessions.COOKIE)
    answer = confirmed.issue()
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")
    assert confirmed.visit.is_confirmed
    confirmed.client.cookies[sessions.COOKIE] = token.value
    assert confirmed.issue().status_code == 302


def test_a_practice_card_is_a_specimen_that_never_was_good(seat_of, cards, counted):
    seat = seat_of(role="supervisor", confirmed=True, test=True)
    assert "Practice" in seat.client.get(ISSUE).content.decode()
    assert seat.issue().status_code == 302
    assert cards.get().standing == "revoked"
    assert counted() == {**counted(), "test_card": 1}
    assert "issued" not in counted()
    assert "fee_taken" not in counted()
    assert "SPECIMEN" in text_of(seat.client.get("/visit/card.pdf").content)


def test_no_address_and_no_header_carries_a_value(issued, cards):
    number = cards.get().number
    for address in (ISSUE, "/visit/card.pdf", "/visit/receipt", "/visit/hand-over"):
        answer = issued.client.get(address)
        headers = " ".join(f"{name}: {value}" for name, value in answer.items())
        for value in (number, NAME, "Vermillion"):
            assert value not in headers
            assert value not in answer.get("Location", "")


@pytest.fixture
def later(confirmed, charter, at, monkeypatch):
    """The same visit in a city that prints later."""
    mode = dataclasses.replace(charter.issue, mode=ModeOfIssue.LATER, max_days=14)
    city = dataclasses.replace(charter, issue=mode)
    monkeypatch.setattr("denizen_site.desk.visit_page.bound_charter", lambda: city)
    return confirmed


@pytest.fixture
def printing_station(programme, at):
    x25519 = import_module("cryptography.hazmat.primitives.asymmetric.x25519")
    key = x25519.X25519PrivateKey.generate()
    jobs = import_module("denizen_site.issuance.print_jobs")
    jobs.register_station(key.public_key().public_bytes_raw(), at=at)
    return key


def test_printed_later_the_card_is_sealed_away_and_a_ticket_names_nobody(
    later, printing_station, cards, counted
):
    assert later.issue(reach="pick_up").status_code == 302
    held = later.visit.held
    assert held.files == {}
    ticket = later.client.get("/visit/ticket").content.decode()
    assert held.pick_up_code in ticket.replace("-", "") or held.pick_up_code in ticket
    assert NAME not in ticket
    assert later.client.get("/visit/card.pdf").status_code == 404
    assert later.client.post("/visit/hand-over").status_code == 302
    assert cards.get().print_state == "waiting"
    assert counted()["print_job_queued"] == counted()["served"] == 1
    assert "handed_over" not in counted()


def test_a_mailed_card_waits_for_its_post_and_has_no_ticket(later, printing_station, cards):
    assert later.issue(reach="mail").status_code == 422
    assert later.issue(reach="mail", mail_to=f"{NAME}\n{STREET}").status_code == 302
    assert later.client.get("/visit/ticket")["Location"] == ISSUE
    assert later.client.post("/visit/hand-over").status_code == 302
    assert cards.get().print_state == "waiting"


def test_without_a_printing_station_nothing_is_issued(later, cards):
    answer = later.issue(reach="pick_up")
    assert answer.status_code == 422
    assert "No printing station" in answer.content.decode()
    assert cards.count() == 0
    assert later.visit.held is None
