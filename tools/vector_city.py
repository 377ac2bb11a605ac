"""The city of the verdict vectors: two issuers whose keys anybody can make again, and their lists.

Secret keys are SHA-256 of a published sentence, and ES256 signatures are those of RFC 6979, so that
every run gives the same bytes.  Nobody trusts these keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from denizen._encoding.deterministic_cbor import dumps, loads
from denizen.envelope import cose_sign1
from denizen.keys import PublicKey
from denizen.status import ListTerms, StatusBits, sign_cwt
from denizen.trust import (
    KeyPurpose,
    ProgrammeMode,
    TrustedIssuer,
    TrustedKey,
    TrustList,
    sign_handover,
    sign_trust_list,
)

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
ELM, OAK = "https://elm.denizen.example", "https://oak.denizen.example"
REVOKED = 9
ENTRIES = 512
TRUST_TYPE = "application/denizen-trust-list+cbor"
STATUS_TYPE = "application/statuslist+cwt"
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # FIPS 186-5, P-256


@dataclass(frozen=True)
class PublishedSigner:
    """Signs with a key made from a published sentence, the same way each time."""

    private: ec.EllipticCurvePrivateKey | Ed25519PrivateKey

    @classmethod
    def named(cls, name: str, *, edwards: bool = False) -> PublishedSigner:
        seed = sha256(f"denizen verdict vectors: {name}".encode()).digest()
        if edwards:
            return cls(Ed25519PrivateKey.from_private_bytes(seed))
        number = int.from_bytes(seed, "big") % (_ORDER - 1) + 1
        return cls(ec.derive_private_key(number, ec.SECP256R1()))

    @property
    def public_key(self) -> PublicKey:
        return PublicKey.from_loaded(self.private.public_key())

    def sign(self, message: bytes) -> bytes:
        if isinstance(self.private, Ed25519PrivateKey):
            return self.private.sign(message)
        how = ec.ECDSA(SHA256(), deterministic_signing=True)
        r, s = decode_dss_signature(self.private.sign(message, how))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")


ROOT = PublishedSigner.named("root")
NEXT_ROOT = PublishedSigner.named("the root after it")
STRANGER = PublishedSigner.named("nobody's root")
EDWARDS_ROOT = PublishedSigner.named("a root of the other algorithm", edwards=True)
CARD, EDWARDS_CARD = PublishedSigner.named("card"), PublishedSigner.named("card 2", edwards=True)
STATUS = PublishedSigner.named("status")
COMPROMISED = PublishedSigner.named("card, compromised")
RETIRED = PublishedSigner.named("card, retired")
YOUNG = PublishedSigner.named("card, young")
UNKNOWN = PublishedSigner.named("in no list")
STATUS_COMPROMISED = PublishedSigner.named("status, compromised")
STATUS_RETIRED = PublishedSigner.named("status, retired")
OAK_CARD, OAK_STATUS = (
    PublishedSigner.named("oak card", edwards=True),
    PublishedSigner.named("oak status", edwards=True),
)


def key_row(signer: PublishedSigner, purpose: KeyPurpose, **times: datetime) -> TrustedKey:
    """Describe a key that signs from ten days ago for a year."""
    usual = {
        "sign_from": NOW - 10 * DAY,
        "sign_until": NOW + 365 * DAY,
        "verify_until": NOW + 3650 * DAY,
    }
    return TrustedKey(signer.public_key, purpose, **(usual | times))


def issuers() -> tuple[TrustedIssuer, ...]:
    """List both cities with all their keys."""
    card, status = KeyPurpose.CARD, KeyPurpose.STATUS
    old = {"sign_from": NOW - 900 * DAY, "sign_until": NOW - 400 * DAY, "verify_until": NOW - DAY}
    elm = (
        key_row(CARD, card),
        key_row(EDWARDS_CARD, card),
        key_row(COMPROMISED, card, compromised_since=NOW - 3 * DAY),
        key_row(RETIRED, card, **old),
        key_row(YOUNG, card, sign_from=NOW - HOUR),
        key_row(STATUS, status),
        key_row(STATUS_COMPROMISED, status, compromised_since=NOW),
        key_row(STATUS_RETIRED, status, **old | {"verify_until": NOW + DAY}),
    )
    oak = (key_row(OAK_CARD, card), key_row(OAK_STATUS, status))
    return (
        TrustedIssuer(ELM, "Elm City", f"{ELM}/status", elm),
        TrustedIssuer(OAK, "Ciudad de los Robles", f"{OAK}/status", oak),
    )


def trust_file(
    root: PublishedSigner = ROOT, handovers: tuple[bytes, ...] = (), **changes: Any
) -> bytes:
    """Sign a trust list: version 5, a day old, good for a month."""
    usual: dict[str, Any] = {
        "version": 5,
        "issued": NOW - DAY,
        "expires": NOW + 30 * DAY,
        "mode": ProgrammeMode.LIVE,
        "issuers": issuers(),
    }
    return sign_trust_list(TrustList(**usual | changes), root, handovers=handovers)


def spoilt_trust(change: Mapping[int, Any]) -> bytes:
    """Sign a payload that no city would: members replaced."""
    return cose_sign1.sign(dumps(trust_members() | change), ROOT, typ=TRUST_TYPE)


def trust_members() -> dict[int, Any]:
    return loads(cose_sign1.parse(trust_file()).payload)


def renamed_issuer(name: str) -> list[Any]:
    """Give the list's issuers, the first under another name."""
    first, second = trust_members()[6]
    return [first | {2: name}, second]


