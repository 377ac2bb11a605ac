"""Compact JWS: published examples and refusals."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from denizen._encoding import base64url
from denizen.envelope import jws
from denizen.errors import BadSignatureError, KeyNotUsableError, LimitExceededError, MalformedError
from denizen.keys import Algorithm, PublicKey, SoftwareSigner

SIGNER = SoftwareSigner.generate()

ES256_EXAMPLE = (  # RFC 7515, appendix A.3
    "eyJhbGciOiJFUzI1NiJ9"
    ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
    ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
)
ES256_KEY = {
    "kty": "EC",
    "crv": "P-256",
    "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
    "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
}
EDDSA_EXAMPLE = (  # RFC 8037, appendix A.4
    "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc"
    ".hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
)
EDDSA_KEY = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}


@pytest.mark.parametrize(("text", "jwk"), [(ES256_EXAMPLE, ES256_KEY), (EDDSA_EXAMPLE, EDDSA_KEY)])
def test_the_published_examples_verify(text: str, jwk: dict[str, str]) -> None:
    jws.parse(text).verify(PublicKey.from_jwk(jwk))


@given(st.binary(max_size=300), st.sampled_from(list(Algorithm)))
def test_what_is_signed_parses_and_verifies(payload: bytes, algorithm: Algorithm) -> None:
    signer = SoftwareSigner.generate(algorithm)
    parsed = jws.parse(jws.sign(payload, signer, typ="statuslist+jwt"))
    parsed.verify(signer.public_key)
    assert (parsed.payload, parsed.typ) == (payload, "statuslist+jwt")
    assert parsed.key_id == base64url.encode(signer.public_key.key_id)


def test_the_algorithm_is_the_keys_and_never_the_headers() -> None:
    with pytest.raises(KeyNotUsableError, match=r"signature\.algorithm"):
        jws.parse(ES256_EXAMPLE).verify(PublicKey.from_jwk(EDDSA_KEY))


def token(header: Any, signature: str = "AA") -> str:
    return f"{base64url.encode(json.dumps(header).encode())}.AA.{signature}"


def test_none_is_no_algorithm() -> None:
    with pytest.raises(KeyNotUsableError, match=r"signature\.algorithm"):
        jws.parse(token({"alg": "none"}, signature="")).verify(SIGNER.public_key)


@given(st.integers(0, 10_000))
def test_a_changed_character_is_refused(place: int) -> None:
    text = jws.sign(b"payload of the list", SIGNER, typ="t")
    place %= len(text)
    changed = text[:place] + ("B" if text[place] != "B" else "C") + text[place + 1 :]
    with pytest.raises((MalformedError, KeyNotUsableError, BadSignatureError)):
        jws.parse(changed).verify(SIGNER.public_key)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "jws.shape"),
        ("a.b", "jws.shape"),
        ("a.b.c.d", "jws.shape"),
        (token({"alg": "ES256"}) + "=", "base64url.character"),
        (token({}), "jws.header"),
        (token([]), "jws.header"),
        (token({"alg": 5}), "jws.header"),
        (token({"alg": "ES256", "kid": 5}), "jws.header"),
        (token({"alg": "ES256", "typ": None}), "jws.header"),
        (token({"alg": "ES256", "crit": ["b64"], "b64": False}), "jws.critical"),
        (base64url.encode(b'{"alg":"none","alg":"ES256"}') + ".AA.AA", "json.duplicate_name"),
    ],
)
def test_each_fault_has_its_own_code(text: str, code: str) -> None:
    with pytest.raises(MalformedError) as caught:
        jws.parse(text)
    assert caught.value.code == code


def test_a_text_over_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(LimitExceededError, match=r"jws\.too_large"):
        jws.parse("?" * ((16 << 20) + 1))


@given(st.text(max_size=200))
def test_only_our_errors_escape_from_arbitrary_text(text: str) -> None:
    with suppress(MalformedError):
        jws.parse(text)
    with suppress(MalformedError):
        jws.parse(f"{base64url.encode(text.encode('utf-8', 'replace'))}.AA.AA")
