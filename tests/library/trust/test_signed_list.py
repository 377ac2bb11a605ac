"""Opening a trust list: what is believed, and each refusal by its name."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen._encoding import deterministic_cbor
from denizen.envelope import cose_sign1
from denizen.errors import StatusListError, TrustListError
from denizen.keys import SoftwareSigner
from denizen.trust import (
    KeyPurpose,
    ProgrammeMode,
    handovers_of,
    sign_handover,
    sign_trust_list,
)
from denizen.trust.signed_list import MEDIA_TYPE

DAY = timedelta(days=1)


def refusal(publisher, data, **how) -> str:
    with pytest.raises(TrustListError) as caught:
        publisher.open(data, **how)
    assert caught.value.step == 4
    return caught.value.code


def test_an_opened_list_knows_its_issuers_and_their_keys(publisher):
    opened = publisher.open(sign_trust_list(publisher.list(), publisher.root))
    issuer = opened.issuers["https://elm.denizen.example"]
    key = issuer.keys[publisher.card_key.public_key.key_id]
    assert (opened.version, issuer.name) == (7, "Elm City")
    assert key.public_key == publisher.card_key.public_key
    assert key.purpose is KeyPurpose.CARD


def test_the_same_list_has_the_same_payload_whenever_it_is_signed(publisher):
    first, second = (sign_trust_list(publisher.list(), publisher.root) for _ in range(2))
    assert cose_sign1.parse(first).payload == cose_sign1.parse(second).payload


def test_a_list_of_another_root_is_refused(publisher):
    data = sign_trust_list(publisher.list(), SoftwareSigner.generate())
    assert refusal(publisher, data) == "trust.wrong_root"


def test_a_list_that_borrows_the_roots_key_id_is_refused_by_its_signature(publisher):
    class Impostor:
        """Signs with a key of its own under the root's name."""

        public_key = publisher.root.public_key
        own = SoftwareSigner.generate()

        def sign(self, message):
            return self.own.sign(message)

    data = sign_trust_list(publisher.list(), Impostor())
    assert refusal(publisher, data) == "trust.bad_signature"


def test_a_rolled_back_list_is_refused(publisher):
    data = sign_trust_list(publisher.list(version=6), publisher.root)
    assert refusal(publisher, data, minimum_version=7) == "trust.rolled_back"


def test_the_lowest_version_remembered_is_itself_accepted(publisher):
    data = sign_trust_list(publisher.list(), publisher.root)
    assert publisher.open(data, minimum_version=7).version == 7


def test_a_demonstrations_list_never_opens_at_a_live_counter(publisher):
    data = sign_trust_list(publisher.list(mode=ProgrammeMode.DEMONSTRATION), publisher.root)
    assert refusal(publisher, data) == "trust.demonstration_at_live"


def test_a_live_list_never_opens_at_a_demonstrations_counter(publisher):
    data = sign_trust_list(publisher.list(), publisher.root)
    pin = publisher.pin(ProgrammeMode.DEMONSTRATION)
    assert refusal(publisher, data, pin=pin) == "trust.live_at_demonstration"


def test_a_list_that_is_over_is_refused_from_its_last_instant_on(publisher):
    data = sign_trust_list(publisher.list(), publisher.root)
    last = publisher.now + 30 * DAY
    assert refusal(publisher, data, at=last) == "trust.expired"
    assert publisher.open(data, at=last - timedelta(seconds=1)).version == 7


def test_a_clock_set_to_1970_is_named_as_the_fault(publisher):
    data = sign_trust_list(publisher.list(), publisher.root)
    assert refusal(publisher, data, at=datetime(1970, 1, 1, tzinfo=UTC)) == "clock.behind"


def test_a_clock_a_few_minutes_behind_is_forgiven(publisher):
    data = sign_trust_list(publisher.list(), publisher.root)
    assert publisher.open(data, at=publisher.now - timedelta(minutes=10)).version == 7


def test_another_signed_file_of_the_root_is_no_trust_list(publisher):
    envelope = cose_sign1.parse(sign_trust_list(publisher.list(), publisher.root))
    data = cose_sign1.sign(envelope.payload, publisher.root, typ="application/other")
    assert refusal(publisher, data) == "trust.malformed"


def test_a_list_beyond_the_size_limit_is_not_even_parsed(publisher):
    assert refusal(publisher, bytes(2_000_001)) == "trust.too_large"