def handover(
    to: PublishedSigner, by: PublishedSigner, mode: ProgrammeMode = ProgrammeMode.LIVE
) -> bytes:
    return sign_handover(to.public_key, by, mode=mode, at=NOW - 30 * DAY)


def flipped(data: bytes) -> bytes:
    """Flip the last bit, which lies in the signature."""
    return data[:-1] + bytes((data[-1] ^ 1,))


def trust_files() -> dict[str, bytes]:
    """Name every trust list of the vectors."""
    step = handover(NEXT_ROOT, ROOT)
    shown = handover(NEXT_ROOT, ROOT, ProgrammeMode.DEMONSTRATION)
    unsorted = b"\xa6\x02\x05\x01" + dumps(trust_members())[2:]
    return {
        "usual": trust_file(),
        "by Ed25519 root": trust_file(EDWARDS_ROOT),
        "by next root": trust_file(NEXT_ROOT, (step,)),
        "announces next root": trust_file(next_root=NEXT_ROOT.public_key),
        "by next root, handover of a stranger": trust_file(
            NEXT_ROOT, (handover(NEXT_ROOT, STRANGER),)
        ),
        "by next root, handover of a demonstration": trust_file(NEXT_ROOT, (shown,)),
        "by stranger": trust_file(STRANGER),
        "spoilt signature": flipped(trust_file()),
        "demonstration": trust_file(mode=ProgrammeMode.DEMONSTRATION),
        "twenty days old": trust_file(issued=NOW - 20 * DAY),
        "ended": trust_file(issued=NOW - 40 * DAY, expires=NOW),
        "ends in an hour": trust_file(expires=NOW + HOUR),
        "made in 601 seconds": trust_file(issued=NOW + timedelta(seconds=601)),
        "made in 600 seconds": trust_file(issued=NOW + timedelta(seconds=600)),
        "not a message": b"<!doctype html>",
        "a status list": status_file(),
        "a field too many": spoilt_trust({8: "new"}),
        "hidden character": spoilt_trust({6: renamed_issuer("Elm\u202eCity")}),
        "not deterministic": cose_sign1.sign(unsorted, ROOT, typ=TRUST_TYPE),
        "empty handovers": spoilt_trust({7: []}),
    }


def status_file(
    signer: PublishedSigner = STATUS,
    *,
    issued: datetime = NOW - HOUR,
    uri: str = f"{ELM}/status",
    life: timedelta = DAY,
) -> bytes:
    """Sign a status list of 512 cards, of which one is revoked."""
    bits = StatusBits(ENTRIES)
    bits.set(REVOKED)
    return sign_cwt(bits, terms=ListTerms(uri, issued, issued + life, 3600), signer=signer)


def spoilt_status(change: Mapping[int, Any]) -> bytes:
    """Sign claims that no city would: members replaced; None takes one out."""
    claims = loads(cose_sign1.parse(status_file()).payload) | change
    kept = {key: value for key, value in claims.items() if value is not None}
    return cose_sign1.sign(dumps(kept), STATUS, typ=STATUS_TYPE)


def status_files(bomb: bytes) -> dict[str, bytes]:
    """Name every status list of the vectors; `bomb` inflates to more than a list may."""
    old = NOW - 500 * DAY
    return {
        "usual": status_file(),
        "thirteen hours old": status_file(issued=NOW - 13 * HOUR),
        "twelve hours old": status_file(issued=NOW - 12 * HOUR),
        "ended": status_file(issued=NOW - DAY),
        "ends in an hour": status_file(life=2 * HOUR),
        "made in 601 seconds": status_file(issued=NOW + timedelta(seconds=601)),
        "made in 600 seconds": status_file(issued=NOW + timedelta(seconds=600)),
        "of the other city": status_file(OAK_STATUS, uri=f"{OAK}/status"),
        "by the other city's key": status_file(OAK_STATUS),
        "by an unknown key": status_file(UNKNOWN),
        "by a card key": status_file(CARD),
        "by a compromised key": status_file(STATUS_COMPROMISED),
        "by a retired key": status_file(STATUS_RETIRED),
        "by a retired key, in its time": status_file(STATUS_RETIRED, issued=old, life=600 * DAY),
        "spoilt signature": flipped(status_file()),
        "not a message": b"<!doctype html>",
        "a trust list": trust_file(),
        "two bits a card": spoilt_status({65533: {"bits": 2, "lst": b""}}),
        "no end": spoilt_status({4: None}),
        "damaged list": spoilt_status({65533: {"bits": 1, "lst": b"\x78\xda\xff"}}),
        "bomb": spoilt_status({65533: {"bits": 1, "lst": bomb}}),
        "a claim more": spoilt_status({1: ELM}),
    }
