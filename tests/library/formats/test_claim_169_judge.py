"""A judge that we did not write: the `claim169` package, in both directions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import claim169
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from denizen.credential import CardClaims, CardNumber, ValidityPeriod
from denizen.errors import BadSignatureError, KeyNotUsableError, MalformedError
from denizen.formats import qr
from denizen.formats.qr import QrProfile
from denizen.keys import Algorithm, PublicKey, SoftwareSigner

ClaimsMaker = Callable[..., CardClaims]
YESTERDAY = datetime.now(UTC).date() - timedelta(days=1)
NEXT_YEAR = YESTERDAY + timedelta(days=365)


def sec1(key: PublicKey) -> bytes:
    return b"\x04" + key.x + (key.y or b"")


def judged(text: str, key: PublicKey) -> claim169.DecodeResult:
    if key.algorithm is Algorithm.ES256:
        return claim169.decode_with_ecdsa_p256(text, sec1(key))
    return claim169.decode_with_ed25519(text, key.x)


@pytest.fixture(params=list(Algorithm), ids=lambda each: each.jose_name)
def issuing(request: pytest.FixtureRequest) -> SoftwareSigner:
    return SoftwareSigner.generate(request.param)


def test_it_verifies_what_we_issue_without_a_name(
    make_claims: ClaimsMaker, issuing: SoftwareSigner
) -> None:
    claims = make_claims(validity=ValidityPeriod(YESTERDAY, NEXT_YEAR), country="USA")
    seen = judged(qr.encode(claims, issuing, profile=QrProfile.STANDARD), issuing.public_key)
    assert seen.is_verified()
    assert seen.claim169.id == claims.number.value
    assert seen.claim169.photo == claims.portrait.data
    assert seen.claim169.photo_format == claim169.PhotoFormat.WEBP
    assert seen.claim169.country_of_issuance == "USA"
    assert seen.claim169.full_name is seen.claim169.date_of_birth is None
    assert (seen.cwt_meta.issuer, seen.cwt_meta.expires_at) == (
        claims.issuer,
        claims.validity.expires,
    )
    assert seen.cwt_meta.not_before == seen.cwt_meta.issued_at == claims.validity.not_before


def test_it_verifies_what_we_issue_with_the_name_in_clear(
    make_claims: ClaimsMaker, issuing: SoftwareSigner
) -> None:
    claims = make_claims(
        validity=ValidityPeriod(YESTERDAY, NEXT_YEAR),
        name="María Peña",
        birth_date=date(1980, 2, 29),
    )
    seen = judged(qr.encode(claims, issuing, profile=QrProfile.ROOMY), issuing.public_key)
    assert seen.is_verified()
    assert (seen.claim169.full_name, seen.claim169.date_of_birth) == ("María Peña", "19800229")


def test_it_drops_sealed_fields_so_that_the_name_is_unbound_to_it(
    make_claims: ClaimsMaker, issuing: SoftwareSigner
) -> None:
    claims = make_claims(validity=ValidityPeriod(YESTERDAY, NEXT_YEAR))
    seen = judged(qr.encode(claims, issuing, profile=QrProfile.STANDARD), issuing.public_key)
    assert claims.sealed is not None
    assert claims.sealed.values[1].hex() not in str(seen.claim169.to_dict())


def test_it_refuses_a_broken_signature(make_claims: ClaimsMaker, issuing: SoftwareSigner) -> None:
    claims = make_claims(validity=ValidityPeriod(YESTERDAY, NEXT_YEAR))
    text = qr.encode(claims, issuing, profile=QrProfile.STANDARD)
    other = SoftwareSigner.generate(issuing.public_key.algorithm).public_key
    with pytest.raises(claim169.Claim169Exception):
        judged(text, other)


def test_it_refuses_an_expired_card(make_claims: ClaimsMaker, issuing: SoftwareSigner) -> None:
    claims = make_claims(validity=ValidityPeriod(date(2020, 1, 1), date(2021, 1, 1)))
    text = qr.encode(claims, issuing, profile=QrProfile.STANDARD)
    with pytest.raises(claim169.Claim169Exception, match="expired"):
        judged(text, issuing.public_key)


def test_it_refuses_another_algorithm(make_claims: ClaimsMaker) -> None:
    claims = make_claims(validity=ValidityPeriod(YESTERDAY, NEXT_YEAR))
    signers = [SoftwareSigner.generate(each) for each in Algorithm]
    for signer, other in (signers, signers[::-1]):
        text = qr.encode(claims, signer, profile=QrProfile.STANDARD)
        with pytest.raises(claim169.Claim169Exception, match="algorithm"):
            judged(text, other.public_key)


def theirs(number: str, *, signed_with: SoftwareSigner) -> str:
    """Have `claim169` write a card on the days that our profile asks for."""
    period = ValidityPeriod(date(2026, 11, 22), date(2027, 11, 21))
    data = claim169.Claim169Input(id=number, full_name="María Peña")
    data.date_of_birth = "19800229"
    data.photo = b"RIFF-WEBP"
    data.photo_format = claim169.PhotoFormat.WEBP
    data.language = "spa"
    data.nationality = "US"
    meta = claim169.CwtMetaInput(issuer="https://city.example", expires_at=period.expires)
    meta.not_before = meta.issued_at = period.not_before
    private = signed_with._private
    if isinstance(private, ed25519.Ed25519PrivateKey):
        return claim169.encode_with_ed25519(data, meta, private.private_bytes_raw())
    assert isinstance(private, ec.EllipticCurvePrivateKey)
    secret = private.private_numbers().private_value.to_bytes(32, "big")
    return claim169.encode_with_ecdsa_p256(data, meta, secret)


def test_we_read_and_verify_what_it_writes(issuing: SoftwareSigner) -> None:
    number = CardNumber.new()
    card = qr.decode(theirs(number.value, signed_with=issuing))
    card.envelope.verify(issuing.public_key)
    assert card.claims.number == number
    assert (card.claims.name, card.claims.birth_date) == ("María Peña", date(1980, 2, 29))
    assert card.claims.portrait is not None
    assert card.claims.portrait.data == b"RIFF-WEBP"
    assert card.claims.status is None, "it cannot name a status list"
    assert "US" not in repr(card.claims), "the nationality that it wrote is not taken over"


def test_we_refuse_what_it_writes_under_another_key(issuing: SoftwareSigner) -> None:
    card = qr.decode(theirs(CardNumber.new().value, signed_with=issuing))
    with pytest.raises(BadSignatureError):
        card.envelope.verify(SoftwareSigner.generate(issuing.public_key.algorithm).public_key)
    other = next(each for each in Algorithm if each is not issuing.public_key.algorithm)
    with pytest.raises(KeyNotUsableError, match=r"signature\.algorithm"):
        card.envelope.verify(SoftwareSigner.generate(other).public_key)


def test_we_refuse_its_cards_whose_number_is_not_of_our_profile(issuing: SoftwareSigner) -> None:
    with pytest.raises(MalformedError, match=r"claim169\.number"):
        qr.decode(theirs("11110000324013", signed_with=issuing))
