"""Any t custodians make the whole key's answer, fewer make nothing, and whoever lies is named."""

from __future__ import annotations

import os
import sys
from ctypes.util import find_library
from dataclasses import dataclass, replace
from itertools import combinations
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from denizen.errors import CustodianFaultError, LinkageError
from denizen.linkage.oprf import ThresholdEvaluator, accept, blind, deal, finalize, open_group
from denizen.linkage.oprf.ceremony import Plan, digest_of
from denizen.linkage.oprf.group import IDENTITY, ORDER, Group, scalar_of
from denizen.linkage.oprf.key_share import KeyShare, lagrange, read_share, write_share
from denizen.linkage.oprf.threshold import answer_of

LABELS = (b"v1|2026a|T1|one", b"v1|2026a|T2|other")


@dataclass
class Bent:
    """A custodian whose answer is bent on its way."""

    inner: object
    bend: object

    @property
    def index(self):
        return self.inner.index

    def answer(self, epoch, elements):
        return self.bend(self.inner.answer(epoch, elements))


class Absent:
    """A custodian who does not answer."""

    index = 2

    def answer(self, _epoch, _elements):
        raise LinkageError("custodian.away", "no answer", where="custodian 2")


def outputs(custodians, group, labels=LABELS):
    blinding = blind(labels, group)
    evaluator = ThresholdEvaluator(custodians[0].share.public, custodians, group)
    return finalize(labels, blinding, evaluated=evaluator.evaluate(blinding.elements).elements)


def whole_key(shares):
    """Put the key together, as nobody ever does, to compare with."""
    chosen = shares[:3]
    numbers = [each.index for each in chosen]
    total = sum(
        lagrange(each.index, numbers) * int.from_bytes(each.scalar, "little") for each in chosen
    )
    return scalar_of(total)


def test_every_three_of_four_give_what_the_single_key_gives(group, shares, custodians):
    blinding = blind(LABELS, group)
    single = [group.times(whole_key(shares), each) for each in blinding.elements]
    expected = finalize(LABELS, blinding, evaluated=single)
    assert group.base_times(whole_key(shares)) == shares[0].public.commitments[0]
    for chosen in combinations(custodians, 3):
        assert outputs(list(chosen), group) == expected


@given(texts=st.lists(st.binary(max_size=80), min_size=1, max_size=4))
@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_blind_never_shows_in_the_output(group, custodians, texts):
    assert outputs(custodians, group, texts) == outputs(custodians, group, texts)


def test_what_custodians_see_differs_each_time(group):
    assert blind(LABELS, group).elements != blind(LABELS, group).elements


def test_two_of_four_are_too_few_and_say_who_failed_how(group, custodians):
    with pytest.raises(LinkageError, match=r"2 of 3 .*custodian\.away") as caught:
        outputs([custodians[0], Absent(), custodians[2]], group)
    assert caught.value.code == "oprf.too_few"


def test_two_shares_with_weights_for_three_or_two_are_not_the_key(group, shares, custodians):
    blinding = blind(LABELS, group)
    whole = group.times(whole_key(shares), blinding.elements[0])
    pair = shares[:2]
    for among in ([1, 2], [1, 2, 3]):
        parts = [
            group.times(
                scalar_of(lagrange(each.index, among)),
                group.times(each.scalar, blinding.elements[0]),
            )
            for each in pair
        ]
        assert group.plus(*parts) != whole


def other_element(answer, group):
    bent = group.times(scalar_of(2), answer.elements[0])
    return replace(answer, elements=(bent, *answer.elements[1:]))


