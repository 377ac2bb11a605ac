"""A signer whose private key lies in this process's memory."""

from __future__ import annotations

from typing import Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.hashes import SHA256

from denizen._encoding import limits
from denizen.errors import MalformedError
from denizen.keys.algorithms import Algorithm
from denizen.keys.ecdsa import raw_from_der
from denizen.keys.public_key import PublicKey

_LAYER: Final = "private key"
_ES256: Final = ec.ECDSA(SHA256())

_Private = ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey


class SoftwareSigner:
    """Signs with a key held in memory; the key never shows in `repr` and leaves only by `to_pkcs8`."""

    __slots__ = ("_private", "_public_key")

    def __init__(self, private: _Private) -> None:
        self._private = private
        self._public_key = PublicKey.from_loaded(private.public_key())

    @classmethod
    def generate(cls, algorithm: Algorithm = Algorithm.ES256) -> SoftwareSigner:
        """Make a new key."""
        match algorithm:
            case Algorithm.ES256:
                return cls(ec.generate_private_key(ec.SECP256R1()))
            case Algorithm.EDDSA:
                return cls(ed25519.Ed25519PrivateKey.generate())

    @classmethod
    def from_pkcs8(cls, der: bytes) -> SoftwareSigner:
        """Load an unencrypted PKCS#8 document (RFC 5958).  Raises `MalformedError`."""
        if len(der) > limits.KEY_BYTES:
            raise MalformedError("key.too_large", "not a key of ours", layer=_LAYER)
        try:
            private = serialization.load_der_private_key(der, password=None)
        except (ValueError, TypeError, UnsupportedAlgorithm):
            raise MalformedError("key.pkcs8", "not a PKCS#8 key", layer=_LAYER) from None
        if not isinstance(private, ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey):
            raise MalformedError("key.curve", "neither P-256 nor Ed25519", layer=_LAYER)
        return cls(private)

    def to_pkcs8(self) -> bytes:
        """Write the private key unencrypted; whoever calls this must encrypt it before it rests."""
        return self._private.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )

    @property
    def public_key(self) -> PublicKey:
        """Name the key whose signatures these are."""
        return self._public_key

    def sign(self, message: bytes) -> bytes:
        """Sign a message: 64 bytes, `r || s` for ES256 and `R || S` for EdDSA."""
        if isinstance(self._private, ed25519.Ed25519PrivateKey):
            return self._private.sign(message)
        return raw_from_der(self._private.sign(message, _ES256))
