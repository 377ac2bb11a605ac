"""The cards of the verdict vectors: good ones in every tolerated form, and those that step 0 to 3 refuse."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from vector_city import CARD, ELM, PublishedSigner
from write_spec_vectors import Refusals, refusals

from denizen._encoding import base45
from denizen._encoding.deterministic_cbor import dumps, loads
from denizen._encoding.inflate import deflate
from denizen.credential import (
    CardClaims,
    CardNumber,
    CheckCode,
    Portrait,
    SealedField,
    SealedFields,
    StatusReference,
    ValidityPeriod,
)
from denizen.credential.sealed import seal
from denizen.envelope import cose_sign1
from denizen.formats.qr import cwt

NUMBER = CardNumber("7K3M9Q0ABCD1")
CODE = CheckCode("0123456789AB")
FIRST, LAST = date(2026, 11, 20), date(2030, 11, 20)
PRINTED = {
    SealedField.NAME: "María José Łukasz-Peña",
    SealedField.NAME_LATIN: "María José Łukasz-Peña",
    SealedField.BIRTH_DATE: "1980-02-29",
    SealedField.ADDRESS: "165B Church Street, New Haven, CT 06510-1234",
}
ARABIC = {SealedField.NAME: "محمد العلي", SealedField.NAME_LATIN: "Mohammed Al-Ali"}
PORTRAIT = b"".join(hashlib.sha256(bytes((each,))).digest() for each in range(12))
OF_CBOR = {
    "malformed": (b"\xa1\x01\x61\xff", "a text that is not UTF-8"),
    "truncated": (b"\xa2\x01\x02\x03", "a map without its last value"),
    "trailing": (b"\xa0\x00", "a zero byte after the item"),
    "indefinite": (b"\xbf\xff", "a map without a length"),
    "duplicate_key": (b"\xa2\x01\x01\x01\x02", "a key twice, the values different"),
    "tag": (b"\xa1\x01\xc1\x00", "a date with tag 1"),
    "too_deep": (b"\xa1\x01" + b"\x81" * 8 + b"\x00", "nine levels"),
}


def claims(index: int = 7, **changes: Any) -> CardClaims:
    """Give a usual card's claims."""
    usual: dict[str, Any] = {
        "issuer": ELM,
        "number": NUMBER,
        "validity": ValidityPeriod(FIRST, LAST),
        "status": StatusReference(f"{ELM}/status", index),
        "portrait": Portrait(PORTRAIT),
        "sealed": sealed(PRINTED),
    }
    return CardClaims(**usual | changes)


def sealed(printed: Mapping[SealedField, str], *, issuer: str = ELM) -> SealedFields:
    return seal(printed, issuer=issuer, number=NUMBER, check_code=CODE)


def text_of(cose: bytes) -> str:
    return base45.encode(deflate(cose))


def cose_of(found: CardClaims, signer: PublishedSigner = CARD) -> bytes:
    return cose_sign1.sign(cwt.write(found), signer)


def card(index: int = 7, *, signer: PublishedSigner = CARD, **changes: Any) -> str:
    return text_of(cose_of(claims(index, **changes), signer))


def with_members(
    change: Mapping[int, Any] | None = None, inner: Mapping[int, Any] | None = None
) -> str:
    """Sign a usual card with claims, or members of claim 169, replaced; None takes one out."""
    found = loads(cwt.write(claims()))
    for target, changes in ((found[169], inner or {}), (found, change or {})):
        target.update(changes)
        for key in [key for key, value in changes.items() if value is None]:
            del target[key]
    return text_of(cose_sign1.sign(dumps(found), CARD))


def hand_made(
    protected: Mapping[int, Any], unprotected: Mapping[int, Any] | None = None, **how: Any
) -> str:
    """Sign a usual card under any headers; `head` stands before the array."""
    header, payload = dumps(protected) if protected else b"", cwt.write(claims())
    signature = CARD.sign(dumps(["Signature1", header, b"", payload]))
    message = dumps([header, dict(unprotected or {}), payload, how.get("signature", signature)])
    return text_of(how.get("head", b"\xd2") + message)


