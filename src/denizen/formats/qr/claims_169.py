"""The map of claim 169 (Claim 169 v1.2.0, profile MRC-QR-1): written strictly, read as its samples are.

Written: 1 card number, 4 name, 8 birth date YYYYMMDD, 16 portrait as bytes, 17 its format, 21 location,
23 country, 75 sealed fields.  No code here can write another key.

Read with tolerance only where Claim 169 contradicts itself: the portrait as hexadecimal text, a birth date
with dashes, the language in two or three letters.  Keys of others are ignored, whatever they hold.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

from denizen._encoding import limits
from denizen.credential import (
    CardClaims,
    CardNumber,
    Portrait,
    PortraitFormat,
    SealedFields,
    StatusReference,
    ValidityPeriod,
)
from denizen.errors import DenizenError, EncodingRefusedError, MalformedError

NUMBER, NAME, BIRTH_DATE, PORTRAIT, PORTRAIT_FORMAT = 1, 4, 8, 16, 17
LOCATION, COUNTRY, SEALED = 21, 23, 75
WRITTEN_KEYS: Final = frozenset(
    {NUMBER, NAME, BIRTH_DATE, PORTRAIT, PORTRAIT_FORMAT, LOCATION, COUNTRY, SEALED}
)
"""All keys that a card of ours can have."""

_LAYER: Final = "claim 169"
_FORMATS: Final = {each.value: each for each in PortraitFormat}
_DATE: Final = re.compile(r"([0-9]{4})(-?)([0-9]{2})\2([0-9]{2})")


def write(claims: CardClaims) -> dict[int, Any]:
    """Build the map; what a card does not say is absent, not empty.  Raises `EncodingRefusedError`."""
    found: dict[int, Any] = {NUMBER: claims.number.value}
    if claims.portrait is not None:
        found[PORTRAIT] = claims.portrait.data
        found[PORTRAIT_FORMAT] = claims.portrait.format.value
    if claims.birth_date is not None:
        found[BIRTH_DATE] = claims.birth_date.isoformat().replace("-", "")
    if claims.sealed is not None:
        found[SEALED] = dict(claims.sealed.values)
    texts = {NAME: claims.name, LOCATION: claims.location, COUNTRY: claims.country}
    return found | {key: _written_text(text) for key, text in texts.items() if text is not None}


def _written_text(text: str) -> str:
    """Refuse what no reader would take; which characters a name may have is asked when it is entered."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise EncodingRefusedError("claims.text", "a text is not Unicode") from None
    if not 0 < len(text) <= limits.TEXT_CHARACTERS:
        raise EncodingRefusedError("claims.text", "a text is empty or too long")
    return text


def read(
    found: Any, *, issuer: str, validity: ValidityPeriod, status: StatusReference | None
) -> CardClaims:
    """Read the map into a card's claims, beside what stands around it.  Raises `MalformedError`."""
    if type(found) is not dict:
        raise MalformedError("claim169.shape", "claim 169 is not a map", layer=_LAYER)
    return CardClaims(
        issuer,
        _number(found.get(NUMBER)),
        validity,
        status,
        _portrait(found[PORTRAIT], found.get(PORTRAIT_FORMAT)) if PORTRAIT in found else None,
        _sealed(found[SEALED]) if SEALED in found else None,
        _text(found, NAME) if NAME in found else None,
        _birth_date(found) if BIRTH_DATE in found else None,
        _text(found, COUNTRY) if COUNTRY in found else None,
        _text(found, LOCATION) if LOCATION in found else None,
    )


def _number(value: object) -> CardNumber:
    try:
        return CardNumber(value) if type(value) is str else CardNumber("")
    except DenizenError:
        raise MalformedError(
            "claim169.number", "key 1 is not a card number", layer=_LAYER
        ) from None


def _portrait(data: object, kind: object) -> Portrait:
    """Take bytes, or hexadecimal text as in the specification's table."""
    if type(data) is str:
        try:
            data = bytes.fromhex(data)
        except ValueError:
            data = b""
    known = _FORMATS.get(kind) if type(kind) is int else None
    if type(data) is not bytes or known is None:
        raise MalformedError("claim169.portrait", "keys 16 and 17 are not a picture", layer=_LAYER)
    try:
        return Portrait(data, known)
    except DenizenError:
        raise MalformedError(
            "claim169.portrait", "key 16 is empty or too large", layer=_LAYER
        ) from None


def _sealed(value: object) -> SealedFields:
    """Take a map of small numbers to 16 bytes."""
    if type(value) is not dict:
        raise MalformedError("claim169.sealed", "key 75 is not a map", layer=_LAYER)
    try:
        return SealedFields(value)
    except DenizenError:
        raise MalformedError(
            "claim169.sealed", "key 75 is not sealed fields", layer=_LAYER
        ) from None


def _text(found: dict[Any, Any], key: int) -> str:
    value = found[key]
    if type(value) is not str or not 0 < len(value) <= limits.TEXT_CHARACTERS:
        raise MalformedError("claim169.text", f"key {key} is not a text", layer=_LAYER)
    return value


def _birth_date(found: dict[Any, Any]) -> date:
    """Take YYYYMMDD, the rule, or YYYY-MM-DD, the sample."""
    parts = _DATE.fullmatch(_text(found, BIRTH_DATE))
    try:
        return date(*map(int, parts.group(1, 3, 4))) if parts else date(0, 0, 0)
    except ValueError:
        raise MalformedError("claim169.birth_date", "key 8 is not a date", layer=_LAYER) from None
