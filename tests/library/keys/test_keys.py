"""Keys: both notations, thumbprints, refusals, and signatures bound to the key's own algorithm."""

from __future__ import annotations

from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa, utils
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import given
from hypothesis import strategies as st

from denizen._encoding import deterministic_cbor
from denizen.errors import BadSignatureError, MalformedError
from denizen.keys import Algorithm, PublicKey, SoftwareSigner
from denizen.keys.ecdsa import der_from_raw, raw_from_der

# RFC 9679, section 6
EXAMPLE_X = bytes.fromhex("65eda5a12577c2bae829437fe338701a10aaa375e1bb5b5de108de439c08551d")
EXAMPLE_Y = bytes.fromhex("1e52ed75701163f7f9e40ddf9f341b3dc9ba860af7e0ca7ca7e9eecd0084d19c")
EXAMPLE_THUMBPRINT = "496bd8afadf307e5b08c64b0421bf9dc01528a344a43bda88fadd1669da253ec"
# RFC 8037, appendix A.1
ED25519_X = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


@pytest.fixture(params=list(Algorithm), ids=lambda each: each.jose_name)
def signer(request: pytest.FixtureRequest) -> SoftwareSigner:
    return SoftwareSigner.generate(request.param)


def test_the_published_thumbprint_is_ours_and_names_the_key() -> None:
    key = PublicKey(Algorithm.ES256, EXAMPLE_X, EXAMPLE_Y)
    assert key.thumbprint().hex() == EXAMPLE_THUMBPRINT
    assert key.key_id.hex() == EXAMPLE_THUMBPRINT[:16]


def test_the_published_edwards_key_reads_from_jwk() -> None:
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
    assert PublicKey.from_jwk(jwk) == PublicKey(Algorithm.EDDSA, ED25519_X, None)


def test_a_key_survives_both_notations(signer: SoftwareSigner) -> None:
    key = signer.public_key
    assert PublicKey.from_cose(key.to_cose()) == key
    assert PublicKey.from_jwk(key.to_jwk()) == key
    assert PublicKey.from_cose(key.to_cose()).key_id == key.key_id
    assert len(key.key_id) == 8


def test_a_private_key_survives_its_document(signer: SoftwareSigner) -> None:
    again = SoftwareSigner.from_pkcs8(signer.to_pkcs8())
    assert again.public_key == signer.public_key
    signer.public_key.verify(again.sign(b"message"), b"message")


def test_a_private_key_does_not_show(signer: SoftwareSigner) -> None:
    secret = signer.to_pkcs8()
    assert secret.hex() not in repr(signer)
    assert "private" not in repr(signer).lower()


def test_a_signature_fits_its_message_and_key_only(signer: SoftwareSigner) -> None:
    signature = signer.sign(b"message")
    assert len(signature) == 64
    signer.public_key.verify(signature, b"message")
    other = SoftwareSigner.generate(signer.public_key.algorithm).public_key
    for key, message in [(signer.public_key, b"massage"), (other, b"message")]:
        with pytest.raises(BadSignatureError, match=r"signature\.mismatch"):
            key.verify(signature, message)


def test_every_flipped_bit_of_a_signature_is_refused(signer: SoftwareSigner) -> None:
    signature = signer.sign(b"message")
    for bit in range(512):
        flipped = (int.from_bytes(signature, "big") ^ 1 << bit).to_bytes(64, "big")
        with pytest.raises(BadSignatureError):
            signer.public_key.verify(flipped, b"message")


@pytest.mark.parametrize("size", [0, 1, 63, 65, 70, 71, 72, 128])
def test_a_signature_of_another_length_is_refused(signer: SoftwareSigner, size: int) -> None:
    with pytest.raises(BadSignatureError, match=r"signature\.length") as caught:
        signer.public_key.verify(b"\1" * size, b"message", step=4)
    assert caught.value.step == 4


@pytest.mark.parametrize("r", [0, 1, P256_ORDER, 2**256 - 1])
@pytest.mark.parametrize("s", [0, 1, P256_ORDER, 2**256 - 1])
def test_numbers_out_of_range_never_verify(r: int, s: int) -> None:
    key = SoftwareSigner.generate().public_key
    with pytest.raises(BadSignatureError):
        key.verify(r.to_bytes(32, "big") + s.to_bytes(32, "big"), b"message")


@given(st.integers(1, 2**256 - 1), st.integers(1, 2**256 - 1))
def test_both_forms_of_a_signature_agree_with_the_crypto_library(r: int, s: int) -> None:
    raw = r.to_bytes(32, "big") + s.to_bytes(32, "big")
    assert der_from_raw(raw) == utils.encode_dss_signature(r, s)
    assert raw_from_der(der_from_raw(raw)) == raw


