"""The whole card: what is written, what comes back, what is refused."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date

import cbor2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from denizen._encoding import base45
from denizen._encoding.inflate import inflate
from denizen.credential import (
    CardClaims,
    CardNumber,
    Portrait,
    PortraitFormat,
    SealedFields,
    StatusReference,
    ValidityPeriod,
)
from denizen.errors import EncodingRefusedError, MalformedError
from denizen.formats import qr
from denizen.formats.qr import QrProfile, claims_169
from denizen.keys import Algorithm, SoftwareSigner

ClaimsMaker = Callable[..., CardClaims]
SIGNER = SoftwareSigner.generate()

days = st.dates(date(1970, 1, 1), date(9999, 12, 30))
texts = st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
all_claims = st.builds(
    CardClaims,
    issuer=st.just("https://city.example"),
    number=st.builds(CardNumber.new),
    validity=st.tuples(days, days).map(lambda pair: ValidityPeriod(min(pair), max(pair))),
    status=st.builds(StatusReference, st.just("https://city.example/s"), st.integers(0, 2**40 - 1)),
    portrait=st.none()
    | st.builds(Portrait, st.binary(min_size=1, max_size=300), st.sampled_from(PortraitFormat)),
    sealed=st.none()
    | st.builds(
        SealedFields,
        st.dictionaries(
            st.integers(1, 9), st.binary(min_size=16, max_size=16), min_size=1, max_size=4
        ),
    ),
    name=st.none() | texts,
    birth_date=st.none() | st.dates(),
    country=st.none() | texts,
    location=st.none() | texts,
)


def cose_of(text: str) -> bytes:
    return inflate(base45.decode(text), 8192)


@settings(deadline=None)
@given(all_claims)
def test_every_card_reads_back_as_it_was_written(claims: CardClaims) -> None:
    card = qr.decode(qr.encode(claims, SIGNER, profile=QrProfile.ROOMY))
    assert card.claims == claims
    card.envelope.verify(SIGNER.public_key)


@settings(deadline=None)
@given(all_claims)
def test_no_card_has_a_key_that_we_do_not_write(claims: CardClaims) -> None:
    payload = qr.decode(qr.encode(claims, SIGNER, profile=QrProfile.ROOMY)).envelope.payload
    written = cbor2.loads(payload)
    assert set(written) == {1, 4, 5, 6, 169, 65535}
    assert set(written[169]) <= {1, 4, 8, 16, 17, 21, 23, 75}


def test_there_is_no_place_for_what_must_not_be_written() -> None:
    # Claim 169: 9 gender, 10 address, 11 e-mail, 12 phone, 13 nationality, 14 marital status, 15 guardian,
    # 18 fingers, 22 legal status, 50 to 65 biometrics.
    forbidden = {9, 10, 11, 12, 13, 14, 15, 18, 22, *range(50, 66)}
    assert not forbidden & claims_169.WRITTEN_KEYS
    words = (
        "nationality",
        "status_legal",
        "gender",
        "sex",
        "address",
        "phone",
        "mail",
        "guardian",
        "marital",
        "finger",
        "iris",
        "face",
    )
    assert not [field.name for field in fields(CardClaims) for word in words if word in field.name]


def test_the_wire_is_the_specified_one(make_claims: ClaimsMaker, signer: SoftwareSigner) -> None:
    claims = make_claims(
        name="María",
        birth_date=date(1980, 2, 29),
        country="USA",
        location="US-CT",
        portrait=Portrait(b"WEBP"),
    )
    cose = cose_of(qr.encode(claims, signer, profile=QrProfile.STANDARD))
    tag = cbor2.loads(cose)
    protected, unprotected, payload, signature = tag.value
    assert (tag.tag, unprotected, len(signature)) == (18, {}, 64)
    assert cbor2.loads(protected) == {1: -7, 4: bytes(signer.public_key.key_id)}
    assert cbor2.loads(payload) == {
        1: claims.issuer,
        4: 1826884800,  # 22 November 2027, 12:00 UTC
        5: 1795305600,  # 22 November 2026, 00:00 UTC
        6: 1795305600,
        65535: {"status_list": {"idx": 123456, "uri": "https://new-haven.denizen.example/status"}},
        169: {
            1: claims.number.value,
            4: "María",
            8: "19800229",
            16: b"WEBP",
            17: 4,
            21: "US-CT",
            23: "USA",
            75: {1: b"\1" * 16, 2: b"\2" * 16, 3: b"\3" * 16, 4: b"\4" * 16},
        },
    }
    assert cbor2.dumps(cbor2.loads(payload), canonical=True) == payload


def test_the_payload_of_a_card_is_always_the_same(make_claims: ClaimsMaker) -> None:
    signer = SoftwareSigner.generate(Algorithm.EDDSA)
    claims = make_claims()
    once = qr.encode(claims, signer, profile=QrProfile.STANDARD)
    assert qr.encode(claims, signer, profile=QrProfile.STANDARD) == once


@settings(deadline=None, max_examples=60)
@given(all_claims, st.sampled_from([QrProfile.STANDARD, QrProfile.ROOMY]))
def test_a_portrait_within_the_budget_always_fits(claims: CardClaims, profile: QrProfile) -> None:
    budget = qr.portrait_budget(claims, profile)
    if budget == 0:
        return
    portrait = Portrait(os.urandom(budget))
    text = qr.encode(replace(claims, portrait=portrait), SIGNER, profile=profile)
    assert len(text) <= profile.characters


def test_the_usual_card_leaves_room_for_a_face(make_claims: ClaimsMaker) -> None:
    assert qr.portrait_budget(make_claims(), QrProfile.STANDARD) >= 400
    assert qr.portrait_budget(make_claims(), QrProfile.ROOMY) >= 500
    assert qr.portrait_budget(make_claims(), QrProfile.PLAIN) == 0


def test_a_card_without_portrait_and_with_all_seals_fits_the_plain_code(
    make_claims: ClaimsMaker, signer: SoftwareSigner
) -> None:
    text = qr.encode(make_claims(portrait=None), signer, profile=QrProfile.PLAIN)
    assert len(text) <= QrProfile.PLAIN.characters


@pytest.mark.parametrize("profile", list(QrProfile))
def test_the_symbol_holds_exactly_as_many_characters_as_we_reckon(profile: QrProfile) -> None:
    def symbol(length: int) -> int:
        options = {"ec_level": profile.error_correction, "version": profile.version}
        barcode = zxingcpp.create_barcode("A" * length, zxingcpp.BarcodeFormat.QRCode, **options)
        return (barcode.to_image().shape[0] - 8 - 17) // 4  # 8 modules of quiet zone

    assert symbol(profile.characters) == profile.version
    try:
        assert symbol(profile.characters + 1) > profile.version
    except ValueError:
        return


@pytest.mark.parametrize(
    ("changes", "profile", "code"),
    [
        ({"portrait": Portrait(bytes(451))}, QrProfile.STANDARD, "qr.portrait_size"),
        ({"portrait": Portrait(bytes(601))}, QrProfile.ROOMY, "qr.portrait_size"),
        ({"portrait": Portrait(b"x")}, QrProfile.PLAIN, "qr.portrait_size"),
        ({"portrait": Portrait(os.urandom(450)), "name": "n" * 150}, QrProfile.ROOMY, None),
        ({"portrait": Portrait(os.urandom(450)), "location": os.urandom(90).hex()}, QrProfile.STANDARD, "qr.overflow"),
        ({"status": None}, QrProfile.STANDARD, "claims.status"),
        ({"issuer": "http://city.example"}, QrProfile.STANDARD, "claims.issuer"),
        ({"issuer": "https://city.example/?q=1"}, QrProfile.STANDARD, "claims.issuer"),
        ({"issuer": "https://" + "a" * 200}, QrProfile.STANDARD, "claims.issuer"),
        ({"status": StatusReference("ftp://x", 1)}, QrProfile.STANDARD, "claims.status_uri"),
        ({"name": ""}, QrProfile.STANDARD, "claims.text"),
        ({"name": "n" * 201}, QrProfile.STANDARD, "claims.text"),
        ({"name": "\ud800"}, QrProfile.STANDARD, "claims.text"),
    ],
)  # fmt: skip
def test_each_card_that_must_not_be_written_has_its_own_code(
    make_claims: ClaimsMaker,
    signer: SoftwareSigner,
    changes: dict[str, object],
    profile: QrProfile,
    code: str | None,
) -> None:
    claims = make_claims(**changes)
    if code is None:
        qr.encode(claims, signer, profile=profile)
        return
    with pytest.raises(EncodingRefusedError) as caught:
        qr.encode(claims, signer, profile=profile)
    assert caught.value.code == code


def flipped(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


@pytest.fixture(scope="module")
def text(make_claims: ClaimsMaker, signer: SoftwareSigner) -> str:
    return qr.encode(make_claims(), signer, profile=QrProfile.STANDARD)


@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_a_flipped_bit_of_the_text_is_refused_or_changes_nothing_signed(
    text: str, data: st.DataObject
) -> None:
    changed = flipped(text.encode(), data.draw(st.integers(0, 8 * len(text) - 1)))
    try:
        found = cose_of(changed.decode("latin-1"))
    except MalformedError:
        return
    assert found == cose_of(text)


def test_every_flipped_bit_of_the_compressed_bytes_is_refused_or_changes_nothing_signed(
    text: str,
) -> None:
    packed = base45.decode(text)
    for bit in range(8 * len(packed)):
        try:
            found = inflate(flipped(packed, bit), 8192)
        except MalformedError:
            continue
        assert found == cose_of(text)


def test_a_card_of_eight_kilobytes_is_read_and_one_of_more_is_not() -> None:
    assert inflate(zlib.compress(bytes(8192)), 8192) == bytes(8192)
    with pytest.raises(MalformedError, match=r"qr\.inflate\.too_large"):
        qr.decode(base45.encode(zlib.compress(bytes(8193))))
    with pytest.raises(MalformedError, match=r"cose\.too_large"):
        qr.decode_cose(bytes(8193))


def test_nothing_personal_shows(make_claims: ClaimsMaker, signer: SoftwareSigner) -> None:
    claims = make_claims(name="María Peña", birth_date=date(1980, 2, 29))
    shown = repr(claims) + repr(qr.decode(qr.encode(claims, signer, profile=QrProfile.ROOMY)))
    for value in ("María", "Pe\\xf1a", "1980", "\\x01\\x01\\x01"):
        assert value not in shown
