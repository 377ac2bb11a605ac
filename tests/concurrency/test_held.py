"""A card is in its visit or it is not there at all: SIGKILL at each step, two clicks, two clerks at one box."""

from __future__ import annotations

import json
import signal
from datetime import UTC, datetime

import pytest
from django.db import connection

from denizen.credential import CardNumber
from denizen_site.enrolment import actions as enrolment
from denizen_site.enrolment.visit import Visit
from denizen_site.issuance import print_jobs, stock
from denizen_site.issuance.commit import Step
from denizen_site.issuance.models import (
    Card,
    IndexReservation,
    PickUp,
    PrintJob,
    StockSerial,
    UsedIndexes,
)
from denizen_site.ledger import queries as ledger
from denizen_site.lifecycle import actions as lifecycle

AT = datetime(2026, 11, 22, 15, 40, 13, tzinfo=UTC)
STATION, SECRET = "desk0001", bytes(32)
PUBLIC_KEY = bytes([9, *[0] * 31])  # the base point: any point serves, nobody opens these


def open_visit():
    visit = Visit(clerk="clerk0001", language="es", opened_minute=0)
    return enrolment.open_visit(visit, station_secret=SECRET, at=AT, hours=4)


def visit_of(token):
    return enrolment.load(token, station_secret=SECRET, at=AT).visit


@pytest.fixture
def begin(initialise):
    """Set a place up with a box of four blank cards, and open a visit in it."""

    def begin():
        initialise()
        stock.receive("A1-A4", station=STATION, at=AT)
        return open_visit()

    return begin


def start(place, token, step, *more):
    connection.close()
    return place.run("hold_one.py", token.written(), step, *(more or ("spot",)))


def kill_at(place, token, step, *more):
    process = start(place, token, step, *more)
    line = process.stdout.readline()
    assert line == f"at {step}\n", process.stderr.read()
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL


def finish(process):
    answer, errors = process.communicate(timeout=90)
    assert answer, errors
    return json.loads(answer.splitlines()[-1])


def issued_count():
    return sum(day.counts.get("issued", 0) for day in ledger.days())


def require_all_or_nothing(token, *, issued, reserved):
    """Card, visit, blank card, count and index agree, whatever was killed."""
    held = visit_of(token).held
    numbers = list(Card.objects.values_list("number", flat=True))
    used = list(StockSerial.objects.filter(state="used").values_list("serial", flat=True))
    assert (held is not None) == issued
    assert numbers == ([held.number] if held else [])
    assert used == ([held.serial] if held else [])
    assert issued_count() == int(issued)
    assert IndexReservation.objects.count() == reserved
    taken = sum(byte.bit_count() for row in UsedIndexes.objects.all() for byte in bytes(row.bits))
    assert taken == int(issued) + reserved
    if held:
        assert all(content.startswith(b"%PDF") for content in held.files.values())


def kill_then_finish(place, token, step):
    """Kill at a step; then the clerk goes on where the visit stands."""
    kill_at(place, token, step)
    committed = step is Step.REVEAL
    reserved = int(step in {Step.SIGN, Step.PRESS, Step.COMMIT})
    require_all_or_nothing(token, issued=committed, reserved=reserved)
    if not committed:
        assert "number" in finish(start(place, token, "never"))
        require_all_or_nothing(token, issued=True, reserved=reserved)
    lifecycle.hand_over(CardNumber(visit_of(token).held.number), at=AT)


@pytest.mark.parametrize(
    "step",
    [
        Step.RESERVE,
        pytest.param(Step.SIGN, marks=pytest.mark.long),
        pytest.param(Step.PRESS, marks=pytest.mark.long),
        Step.COMMIT,
        Step.REVEAL,
    ],
)
def test_killed_at_a_step_a_visit_holds_its_card_or_is_as_it_was(on_sqlite, begin, step):
    kill_then_finish(on_sqlite, begin(), step)


@pytest.mark.parametrize("step", [Step.COMMIT, Step.REVEAL])
def test_the_same_round_the_commit_on_postgresql(on_postgresql, begin, step):
    kill_then_finish(on_postgresql, begin(), step)


@pytest.mark.parametrize("step", [Step.COMMIT, Step.REVEAL])
def test_a_killed_replacement_stops_the_lost_card_if_and_only_if_there_is_a_new_one(
    on_sqlite, begin, step
):
    first = begin()
    old = finish(start(on_sqlite, first, "never"))["number"]
    lifecycle.hand_over(CardNumber(old), at=AT)
    second = open_visit()
    kill_at(on_sqlite, second, step, "spot", old)
    done = step is Step.REVEAL
    assert Card.objects.get(number=old).standing == ("revoked" if done else "active")
    assert (visit_of(second).held is not None) == done
    assert Card.objects.count() == 1 + done


@pytest.mark.parametrize("step", [Step.COMMIT, Step.REVEAL])
def test_killed_at_a_step_a_card_printed_later_has_its_job_or_there_is_no_card(
    on_sqlite, begin, step
):
    token = begin()
    print_jobs.register_station(PUBLIC_KEY, at=AT)
    kill_at(on_sqlite, token, step, "later")
    held = visit_of(token).held
    expected = [held.number] if step is Step.REVEAL else []
    assert list(Card.objects.values_list("number", flat=True)) == expected
    assert list(PrintJob.objects.values_list("card_id", flat=True)) == expected
    assert list(PickUp.objects.values_list("card_id", flat=True)) == expected
    if held:
        assert PickUp.objects.get().code == held.pick_up_code


def test_a_visit_that_ends_unread_after_a_kill_leaves_a_stopped_card(on_sqlite, begin):
    token = begin()
    kill_at(on_sqlite, token, Step.REVEAL)
    next_day = AT.replace(day=23)
    assert enrolment.sweep(at=next_day) == 1
    assert lifecycle.sweep(at=next_day).abandoned == 1
    assert Card.objects.get().standing == "revoked"


@pytest.mark.parametrize(
    "database", ["on_postgresql", pytest.param("on_sqlite", marks=pytest.mark.long)]
)
def test_two_clicks_at_once_issue_one_card(request, begin, database):
    place, token = request.getfixturevalue(database), begin()
    processes = [start(place, token, "ready") for _ in range(2)]
    for process in processes:
        assert process.stdout.readline() == "ready\n", process.stderr.read()
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    answers = [finish(process) for process in processes]
    assert sorted(map(list, answers)) == [["number"], ["refused"]]
    assert {"refused": "visit.changed_elsewhere"} in answers
    require_all_or_nothing(token, issued=True, reserved=1)


@pytest.mark.parametrize("box", ["A001-A060", "A001-A040"])
def test_two_clerks_at_one_box_never_take_the_same_blank_card(place, initialise, box):
    initialise()
    received = stock.receive(box, station=STATION, at=AT)
    connection.close()
    processes = [place.run("take_many.py", STATION, 30) for _ in range(2)]
    for process in processes:
        assert process.stdout.readline() == "ready\n", process.stderr.read()
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    lines = []
    for process in processes:
        out, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
        lines += out.split()
    taken = [line for line in lines if line.startswith("A")]
    assert len(set(taken)) == len(taken) == received
    assert lines.count("issuance.stock_empty") == 60 - received
    assert StockSerial.objects.filter(state="left").count() == 0