LIES = {
    "another element": other_element,
    "elements swapped": lambda answer, _: replace(answer, elements=answer.elements[::-1]),
    "the identity": lambda answer, _: replace(answer, elements=(IDENTITY, *answer.elements[1:])),
    "no element": lambda answer, _: replace(answer, elements=(b"\xff" * 32, *answer.elements[1:])),
    "short": lambda answer, _: replace(
        answer, elements=(answer.elements[0][:31], answer.elements[1])
    ),
    "one too few": lambda answer, _: replace(answer, elements=answer.elements[:1]),
    "one too many": lambda answer, _: replace(answer, elements=answer.elements * 2),
    "none": lambda answer, _: replace(answer, elements=()),
    "proof of nothing": lambda answer, _: replace(answer, proof=bytes(64)),
    "proof cut short": lambda answer, _: replace(answer, proof=answer.proof[:-1]),
    "proof changed": lambda answer, _: replace(
        answer, proof=bytes([answer.proof[0] ^ 1]) + answer.proof[1:]
    ),
    "proof not below the order": lambda answer, _: replace(answer, proof=b"\xff" * 64),
    "another epoch": lambda answer, _: replace(answer, epoch="2025b"),
    "another's index": lambda answer, _: replace(answer, index=4),
}


@pytest.mark.parametrize("lie", LIES, ids=LIES)
def test_a_liar_is_named_and_the_others_make_the_answer(group, custodians, lie):
    liar = Bent(custodians[0], lambda answer: LIES[lie](answer, group))
    blinding = blind(LABELS, group)
    public = custodians[0].share.public
    found = ThresholdEvaluator(public, [liar, *custodians[1:]], group).evaluate(blinding.elements)
    assert [fault.custodian for fault in found.faults] == [1]
    assert finalize(LABELS, blinding, evaluated=found.elements) == outputs(custodians[1:], group)


def test_a_replayed_answer_to_another_batch_is_a_lie(group, custodians):
    public = custodians[0].share.public
    old = custodians[0].answer(public.epoch, blind(LABELS, group).elements)
    liar = Bent(custodians[0], lambda _: old)
    found = ThresholdEvaluator(public, [liar, *custodians[1:]], group).evaluate(
        blind(LABELS, group).elements
    )
    assert [fault.code for fault in found.faults] == ["oprf.bad_proof"]


@pytest.mark.parametrize(
    ("epoch", "elements", "code"),
    [
        ("2025b", "good", "oprf.epoch"),
        ("2026a", (), "oprf.batch"),
        ("2026a", (IDENTITY,), "oprf.element"),
        ("2026a", (b"\xff" * 32,), "oprf.element"),
        ("2026a", (b"",), "oprf.element"),
        ("2026a", "many", "oprf.batch"),
    ],
)
def test_a_custodian_refuses_what_it_must_not_multiply(group, shares, epoch, elements, code):
    good = blind(LABELS, group).elements
    batch = {"good": good, "many": good * 200}.get(elements, elements)
    with pytest.raises(LinkageError) as caught:
        answer_of(shares[0], epoch, elements=batch, group=group)
    assert caught.value.code == code


def test_a_dealer_who_lies_is_named(group, dealings):
    plan = Plan("2026a", 3, 4)
    bent = {
        "share": replace(dealings[1], shares={**dealings[1].shares, 1: scalar_of(7)}),
        "no share": replace(dealings[1], shares={}),
        "proof": replace(dealings[1], proof=dealings[0].proof),
        "proof cut short": replace(dealings[1], proof=b""),
        "fewer terms": replace(dealings[1], commitments=dealings[1].commitments[:2]),
        "no element": replace(dealings[1], commitments=(b"\xff" * 32,) * 3),
    }
    for what, lie in bent.items():
        with pytest.raises(CustodianFaultError) as caught:
            accept(plan, 1, dealings=[dealings[0], lie, *dealings[2:]], group=group)
        assert caught.value.custodian == 2, what


def test_a_dealer_cannot_cancel_anothers_number(group, dealings):
    """A rogue shows commitments that cancel the first dealer's; without their logarithm there is no proof."""
    minus = tuple(group.times(scalar_of(ORDER - 1), each) for each in dealings[0].commitments)
    rogue = replace(dealings[1], commitments=minus)
    with pytest.raises(CustodianFaultError):
        accept(Plan("2026a", 3, 4), 1, dealings=[dealings[0], rogue, *dealings[2:]], group=group)


def test_a_ceremony_where_somebody_did_not_deal_or_dealt_twice_ends(group, dealings):
    for wrong in (dealings[:3], [*dealings, dealings[0]], [*dealings[:3], dealings[0]]):
        with pytest.raises(LinkageError, match=r"oprf\.dealings"):
            accept(Plan("2026a", 3, 4), 1, dealings=wrong, group=group)