def test_our_signatures_verify_with_the_crypto_library_alone() -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    signature = SoftwareSigner(private).sign(b"message")
    numbers = (int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big"))
    private.public_key().verify(
        utils.encode_dss_signature(*numbers), b"message", ec.ECDSA(SHA256())
    )


@pytest.mark.parametrize(
    ("x", "y"),
    [
        (EXAMPLE_X, EXAMPLE_X),
        (bytes(32), bytes(32)),
        (b"\xff" * 32, b"\xff" * 32),
        (EXAMPLE_X, bytes(32)),
    ],
)
def test_a_point_off_the_curve_is_refused(x: bytes, y: bytes) -> None:
    with pytest.raises(MalformedError, match=r"key\.point"):
        PublicKey(Algorithm.ES256, x, y)


SMALL_ORDER_POINTS = [  # the eight torsion points of edwards25519, and spellings of them past the prime
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
]


@pytest.mark.parametrize("point", SMALL_ORDER_POINTS)
def test_a_weak_edwards_point_is_refused(point: str) -> None:
    with pytest.raises(MalformedError, match=r"key\.point"):
        PublicKey(Algorithm.EDDSA, bytes.fromhex(point), None)


def test_a_weak_edwards_point_would_have_verified_a_forgery() -> None:
    # The identity as key: R = identity, S = 0 "signs" every message.  This is what the check is for.
    weak = ed25519.Ed25519PublicKey.from_public_bytes(bytes.fromhex(SMALL_ORDER_POINTS[0]))
    forged = bytes.fromhex(SMALL_ORDER_POINTS[0]) + bytes(32)
    weak.verify(forged, b"any message")


def test_an_edwards_number_off_the_curve_is_refused_and_real_keys_are_not() -> None:
    with pytest.raises(MalformedError, match=r"key\.point"):
        PublicKey(Algorithm.EDDSA, (2).to_bytes(32, "little"), None)
    for _ in range(30):
        assert SoftwareSigner.generate(Algorithm.EDDSA).public_key.algorithm is Algorithm.EDDSA


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({1: 2, -1: 1, -2: EXAMPLE_X}, "key.shape"),
        ({1: 2, -1: 1, -2: EXAMPLE_X, -3: True}, "key.shape"),
        ({1: 2, -1: 1, -2: EXAMPLE_X[1:], -3: EXAMPLE_Y}, "key.length"),
        ({1: 2, -1: 2, -2: EXAMPLE_X, -3: EXAMPLE_Y}, "key.curve"),
        ({1: 1, -1: 1, -2: EXAMPLE_X, -3: EXAMPLE_Y}, "key.curve"),
        ({1: [], -1: {}, -2: EXAMPLE_X, -3: EXAMPLE_Y}, "key.curve"),
        ({1: 2, 3: -8, -1: 1, -2: EXAMPLE_X, -3: EXAMPLE_Y}, "key.algorithm"),
        ({1: 1, 3: -7, -1: 6, -2: ED25519_X}, "key.algorithm"),
        ({1: 1, -1: 6, -2: ED25519_X, -3: EXAMPLE_Y}, "key.shape"),
        ({1: 1, -1: 6, -2: ED25519_X[1:]}, "key.length"),
        ({1: 2, -1: 1, -2: EXAMPLE_X, -3: EXAMPLE_Y, -4: bytes(32)}, "key.shape"),
        ([1, 2], "key.shape"),
    ],
)
def test_each_fault_of_a_cose_key_has_its_own_code(members: Any, code: str) -> None:
    with pytest.raises(MalformedError) as caught:
        PublicKey.from_cose(deterministic_cbor.dumps(members))
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"d": "AA"}, "key.shape"),
        ({"use": "enc"}, "key.shape"),
        ({"x": 5}, "key.shape"),
        ({"alg": "none"}, "key.algorithm"),
        ({"alg": "HS256"}, "key.algorithm"),
        ({"alg": ["ES256"]}, "key.shape"),
        ({"alg": "EdDSA"}, "key.algorithm"),
        ({"crv": "P-384"}, "key.curve"),
        ({"kty": "oct"}, "key.curve"),
        ({"y": "A"}, "base64url.length"),
    ],
)
def test_each_fault_of_a_jwk_has_its_own_code(change: dict[str, Any], code: str) -> None:
    jwk = PublicKey(Algorithm.ES256, EXAMPLE_X, EXAMPLE_Y).to_jwk() | change
    with pytest.raises(MalformedError) as caught:
        PublicKey.from_jwk(jwk)
    assert caught.value.code == code


def pkcs8(private: Any) -> bytes:
    return private.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"\x30\x00",
        bytes(5000),
        pkcs8(ec.generate_private_key(ec.SECP384R1())),
        pkcs8(rsa.generate_private_key(65537, 2048)),
    ],
    ids=["empty", "hollow", "long", "p384", "rsa"],
)
def test_other_private_keys_are_refused(document: bytes) -> None:
    with pytest.raises(MalformedError):
        SoftwareSigner.from_pkcs8(document)


@given(st.binary(max_size=120))
def test_only_our_errors_escape_from_arbitrary_keys(data: bytes) -> None:
    for read in (PublicKey.from_cose, SoftwareSigner.from_pkcs8):
        with pytest.raises(MalformedError):
            read(data)
