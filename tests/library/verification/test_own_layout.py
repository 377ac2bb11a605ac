"""The reader of our own layout and the general reader say the same of every card and of every damaged one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from denizen._encoding.deterministic_cbor import dumps
from denizen.credential import (
    CardClaims,
    CardNumber,
    Portrait,
    SealedFields,
    StatusReference,
    ValidityPeriod,
)
from denizen.envelope import cose_sign1
from denizen.errors import DenizenError
from denizen.formats.qr import cwt, decode_cose
from denizen.keys import SoftwareSigner
from denizen.verification import own_layout

SIGNER = SoftwareSigner.generate()
URL = "https://elm.denizen.example"
CLAIMS = st.builds(
    CardClaims,
    issuer=st.sampled_from([URL, "https://a.b", URL + "/" + "a" * 90, URL + "/" + "a" * 150]),
    number=st.builds(CardNumber.new),
    validity=st.builds(
        ValidityPeriod,
        st.dates(date(1970, 1, 1), date(2026, 1, 1)),
        st.dates(date(2026, 1, 1), date(2300, 1, 1)),
    ),
    status=st.builds(
        StatusReference,
        st.sampled_from([URL + "/status", "https://a.b", URL + "/" + "a" * 150]),
        st.integers(0, 300) | st.integers(0, (1 << 40) - 1),
    ),
    portrait=st.none() | st.builds(Portrait, st.binary(min_size=1, max_size=600)),
    sealed=st.none()
    | st.builds(
        SealedFields,
        st.dictionaries(
            st.integers(0, 5), st.binary(min_size=16, max_size=16), min_size=1, max_size=5
        ),
    ),
    name=st.none() | st.just("Ana"),
    country=st.none() | st.just("US"),
)
USUAL = CardClaims(
    issuer=URL,
    number=CardNumber("00000000000" + "0"),
    validity=ValidityPeriod(date(2026, 11, 20), date(2030, 11, 20)),
    status=StatusReference(URL + "/status", 70_000),
    portrait=Portrait(bytes(range(256)) + bytes(44)),
    sealed=SealedFields({number: bytes([number]) * 16 for number in (1, 3, 4)}),
)
# where the portrait does not lie: every byte there is structure or a claim
PAYLOAD = cwt.write(USUAL)
PORTRAIT_AT = PAYLOAD.index(bytes(range(256)))
PLACES = [place for place in range(len(PAYLOAD)) if not PORTRAIT_AT <= place < PORTRAIT_AT + 300]


def outcome_of(reader, data: bytes):
    """The value, or the refusal's kind, code and layer; of unlike types nothing compares as equal."""
    try:
        found = reader(data)
    except DenizenError as error:
        return type(error), error.code, error.summary, getattr(error, "layer", None)
    return repr(found), found, found.envelope.to_be_signed


def assert_same(data: bytes) -> None:
    assert outcome_of(own_layout.read, data) == outcome_of(decode_cose, data)


def signed(payload: bytes) -> bytes:
    return cose_sign1.sign(payload, SIGNER)


@given(claims=CLAIMS)
def test_both_readers_read_every_card_that_can_be_written(claims):
    data = signed(cwt.write(claims))
    assert own_layout.read(data).claims == claims
    assert_same(data)


def test_a_card_of_the_usual_contents_is_read_at_fixed_places():
    assert own_layout.read_payload(PAYLOAD) == USUAL


@pytest.mark.parametrize("index", [24, 255, 256, 65_535, 65_536, (1 << 32) - 1])
def test_a_status_index_of_every_width_is_read_at_fixed_places(index):
    start, end = PAYLOAD.index(b"cidx") + 4, PAYLOAD.index(b"curi")
    found = own_layout.read_payload(PAYLOAD[:start] + dumps(index) + PAYLOAD[end:])
    assert found is not None
    assert found.status == StatusReference(URL + "/status", index)


@pytest.mark.parametrize("place", PLACES)
def test_no_byte_of_the_layout_can_be_changed_so_that_the_readers_differ(place):
    for bit in range(8):
        damaged = bytearray(PAYLOAD)
        damaged[place] ^= 1 << bit
        assert_payloads_same(bytes(damaged))


@settings(max_examples=500)
@given(
    place=st.sampled_from(PLACES),
    removed=st.integers(0, 40),
    put=st.binary(max_size=24) | st.integers(0, 255).map(lambda code: bytes((code,))),
)
@example(place=PLACES[-1], removed=0, put=b"\x00")
def test_pieces_cut_and_put_anywhere_leave_the_readers_in_agreement(place, removed, put):
    assert_payloads_same(PAYLOAD[:place] + put + PAYLOAD[place + removed :])


@pytest.mark.parametrize("size", range(len(PAYLOAD) + 1))
def test_a_payload_cut_short_is_refused_alike(size):
    assert_payloads_same(PAYLOAD[:size])


@given(data=st.data())
def test_an_envelope_damaged_anywhere_is_read_or_refused_alike(data):
    card = bytearray(signed(PAYLOAD))
    for _ in range(data.draw(st.integers(1, 3))):
        card[data.draw(st.integers(0, len(card) - 1))] = data.draw(st.integers(0, 255))
    assert_same(bytes(card))


@pytest.mark.parametrize("key", [b"\x01", b"\x04"])
def test_a_sealed_field_named_twice_is_refused_alike(key):
    at = PAYLOAD.index(b"\x03\x50" + b"\x03" * 16)
    assert_payloads_same(PAYLOAD[:at] + key + PAYLOAD[at + 1 :])


@given(junk=st.binary(max_size=600))
def test_the_reader_of_the_layout_takes_no_strange_bytes_and_raises_nothing(junk):
    assert own_layout.read_payload(b"\xa6\x01\x78\x1b" + junk) is None


def assert_payloads_same(payload: bytes) -> None:
    """Sign whatever it is: only the payload is at question, and one that both refuse needs no signature."""
    assert_same(ENVELOPE_HEAD + dumps(payload) + ENVELOPE_TAIL)


ENVELOPE_HEAD = signed(PAYLOAD)[:17]
ENVELOPE_TAIL = b"\x58\x40" + bytes(64)