@pytest.mark.parametrize(
    ("defect", "change"),
    [
        ("another profile", lambda f: f | {1: "denizen-trust-2"}),
        ("an unknown field", lambda f: f | {9: 1}),
        ("a missing field", lambda f: {k: v for k, v in f.items() if k != 3}),
        ("a version of true", lambda f: f | {2: True}),
        ("a version of nought", lambda f: f | {2: 0}),
        ("an end before its start", lambda f: f | {4: f[3]}),
        ("a time past the year 9999", lambda f: f | {4: 1 << 60}),
        ("a mode of its own", lambda f: f | {5: "rehearsal"}),
        ("an issuer twice", lambda f: f | {6: f[6] * 2}),
        ("an issuer without https", lambda f: f | {6: [f[6][0] | {1: "http://a.example"}]}),
        ("a key twice", lambda f: f | {6: [f[6][0] | {4: f[6][0][4][:1] * 2}]}),
        ("a key of no purpose", lambda f: f | {6: [f[6][0] | {4: [f[6][0][4][0] | {2: 3}]}]}),
        (
            "key times out of order",
            lambda f: f | {6: [f[6][0] | {4: [f[6][0][4][0] | {3: 1 << 37}]}]},
        ),
        ("a key that is none", lambda f: f | {6: [f[6][0] | {4: [f[6][0][4][0] | {1: b"key"}]}]}),
        ("too many issuers", lambda f: f | {6: [0] * 2001}),
        ("an empty handover array", lambda f: f | {7: []}),
        ("a handover that is none", lambda f: f | {7: [b"\x00"]}),
    ],
)
def test_a_signed_list_with_a_defect_is_unreadable(publisher, defect, change):
    envelope = cose_sign1.parse(sign_trust_list(publisher.list(), publisher.root))
    fields = change(deterministic_cbor.loads(envelope.payload))
    data = cose_sign1.sign(deterministic_cbor.dumps(fields), publisher.root, typ=MEDIA_TYPE)
    assert refusal(publisher, data) == "trust.malformed", defect


def test_a_payload_in_another_order_is_refused_even_when_the_root_signed_it(publisher):
    payload = cose_sign1.parse(sign_trust_list(publisher.list(), publisher.root)).payload
    moved = b"\xa6" + payload[payload.index(b"\x02\x07") :].replace(
        b"\x02\x07", b"\x02\x07\x01\x6fdenizen-trust-1", 1
    )
    assert deterministic_cbor.loads(moved) == deterministic_cbor.loads(payload)
    data = cose_sign1.sign(moved, publisher.root, typ=MEDIA_TYPE)
    assert refusal(publisher, data) == "trust.malformed"


def test_a_list_that_no_verifier_would_read_is_never_signed(publisher):
    twice = publisher.list(issuers=(publisher.issuer(), publisher.issuer()))
    with pytest.raises(Exception, match=r"trust\.malformed"):
        sign_trust_list(twice, publisher.root)


@given(data=st.binary(max_size=200))
def test_arbitrary_bytes_raise_only_our_refusal(lasting_publisher, data):
    with pytest.raises(TrustListError):
        lasting_publisher.open(data)


