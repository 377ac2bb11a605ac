"""The night lays rows down sorted and filled up; killed half-way nothing is lost, and the day's key goes after it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection

from denizen_site.errors import OneCardError

WORDS = ("Abril", "Bruno", "Celia", "Dario", "Elsa", "Fabio", "Greta", "Hugo", "Irma", "Joel")


def room(name):
    return import_module(f"denizen_site.one_card.{name}")


def rows():
    found = room("models").BlindRow.objects.values_list("epoch", "row_key", "value")
    return [(epoch, bytes(key), bytes(value)) for epoch, key, value in found]


def test_a_night_is_a_full_batch_however_many_came(desk, rosalia):
    for _ in range(3):
        room("nights").lay_down(at=desk.at)
    assert rows() == []
    desk.enrol(*rosalia)
    true = room("nights").lay_down(at=desk.at)
    assert 20 < true < 64
    assert len(rows()) == room("nights").BATCH_ROWS


def test_rows_lie_in_the_order_of_their_keys(desk, rosalia, home):
    desk.enrol(*rosalia)
    room("nights").lay_down(at=desk.at)
    connection.close()
    with closing(sqlite3.connect(home / "denizen.sqlite3")) as database:
        laid = [key for (key,) in database.execute("SELECT row_key FROM one_card_blindrow")]
        with pytest.raises(sqlite3.OperationalError):
            database.execute("SELECT rowid FROM one_card_blindrow")
        with pytest.raises(sqlite3.OperationalError):
            database.execute("SELECT rowid FROM one_card_waitingrow")
    assert laid == sorted(laid)


def test_people_of_short_and_of_long_names_wait_alike(desk):
    waiting = room("models").WaitingRow.objects
    desk.enrol("Al Bo", desk.at.date() - timedelta(days=9000))
    short = waiting.count()
    desk.enrol("Ana María Inés de la Concepción", desk.at.date() - timedelta(days=9999))
    assert waiting.count() == 2 * short
    assert {len(bytes(row.sealed)) for row in waiting.all()} == {90}


def test_the_days_key_is_destroyed_and_another_begins(desk, rosalia, home):
    desk.enrol(*rosalia)
    before = list((home / "custodians").glob("day-*.key"))
    room("nights").lay_down(at=desk.at)
    after = list((home / "custodians").glob("day-*.key"))
    assert len(before) == len(after) == 1
    assert before != after


def test_a_night_that_is_killed_half_way_loses_nothing(desk, rosalia, monkeypatch):
    number = desk.enrol(*rosalia)
    nights = room("nights")
    waiting = room("models").WaitingRow.objects.count()
    monkeypatch.setattr(nights, "begin_day", lambda day: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        nights.lay_down(at=desk.at)
    monkeypatch.undo()
    assert room("models").WaitingRow.objects.count() == waiting
    assert rows() == []
    assert desk.found(*rosalia) == (number, True)
    nights.lay_down(at=desk.at)
    assert desk.found(*rosalia) == (number, True)


def test_killed_between_the_rows_and_the_key_the_next_night_destroys_it(
    desk, rosalia, monkeypatch, home
):
    number = desk.enrol(*rosalia)
    nights = room("nights")
    monkeypatch.setattr(nights.day_keys, "forget_all_but", lambda name: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        nights.lay_down(at=desk.at)
    monkeypatch.undo()
    assert len(list((home / "custodians").glob("day-*.key"))) == 2
    assert desk.found(*rosalia) == (number, True)
    nights.lay_down(at=desk.at)
    assert len(list((home / "custodians").glob("day-*.key"))) == 1


def test_a_restored_backup_without_its_day_key_goes_on_and_counts_what_it_lost(desk, rosalia, home):
    ledger = import_module("denizen_site.ledger.models").DayCount.objects
    desk.enrol(*rosalia)
    lost = room("models").WaitingRow.objects.count()
    for path in (home / "custodians").glob("day-*.key"):
        path.unlink()
    assert desk.found(*rosalia) is None
    number = desk.enrol(*rosalia)
    room("nights").lay_down(at=desk.at)
    assert desk.found(*rosalia) == (number, True)
    assert ledger.get(act="one_card_rows_lost").count == lost


def test_a_damaged_day_key_is_told_and_nothing_is_thrown_away(desk, rosalia, home):
    desk.enrol(*rosalia)
    (path,) = (home / "custodians").glob("day-*.key")
    path.write_bytes(b"short")
    with pytest.raises(OneCardError) as refusal:
        room("nights").lay_down(at=desk.at)
    assert refusal.value.code == "one_card.day_key_damaged"
    assert room("models").WaitingRow.objects.exists()


def test_the_night_is_due_once_a_day_and_waits_under_a_legal_hold(desk, rosalia, monkeypatch):
    nights, tomorrow = room("nights"), desk.at + timedelta(days=1)
    assert not nights.is_due(at=desk.at)
    desk.enrol(*rosalia)
    assert not nights.is_due(at=desk.at)
    assert nights.is_due(at=tomorrow)
    monkeypatch.setattr(nights, "deletion_is_held", lambda: True)
    assert not nights.is_due(at=tomorrow)
    assert nights.lay_down(at=tomorrow) == 0
    assert room("models").WaitingRow.objects.exists()
    monkeypatch.undo()
    nights.lay_down(at=tomorrow)
    assert not nights.is_due(at=tomorrow)


def test_neither_table_holds_anything_of_the_other_or_of_the_card(desk, rosalia, home):
    number = desk.enrol(*rosalia)
    card = import_module("denizen_site.issuance.models").Card.objects.get(number=number)
    waiting = [bytes(r.place) + bytes(r.sealed) for r in room("models").WaitingRow.objects.all()]
    room("nights").lay_down(at=desk.at)
    laid = b"".join(key + value for _, key, value in rows())
    assert bytes(card.lineage) not in laid + b"".join(waiting)
    assert not [key for _, key, _ in rows() if any(key in row for row in waiting)]
    connection.close()
    files = b"".join(path.read_bytes() for path in home.glob("denizen.sqlite3*"))
    assert not [row for row in waiting if row[:16] in files]


def test_true_rows_and_noise_look_alike(desk):
    for number in range(8):
        desk.enrol(
            f"{WORDS[number]} {WORDS[-number - 1]}",
            desk.at.date() - timedelta(days=8000 + 397 * number),
        )
    room("nights").lay_down(at=desk.at)
    assert {(len(key), len(value)) for _, key, value in rows()} == {(16, 44)}
    assert len({key for _, key, _ in rows()}) == len(rows())
