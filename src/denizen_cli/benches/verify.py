"""Verification on one core, every step on, beside the bare ECDSA check of the same messages."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from denizen._encoding import base45, deterministic_cbor
from denizen._encoding.inflate import inflate
from denizen.credential import (
    CardClaims,
    CardNumber,
    Portrait,
    SealedFields,
    StatusReference,
    ValidityPeriod,
)
from denizen.formats.qr import QrProfile, decode_cose, encode
from denizen.keys import PublicKey, SoftwareSigner
from denizen.status import ListTerms, StatusBits, StatusList, open_status_list, sign_cwt
from denizen.trust import (
    KeyPurpose,
    ProgrammeMode,
    RootPin,
    TrustedIssuer,
    TrustedKey,
    TrustList,
    TrustSet,
    open_trust_list,
    sign_trust_list,
)
from denizen.verification import RelyingPartyRule, WhenStale, verify, verify_cose
from denizen_cli.benches.row import Row, at_least

CARDS, QUICK_CARDS = 1_000, 250
ROUNDS, QUICK_ROUNDS = 15, 5
CITY_CARDS = 1_000_000
# bytes; what the standard profile allows a portrait
PORTRAIT_BYTES = 450
URL = "https://new-haven.denizen.example"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = timedelta(days=1)
RULE = RelyingPartyRule(timedelta(hours=12), WhenStale.AS_OF)
PEER = "raw ECDSA P-256 verify in cryptography"
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class BareCheck:
    """What the peer is given ready-made: a DER signature and the bytes it is over."""

    der: bytes
    message: bytes


def measure(*, quick: bool) -> Sequence[Row]:
    """Verify distinct cards from text and from COSE bytes; the three are taken in turn, round by round."""
    card_key, status_key, root = (SoftwareSigner.generate() for _ in range(3))
    trust = open_lists(card_key, status_key, root=root)
    status = open_status(status_key, trust)
    texts = [make_card(card_key, index) for index in range(QUICK_CARDS if quick else CARDS)]
    coses = [inflate(base45.decode(text)) for text in texts]
    bare, public = [bare_check(data) for data in coses], bare_key(card_key.public_key)
    algorithm = ec.ECDSA(SHA256())

    def by_text(text: str) -> object:
        return verify(text, trust=trust, status=status, at=NOW, rule=RULE)

    def by_cose(data: bytes) -> object:
        return verify_cose(data, trust=trust, status=status, at=NOW, rule=RULE)

    def by_peer(check: BareCheck) -> object:
        return public.verify(check.der, check.message, algorithm)

    rounds = QUICK_ROUNDS if quick else ROUNDS
    rates = [
        (rate(by_peer, bare), rate(by_text, texts), rate(by_cose, coses)) for _ in range(rounds)
    ]
    raw, text, cose = (max(column) for column in zip(*rates, strict=True))
    return [
        at_least("verify from QR text", (text, raw), unit="cards/s", peer=PEER, reach=0.6),
        at_least("verify from COSE bytes", (cose, raw), unit="cards/s", peer=PEER, reach=0.85),
    ]


def rate(action: Callable[[Item], object], items: Sequence[Item]) -> float:
    """Run through all items once; items a second of processor time."""
    start = time.process_time()
    for item in items:
        action(item)
    return len(items) / (time.process_time() - start)


def open_lists(
    card_key: SoftwareSigner, status_key: SoftwareSigner, *, root: SoftwareSigner
) -> TrustSet:
    """Publish and open a trust list of one city with a key of each purpose."""
    times = {
        "sign_from": NOW - 9 * DAY,
        "sign_until": NOW + 99 * DAY,
        "verify_until": NOW + 999 * DAY,
    }
    keys = (
        TrustedKey(card_key.public_key, KeyPurpose.CARD, **times),
        TrustedKey(status_key.public_key, KeyPurpose.STATUS, **times),
    )
    issuer = TrustedIssuer(URL, "New Haven", f"{URL}/status", keys)
    listed = TrustList(1, NOW, NOW + 30 * DAY, ProgrammeMode.LIVE, (issuer,))
    pin = RootPin(root.public_key, ProgrammeMode.LIVE)
    return open_trust_list(sign_trust_list(listed, root), pin=pin, at=NOW, minimum_version=1)


def open_status(status_key: SoftwareSigner, trust: TrustSet) -> StatusList:
    """Publish and open a status list of a million cards, one in a hundred of them marked."""
    bits = StatusBits(CITY_CARDS)
    bits.set_many(range(99, CITY_CARDS, 100))
    terms = ListTerms(f"{URL}/status", NOW, NOW + DAY, 3600)
    return open_status_list(sign_cwt(bits, terms=terms, signer=status_key), trust=trust, at=NOW)


def make_card(card_key: SoftwareSigner, order: int) -> str:
    """Issue one card of the default contents: number, days, portrait, three sealed fields, status."""
    claims = CardClaims(
        issuer=URL,
        number=CardNumber.new(),
        validity=ValidityPeriod(date(2026, 11, 20), date(2030, 11, 20)),
        status=StatusReference(f"{URL}/status", order * 100),
        portrait=Portrait(secrets.token_bytes(PORTRAIT_BYTES)),
        sealed=SealedFields({number: secrets.token_bytes(16) for number in (1, 3, 4)}),
    )
    return encode(claims, card_key, profile=QrProfile.STANDARD)


def bare_check(data: bytes) -> BareCheck:
    """Prepare for the peer all that it does not do itself (RFC 9052, section 4.4)."""
    envelope = decode_cose(data).envelope
    message = deterministic_cbor.dumps(["Signature1", envelope.protected, b"", envelope.payload])
    r, s = (int.from_bytes(half) for half in (envelope.signature[:32], envelope.signature[32:]))
    return BareCheck(encode_dss_signature(r, s), message)


def bare_key(key: PublicKey) -> ec.EllipticCurvePublicKey:
    """Load the key for the peer."""
    point = b"\x04" + key.x + (key.y or b"")
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
