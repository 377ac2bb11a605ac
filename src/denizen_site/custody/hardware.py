"""Keys that live in a PKCS#11 token and never leave it: P-256, CKM_ECDSA over a SHA-256 digest.

Every call opens its own session and closes it, so that no session is shared across a fork and a token that
was pulled out is noticed at once.
"""

from __future__ import annotations

import hashlib
import importlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from denizen.errors import SigningUnavailableError
from denizen.keys import Algorithm, PublicKey
from denizen_site.config.environment import HardwareModule
from denizen_site.errors import CustodyError

UNCOMPRESSED = 0x04
COORDINATE_BYTES = 32
# DER of the object identifier 1.2.840.10045.3.1.7, secp256r1 (RFC 5480, section 2.1.1.1)
NAMED_CURVE_P256 = bytes.fromhex("06082a8648ce3d030107")


class TokenSigner:
    """Signs with a key of a token, found by its label."""

    __slots__ = ("_module", "_public_key", "label")

    def __init__(self, module: HardwareModule, *, label: str, public_key: PublicKey) -> None:
        self._module = module
        self._public_key = public_key
        self.label = label

    @property
    def public_key(self) -> PublicKey:
        """Name the key whose signatures these are."""
        return self._public_key

    def sign(self, message: bytes) -> bytes:
        """Sign a message: 64 bytes `r || s`; raises `SigningUnavailableError` when the token is not there."""
        pkcs11 = load_wrapper()
        with session(self._module) as token:
            key = token.get_key(
                object_class=pkcs11.ObjectClass.PRIVATE_KEY,
                key_type=pkcs11.KeyType.EC,
                label=self.label,
            )
            digest = hashlib.sha256(message).digest()
            signature = key.sign(digest, mechanism=pkcs11.Mechanism.ECDSA)
        return bytes(signature)


def generate_in_token(module: HardwareModule, *, purpose: str) -> TokenSigner:
    """Have the token make a key that it will not give away; the label is random beyond the purpose."""
    pkcs11 = load_wrapper()
    name = f"denizen-{purpose.lower()}-{secrets.token_hex(8)}"
    with session(module) as token:
        parameters = token.create_domain_parameters(
            pkcs11.KeyType.EC,
            {pkcs11.Attribute.EC_PARAMS: NAMED_CURVE_P256},
            local=True,
        )
        private_rules = {pkcs11.Attribute.SENSITIVE: True, pkcs11.Attribute.EXTRACTABLE: False}
        public, _ = parameters.generate_keypair(
            store=True, label=name, private_template=private_rules
        )
        point = bytes(public[pkcs11.Attribute.EC_POINT])
    return TokenSigner(module, label=name, public_key=read_point(point))


def read_point(encoded: bytes) -> PublicKey:
    """Read CKA_EC_POINT: an uncompressed point, most often wrapped in a DER octet string."""
    size = 1 + 2 * COORDINATE_BYTES
    point = encoded[-size:]
    if len(point) != size or point[0] != UNCOMPRESSED:
        raise CustodyError("custody.token_key", "the token gave a public key of another form")
    x, y = point[1 : 1 + COORDINATE_BYTES], point[1 + COORDINATE_BYTES :]
    return PublicKey(Algorithm.ES256, x, y)


def destroy_in_token(module: HardwareModule, label: str) -> None:
    """Have the token destroy both halves of a key."""
    with session(module) as token:
        attribute = load_wrapper().Attribute.LABEL
        for found in list(token.get_objects({attribute: label})):
            found.destroy()


@contextmanager
def session(module: HardwareModule) -> Iterator[Any]:
    """Open the token; whatever its library raises comes out as `SigningUnavailableError`."""
    pkcs11 = load_wrapper()
    try:
        token = pkcs11.lib(str(module.module)).get_token(token_label=module.token)
        with token.open(user_pin=module.pin, rw=True) as opened:
            yield opened
    except pkcs11.PinIncorrect:
        raise CustodyError(
            "custody.wrong_passphrase",
            "the PIN does not open the token",
            where="DENIZEN_PKCS11_PIN",
            mend="Give the token's PIN; most tokens lock after a few wrong ones.",
        ) from None
    except (pkcs11.PKCS11Error, RuntimeError) as fault:
        raise SigningUnavailableError(
            "custody.token_unavailable",
            f"the token did not answer ({type(fault).__name__})",
            where=str(module.module),
            mend="See that the token is plugged in and named as in DENIZEN_PKCS11_TOKEN.",
        ) from None


def load_wrapper() -> Any:
    """Import python-pkcs11, which only the extra `hsm` brings."""
    try:
        return importlib.import_module("pkcs11")
    except ModuleNotFoundError:
        raise CustodyError(
            "custody.no_pkcs11",
            "keys in a token need python-pkcs11",
            mend="In the project's folder: pip install --require-hashes -r locks/hsm.txt",
        ) from None
