"""A check that waits opens with as many custodians as a check needs, and with one fewer it stays shut."""

from __future__ import annotations

from datetime import date

import pytest

from denizen.errors import LinkageError
from denizen.linkage.labels import Person
from denizen.linkage.oprf import ThresholdEvaluator
from denizen.linkage.sealed_check import WaitingCheck, open_check, seal_check

DAY = date(2027, 3, 1)
SOMEBODY = WaitingCheck(Person("Rosalía", "Ñáñez Quispe", date(1987, 3, 14)), b"\x05" * 16, True)


@pytest.fixture
def key(shares):
    return shares[0].public


def test_it_opens_with_any_three_of_four(key, custodians, group):
    data = seal_check(SOMEBODY, key, day=DAY, group=group)
    evaluator = ThresholdEvaluator(key, custodians[1:], group)
    assert open_check(data, key, day=DAY, evaluator=evaluator, group=group) == SOMEBODY


def test_with_two_it_stays_shut(key, custodians, group):
    data = seal_check(SOMEBODY, key, day=DAY, group=group)
    evaluator = ThresholdEvaluator(key, custodians[:2], group)
    with pytest.raises(LinkageError) as refusal:
        open_check(data, key, day=DAY, evaluator=evaluator, group=group)
    assert refusal.value.code == "oprf.too_few"


@pytest.mark.parametrize("spoil", [lambda data: data[:-1] + bytes([data[-1] ^ 1]), bytes])
def test_a_damaged_one_is_told(key, custodians, group, spoil):
    data = seal_check(SOMEBODY, key, day=DAY, group=group)
    spoilt = spoil(data) if spoil is not bytes else bytes(len(data))
    evaluator = ThresholdEvaluator(key, custodians, group)
    with pytest.raises(LinkageError) as refusal:
        open_check(spoilt, key, day=DAY, evaluator=evaluator, group=group)
    assert refusal.value.code in {"linkage.stays_shut", "oprf.element"}


def test_another_day_does_not_open_it(key, custodians, group):
    data = seal_check(SOMEBODY, key, day=DAY, group=group)
    evaluator = ThresholdEvaluator(key, custodians, group)
    with pytest.raises(LinkageError) as refusal:
        open_check(data, key, day=date(2027, 3, 2), evaluator=evaluator, group=group)
    assert refusal.value.code == "linkage.stays_shut"


def test_no_length_and_no_byte_tells_whom_it_is_about(key, group):
    short = WaitingCheck(Person("A", "B", date(1990, 1, 1)), bytes(16), False)
    one, other = (seal_check(each, key, day=DAY, group=group) for each in (short, SOMEBODY))
    assert len(one) == len(other)
    assert b"Quispe" not in other
    assert "Rosal" not in repr(SOMEBODY)


def test_a_name_that_does_not_fit_is_refused(key, group):
    long = WaitingCheck(Person("A" * 3000, "B", date(1990, 1, 1)), bytes(16), False)
    with pytest.raises(LinkageError) as refusal:
        seal_check(long, key, day=DAY, group=group)
    assert refusal.value.code == "linkage.name_too_long"