@given(position=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_a_flipped_bit_is_refused_or_leaves_the_signed_payload_as_it_was(
    lasting_publisher, lasting_list, position, bit
):
    whole = lasting_list
    flipped = bytearray(whole)
    flipped[position % len(whole)] ^= 1 << bit
    try:
        opened = lasting_publisher.open(bytes(flipped))
    except TrustListError:
        return
    before, after = cose_sign1.parse(whole), cose_sign1.parse(bytes(flipped))
    assert (before.protected, before.payload) == (after.protected, after.payload)
    assert opened.version == 7


class TestHandover:
    """A pin moves from the old root to the next one, and only along signed statements."""

    def test_a_list_announces_its_next_root(self, publisher):
        announced = publisher.list(next_root=publisher.next_root.public_key)
        opened = publisher.open(sign_trust_list(announced, publisher.root))
        assert opened.next_root == publisher.next_root.public_key
        assert opened.pin == publisher.pin()

    def test_a_verifier_that_slept_follows_from_the_old_root_to_the_next(self, publisher):
        announced = publisher.list(next_root=publisher.next_root.public_key)
        handovers = handovers_of(sign_trust_list(announced, publisher.root))
        later = sign_trust_list(publisher.list(version=8), publisher.next_root, handovers=handovers)
        opened = publisher.open(later)
        assert opened.pin.public_key == publisher.next_root.public_key
        assert opened.next_root is None

    def test_it_follows_over_two_roots(self, publisher):
        third = SoftwareSigner.generate()
        steps = [(publisher.root, publisher.next_root), (publisher.next_root, third)]
        handovers = [
            sign_handover(after.public_key, before, mode=ProgrammeMode.LIVE, at=publisher.now)
            for before, after in steps
        ]
        data = sign_trust_list(publisher.list(), third, handovers=handovers)
        assert publisher.open(data).pin.public_key == third.public_key
        later_pin = replace(publisher.pin(), public_key=publisher.next_root.public_key)
        assert publisher.open(data, pin=later_pin).pin.public_key == third.public_key

    def test_a_moved_pin_never_moves_back(self, publisher):
        data = sign_trust_list(publisher.list(version=9), publisher.root)
        moved = replace(publisher.pin(), public_key=publisher.next_root.public_key)
        assert refusal(publisher, data, pin=moved) == "trust.wrong_root"

    def test_a_successor_that_names_itself_is_not_followed(self, publisher):
        own = sign_handover(
            publisher.next_root.public_key,
            publisher.next_root,
            mode=ProgrammeMode.LIVE,
            at=publisher.now,
        )
        data = sign_trust_list(publisher.list(), publisher.next_root, handovers=[own])
        assert refusal(publisher, data) == "trust.wrong_root"

    def test_a_demonstrations_handover_does_not_move_a_live_pin(self, publisher):
        rehearsal = sign_handover(
            publisher.next_root.public_key,
            publisher.root,
            mode=ProgrammeMode.DEMONSTRATION,
            at=publisher.now,
        )
        data = sign_trust_list(publisher.list(), publisher.next_root, handovers=[rehearsal])
        assert refusal(publisher, data) == "trust.wrong_root"

    def test_a_forged_handover_in_the_roots_name_is_not_followed(self, publisher):
        honest = sign_handover(
            publisher.next_root.public_key,
            publisher.root,
            mode=ProgrammeMode.LIVE,
            at=publisher.now,
        )
        forged = honest[:-1] + bytes([honest[-1] ^ 1])
        data = sign_trust_list(publisher.list(), publisher.next_root, handovers=[forged])
        assert refusal(publisher, data) == "trust.wrong_root"


class TestStatusKey:
    """Which key may sign the status list at a URI."""

    def ask(self, publisher, issuer, *, uri="https://elm.denizen.example/status", signer=None):
        opened = publisher.open(sign_trust_list(publisher.list(issuers=(issuer,)), publisher.root))
        signer = signer or publisher.status_key
        return opened.status_key(
            uri, signer.public_key.key_id, issued=int(publisher.now.timestamp())
        )

    def refused(self, publisher, issuer, **how):
        with pytest.raises(StatusListError) as caught:
            self.ask(publisher, issuer, **how)
        return caught.value.code

    def test_the_issuers_own_status_key_is_found(self, publisher):
        assert self.ask(publisher, publisher.issuer()) == publisher.status_key.public_key

    def test_a_list_at_another_address_has_no_signer(self, publisher):
        other = "https://oak.denizen.example/status"
        assert self.refused(publisher, publisher.issuer(), uri=other) == "status.wrong_signer"

    def test_a_card_key_signs_no_status_list(self, publisher):
        code = self.refused(publisher, publisher.issuer(), signer=publisher.card_key)
        assert code == "status.wrong_purpose"

    def test_a_compromised_status_key_is_refused_whatever_the_lists_date(self, publisher):
        key = publisher.key(
            publisher.status_key, KeyPurpose.STATUS, compromised_since=publisher.now + 9 * DAY
        )
        code = self.refused(publisher, publisher.issuer(keys=(key,)))
        assert code == "status.key_compromised"

    def test_a_key_that_no_longer_signs_is_refused(self, publisher):
        key = publisher.key(publisher.status_key, KeyPurpose.STATUS, sign_until=publisher.now)
        code = self.refused(publisher, publisher.issuer(keys=(key,)))
        assert code == "status.key_out_of_time"


def test_times_that_are_not_utc_are_the_programmers_mistake(publisher):
    with pytest.raises(ValueError, match="UTC"):
        publisher.list(issued=datetime(2026, 11, 22, 12))


def test_a_keys_times_out_of_order_are_the_programmers_mistake(publisher):
    with pytest.raises(ValueError, match="sign_from"):
        publisher.key(publisher.card_key, KeyPurpose.CARD, sign_until=publisher.now - 2 * DAY)