def test_what_is_shown_first_binds_a_dealer(dealings):
    assert digest_of(dealings[0]) == digest_of(dealings[0])
    changed = replace(dealings[0], commitments=dealings[0].commitments[::-1])
    assert digest_of(changed) != digest_of(dealings[0])


@pytest.mark.parametrize(("threshold", "count"), [(1, 4), (0, 0), (5, 4), (3, 17)])
def test_a_plan_that_cannot_work_is_refused(threshold, count):
    with pytest.raises(LinkageError, match=r"oprf\.plan"):
        Plan("2026a", threshold, count)


@pytest.mark.parametrize(("threshold", "count"), [(2, 2), (2, 3), (4, 5)])
def test_other_numbers_of_custodians_work_too(threshold, count):
    group, plan = open_group("rbcl"), Plan("e", threshold, count)
    dealings = [deal(plan, dealer, group=group) for dealer in range(1, count + 1)]
    shares = [accept(plan, own, dealings=dealings, group=group) for own in range(1, count + 1)]
    assert len({share.public.commitments for share in shares}) == 1
    for share in shares:
        assert group.base_times(share.scalar) == share.public.of_share(share.index, group)


def test_a_share_file_comes_back_as_it_was(group, shares):
    for share in shares:
        assert read_share(write_share(share), group) == share


@given(place=st.integers(min_value=0, max_value=10_000), cut=st.booleans())
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_share_file_that_was_cut_or_changed_is_refused(group, shares, place, cut):
    whole = write_share(shares[0])
    place %= len(whole) - 1
    changed = (
        whole[:place] if cut else whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
    )
    found = read_or_refuse(changed, group)
    if isinstance(found, KeyShare):
        assert found == shares[0]  # white space only
    else:
        assert found.code in {"oprf.share_file", "oprf.scalar", "oprf.element"}
        assert shares[0].scalar.hex() not in str(found)


def read_or_refuse(data, group):
    try:
        return read_share(data, group)
    except LinkageError as fault:
        return fault


def test_a_share_that_does_not_fit_its_key_is_refused(group, shares):
    stranger = KeyShare(shares[0].public, 1, scalar_of(5))
    with pytest.raises(LinkageError, match="does not fit the public key"):
        read_share(write_share(stranger), group)


def test_no_secret_is_in_a_repr(group, shares, custodians, dealings):
    shown = repr((shares[0], custodians[0], dealings[0], blind(LABELS, group)))
    assert shares[0].scalar.hex() not in shown
    assert repr(shares[0].scalar)[2:20] not in shown
    assert not any(repr(each)[2:20] in shown for each in dealings[0].shares.values())


def test_libsodium_is_there_where_the_project_is_checked():
    """CI skips nothing for a missing library."""
    if os.environ.get("CI"):
        assert find_library("sodium")


@pytest.mark.skipif(find_library("sodium") is None, reason="the system has no libsodium")
def test_both_back_ends_give_the_same(shares, group):
    one, other = open_group("rbcl"), open_group("pysodium")
    element = group.base_times(scalar_of(9))
    for name, arguments in {
        "times": (shares[0].scalar, element),
        "plus": (element, element),
        "inverse": (shares[0].scalar,),
        "scalar_times": (shares[0].scalar, shares[1].scalar),
        "from_hash": (b"x" * 64,),
    }.items():
        assert getattr(one, name)(*arguments) == getattr(other, name)(*arguments), name


def test_a_panic_of_the_library_is_contained():
    class Panic(BaseException):
        """What a native library may throw past `except Exception`."""

    def throws(*_arguments):
        raise Panic

    broken = Group("rbcl", SimpleNamespace(crypto_core_ristretto255_add=throws))
    with pytest.raises(LinkageError, match=r"oprf\.group"):
        broken.plus(b"", b"")


def test_a_missing_library_is_told_with_its_mend(monkeypatch):
    open_group.cache_clear()
    monkeypatch.setitem(sys.modules, "pysodium", None)
    with pytest.raises(LinkageError, match="libsodium23"):
        open_group("pysodium")
    open_group.cache_clear()
