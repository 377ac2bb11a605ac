"""Every size limit of the card side, with its unit and its reason; each is checked before parsing."""

from __future__ import annotations

from typing import Final

QR_TEXT_CHARACTERS: Final = 4096
"""Characters of QR text.  The largest alphanumeric QR code (version 40-L) holds 4,296; a card needs 1,150."""

INFLATED_BYTES: Final = 8192
"""Bytes of COSE after inflating.  A card has about 750; 8 KB leaves room for foreign Claim 169 cards."""

CBOR_DEPTH: Final = 8
"""Levels of nesting.  A card uses four; the trust list five."""

CBOR_BYTES: Final = 1 << 20
"""Bytes of any CBOR item, unless its caller sets less.  A trust list of a thousand keys is below 100 KB."""

JSON_BYTES: Final = 1 << 20
"""Bytes of a JSON text, unless its caller sets less."""

JSON_DEPTH: Final = 16
"""Levels of nesting in a JSON text; deeper ones exist only to exhaust a stack."""

JSON_INTEGER_DIGITS: Final = 18
"""Digits of a JSON integer: all that fit a signed 64-bit number, and no slow conversion of long ones."""

JWS_CHARACTERS: Final = 16 << 20
"""Characters of a compact JWS.  A status list of ten million cards at 1 % revoked is about 150 KB."""

COSE_BYTES: Final = 16 << 20
"""Bytes of a COSE message other than a card: the same status list, with room for a city of cities."""

KEY_BYTES: Final = 4096
"""Bytes of one encoded key.  A P-256 COSE_Key has 77 and a PKCS#8 document 138."""

SIGNATURE_BYTES: Final = 64
"""Bytes of an ES256 or EdDSA signature (RFC 9053, sections 2.1 and 2.2)."""

URI_CHARACTERS: Final = 200
"""Characters of an issuer or status list address; each costs 1.5 characters of QR code."""

PORTRAIT_BYTES: Final = 4096
"""Bytes of the portrait inside a received card; our own are at most 600."""

TEXT_CHARACTERS: Final = 200
"""Characters of a name or of any other single line about a person."""

SEALED_BYTES: Final = 16
"""Bytes of one sealed field: an HMAC-SHA256 cut to 128 bits (RFC 2104, section 5, allows half or more)."""

SEALED_FIELDS: Final = 16
"""Sealed fields in one card; four are defined."""

PERSON_BYTES: Final = 64 << 10
"""Bytes of a person file."""
