"""Cards printed later: batches that name nobody, and a card handed to whoever brings its code and its face."""

from __future__ import annotations

import dataclasses

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from denizen.charter import ModeOfIssue
from denizen_press.photo import prepare_photo
from denizen_site.issuance import print_jobs
from denizen_site.issuance.actions import CardOrder, issue_held
from denizen_site.issuance.models import Card, JobState, PickUp, PrintBatch, PrintJob
from denizen_site.issuance.print_seal import open_job, read_batch
from denizen_site.ledger import queries


@pytest.fixture
def later(charter, monkeypatch):
    """The city as it would be if it printed later: no shipped charter does."""
    issue = dataclasses.replace(charter.issue, mode=ModeOfIssue.LATER, max_days=14)
    found = dataclasses.replace(charter, issue=issue)
    for room in ("views.queue", "menu"):
        monkeypatch.setattr(f"denizen_site.desk.{room}.bound_charter", lambda: found)
    return found


@pytest.fixture
def clerk(programme, as_role):
    return as_role("clerk")


@pytest.fixture
def key():
    return X25519PrivateKey.generate()


@pytest.fixture
def station(programme, key, at):
    return print_jobs.register_station(key.public_key().public_bytes_raw(), at=at)


@pytest.fixture
def queued(station, later, holder, photo, at):
    """Issue a card that is printed later; gives its number and its pick-up code."""

    def issue():
        codes = []
        held = issue_held(
            CardOrder(later, holder, prepare_photo(photo)),
            hold=lambda held: codes.append(print_jobs.queue(held, at=at)),
            at=at,
        )
        return held.number, codes[0]

    return issue


def batch_id():
    return PrintBatch.objects.get().id


def test_a_city_that_prints_on_the_spot_has_no_queue(clerk):
    for place in ("/queue", "/pick-up"):
        assert clerk.get(place).status_code == 404
    assert b"/queue" not in clerk.get("/").content


def test_what_waits_becomes_a_batch(clerk, queued, at):
    number, _ = queued()
    assert b"/queue" in clerk.get("/").content
    page = clerk.get("/queue").content.decode()
    assert ">1<" in page
    assert clerk.post("/queue/make").headers["Location"] == "/queue"
    assert PrintJob.objects.get().state == JobState.BATCHED
    page = clerk.get("/queue").content.decode()
    assert f"denizen station print --batch {batch_id()}" in page
    assert number.value not in page
    assert number.display not in page
    assert queries.staff_facts(at.date())[clerk.staff]["batch_made"] == 1
    assert clerk.post("/queue/make").status_code == 409


def test_without_a_printing_station_the_page_says_so(clerk, later):
    assert b"No printing station is set up" in clerk.get("/queue").content
    assert b"issuance.no_printing_station" in clerk.post("/queue/make").content


def test_the_sealed_file_opens_at_its_station_and_names_nobody(clerk, queued, key):
    queued()
    clerk.post("/queue/make")
    answer = clerk.post("/queue/file", {"batch": batch_id()})
    assert answer.headers["Content-Disposition"].startswith("attachment")
    batch = read_batch(answer.content)
    assert open_job(batch.jobs[0], private_key=key, tag=batch.tag).card_pdf.startswith(b"%PDF")
    assert b"Rosal" not in answer.content
    assert clerk.post("/queue/file", {"batch": "NONE"}).status_code == 409


def test_a_spoilt_card_is_printed_again_and_a_wrong_name_is_told(clerk, queued):
    queued()
    clerk.post("/queue/make")
    job = bytes(PrintJob.objects.get().id).hex()
    wrong = clerk.post("/queue/spoilt", {"batch": batch_id(), "job": "ffffffff"})
    assert wrong.status_code == 422
    assert b"begins so" in wrong.content
    assert clerk.post("/queue/spoilt", {"batch": batch_id(), "job": job[:8]}).status_code == 302
    assert PrintJob.objects.get().state == JobState.SPOILT
    answer = clerk.post("/queue/accept", {"batch": batch_id()})
    assert b"To be printed again: 1" in answer.content
    assert PrintJob.objects.get().state == JobState.WAITING


def test_an_accepted_batch_leaves_nothing_sealed_and_its_card_is_picked_up(clerk, queued, at):
    number, code = queued()
    clerk.post("/queue/make")
    early = clerk.post("/pick-up", {"code": code})
    assert early.status_code == 422
    assert b"not printed yet" in early.content
    accepted = clerk.post("/queue/accept", {"batch": batch_id()})
    assert b"Ready to be picked up: 1" in accepted.content
    assert not PrintJob.objects.exists()
    assert clerk.post("/queue/accept", {"batch": batch_id()}).status_code == 409
    look = clerk.post("/pick-up", {"code": code.lower()})
    assert number.display in look.content.decode()
    assert Card.objects.get().print_state == "waiting"
    done = clerk.post("/pick-up/done", {"code": code, "same_number": "on", "same_face": "on"})
    assert b"is handed over" in done.content
    assert Card.objects.get().print_state == "handed_over"
    assert not PickUp.objects.exists()
    assert queries.staff_facts(at.date())[clerk.staff]["handed_over"] == 1
    again = clerk.post("/pick-up/done", {"code": code, "same_number": "on", "same_face": "on"})
    assert again.status_code == 422
    assert queries.day_facts(at.date()).counts["handed_over"] == 1


def test_nobody_is_handed_a_card_before_face_and_number_were_compared(clerk, queued):
    _, code = queued()
    clerk.post("/queue/make")
    clerk.post("/queue/accept", {"batch": batch_id()})
    for half in ({"same_number": "on"}, {"same_face": "on"}, {}):
        answer = clerk.post("/pick-up/done", {"code": code, **half})
        assert answer.status_code == 422
        assert b"first." in answer.content
    assert Card.objects.get().print_state == "waiting"


def test_a_wrong_pick_up_code_finds_nothing(clerk, queued):
    queued()
    answer = clerk.post("/pick-up", {"code": "AAAA-AAAA"})
    assert answer.status_code == 422
    assert b"No card waits under this code" in answer.content
    assert clerk.get("/pick-up/done").headers["Location"] == "/pick-up"
