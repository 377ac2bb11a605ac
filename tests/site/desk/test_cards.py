"""The counter's cards: found, shown, stopped and followed, and nothing in an address."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from denizen._encoding import base64url
from denizen.credential import CardNumber, RevocationCode
from denizen_site.accounts import stations
from denizen_site.desk import visit_cookie
from denizen_site.desk.views.telephone import SPELLING
from denizen_site.enrolment import actions as enrolment
from denizen_site.enrolment.models import SealedVisit
from denizen_site.enrolment.visit import Purpose
from denizen_site.issuance.actions import issue_card
from denizen_site.issuance.models import Card
from denizen_site.ledger import queries as ledger
from denizen_site.lifecycle.actions import StaffReason, revoke_by_staff

DAY = timedelta(days=1)


@pytest.fixture
def issued(programme, order, at):
    return issue_card(order, at=at)


@pytest.fixture
def clerk(programme, as_role):
    return as_role("clerk")


@pytest.fixture
def supervisor(programme, as_role):
    return as_role("supervisor")


def standing(card) -> str:
    return Card.objects.get(number=card.number.value).standing


def counts(day):
    return ledger.day_facts(day).counts


def visit_of(client):
    """Open the visit that a browser was given."""
    token = enrolment.VisitToken.read(client.cookies[visit_cookie.COOKIE].value)
    secret = base64url.decode(client.cookies[stations.COOKIE].value)
    return enrolment.load(token, station_secret=secret, at=client.defaults["denizen.at"]).visit


def slip(card, code=None, happened="lost"):
    return {
        "number": card.number.display,
        "code": (code or card.revocation_code).value,
        "happened": happened,
        "language": "es",
    }


def in_hand(card, follows):
    return {"number": card.number.value, "in_hand": "on", "follows": follows, "language": "ar"}


def test_a_number_however_typed_shows_all_that_is_held_and_no_more(clerk, issued):
    typed = issued.number.display.lower().replace("-", " ").replace("0", "o")
    answer = clerk.post("/cards/card", {"number": typed})
    assert answer.status_code == 200
    row = Card.objects.get(number=issued.number.value)
    page = answer.content.decode()
    for held in (issued.number.display, str(row.status_index), bytes(row.lineage).hex()):
        assert held in page
    assert bytes(row.revocation_code_hash).hex() not in page
    assert issued.revocation_code.value not in page
    assert issued.number.value not in answer.headers.get("Location", "")
    assert "<title>A card" in page


def test_an_unknown_number_and_a_slip_of_the_finger_are_told_apart(clerk):
    unknown = clerk.post("/cards/card", {"number": CardNumber.new().display})
    assert unknown.status_code == 422
    assert b"lifecycle.unknown_card" in unknown.content
    slipped = clerk.post("/cards/card", {"number": "0000-0000-0001"})
    assert slipped.status_code == 422
    assert b"not a card number" in slipped.content
    assert b"0000-0000-0001" in slipped.content


def test_whoever_has_neither_card_nor_slip_begins_as_if_for_the_first_time(clerk):
    page = clerk.get("/cards").content.decode()
    assert "Neither card nor slip is here" in page
    assert "We hold no names" in page or "we hold no names" in page
    assert clerk.post("/visit/begin", {"language": "es"}).status_code == 302
    visit = visit_of(clerk)
    assert (visit.purpose, visit.old_number, visit.language) == (Purpose.NEW, "", "es")


def test_reloading_a_card_page_by_its_address_asks_again(clerk):
    for place in ("card", "held", "follow", "stop"):
        assert clerk.get(f"/cards/{place}").headers["Location"] == "/cards"


def test_a_scanned_card_is_believed_only_if_this_city_signed_it(clerk, issued, other_charter):
    answer = clerk.post("/cards/card", {"text": issued.qr_text})
    assert answer.status_code == 200
    assert b"data-signed-picture" in answer.content
    assert issued.number.display.encode() in answer.content
    changed = issued.qr_text[:-6] + "000000"
    for text in (changed, "no card at all", "x" * 4301, ""):
        assert clerk.post("/cards/card", {"text": text}).status_code == 422


def test_a_picture_of_a_card_is_read(clerk, issued):
    front = Path(issued.files["front_png"]).read_bytes()
    back = Path(issued.files["back_png"]).read_bytes()
    answers = [
        clerk.post("/cards/card", {"picture": SimpleUploadedFile("x.png", data, "image/png")})
        for data in (front, back)
    ]
    assert [each.status_code for each in answers].count(200) == 1
    garbage = SimpleUploadedFile("x.png", b"not a picture", "image/png")
    answer = clerk.post("/cards/card", {"picture": garbage})
    assert answer.status_code == 422
    assert b"scan.no_card" in answer.content


def test_a_card_of_a_compromised_key_is_not_believed_by_its_code(clerk, issued, at):
    keys = import_module("denizen_site.custody.models").IssuerKey
    keys.objects.filter(purpose="CARD").update(compromised_since=at)
    answer = clerk.post("/cards/card", {"text": issued.qr_text})
    assert answer.status_code == 422
    assert b"scan.not_ours" in answer.content


def test_the_holder_is_given_a_printed_page_of_what_is_held(clerk, issued):
    page = clerk.post("/cards/held", {"number": issued.number.value}).content.decode()
    assert issued.number.display in page
    assert "Nothing says whose card it is" in page
    assert "data-prints" in page


def test_a_lost_card_is_stopped_by_its_slip_and_a_visit_for_the_next_begins(clerk, issued, at):
    answer = clerk.post("/cards/stop", slip(issued))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/visit/papers")
    assert standing(issued) == "revoked"
    visit = visit_of(clerk)
    assert (visit.purpose, visit.old_number) == (Purpose.REPLACEMENT, issued.number.value)
    assert (visit.reason, visit.language, visit.clerk) == ("lost", "es", clerk.staff)
    assert ledger.staff_facts(at.date())[clerk.staff]["stopped_by_code"] == 1


def test_a_wrong_code_stops_nothing_and_an_unknown_number_is_told_the_same(clerk, issued, at):
    pages = []
    for number in (issued.number, CardNumber.new()):
        data = {**slip(issued, code=RevocationCode.new()), "number": number.display}
        answer = clerk.post("/cards/stop", data)
        assert answer.status_code == 422
        pages.append("do not belong together" in answer.content.decode())
    assert pages == [True, True]
    assert standing(issued) == "active"
    assert not SealedVisit.objects.exists()
    assert "stopped_by_code" not in counts(at.date())


def test_a_card_given_up_is_stopped_and_no_visit_begins(clerk, issued):
    answer = clerk.post("/cards/stop", slip(issued, happened="given_up"))
    assert answer.status_code == 200
    assert b"is stopped" in answer.content
    assert standing(issued) == "revoked"
    assert not SealedVisit.objects.exists()


def test_a_clerk_stops_no_card_without_its_code(clerk, issued):
    answer = clerk.post("/cards/stop", {**slip(issued), "code": "", "shown": "yes"})
    assert answer.status_code == 422
    assert b"a supervisor stops the card" in answer.content
    assert standing(issued) == "active"


@pytest.mark.parametrize(
    ("happened", "act"), [("lost", "stopped_lost"), ("given_up", "stopped_given_up")]
)
def test_a_supervisor_stops_a_card_without_its_code(supervisor, issued, at, happened, act):
    data = {**slip(issued, happened=happened), "code": ""}
    for _ in range(2):
        answer = supervisor.post("/cards/stop", data)
        assert answer.status_code in {200, 302, 409}
    assert standing(issued) == "revoked"
    assert ledger.staff_facts(at.date())[supervisor.staff][act] == 1
    assert SealedVisit.objects.count() == (happened == "lost")


@pytest.mark.parametrize(
    ("follows", "purpose", "reason"),
    [("damaged", Purpose.REPLACEMENT, "damaged"), ("update", Purpose.UPDATE, "update")],
)
def test_a_card_that_lies_there_is_followed_by_another(clerk, issued, follows, purpose, reason):
    answer = clerk.post("/cards/follow", in_hand(issued, follows))
    assert answer.headers["Location"] == "/visit/papers"
    visit = visit_of(clerk)
    assert (visit.purpose, visit.reason, visit.language) == (purpose, reason, "ar")
    assert visit.old_number == issued.number.value
    assert standing(issued) == "active"


def test_nothing_follows_a_card_that_the_clerk_has_not_looked_at(clerk, issued):
    data = in_hand(issued, "damaged")
    del data["in_hand"]
    answer = clerk.post("/cards/follow", data)
    assert answer.status_code == 422
    assert b"Look at the card and the person first" in answer.content
    assert not SealedVisit.objects.exists()


def test_a_card_is_renewed_in_its_last_ninety_days_and_not_before(clerk, issued, at):
    early = clerk.post("/cards/follow", in_hand(issued, "renewal"))
    assert early.status_code == 409
    assert not SealedVisit.objects.exists()
    last = Card.objects.get().last_day
    opens = last - 90 * DAY
    shown = clerk.post("/cards/card", {"number": issued.number.value}).content.decode()
    assert f"{opens.year}" in shown
    assert 'value="renewal"' not in shown


def test_a_renewal_begins_once_its_days_have_come(programme, as_role, issued, at):
    late = at + timedelta(days=(Card.objects.get().last_day - at.date()).days - 60)
    clerk = as_role("clerk", at=late)
    assert b'value="renewal"' in clerk.post("/cards/card", {"number": issued.number.value}).content
    assert clerk.post("/cards/follow", in_hand(issued, "renewal")).status_code == 302
    visit = visit_of(clerk)
    assert (visit.purpose, visit.reason) == (Purpose.RENEWAL, "")


def test_a_card_that_a_newer_one_replaced_is_followed_by_nothing(clerk, issued, order, at):
    lifecycle = import_module("denizen_site.lifecycle.actions")
    lifecycle.replace(issued.number, order, at=at)
    assert clerk.post("/cards/follow", in_hand(issued, "damaged")).status_code == 409
    answer = clerk.post("/cards/stop", slip(issued))
    assert answer.status_code == 409
    assert b"lifecycle.already_followed" in answer.content
    assert not SealedVisit.objects.exists()


def test_a_visit_in_hand_is_not_lost_to_another(clerk, issued):
    clerk.post("/visit/begin", {"language": "en"})
    kept = clerk.cookies[visit_cookie.COOKIE].value
    answer = clerk.post("/cards/stop", slip(issued))
    assert answer.status_code == 409
    assert b"A visit is in hand" in answer.content
    assert standing(issued) == "revoked"
    assert clerk.cookies[visit_cookie.COOKIE].value == kept
    assert SealedVisit.objects.count() == 1


def test_a_stopped_card_is_shown_as_stopped_and_without_a_reason(clerk, issued, at):
    revoke_by_staff(issued.number, StaffReason.FOUND, at=at)
    page = clerk.post("/cards/card", {"number": issued.number.value}).content.decode()
    assert "Stopped. Why is not held." in page
    assert "found" not in page.lower().replace("foundation", "")


def test_the_telephone_agent_stops_a_card_by_number_and_code(clerk, issued, at):
    assert b"do not need your name" in clerk.get("/cards/telephone").content
    data = {"number": issued.number.display, "code": issued.revocation_code.display}
    assert b"is stopped" in clerk.post("/cards/telephone", data).content
    assert standing(issued) == "revoked"
    assert counts(at.date())["stopped_by_code"] == 1


def test_the_telephone_agent_learns_nothing_from_a_wrong_pair(clerk, issued):
    answers = [
        clerk.post(
            "/cards/telephone", {"number": number.display, "code": RevocationCode.new().value}
        )
        for number in (issued.number, CardNumber.new())
    ]
    assert [each.status_code for each in answers] == [422, 422]
    told = [each.content.decode().count("do not belong together") for each in answers]
    assert told == [1, 1]
    assert issued.number.display not in answers[1].content.decode()
    assert standing(issued) == "active"


def test_every_letter_of_a_code_has_a_word():
    crockford = import_module("denizen.credential.crockford")
    assert {letter for letter, _ in SPELLING} == {c for c in crockford.ALPHABET if c.isalpha()}
    assert all(word.startswith(letter) for letter, word in SPELLING)


def test_no_card_number_or_code_reaches_an_address_or_a_log(clerk, issued, caplog):
    with caplog.at_level("DEBUG"):
        answers = [
            clerk.post("/cards/card", {"number": issued.number.value}),
            clerk.post("/cards/stop", slip(issued)),
        ]
    for answer in answers:
        assert issued.number.value not in str(answer.headers)
    for secret in (issued.number.value, issued.revocation_code.value):
        assert secret not in caplog.text


def test_an_auditor_finds_no_cards(programme, as_role):
    assert as_role("auditor").get("/cards").status_code == 403
