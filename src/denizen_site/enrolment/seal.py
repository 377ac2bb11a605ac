"""How a visit is sealed: AES-256-GCM (NIST SP 800-38D), a fresh nonce each time, id and version bound to it.

    row key = HKDF-SHA256(browser's half, salt = the station's secret, info = "denizen visit 1" | id)
    sealed  = nonce (12 bytes) | ciphertext and tag;  associated data = "denizen visit 1" | id | version

The browser's half lives in the visit's cookie and nowhere else, the station's secret in the station's cookie:
a cookie carried to another station opens nothing, and the server by itself opens nothing at all.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from denizen._encoding import base64url
from denizen._encoding.domain import label
from denizen.errors import MalformedError
from denizen_site.errors import EnrolmentError

DOMAIN = b"denizen visit 1"
ID_BYTES, KEY_BYTES, NONCE_BYTES = 16, 32, 12
# RFC 7914; 16 MiB and some 40 ms for each try at a shared code
SHARE_COST = 2**14


@dataclass(frozen=True, slots=True)
class VisitToken:
    """What the visit's cookie says: which row, and the browser's half of its key."""

    id: bytes
    half: bytes = field(repr=False)

    @classmethod
    def new(cls) -> VisitToken:
        """Draw a token for a new visit."""
        return cls(secrets.token_bytes(ID_BYTES), secrets.token_bytes(KEY_BYTES))

    @classmethod
    def read(cls, text: str) -> VisitToken:
        """Read a cookie; raises `EnrolmentError` for anything else."""
        try:
            data = base64url.decode(text)
        except MalformedError:
            raise not_here() from None
        if len(data) != ID_BYTES + KEY_BYTES:
            raise not_here()
        return cls(data[:ID_BYTES], data[ID_BYTES:])

    def written(self) -> str:
        """Write the cookie's value."""
        return base64url.encode(self.id + self.half)

    def key(self, station_secret: bytes) -> bytes:
        """Derive the row's key at a station."""
        info = label(DOMAIN, self.id)
        return HKDF(SHA256(), KEY_BYTES, salt=station_secret, info=info).derive(self.half)


def seal(plain: bytes, *, key: bytes, id_: bytes, version: int) -> bytes:
    """Seal a visit as one version of its row."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound(id_, version))


def unseal(sealed: bytes, *, key: bytes, id_: bytes, version: int) -> bytes:
    """Open one version of a row; raises `EnrolmentError` when the key is not this row's."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound(id_, version))
    except InvalidTag:
        raise not_here() from None


def bound(id_: bytes, version: int) -> bytes:
    """Give what a seal is bound to, so that no row and no version can stand in for another."""
    return label(DOMAIN, id_, version.to_bytes(4, "big"))


def key_from_code(code: str, salt: bytes) -> bytes:
    """Stretch the secret part of a one-time code into a key."""
    return Scrypt(salt=salt, length=KEY_BYTES, n=SHARE_COST, r=8, p=1).derive(code.encode())


def warm() -> None:
    """Use each algorithm once on nothing, so that no child has to look it up again."""
    token = VisitToken.new()
    key = token.key(bytes(KEY_BYTES))
    unseal(seal(b"", key=key, id_=token.id, version=0), key=key, id_=token.id, version=0)


def not_here() -> EnrolmentError:
    """Make the refusal of a cookie that opens nothing at this station."""
    return EnrolmentError(
        "visit.not_here",
        "this browser holds no visit that can be opened at this station",
        mend="Go on at the station where the visit was begun, or begin again with the papers.",
    )