def tolerated() -> dict[str, tuple[str, str]]:
    """Name good cards of other writers: name -> why, text."""
    usual = {1: -7, 4: CARD.public_key.key_id}
    cose = cose_of(claims())
    return {
        "tag 61 around tag 18": ("a tagged CWT", text_of(b"\xd8\x3d" + cose)),
        "tag 61 alone": ("a CWT whose message has no tag", text_of(b"\xd8\x3d" + cose[1:])),
        "no tag": ("a bare message", text_of(cose[1:])),
        "stored block": ("zlib without compression", base45.encode(zlib.compress(cose, 0))),
        "key id in the unprotected header": (
            "as Claim 169 shows",
            hand_made({1: -7}, {4: usual[4]}),
        ),
        "key id in both headers": ("the same id twice", hand_made(usual, {4: usual[4]})),
        "other unprotected headers": ("a certificate, not looked at", hand_made(usual, {33: b"x"})),
        "portrait as hexadecimal text": (
            "as Claim 169's table says",
            with_members(inner={16: "ffD8 ff", 17: 1}),
        ),
        "birth date with dashes": ("as Claim 169's sample", with_members(inner={8: "1980-02-29"})),
        "claims of others": (
            "unknown claims and keys",
            with_members({7: b"x"}, {3: "en", 62: [1]}),
        ),
        "no issued-at": ("claim 6 may be absent", with_members({6: None})),
        "sealed field of a later profile": (
            "field 9 means nothing",
            with_members(inner={75: {9: bytes(16)}}),
        ),
        "name of 200 characters": ("characters, not bytes", with_members(inner={4: "𝒜" * 200})),
        "portrait of 4096 bytes": ("the largest", with_members(inner={16: bytes(4096)})),
    }


def unreadable() -> Refusals:
    """Name cards that step 0 to 3 refuse: name -> code, why, text."""
    usual = {1: -7, 4: CARD.public_key.key_id}
    more: Refusals = {
        "not_ascii": ("qr.base45.character", "letters of another script", "НЕ КАРТА"),
        "last_byte_too_large": ("qr.base45.value", "the two last characters stand for 2,024", "::"),
        "preset_dictionary": (
            "qr.inflate.damaged",
            "zlib with a dictionary",
            base45.encode(preset()),
        ),
        "wrong_checksum": ("qr.inflate.damaged", "the last byte flipped", flipped_checksum()),
        "header_is_list": ("cose.header", "a protected header that is no map", header_is([])),
        "algorithm_is_text": ("cose.header", "the algorithm as a name", hand_made({1: "ES256"})),
        "key_id_is_text": ("cose.key_id", "a key id as text", hand_made({1: -7, 4: "key"})),
        "two_key_ids": ("cose.key_id", "the headers differ", hand_made(usual, {4: bytes(8)})),
        "portrait_empty": ("claim169.portrait", "no byte", with_members(inner={16: b""})),
        "portrait_without_format": (
            "claim169.portrait",
            "key 17 is missing",
            with_members(inner={17: None}),
        ),
        "sealed_empty": ("claim169.sealed", "no field", with_members(inner={75: {}})),
        "sealed_many": (
            "claim169.sealed",
            "17 fields",
            with_members(inner={75: dict.fromkeys(range(17), bytes(16))}),
        ),
        "name_empty": ("claim169.text", "no character", with_members(inner={4: ""})),
        "country_is_number": ("claim169.text", "key 23 is 840", with_members(inner={23: 840})),
        "day_after_9999": (
            "cwt.validity",
            "the last day is 31 December 9999",
            with_members({4: 253_402_344_000}),
        ),
        "status_index_too_large": (
            "cwt.status",
            "index 2^40",
            with_members({65535: entry(1 << 40)}),
        ),
        "status_without_address": (
            "cwt.status",
            "no uri",
            with_members({65535: {"status_list": {"idx": 1}}}),
        ),
    }
    return refusals() | more | of_cbor()


def entry(index: int) -> dict[str, Any]:
    return {"status_list": {"idx": index, "uri": f"{ELM}/status"}}


def header_is(item: Any) -> str:
    return text_of(b"\xd2" + dumps([dumps(item), {}, cwt.write(claims()), bytes(64)]))


def preset() -> bytes:
    stream = zlib.compressobj(zdict=ELM.encode())
    return stream.compress(cose_of(claims())) + stream.flush()


def flipped_checksum() -> str:
    packed = deflate(cose_of(claims()))
    return base45.encode(packed[:-1] + bytes((packed[-1] ^ 1,)))


def of_cbor() -> Refusals:
    """Put each fault of CBOR where the message stands, and where the claims stand."""
    found: Refusals = {}
    for name, (item, why) in OF_CBOR.items():
        outer = text_of(b"\xd2" + item)
        inner = text_of(cose_sign1.sign(item, CARD))
        found[f"envelope_{name}"] = (f"cbor.{name}", f"{why}, in the place of the message", outer)
        found[f"claims_{name}"] = (f"cbor.{name}", f"{why}, in the place of the claims", inner)
    return found
