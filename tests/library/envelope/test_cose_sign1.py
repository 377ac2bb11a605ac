"""COSE_Sign1: what others published, what we write, and everything between."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen._encoding.deterministic_cbor import dumps
from denizen.envelope import cose_sign1
from denizen.errors import BadSignatureError, KeyNotUsableError, LimitExceededError, MalformedError
from denizen.keys import Algorithm, PublicKey, SoftwareSigner

SIGNER = SoftwareSigner.generate()
EDWARDS = SoftwareSigner.generate(Algorithm.EDDSA)

# RFC 8392, appendix A.3: a signed CWT, and its key from appendix A.2.3
PUBLISHED = bytes.fromhex(
    "d28443a10126a104524173796d6d657472696345434453413235365850a701756"
    "36f61703a2f2f61732e6578616d706c652e636f6d02656572696b77037818636f"
    "61703a2f2f6c696768742e6578616d706c652e636f6d041a5612aeb0051a5610d"
    "9f0061a5610d9f007420b7158405427c1ff28d23fbad1f29c4c7c6a555e601d6f"
    "a29f9179bc3d7438bacaca5acd08c8d4d4f96131680c429a01f85951ecee743a5"
    "2b9b63632c57209120e1c9e30"
)
PUBLISHED_KEY = PublicKey(
    Algorithm.ES256,
    bytes.fromhex("143329cce7868e416927599cf65a34f3ce2ffda55a7eca69ed8919a394d42f0f"),
    bytes.fromhex("60f7f1a780d8a783bfb7a2dd6b2796e8128dbbcef9d3d168db9529971a36e7b9"),
)


def message(**changes: Any) -> bytes:
    parts = {
        "protected": dumps({1: -7, 4: SIGNER.public_key.key_id}),
        "unprotected": {},
        "payload": b"payload",
        "signature": bytes(64),
    } | changes
    return b"\xd2" + dumps(list(parts.values()))


def test_the_published_message_verifies_with_its_key_and_no_other() -> None:
    parsed = cose_sign1.parse(PUBLISHED)
    assert parsed.key_id == b"AsymmetricECDSA256"  # in the unprotected header
    parsed.verify(PUBLISHED_KEY)
    with pytest.raises(BadSignatureError):
        parsed.verify(SIGNER.public_key)


def test_the_published_message_verifies_under_tag_61_and_untagged() -> None:
    for data in (b"\xd8\x3d" + PUBLISHED, PUBLISHED[1:], b"\xd8\x3d" + PUBLISHED[1:]):
        cose_sign1.parse(data).verify(PUBLISHED_KEY)


@given(st.binary(max_size=600), st.sampled_from([SIGNER, EDWARDS]), st.sampled_from([None, "a/b"]))
def test_what_is_signed_parses_and_verifies(
    payload: bytes, signer: SoftwareSigner, typ: str | None
) -> None:
    parsed = cose_sign1.parse(cose_sign1.sign(payload, signer, typ=typ))
    parsed.verify(signer.public_key)
    assert (parsed.payload, parsed.typ) == (payload, typ)
    assert (parsed.key_id, parsed.algorithm_id) == (
        signer.public_key.key_id,
        signer.public_key.algorithm.cose_id,
    )


def test_the_form_on_the_wire_is_the_specified_one() -> None:
    data = cose_sign1.sign(b"x" * 300, SIGNER)
    key_id = SIGNER.public_key.key_id
    assert data[:20] == b"\xd2\x84\x4d\xa2\x01\x26\x04\x48" + key_id + b"\xa0\x59\x01\x2c"
    assert data[320:322] == b"\x58\x40"


@given(st.binary(max_size=700), st.data())
def test_both_ways_of_parsing_agree_on_our_form_and_on_damaged_ones(
    payload: bytes, data: st.DataObject
) -> None:
    whole = bytearray(cose_sign1.sign(payload, SIGNER))
    for _ in range(data.draw(st.integers(0, 2))):
        whole[data.draw(st.integers(0, min(len(whole), 24) - 1))] = data.draw(st.integers(0, 255))
    found = bytes(whole[: data.draw(st.integers(len(whole) - 3, len(whole)))])
    quick = cose_sign1._parse_own_form(found)
    if quick is not None:
        assert quick == cose_sign1._parse_any_form(found, 8192)


def read_and_verify(data: bytes) -> None:
    cose_sign1.parse(data).verify(SIGNER.public_key)


@given(st.integers(0, 8 * 780 - 1))
def test_every_flipped_bit_of_a_message_is_refused_by_form_or_signature(bit: int) -> None:
    data = bytearray(cose_sign1.sign(b"x" * 694, SIGNER))
    data[bit // 8] ^= 1 << bit % 8
    with pytest.raises((MalformedError, KeyNotUsableError, BadSignatureError)):
        read_and_verify(bytes(data))


def test_the_algorithm_is_the_keys_and_never_the_headers() -> None:
    for writer, reader in [(SIGNER, EDWARDS), (EDWARDS, SIGNER)]:
        parsed = cose_sign1.parse(cose_sign1.sign(b"payload", writer))
        with pytest.raises(KeyNotUsableError, match=r"signature\.algorithm") as caught:
            parsed.verify(reader.public_key, step=3)
        assert caught.value.step == 3


@pytest.mark.parametrize("header", [{1: -35}, {1: 0}, {1: 5}, {}, {1: -7, 7: 1}])
def test_a_header_with_another_algorithm_or_none_is_refused(header: Any) -> None:
    parsed = cose_sign1.parse(message(protected=dumps(header)))
    with pytest.raises((KeyNotUsableError, BadSignatureError)):
        parsed.verify(SIGNER.public_key)


def test_an_algorithm_outside_the_protected_header_does_not_count() -> None:
    parsed = cose_sign1.parse(message(protected=b"", unprotected={1: -7}))
    assert parsed.algorithm_id is None
    with pytest.raises(KeyNotUsableError, match=r"signature\.algorithm"):
        parsed.verify(SIGNER.public_key)


def test_an_empty_signature_parses_and_never_verifies() -> None:
    parsed = cose_sign1.parse(message(signature=b""))
    with pytest.raises(BadSignatureError, match=r"signature\.length"):
        parsed.verify(SIGNER.public_key)


def test_a_der_signature_parses_and_never_verifies() -> None:
    # Signers that forget RFC 9053, section 2.1, put 70 to 72 bytes of DER here.
    parsed = cose_sign1.parse(message(signature=bytes.fromhex("3045") + bytes(69)))
    with pytest.raises(BadSignatureError, match=r"signature\.length"):
        parsed.verify(SIGNER.public_key)


def test_a_key_id_is_taken_from_either_header() -> None:
    plain = dumps({1: -7})
    assert cose_sign1.parse(message(protected=plain, unprotected={4: b"k"})).key_id == b"k"
    assert cose_sign1.parse(message(unprotected={4: SIGNER.public_key.key_id})).key_id
    assert cose_sign1.parse(message(protected=plain)).key_id is None


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "cose.tag"),
        (b"\xd8\x3d", "cose.tag"),
        (b"\xd8\x3d\xd8\x3d" + message(), "cose.tag"),
        (b"\xd2" + message(), "cbor.tag"),
        (b"\xd1" + message()[1:], "cose.tag"),
        (b"\xd8\x12" + message()[1:], "cose.tag"),
        (b"\xd2\x80", "cose.shape"),
        (b"\xd2\xa0", "cose.shape"),
        (b"\xd2\x83\x40\xa0\x40", "cose.shape"),
        (message() + b"\0", "cbor.trailing"),
        (message()[:-1], "cbor.truncated"),
        (message(payload=None), "cose.shape"),
        (message(payload="text"), "cose.shape"),
        (message(protected={}), "cose.shape"),
        (message(signature=[]), "cose.shape"),
        (message(unprotected=[]), "cose.shape"),
        (message(protected=b"\x80"), "cose.header"),
        (message(protected=b"\xa1\x01"), "cbor.truncated"),
        (message(protected=b"\xa2\x01\x26\x01\x27"), "cbor.duplicate_key"),
        (message(protected=dumps({1: "ES256"})), "cose.header"),
        (message(protected=dumps({1: -7, 16: b""})), "cose.header"),
        (message(protected=dumps({1: -7, 2: [4]})), "cose.critical"),
        (message(protected=dumps({1: -7, 4: "text"})), "cose.key_id"),
        (message(unprotected={4: "text"}), "cose.key_id"),
        (message(unprotected={4: b"another"}), "cose.key_id"),
    ],
    # The messages are signed by a key drawn anew; test processes must agree on the names of the cases.
    ids=lambda value: value if isinstance(value, str) else "message",
)
def test_each_fault_has_its_own_code(data: bytes, code: str) -> None:
    with pytest.raises(MalformedError) as caught:
        cose_sign1.parse(data)
    assert caught.value.code == code


def test_a_message_over_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(LimitExceededError, match=r"cose\.too_large"):
        cose_sign1.parse(bytes(101), max_bytes=100)


@given(
    st.binary(max_size=200),
    st.sampled_from([b"", b"\xd2", b"\xd2\x84", b"\xd8\x3d\xd2\x84\x43\xa1\x01\x26"]),
)
def test_only_our_errors_escape_from_arbitrary_bytes(data: bytes, start: bytes) -> None:
    with suppress(MalformedError, BadSignatureError, KeyNotUsableError):
        cose_sign1.parse(start + data).verify(SIGNER.public_key)


def test_nothing_of_the_payload_shows() -> None:
    assert "secret" not in repr(cose_sign1.parse(cose_sign1.sign(b"secret" * 60, SIGNER)))
