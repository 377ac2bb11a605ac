"""Blank cards at a station, as a clerk and a supervisor see and enter them."""

from __future__ import annotations

import dataclasses

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from denizen.charter import ModeOfIssue
from denizen_site.issuance import print_jobs, stock
from denizen_site.issuance.models import StockCount, StockSerial
from denizen_site.ledger import queries


@pytest.fixture
def clerk(programme, as_role):
    return as_role("clerk")


@pytest.fixture
def filled(clerk, at):
    stock.receive("A001-A005", station=clerk.station.id, at=at)
    return clerk


def state(serial):
    return StockSerial.objects.get(serial=serial).state


def test_a_box_is_entered_by_its_first_and_last_serial(clerk, programme, at):
    answer = clerk.post("/stock/receive", {"first": "b0098", "last": "B0101 "})
    assert answer.headers["Location"] == "/stock"
    rows = StockSerial.objects.filter(station=clerk.station.id)
    assert sorted(rows.values_list("serial", flat=True)) == ["B0098", "B0099", "B0100", "B0101"]
    assert queries.staff_facts(at.date())[clerk.staff]["stock_received"] == 4
    assert ">4<" in clerk.get("/stock").content.decode()


def test_one_card_is_a_box_as_well(clerk):
    clerk.post("/stock/receive", {"first": "7"})
    assert StockSerial.objects.get().serial == "7"


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        ("A001", "B009", b"cannot be read as one box"),
        ("A009", "A001", b"cannot be read as one box"),
        ("?", "", b"cannot be read as one box"),
        ("A003", "A009", b"entered before"),
        ("", "", b"Fill this in"),
    ],
)
def test_a_box_that_is_wrong_is_told_beside_the_serial_and_nothing_is_entered(
    filled, first, last, code
):
    answer = filled.post("/stock/receive", {"first": first, "last": last})
    assert answer.status_code == 422
    assert code in answer.content
    assert StockSerial.objects.count() == 5


def test_a_spoilt_card_leaves_the_stock_with_its_reason(filled, programme, at):
    answer = filled.post("/stock/spoil", {"serial": "a002", "reason": "jam"})
    assert answer.status_code == 302
    assert state("A002") == "spoilt"
    facts = queries.staff_facts(at.date())[filled.staff]
    assert facts["stock_spoilt_jam"] == 1


def test_a_clerk_touches_no_other_stations_cards(filled, as_role, at):
    other = as_role("clerk")
    stock.receive("C1-C3", station=other.station.id, at=at)
    answer = filled.post("/stock/spoil", {"serial": "C1", "reason": "faulty"})
    assert answer.status_code == 422
    assert state("C1") == "left"
    page = filled.get("/stock").content.decode()
    assert "Every station" not in page
    assert other.station.label not in page


def test_that_a_card_is_missing_is_the_supervisors_to_say(filled, as_role, at):
    refused = filled.post("/stock/spoil", {"serial": "A001", "reason": "missing"})
    assert refused.status_code == 422
    supervisor = as_role("supervisor")
    stock.receive("S1-S2", station=supervisor.station.id, at=at)
    assert supervisor.post("/stock/spoil", {"serial": "S1", "reason": "missing"}).status_code == 302
    assert (state("A001"), state("S1")) == ("left", "missing")


def test_the_supervisor_sees_every_station(filled, as_role):
    page = as_role("supervisor").get("/stock").content.decode()
    assert "Every station" in page
    assert filled.station.label in page


def test_a_count_is_kept_for_the_day_and_a_later_one_takes_its_place(filled):
    assert filled.post("/stock/count", {"counted": ""}).status_code == 422
    for number in ("4", "5"):
        assert filled.post("/stock/count", {"counted": number}).status_code == 302
    assert StockCount.objects.get().counted == 5


def test_an_empty_box_is_told_before_the_next_card(clerk, at, programme):
    stock.receive("A1", station=clerk.station.id, at=at)
    stock.spoil("A1", stock.SpoiltReason.FAULTY, at=at)
    assert "No blank card is left" in clerk.get("/stock").content.decode()


def test_a_supervisor_enters_boxes_for_a_printing_station(
    programme, as_role, charter, at, monkeypatch
):
    issue = dataclasses.replace(charter.issue, mode=ModeOfIssue.LATER, max_days=14)
    later = dataclasses.replace(charter, issue=issue)
    monkeypatch.setattr("denizen_site.desk.views.stock.bound_charter", lambda: later)
    key = X25519PrivateKey.generate().public_key().public_bytes_raw()
    station = print_jobs.register_station(key, at=at)
    supervisor, clerk = as_role("supervisor"), as_role("clerk")
    box = {"first": "P1", "last": "P9", "station": station}
    assert supervisor.post("/stock/receive", box).status_code == 302
    assert StockSerial.objects.filter(station=station).count() == 9
    clerk.post("/stock/receive", {**box, "first": "Q1", "last": "Q2"})
    assert StockSerial.objects.filter(station=clerk.station.id).count() == 2
    wrong = {**box, "first": "R1", "last": "R2", "station": clerk.station.id}
    assert supervisor.post("/stock/receive", wrong).status_code == 422
