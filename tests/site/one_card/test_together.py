"""All custodians are asked at once: one that stalls, lies or answers for another epoch holds nobody up."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from importlib import import_module

import pytest

from denizen.errors import CustodianFaultError, LinkageError
from denizen.linkage.oprf import EmbeddedCustodian, ThresholdEvaluator, blind


@dataclass
class Line:
    """A custodian behind a line that does as it is told."""

    custodian: EmbeddedCustodian
    does: object = None

    @property
    def index(self):
        return self.custodian.index

    def answer(self, epoch, elements):
        return (self.does or (lambda ask: ask()))(lambda: self.custodian.answer(epoch, elements))


@pytest.fixture
def table(desk, city):
    custodians = import_module("denizen_site.one_card.custodians")
    epoch = city.one_card.epoch(0)
    group = custodians.group()
    lines = [Line(EmbeddedCustodian(each, group)) for each in custodians.embedded_shares(epoch)]
    return custodians.key_of(epoch).public, lines, group


def together(table):
    public, lines, group = table
    return import_module("denizen_site.one_card.together").TogetherEvaluator(public, lines, group)


def batch(table):
    return blind([b"one", b"two"], table[2]).elements


def away(ask):
    raise CustodianFaultError("custodian.away", "away", custodian=1)


def lying(ask):
    answer = ask()
    return replace(answer, elements=answer.elements[::-1])


def of_another_epoch(ask):
    return replace(ask(), epoch="2030-01")


def test_the_answer_is_the_same_as_one_after_the_other(table):
    public, lines, group = table
    elements = batch(table)
    plain = ThresholdEvaluator(public, [each.custodian for each in lines], group)
    assert together(table).evaluate(elements).elements == plain.evaluate(elements).elements


@pytest.mark.parametrize("fault", [away, lying, of_another_epoch])
@pytest.mark.parametrize("which", range(4))
def test_one_that_fails_is_named_if_it_was_needed_and_the_rest_answer(table, fault, which):
    elements = batch(table)
    good = together(table).evaluate(elements).elements
    table[1][which].does = fault
    found = together(table).evaluate(elements)
    assert found.elements == good
    assert all(isinstance(each, LinkageError) for each in found.faults)


def test_one_that_stalls_is_not_waited_for(table):
    release, waited_out = threading.Event(), []
    table[1][0].does = lambda ask: (release.wait(20), waited_out.append(1), ask())[-1]
    try:
        assert together(table).evaluate(batch(table)).elements
        assert not waited_out
    finally:
        release.set()


def test_with_two_away_the_check_is_left_for_later(table):
    for line in table[1][:2]:
        line.does = away
    with pytest.raises(LinkageError) as refusal:
        together(table).evaluate(batch(table))
    assert refusal.value.code == "oprf.too_few"


def test_without_custodians_the_check_is_left_for_later(table):
    table[1].clear()
    with pytest.raises(LinkageError) as refusal:
        together(table).evaluate(batch(table))
    assert refusal.value.code == "oprf.too_few"
