"""A burn needs enough custodians' signed word, stops for a legal hold, and leaves every card as it was."""

from __future__ import annotations

import base64
import json
from datetime import date, timedelta
from importlib import import_module

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from denizen_site.errors import HoldError, OneCardError


def room(name):
    return import_module(f"denizen_site.one_card.{name}")


def record(key, *, index, epoch="2026-07"):
    """What a custodian's folder holds after its burn."""
    statement = json.dumps(
        {"burned": epoch, "custodian": index, "day": "2028-07-01"}, sort_keys=True
    )
    signature = base64.b64encode(key.sign(statement.encode())).decode()
    return json.dumps({"statement": statement, "signature": signature, "key": "not read"}).encode()


@pytest.fixture
def signers():
    return {index: Ed25519PrivateKey.generate() for index in range(1, 5)}


@pytest.fixture
def apart(desk, city, home, signers):
    """The same desk, with the custodians elsewhere: their shares are gone from here, their keys known."""
    custodians = room("custodians")
    epoch = city.one_card.epoch(0)
    public = custodians.key_of(epoch).public
    for path in (home / "custodians").glob("embedded-*"):
        path.unlink()
    keys = {index: key.public_key().public_bytes_raw() for index, key in signers.items()}
    custodians.write_key(custodians.EpochKey(public, keys), into=home / "custodians")
    return desk


def burn(desk, records, *, epoch=0):
    mode = desk.charter.one_card
    return room("burning").burn(
        mode, mode.epoch(epoch), records=records, at=desk.at + timedelta(days=600)
    )


def test_embedded_shares_are_destroyed_and_nobody_is_found_any_more(desk, rosalia, home):
    cards = import_module("denizen_site.issuance.models").Card.objects
    desk.enrol(*rosalia)
    room("nights").lay_down(at=desk.at)
    assert burn(desk, []).epoch == "2026-07"
    assert not list((home / "custodians").glob("embedded-*"))
    assert room("models").BlindRow.objects.count() == 0
    assert desk.found(*rosalia) is None
    assert cards.filter(standing="active").count() == 1
    assert room("burning").is_burned(desk.charter.one_card.epoch(0))


def test_two_of_four_custodians_signed_words_are_enough(apart, signers):
    burned = burn(apart, [record(signers[4], index=4), record(signers[2], index=2)])
    assert [json.loads(each["statement"])["custodian"] for each in burned.records] == [2, 4]
    assert room("burning").burns() == (burned,)


def test_the_public_page_reads_what_was_published(apart, signers, tmp_path):
    burn(apart, [record(signers[4], index=4), record(signers[2], index=2)])
    burned_keys = import_module("denizen_site.open_pages.burned_keys")
    path = room("burning").publish(tmp_path)
    (key,) = burned_keys.published(tmp_path)
    assert (path.name, key.began, key.signed) == (burned_keys.FILE, date(2026, 7, 1), 2)


def refused(desk, records):
    with pytest.raises(OneCardError) as refusal:
        burn(desk, records)
    return refusal.value.code


def test_one_is_too_few_and_twice_the_same_is_one(apart, signers):
    one = record(signers[2], index=2)
    assert refused(apart, [one]) == "one_card.too_few_burned"
    assert refused(apart, [one, one]) == "one_card.too_few_burned"


def test_a_record_of_another_epoch_or_of_another_hand_is_refused(apart, signers):
    good = record(signers[1], index=1)
    for bad in (
        record(signers[2], index=2, epoch="2027-07"),
        record(signers[3], index=2),
        record(signers[2], index=9),
        b"{}",
        b"not json",
        good.replace(b'"signature": "', b'"signature": "!'),
    ):
        assert refused(apart, [good, bad]) == "one_card.burn_record"
    assert room("burning").burns() == ()


def test_an_epoch_is_burned_once(desk):
    burn(desk, [])
    assert refused(desk, []) == "one_card.burned_before"


def test_a_legal_hold_stops_the_burn(desk, rosalia, monkeypatch, home):
    holds = import_module("denizen_site.holds.actions")
    desk.enrol(*rosalia)
    monkeypatch.setattr(holds, "deletion_is_held", lambda: True)
    with pytest.raises(HoldError):
        burn(desk, [])
    assert list((home / "custodians").glob("embedded-*"))
    assert desk.found(*rosalia)


def test_checks_that_wait_for_a_burned_key_are_let_go(desk, rosalia, home):
    for path in sorted((home / "custodians").glob("embedded-*"))[:2]:
        path.unlink()
    desk.enrol(*rosalia)
    assert room("waiting").waits() == 1
    burn(desk, [])
    assert room("waiting").waits() == 0


def test_live_mode_refuses_embedded_custodians(desk, rosalia, city):
    programme = import_module("denizen_site.custody.models").Programme.objects
    custodians = room("custodians")
    programme.update(mode="live")
    with pytest.raises(OneCardError) as refusal:
        custodians.embed(city.one_card, city.one_card.epoch(1))
    assert refusal.value.code == "one_card.embedded_in_live"
    assert [epoch.name for epoch in desk.check(*rosalia).waits] == ["2026-07"]


@pytest.mark.parametrize("content", ["", "[]", "{", '{"epoch": "2027-07"}'])
def test_a_damaged_public_key_is_told_and_holds_nobody_up(desk, rosalia, home, city, content):
    (home / "custodians" / "key-2026-07.json").write_text(content)
    with pytest.raises(OneCardError) as refusal:
        room("custodians").key_of(city.one_card.epoch(0))
    assert refusal.value.code == "one_card.custodians_file"
    assert desk.check(*rosalia).waits


@pytest.mark.parametrize("content", ["[[custodian]]\nindex = 1\n", "x", "custodian = 3"])
def test_a_damaged_list_of_custodians_is_told(apart, home, content):
    (home / "custodians" / "custodians.toml").write_text(content)
    with pytest.raises(OneCardError) as refusal:
        room("custodians").addresses()
    assert refusal.value.code == "one_card.custodians_file"


def test_a_missing_list_of_custodians_is_told(apart):
    with pytest.raises(OneCardError) as refusal:
        room("custodians").addresses()
    assert refusal.value.code == "one_card.no_custodians"


class Away:
    """A custodian that does not answer the first time."""

    def __init__(self, index):
        self.index, self.asked = index, 0

    def hold(self):
        self.asked += 1
        if self.index == 2 and self.asked == 1:
            raise OneCardError("custodian.away", "away")


def test_a_hold_is_carried_to_every_custodian_until_each_said_so(apart, monkeypatch, home):
    held, four = room("held"), [Away(index) for index in range(1, 5)]
    lines = "".join(
        f'[[custodian]]\nindex = {n}\nhost = "c{n}"\nport = 7000\n' for n in range(1, 5)
    )
    (home / "custodians" / "custodians.toml").write_text(lines)
    monkeypatch.setattr(held.custodians, "remote", lambda at: four)
    assert not held.is_due()
    monkeypatch.setattr(held, "deletion_is_held", lambda: True)
    assert held.is_due()
    assert held.carry(at=apart.at) == (2,)
    assert held.is_due()
    assert held.carry(at=apart.at) == ()
    assert [each.asked for each in four] == [1, 2, 1, 1]
    assert not held.is_due()
    monkeypatch.setattr(held, "deletion_is_held", lambda: False)
    assert held.is_due()
    held.carry(at=apart.at)
    assert not held.is_due()


def test_the_day_of_the_burn_is_the_citys(desk):
    assert burn(desk, []).day == date(2028, 7, 14)
