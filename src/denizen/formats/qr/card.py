"""A whole card between its claims and the text of its QR code: one stage after the other.

claims -> map of claim 169 -> CWT -> COSE_Sign1 -> zlib -> base45 -> text
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final, NamedTuple

from denizen._encoding import base45, limits
from denizen._encoding.inflate import deflate, inflate
from denizen.credential import CardClaims, Portrait
from denizen.envelope import cose_sign1
from denizen.envelope.cose_sign1 import CoseSign1
from denizen.errors import EncodingRefusedError
from denizen.formats.qr import cwt
from denizen.formats.qr.profiles import QrProfile
from denizen.keys import Signer

_ZLIB_OVERHEAD: Final = 11  # bytes: header 2, one stored block 5, checksum 4 (RFC 1950, RFC 1951)
_ENVELOPE_BYTES: Final = (
    86  # tag 1, array 1, protected 14, unprotected 1, payload head 3, signature 66
)
_PORTRAIT_BYTES: Final = (
    7  # key 16 and head of a byte string over 255 bytes: 4; key 17 and its value: 3
)


class ReceivedCard(NamedTuple):
    """A card as read: well formed, and not yet to be believed; verification decides."""

    envelope: CoseSign1
    claims: CardClaims


def encode(claims: CardClaims, signer: Signer, *, profile: QrProfile) -> str:
    """Sign a card and write its QR text.

    The text is decoded again, its signature checked and its claims compared before it is returned.  Raises
    `EncodingRefusedError` for a portrait over the profile's limit, an overflow of the symbol, or a claim that
    does not survive.
    """
    _refuse_large_portrait(claims, profile)
    text = base45.encode(deflate(cose_sign1.sign(cwt.write(claims), signer)))
    if len(text) > profile.characters:
        raise EncodingRefusedError(
            "qr.overflow",
            f"the card needs {len(text)} characters and the code holds {profile.characters}",
            mend="Choose a smaller portrait or a larger code.",
        )
    written = decode(text)
    written.envelope.verify(signer.public_key)
    if written.claims != claims:
        raise EncodingRefusedError("qr.round_trip", "the card does not read back as it was written")
    return text


def decode(text: str) -> ReceivedCard:
    """Read QR text without checking its signature.  Raises `MalformedError` and `LimitExceededError`."""
    return decode_cose(inflate(base45.decode(text), limits.INFLATED_BYTES))


def decode_cose(data: bytes) -> ReceivedCard:
    """Read the COSE bytes inside a code without checking their signature.  Raises `MalformedError`."""
    envelope = cose_sign1.parse(data, max_bytes=limits.INFLATED_BYTES)
    return ReceivedCard(envelope, cwt.read(envelope.payload))


def portrait_budget(claims: CardClaims, profile: QrProfile) -> int:
    """Find how many bytes of portrait a card can surely carry, given all its other claims.

    Reckons with a portrait that does not compress at all; 0 when there is no room for one.
    """
    bare = len(cwt.write(replace(claims, portrait=None)))
    room = profile.compressed_bytes - _ZLIB_OVERHEAD - _ENVELOPE_BYTES - _PORTRAIT_BYTES - bare
    return max(0, min(room, profile.portrait_bytes))


def _refuse_large_portrait(claims: CardClaims, profile: QrProfile) -> None:
    portrait: Portrait | None = claims.portrait
    if portrait is not None and len(portrait.data) > profile.portrait_bytes:
        raise EncodingRefusedError(
            "qr.portrait_size", f"the portrait has more than {profile.portrait_bytes} bytes"
        )
