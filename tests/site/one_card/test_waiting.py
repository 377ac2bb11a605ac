"""Custodians that are away hold nobody up: the check waits, sealed to them, and is done when they answer."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

import pytest

from denizen.linkage.sealed_check import PLAIN_BYTES


def room(name):
    return import_module(f"denizen_site.one_card.{name}")


def counted(act):
    rows = import_module("denizen_site.ledger.models").DayCount.objects.filter(act=act)
    return sum(row.count for row in rows)


@pytest.fixture
def away(home):
    """Take two of the four shares away, and give them back."""
    shares = sorted((home / "custodians").glob("embedded-*"))

    def go():
        for path in shares[:2]:
            path.rename(path.with_suffix(".gone"))

    def back():
        for path in shares[:2]:
            path.with_suffix(".gone").rename(path)

    return go, back


def test_the_card_is_issued_and_the_check_waits(desk, rosalia, away):
    go, _ = away
    go()
    checked = desk.check(*rosalia)
    assert checked.matches == ()
    assert [epoch.name for epoch in checked.waits] == ["2026-07"]
    desk.enrol(*rosalia)
    (row,) = room("models").WaitingCheck.objects.all()
    assert b"Quispe" not in bytes(row.sealed)
    assert len(bytes(row.sealed)) == 32 + PLAIN_BYTES + 16
    assert room("models").WaitingRow.objects.count() == 0
    assert counted("one_card_waits") == 1


def test_when_they_answer_the_person_is_noted_and_the_check_forgotten(desk, rosalia, away):
    go, back = away
    go()
    number = desk.enrol(*rosalia)
    assert room("waiting").take_up(desk.charter, at=desk.at) == 0
    back()
    assert room("waiting").take_up(desk.charter, at=desk.at) == 1
    assert room("waiting").waits() == 0
    assert desk.found(*rosalia) == (number, True)
    assert counted("one_card_checked") == 1


def test_a_second_card_found_late_is_counted_and_nothing_else_happens(desk, rosalia, away):
    cards = import_module("denizen_site.issuance.models").Card.objects
    go, back = away
    desk.enrol(*rosalia)
    go()
    desk.enrol(*rosalia)
    back()
    room("waiting").take_up(desk.charter, at=desk.at)
    assert counted("one_card_late") == 1
    assert cards.filter(standing="active").count() == 2


def test_a_check_is_given_up_after_its_days_and_kept_under_a_hold(desk, rosalia, away, monkeypatch):
    go, _ = away
    go()
    desk.enrol(*rosalia)
    waiting = room("waiting")
    later = desk.at + timedelta(days=waiting.KEPT_DAYS + 1)
    assert waiting.sweep(at=desk.at + timedelta(days=waiting.KEPT_DAYS)) == 0
    monkeypatch.setattr(waiting, "deletion_is_held", lambda: True)
    assert waiting.sweep(at=later) == 0
    monkeypatch.undo()
    assert waiting.sweep(at=later) == 1
    assert waiting.waits() == 0


def test_an_epoch_without_a_key_holds_nobody_up_either(keyless, rosalia):
    keyless.enrol(*rosalia)
    assert room("waiting").waits() == 0
    assert counted("one_card_not_checked") == 1


def test_a_killed_take_up_leaves_the_check_where_it_was(desk, rosalia, away, monkeypatch):
    go, back = away
    go()
    number = desk.enrol(*rosalia)
    back()
    waiting = room("waiting")
    monkeypatch.setattr(waiting, "add", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        waiting.take_up(desk.charter, at=desk.at)
    monkeypatch.undo()
    assert waiting.waits() == 1
    assert waiting.take_up(desk.charter, at=desk.at) == 1
    assert desk.found(*rosalia) == (number, True)
