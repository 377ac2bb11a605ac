"""What Claim 169 shows in one place and forbids in another: read, never written."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from datetime import date
from typing import Any

import cbor2
import pytest

from denizen._encoding import base45
from denizen._encoding.deterministic_cbor import dumps
from denizen.credential import CardClaims, Portrait
from denizen.errors import BadSignatureError, MalformedError
from denizen.formats import qr
from denizen.formats.qr import cwt
from denizen.keys import SoftwareSigner

ClaimsMaker = Callable[..., CardClaims]


def signed(payload: bytes, signer: SoftwareSigner, **form: Any) -> str:
    """Sign by hand, in any of the shapes that others use."""
    protected = dumps({1: -7} if "unprotected" in form else {1: -7, 4: signer.public_key.key_id})
    signature = form.get("signature")
    if signature is None:
        signature = signer.sign(dumps(["Signature1", protected, b"", payload]))
    cose = form.get("prefix", b"\xd2") + dumps(
        [protected, form.get("unprotected", {}), payload, signature]
    )
    return base45.encode(zlib.compress(cose))


def changed(claims: CardClaims, inner: dict[Any, Any]) -> bytes:
    found = cbor2.loads(cwt.write(claims))
    found[169] |= inner
    return dumps(found)


@pytest.mark.parametrize("prefix", [b"\xd2", b"\xd8\x3d\xd2", b"\xd8\x3d", b""])
def test_tag_61_around_tag_18_and_no_tag_are_read(
    make_claims: ClaimsMaker, signer: SoftwareSigner, prefix: bytes
) -> None:
    claims = make_claims()
    card = qr.decode(signed(cwt.write(claims), signer, prefix=prefix))
    card.envelope.verify(signer.public_key)
    assert card.claims == claims


def test_a_key_id_outside_the_protected_header_is_read(
    make_claims: ClaimsMaker, signer: SoftwareSigner
) -> None:
    text = signed(cwt.write(make_claims()), signer, unprotected={4: signer.public_key.key_id})
    card = qr.decode(text)
    card.envelope.verify(signer.public_key)
    assert card.envelope.key_id == signer.public_key.key_id


def test_certificates_in_the_unprotected_header_are_not_looked_at(
    make_claims: ClaimsMaker, signer: SoftwareSigner
) -> None:
    headers = {4: signer.public_key.key_id, 33: b"certificate", 35: "https://evil.example"}
    qr.decode(signed(cwt.write(make_claims()), signer, unprotected=headers)).envelope.verify(
        signer.public_key
    )


def test_an_empty_signature_decodes_and_never_verifies(
    make_claims: ClaimsMaker, signer: SoftwareSigner
) -> None:
    # Most published "valid" samples of Claim 169 carry no signature at all.
    card = qr.decode(signed(cwt.write(make_claims()), signer, signature=b""))
    with pytest.raises(BadSignatureError, match=r"signature\.length"):
        card.envelope.verify(signer.public_key)


@pytest.mark.parametrize("text", ["03cbabdf", "03CBABDF"])
def test_a_portrait_in_hexadecimal_text_is_read(
    make_claims: ClaimsMaker, signer: SoftwareSigner, text: str
) -> None:
    card = qr.decode(signed(changed(make_claims(), {16: text, 17: 4}), signer))
    assert card.claims.portrait == Portrait(bytes.fromhex(text))


@pytest.mark.parametrize(
    ("inner", "code"),
    [
        ({17: True}, "portrait"),
        ({17: 4.0}, "portrait"),
        ({17: [4]}, "portrait"),
        ({17: None}, "portrait"),
        ({16: b""}, "portrait"),
        ({16: ""}, "portrait"),
        ({16: [1]}, "portrait"),
        ({1: b"7K3M9Q0ABCD1"}, "number"),
        ({1: list("7K3M9Q0ABCD1")}, "number"),
        ({75: {}}, "sealed"),
        ({75: []}, "sealed"),
        ({75: {True: bytes(16)}}, "sealed"),
        ({75: {"1": bytes(16)}}, "sealed"),
        ({8: 19800229}, "text"),
    ],
)
def test_types_that_python_takes_for_each_other_are_told_apart(
    make_claims: ClaimsMaker, signer: SoftwareSigner, inner: dict[Any, Any], code: str
) -> None:
    found = cbor2.loads(cwt.write(make_claims()))
    found[169] |= inner
    with pytest.raises(MalformedError, match=rf"claim169\.{code}"):
        qr.decode(signed(cbor2.dumps(found), signer))


@pytest.mark.parametrize("text", ["19800229", "1980-02-29"])
def test_a_birth_date_is_read_with_and_without_dashes(
    make_claims: ClaimsMaker, signer: SoftwareSigner, text: str
) -> None:
    card = qr.decode(signed(changed(make_claims(), {8: text}), signer))
    assert card.claims.birth_date == date(1980, 2, 29)


@pytest.mark.parametrize(
    "text",
    [
        "1980-W09-5",
        "1980W095",
        "1980-0229",
        "198002-29",
        "29021980",
        "１９８００２２９",
        "1980-02-29T00",
    ],
)
def test_other_spellings_of_a_date_are_not(
    make_claims: ClaimsMaker, signer: SoftwareSigner, text: str
) -> None:
    with pytest.raises(MalformedError, match=r"claim169\.birth_date"):
        qr.decode(signed(changed(make_claims(), {8: text}), signer))


@pytest.mark.parametrize(
    "foreign",
    [
        {3: "EN"},
        {3: "eng"},
        {62: [{0: b"face", 1: 0}]},
        {62: {0: b"face", 1: 0}},
        {9: 1, 10: "street", 11: "a@b.c", 12: "+1", 13: "US", 14: 2, 15: "guardian", 18: [1, 2], 22: "legal"},
        {50: [], 65: [], 99: "later", -1: None, "text": 1},
        {2: "1.0", 5: "Peter", 6: "M", 7: "Jhon", 19: "second", 20: "spa"},
    ],
)  # fmt: skip
def test_what_others_write_and_we_must_not_know_is_left_behind(
    make_claims: ClaimsMaker, signer: SoftwareSigner, foreign: dict[Any, Any]
) -> None:
    claims = make_claims()
    card = qr.decode(signed(changed(claims, foreign), signer))
    card.envelope.verify(signer.public_key)
    assert card.claims == claims


def test_unknown_claims_of_a_token_are_left_behind(
    make_claims: ClaimsMaker, signer: SoftwareSigner
) -> None:
    claims = make_claims()
    found = cbor2.loads(cwt.write(claims)) | {
        2: "subject",
        3: "audience",
        7: b"id",
        -65537: 1,
        "x": 2,
    }
    assert qr.decode(signed(dumps(found), signer)).claims == claims


def test_a_token_without_status_is_read_as_one_that_nobody_can_call_good(
    make_claims: ClaimsMaker, signer: SoftwareSigner
) -> None:
    found = cbor2.loads(cwt.write(make_claims()))
    del found[65535], found[6]
    assert qr.decode(signed(dumps(found), signer)).claims.status is None
