"""A forger's hand for the tour: one more year of validity in a code that stays well formed."""

from __future__ import annotations

from denizen._encoding import base45, deterministic_cbor, inflate, limits
from denizen._encoding.deterministic_cbor import CborValue
from denizen.envelope import cose_sign1

EXPIRES = 4  # the CWT claim (RFC 8392, section 3.1.4)
YEAR_SECONDS = 365 * 24 * 3600
COSE_SIGN1_TAG = b"\xd2"


def tampered_text(text: str) -> str:
    """Rewrite a card's text with a later end and the old signature, as someone without the key can."""
    data = inflate.inflate(base45.decode(text), limits.INFLATED_BYTES)
    envelope = cose_sign1.parse(data)
    claims = deterministic_cbor.loads(envelope.payload)
    claims[EXPIRES] += YEAR_SECONDS
    message: list[CborValue] = [
        envelope.protected,
        {},
        deterministic_cbor.dumps(claims),
        envelope.signature,
    ]
    forged = COSE_SIGN1_TAG + deterministic_cbor.dumps(message)
    return base45.encode(inflate.deflate(forged))
