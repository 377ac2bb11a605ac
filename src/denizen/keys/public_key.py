"""Public keys: read from COSE_Key and JWK, named by their thumbprint, ready to verify."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final, NewType

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256

from denizen._encoding import base64url, deterministic_cbor, limits
from denizen.errors import BadSignatureError, MalformedError
from denizen.keys.algorithms import Algorithm
from denizen.keys.ecdsa import der_from_raw
from denizen.keys.edwards import is_usable_point

KeyId = NewType("KeyId", bytes)
"""The first 8 bytes of a key's COSE thumbprint (RFC 9679); looked up within its issuer."""

_LAYER: Final = "key"
_P256: Final = ec.SECP256R1()
# hashlib's SHA-256 starts sooner than the crypto library's; over a card that saves half a microsecond of 81
_ES256: Final = ec.ECDSA(Prehashed(SHA256()))

_Loaded = ec.EllipticCurvePublicKey | ed25519.Ed25519PublicKey


@dataclass(frozen=True, slots=True)
class PublicKey:
    """One public key, checked and loaded once; it knows its algorithm and never asks a message for it."""

    algorithm: Algorithm
    x: bytes
    y: bytes | None
    key_id: KeyId = field(init=False, compare=False)
    _check: Callable[[bytes, bytes], None] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Load the key.  Raises `MalformedError` for a point that is not on the curve, or weak."""
        check = _p256_check(self.x, self.y) if self.y is not None else _ed25519_check(self.x)
        if (self.algorithm is Algorithm.ES256) is (self.y is None):
            raise MalformedError(
                "key.algorithm", "the algorithm does not fit the curve", layer=_LAYER
            )
        object.__setattr__(self, "_check", check)
        object.__setattr__(self, "key_id", KeyId(self.thumbprint()[:8]))

    @classmethod
    def from_loaded(cls, loaded: _Loaded) -> PublicKey:
        """Wrap a key object of the crypto library; P-256 and Ed25519 only."""
        if isinstance(loaded, ed25519.Ed25519PublicKey):
            return cls(Algorithm.EDDSA, loaded.public_bytes_raw(), None)
        if not isinstance(loaded.curve, ec.SECP256R1):
            raise MalformedError("key.curve", "the curve is not P-256", layer=_LAYER)
        numbers = loaded.public_numbers()
        return cls(Algorithm.ES256, numbers.x.to_bytes(32, "big"), numbers.y.to_bytes(32, "big"))

    @classmethod
    def from_cose(cls, data: bytes) -> PublicKey:
        """Read a COSE_Key (RFC 9052, section 7; RFC 9053, section 7).  Raises `MalformedError`."""
        key = deterministic_cbor.loads(data, max_bytes=limits.KEY_BYTES, layer=_LAYER)
        if not isinstance(key, dict) or any(label in key for label in (-4, 4)):
            raise MalformedError("key.shape", "not a public COSE key for any use", layer=_LAYER)
        return cls._from_members(
            curve=(key.get(1), key.get(-1)), algorithm=key.get(3), x=key.get(-2), y=key.get(-3)
        )

    @classmethod
    def from_jwk(cls, jwk: Mapping[str, Any]) -> PublicKey:
        """Read a JWK (RFC 7517; RFC 7518, section 6.2; RFC 8037, section 2).  Raises `MalformedError`."""
        if "d" in jwk or jwk.get("use", "sig") != "sig":
            raise MalformedError("key.shape", "not a public signature key", layer=_LAYER)
        curve = _JWK_CURVES.get((_text(jwk, "kty"), _text(jwk, "crv")))
        algorithm = _JWK_ALGORITHMS.get(_text(jwk, "alg"), 0) if "alg" in jwk else None
        y = base64url.decode(_text(jwk, "y")) if "y" in jwk else None
        return cls._from_members(
            curve=curve, algorithm=algorithm, x=base64url.decode(_text(jwk, "x")), y=y
        )

    @classmethod
    def _from_members(
        cls, *, curve: tuple[object, object] | None, algorithm: object, x: object, y: object
    ) -> PublicKey:
        """Join what both notations share: key type with curve, algorithm as a COSE number, coordinates."""
        expected = next((found for name, found in _CURVES if name == curve), None)
        if expected is None:
            raise MalformedError("key.curve", "the key is neither P-256 nor Ed25519", layer=_LAYER)
        if algorithm is not None and algorithm != expected.cose_id:
            raise MalformedError(
                "key.algorithm", "the algorithm does not fit the curve", layer=_LAYER
            )
        wanted_y = bytes if expected is Algorithm.ES256 else type(None)
        if not isinstance(x, bytes) or not isinstance(y, wanted_y):
            raise MalformedError(
                "key.shape", "a coordinate is missing or of another type", layer=_LAYER
            )
        return cls(expected, x, y)

    def to_cose(self) -> bytes:
        """Write a COSE_Key with its algorithm."""
        return deterministic_cbor.dumps({**self._cose_members(), 3: self.algorithm.cose_id})

    def to_jwk(self) -> dict[str, str]:
        """Write a public JWK for signatures; `kid` is the base64url form of the key id."""
        kty, crv = ("OKP", "Ed25519") if self.y is None else ("EC", "P-256")
        jwk = {"kty": kty, "crv": crv, "x": base64url.encode(self.x)}
        if self.y is not None:
            jwk["y"] = base64url.encode(self.y)
        return jwk | {
            "alg": self.algorithm.jose_name,
            "use": "sig",
            "kid": base64url.encode(self.key_id),
        }

    def thumbprint(self) -> bytes:
        """Hash the required members with SHA-256 (RFC 9679, sections 3 and 4); 32 bytes."""
        return sha256(deterministic_cbor.dumps(self._cose_members())).digest()

    def _cose_members(self) -> dict[int, int | bytes]:
        if self.y is None:
            return {1: 1, -1: 6, -2: self.x}
        return {1: 2, -1: 1, -2: self.x, -3: self.y}

    def verify(self, signature: bytes, message: bytes, *, step: int = 0) -> None:
        """Check a 64-byte signature (`r || s`, or `R || S`) over a message.

        `step` is the verification step to which a refusal belongs.  Raises `BadSignatureError`.
        """
        if len(signature) != limits.SIGNATURE_BYTES:
            raise BadSignatureError("signature.length", "the signature is not 64 bytes", step=step)
        try:
            self._check(signature, message)
        except InvalidSignature:
            raise BadSignatureError(
                "signature.mismatch", "the signature does not fit the key", step=step
            ) from None


_CURVES: Final = (
    ((2, 1), Algorithm.ES256),  # kty EC2, crv P-256
    ((1, 6), Algorithm.EDDSA),  # kty OKP, crv Ed25519
)
_JWK_CURVES: Final = {("EC", "P-256"): (2, 1), ("OKP", "Ed25519"): (1, 6)}
_JWK_ALGORITHMS: Final = {each.jose_name: each.cose_id for each in Algorithm}


def _text(jwk: Mapping[str, Any], name: str) -> str:
    value = jwk.get(name)
    if not isinstance(value, str):
        raise MalformedError("key.shape", f"{name} is missing or not text", layer=_LAYER)
    return value


def _p256_check(x: bytes, y: bytes) -> Callable[[bytes, bytes], None]:
    """Load an uncompressed point; the crypto library refuses one that is not on the curve."""
    if len(x) != 32 or len(y) != 32:
        raise MalformedError("key.length", "a coordinate is not 32 bytes", layer=_LAYER)
    try:
        verify = ec.EllipticCurvePublicKey.from_encoded_point(_P256, b"\x04" + x + y).verify
    except ValueError:
        raise MalformedError("key.point", "the point is not on the curve", layer=_LAYER) from None
    return lambda signature, message: verify(
        der_from_raw(signature), sha256(message).digest(), _ES256
    )


def _ed25519_check(x: bytes) -> Callable[[bytes, bytes], None]:
    """Load a point after looking at it ourselves; the crypto library takes any 32 bytes."""
    if len(x) != 32:
        raise MalformedError("key.length", "the key is not 32 bytes", layer=_LAYER)
    if not is_usable_point(x):
        raise MalformedError("key.point", "the point is not on the curve, or weak", layer=_LAYER)
    return ed25519.Ed25519PublicKey.from_public_bytes(x).verify
