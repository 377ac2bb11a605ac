"""What a card says, in no format.

There is no place here for nationality, legal status, gender, address, telephone, e-mail, guardian, marital
status or biometrics: a field that exists can be demanded, so it does not exist.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Final

from denizen._encoding import limits
from denizen.credential.card_number import CardNumber
from denizen.credential.sealed import SealedFields
from denizen.credential.validity import ValidityPeriod
from denizen.errors import EncodingRefusedError

_INDEX_LIMIT: Final = 1 << 40


class PortraitFormat(Enum):
    """How the portrait is encoded (Claim 169, key 17)."""

    JPEG = 1
    JPEG_2000 = 2
    AVIF = 3
    WEBP = 4


@dataclass(frozen=True, slots=True)
class Portrait:
    """The holder's face as an encoded picture; nothing here decodes it."""

    data: bytes = field(repr=False)
    format: PortraitFormat = PortraitFormat.WEBP

    def __post_init__(self) -> None:
        """Refuse what is no bytes, an empty or an oversized picture.  Raises `EncodingRefusedError`."""
        if type(self.data) is not bytes or not 0 < len(self.data) <= limits.PORTRAIT_BYTES:
            raise EncodingRefusedError("claims.portrait_size", "the portrait is empty or too large")


@dataclass(frozen=True, slots=True)
class StatusReference:
    """Where a card's one bit stands: the city's list and a random place in it."""

    uri: str
    index: int

    def __post_init__(self) -> None:
        """Refuse an index out of range.  Raises `EncodingRefusedError`."""
        if not 0 <= self.index < _INDEX_LIMIT:
            raise EncodingRefusedError("claims.status_index", "the status index is out of range")


@dataclass(frozen=True, slots=True)
class CardClaims:
    """All that one card says; `name` and `birth_date` only where the charter puts them in clear.

    `status` is None only on foreign cards that name no list: our encoder refuses to write one, and whoever
    verifies cannot tell such a card good.
    """

    issuer: str
    number: CardNumber
    validity: ValidityPeriod
    status: StatusReference | None
    portrait: Portrait | None = field(default=None, repr=False)
    sealed: SealedFields | None = field(default=None, repr=False)
    name: str | None = field(default=None, repr=False)
    birth_date: date | None = field(default=None, repr=False)
    country: str | None = None
    location: str | None = None
