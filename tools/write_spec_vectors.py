"""Write the vectors of MRC-QR-1: docs/spec/vectors/*.json and tests/library/vectors/qr/*.txt.

    python tools/write_spec_vectors.py

Cards are signed with the published Ed25519 key of RFC 8037, appendix A.1, so that they come out the same each
time; nobody trusts that key.  Only the compressed stage may differ with another zlib.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from denizen._encoding import base45, base64url
from denizen._encoding.deterministic_cbor import dumps, loads
from denizen._encoding.inflate import deflate
from denizen.credential import (
    CardClaims,
    CardNumber,
    CheckCode,
    Portrait,
    SealedField,
    SealedFields,
    SealingKey,
    StatusReference,
    ValidityPeriod,
)
from denizen.credential.canonical import canonical, canonical_address, canonical_date, plain_latin
from denizen.credential.crockford import check_character
from denizen.credential.sealed import printed_form, seal
from denizen.envelope import cose_sign1
from denizen.formats.qr import cwt
from denizen.keys import SoftwareSigner

ROOT = Path(__file__).parent.parent
SPEC = ROOT / "docs" / "spec" / "vectors"
CORPUS = ROOT / "tests" / "library" / "vectors" / "qr"
PUBLISHED_SECRET = base64url.decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A")  # RFC 8037, A.1
SIGNER = SoftwareSigner(Ed25519PrivateKey.from_private_bytes(PUBLISHED_SECRET))
ISSUER = "https://new-haven.denizen.example"
NUMBER = CardNumber("7K3M9Q0ABCD1")
CODE = CheckCode("0123456789AB")
NAMES = (
    "Ana", "María José  PEÑA", "Nguyễn Thị Ánh", "Łukasz Żółć-Đorđević", "O’Connor", "Þórður Straße",
    "İpek Işık", "محمد العلي", "উৎপল কুমার", "李小龍", "Ольга Кузнецова", "יעל כהן", "Ǆ ﬃ ΰ ͅα",
)  # fmt: skip
PRINTED = {
    SealedField.NAME: "María José Peña",
    SealedField.NAME_LATIN: "María José Peña",
    SealedField.BIRTH_DATE: "1980-02-29",
    SealedField.ADDRESS: "165 Church Street, New Haven, CT 06510-1234",
}


def code_points(text: str) -> str:
    return " ".join(f"{ord(char):04X}" for char in text)


def canonical_vectors() -> dict[str, Any]:
    names = [
        {
            "text": name,
            "code_points": code_points(name),
            "canonical": canonical(name),
            "canonical_code_points": code_points(canonical(name)),
            "plain_latin": plain_latin(name),
        }
        for name in NAMES
    ]
    dates = {text: canonical_date(text) for text in ("1980-02-29", "1980/02/29", "19800229")}
    addresses = (PRINTED[SealedField.ADDRESS], "165 06510", "12B Elm St 06511")
    return {
        "unicode": "14.0",
        "names": names,
        "dates": dates,
        "addresses": {text: canonical_address(text) for text in addresses},
        "refused": {"U+1E030 (Unicode 15.0)": "text.unassigned", "201 characters": "text.too_long"},
    }


def sealed_vectors() -> dict[str, Any]:
    key = SealingKey.derive(issuer=ISSUER, number=NUMBER, check_code=CODE)
    sealed = seal(PRINTED, issuer=ISSUER, number=NUMBER, check_code=CODE)
    fields = [
        {
            "field": int(field),
            "name": field.name.lower(),
            "printed": text,
            "canonical": printed_form(field, text),
            "sealed": sealed.values[field].hex(),
        }
        for field, text in PRINTED.items()
    ]
    return {
        "issuer": ISSUER,
        "card_number": NUMBER.value,
        "check_code": CODE.value,
        "key": key.secret.hex(),
        "fields": fields,
    }


def number_vectors() -> dict[str, Any]:
    bodies = ("00000000000", "7K3M9Q0ABCD", "ZZZZZZZZZZZ", "123456789AB", "NEWHAVENCTX")
    good = [body + check_character(body) for body in bodies]
    return {
        "good": good,
        "typed": {"7k3m-9qoa-bcdl": CardNumber.parse("7k3m-9qoa-bcdl").value},
        "wrong_check": ["7K3M9Q0ABCD2", "K73M9Q0ABCD1", "7K3M9Q0ABDC1"],
        "wrong_shape": ["7K3M9Q0ABCD", "7K3M9Q0ABCDU", "7K3M9Q0ABCD11"],
    }


def claims(**changes: Any) -> CardClaims:
    usual: dict[str, Any] = {
        "issuer": ISSUER,
        "number": NUMBER,
        "validity": ValidityPeriod(date(2026, 11, 22), date(2027, 11, 21)),
        "status": StatusReference(f"{ISSUER}/status", 123_456),
        "portrait": Portrait(bytes(range(256))),
        "sealed": SealedFields(sealed_values()),
    }
    return CardClaims(**usual | changes)


def sealed_values() -> Mapping[int, bytes]:
    return seal(PRINTED, issuer=ISSUER, number=NUMBER, check_code=CODE).values


def card_vectors() -> dict[str, Any]:
    cards = {
        "usual": claims(),
        "without portrait": claims(portrait=None),
        "name and birth date in clear": claims(
            portrait=None, sealed=None, name="María José Peña", birth_date=date(1980, 2, 29)
        ),
        "location and country": claims(sealed=None, location="US-CT", country="USA"),
    }
    public_key = SIGNER.public_key
    return {
        "public_key": public_key.to_jwk() | {"cose": public_key.to_cose().hex()},
        "cards": [card_vector(name, card) for name, card in cards.items()],
    }


def card_vector(name: str, card: CardClaims) -> dict[str, str]:
    cose = cose_sign1.sign(cwt.write(card), SIGNER)
    return {
        "name": name,
        "payload": cwt.write(card).hex(),
        "cose": cose.hex(),
        "text": text_of(cose),
    }


def text_of(cose: bytes) -> str:
    return base45.encode(deflate(cose))


def signed(payload: bytes) -> str:
    return text_of(cose_sign1.sign(payload, SIGNER))


def with_claims(
    change: Mapping[int, Any] | None = None, inner: Mapping[int, Any] | None = None
) -> str:
    """Write a usual card with claims, or members of claim 169, replaced; None takes one out."""
    found = loads(cwt.write(claims()))
    for target, changes in ((found[169], inner or {}), (found, change or {})):
        target.update(changes)
        for key in [key for key, value in changes.items() if value is None]:
            del target[key]
    return signed(dumps(found))


def raw(cose: bytes) -> str:
    return base45.encode(zlib.compress(cose))


Refusals = dict[str, tuple[str, str, str]]
"""Name -> code, why, text."""


def transport_refusals() -> Refusals:
    """Spoil the text and the compressed bytes."""
    cose = cose_sign1.sign(cwt.write(claims()), SIGNER)
    text, packed = text_of(cose), deflate(cose)
    even = packed[: len(packed) // 2 * 2]
    return {
        "empty": ("qr.inflate.unfinished", "nothing at all", ""),
        "lower_case": ("qr.base45.character", "the alphabet has no lower case", text.lower()),
        "prefixed": ("qr.base45.character", "a web address", "https://example.org/"),
        "one_left_over": (
            "qr.base45.length",
            "one character after whole groups",
            base45.encode(even) + "0",
        ),
        "group_too_large": ("qr.base45.value", "::: is 91,124", ":::" + text[3:]),
        "too_long": ("qr.base45.too_long", "4,097 characters", "0" * 4097),
        "not_zlib": ("qr.inflate.damaged", "the message without compression", base45.encode(cose)),
        "cut": ("qr.inflate.unfinished", "the last bytes are missing", base45.encode(even[:-2])),
        "followed": (
            "qr.inflate.trailing",
            "a zero byte after the stream",
            base45.encode(packed + b"\0"),
        ),
        "bomb": ("qr.inflate.too_large", "inflates to a million bytes", raw(bytes(1_000_000))),
    }


def envelope_refusals() -> Refusals:
    """Spoil the COSE message and the CBOR that it is made of."""
    cose = cose_sign1.sign(cwt.write(claims()), SIGNER)
    critical = dumps([dumps({1: -8, 2: [99]}), {}, b"", b""])
    return {
        "wrong_tag": ("cose.tag", "COSE_Mac0, tag 17", raw(b"\xd1" + cose[1:])),
        "plain_json": ("cose.tag", "JSON in the place of COSE", raw(b'{"name": "x"}')),
        "three_parts": ("cose.shape", "no signature at all", raw(b"\xd2" + dumps([b"", {}, b""]))),
        "critical": ("cose.critical", "a critical header", raw(b"\xd2" + critical)),
        "nest": ("cbor.too_deep", "8,000 arrays in each other", raw(b"\xd2\x84" + b"\x81" * 8000)),
        "indefinite": (
            "cbor.indefinite",
            "an array without a length",
            raw(b"\xd2\x9f" + cose[2:] + b"\xff"),
        ),
        "trailing_cbor": ("cbor.trailing", "a byte after the message", raw(cose + b"\0")),
        "duplicate_key": (
            "cbor.duplicate_key",
            "the issuer twice",
            signed(b"\xa2\x01\x61a\x01\x61b"),
        ),
    }


def cwt_refusals() -> Refusals:
    """Sign claims that a card does not make."""
    negative = {"status_list": {"idx": -1, "uri": ISSUER}}
    second = 1_795_305_601
    return {
        "payload_is_text": ("cwt.shape", "a payload that is no map", signed(dumps("hello"))),
        "no_claim_169": ("cwt.claim_169", "a token of another kind", with_claims({169: None})),
        "issuer_is_number": ("cwt.issuer", "claim 1 is 5", with_claims({1: 5})),
        "no_expiry": ("cwt.validity", "claim 4 is missing", with_claims({4: None})),
        "to_the_second": (
            "cwt.validity",
            "claims 5 and 6 tell the second",
            with_claims({5: second, 6: second}),
        ),
        "issued_otherwise": (
            "cwt.validity",
            "claim 6 differs from claim 5",
            with_claims({6: 1_795_219_200}),
        ),
        "ends_before_it_begins": (
            "cwt.validity",
            "claim 4 lies before claim 5",
            with_claims({4: 216_000}),
        ),
        "status_is_text": ("cwt.status", "claim 65535 is a text", with_claims({65535: "good"})),
        "status_index_negative": ("cwt.status", "index -1", with_claims({65535: negative})),
    }


def claim_169_refusals() -> Refusals:
    """Sign a map of claim 169 that is not in the profile."""
    sample = {
        1: "11110000324013",
        3: "EN",
        4: "Peter M Jhon",
        8: "19880102",
    }  # Claim 169, section 3.2
    faults: dict[str, tuple[str, str, dict[int, Any]]] = {
        "no_number": ("number", "key 1 is missing", {1: None}),
        "number_check": ("number", "a wrong check character", {1: "7K3M9Q0ABCD2"}),
        "number_in_lower_case": ("number", "a card writes one form", {1: "7k3m9q0abcd1"}),
        "specification_sample": ("number", "the sample of Claim 169 has a national number", sample),
        "portrait_unknown": ("portrait", "format 9", {17: 9}),
        "portrait_not_hexadecimal": ("portrait", "text that is no hexadecimal", {16: "xyz"}),
        "portrait_too_large": ("portrait", "4,097 bytes", {16: bytes(4097)}),
        "sealed_short": ("sealed", "15 bytes", {75: {1: bytes(15)}}),
        "birth_date_american": ("birth_date", "MM/DD/YYYY", {8: "02/29/1980"}),
        "birth_date_impossible": ("birth_date", "30 February", {8: "19800230"}),
        "name_is_number": ("text", "key 4 is 5", {4: 5}),
        "name_too_long": ("text", "201 characters", {4: "a" * 201}),
    }
    found = {
        name: (f"claim169.{code}", why, with_claims(inner=inner))
        for name, (code, why, inner) in faults.items()
    }
    found["claim_169_is_list"] = ("claim169.shape", "claim 169 is a list", with_claims({169: []}))
    return found


def refusals() -> Refusals:
    """List every card of the corpus, stage by stage."""
    return transport_refusals() | envelope_refusals() | cwt_refusals() | claim_169_refusals()


def write_json(name: str, content: Mapping[str, Any]) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=2)
    (SPEC / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def main() -> None:
    SPEC.mkdir(parents=True, exist_ok=True)
    CORPUS.mkdir(parents=True, exist_ok=True)
    for name, content in specification().items():
        write_json(name, content)
    for name, (code, why, text) in refusals().items():
        head = f"expect: {code}\nwhy: {why}\nsource: tools/write_spec_vectors.py\n\n"
        (CORPUS / f"{name}.txt").write_text(head + text, encoding="utf-8")


def specification() -> dict[str, dict[str, Any]]:
    """Collect the vectors by the name of their file."""
    return {
        "canonical": canonical_vectors(),
        "sealed-fields": sealed_vectors(),
        "card-numbers": number_vectors(),
        "cards": card_vectors(),
    }


if __name__ == "__main__":
    main()
