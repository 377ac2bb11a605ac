"""Sealed fields: what is printed is bound to the card without being readable from its code.

    salt  = label("MRC-QR-1 sealed", issuer, card number)
    key   = PBKDF2-HMAC-SHA256(check code, salt, 10,000 rounds, 32 bytes)
    value = HMAC-SHA256(key, label("MRC-QR-1", field, canonical value)), its first 16 bytes

`label` puts each part's length before it (`_encoding.domain`).  Whoever holds the card has the check code and
can prove what the city signed; whoever has only the code's picture cannot even test a guess: 60 bits stand
before it.  Whether the card itself is good is not looked at here.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, IntEnum
from hashlib import pbkdf2_hmac
from typing import Final

from denizen._encoding import limits
from denizen._encoding.domain import label
from denizen.credential.canonical import (
    canonical,
    canonical_address,
    canonical_date,
    plain_latin,
)
from denizen.credential.card_number import CardNumber
from denizen.credential.codes import CheckCode
from denizen.errors import EncodingRefusedError

_PROFILE: Final = b"MRC-QR-1"
_SALT: Final = b"MRC-QR-1 sealed"
_ROUNDS: Final = (
    10_000  # the check code has 60 random bits; the rounds add 13 against whoever has the picture
)


class SealedField(IntEnum):
    """What can be sealed; the numbers are the keys on the card."""

    NAME = 1
    NAME_LATIN = 2
    BIRTH_DATE = 3
    ADDRESS = 4


class SealedAnswer(Enum):
    """What comparing a typed value with a sealed one says."""

    MATCHES = "matches"
    MATCHES_WITHOUT_ACCENTS = "matches_without_accents"
    DIFFERS = "differs"
    NOT_BOUND = "not_bound"


@dataclass(frozen=True, slots=True)
class SealedFields:
    """The sealed values of one card, each 16 bytes; numbers that we do not know are kept and mean nothing."""

    values: Mapping[int, bytes] = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse other shapes.  Raises `EncodingRefusedError`."""
        if not 0 < len(self.values) <= limits.SEALED_FIELDS:
            raise EncodingRefusedError("sealed.count", "no sealed field, or too many")
        size = limits.SEALED_BYTES
        for number, value in self.values.items():
            if type(number) is not int or type(value) is not bytes or len(value) != size:
                raise EncodingRefusedError("sealed.shape", "not a number and its 16 bytes")

    def __contains__(self, wanted: SealedField) -> bool:
        """Say whether the field is bound to this card."""
        return int(wanted) in self.values

    def __iter__(self) -> Iterator[SealedField]:
        """List the fields that we know."""
        return (each for each in SealedField if each in self)


@dataclass(frozen=True, slots=True)
class SealingKey:
    """The key of one card's sealed fields; seals when the card is made, compares ever after."""

    secret: bytes = field(repr=False)

    @classmethod
    def derive(cls, *, issuer: str, number: CardNumber, check_code: CheckCode) -> SealingKey:
        """Stretch the check code with PBKDF2 (RFC 8018, section 5.2), salted by issuer and card number."""
        salt = label(_SALT, issuer.encode("utf-8"), number.value.encode("ascii"))
        return cls(pbkdf2_hmac("sha256", check_code.value.encode("ascii"), salt, _ROUNDS, 32))

    def seal_one(self, wanted: SealedField, printed_form: str) -> bytes:
        """Cut an HMAC over profile, field and canonical value to 16 bytes."""
        message = label(_PROFILE, bytes((wanted,)), printed_form.encode("utf-8"))
        return hmac.digest(self.secret, message, "sha256")[: limits.SEALED_BYTES]

    def fits(self, value: bytes, wanted: SealedField, *, printed_form: str) -> bool:
        """Compare a sealed value in constant time."""
        return hmac.compare_digest(value, self.seal_one(wanted, printed_form))


def seal(
    values: Mapping[SealedField, str], *, issuer: str, number: CardNumber, check_code: CheckCode
) -> SealedFields:
    """Seal printed values for one card.  Raises `InputError` for a value that has no canonical form."""
    key = SealingKey.derive(issuer=issuer, number=number, check_code=check_code)
    return SealedFields(
        {
            int(each): key.seal_one(each, printed_form(each, text))
            for each, text in sorted(values.items())
        }
    )


def check(
    sealed: SealedFields, wanted: SealedField, *, typed: str, key: SealingKey
) -> SealedAnswer:
    """Compare what a person typed with what the city sealed.

    A wrong check code answers as a wrong value does.  A name is also compared without accents, with the sealed
    plain Latin form.  Raises `InputError` for a typed value that has no canonical form.
    """
    if wanted not in sealed:
        return SealedAnswer.NOT_BOUND
    if _fits(sealed, wanted, typed=typed, key=key):
        return SealedAnswer.MATCHES
    is_name = wanted is SealedField.NAME and SealedField.NAME_LATIN in sealed
    if is_name and _fits(sealed, SealedField.NAME_LATIN, typed=typed, key=key):
        return SealedAnswer.MATCHES_WITHOUT_ACCENTS
    return SealedAnswer.DIFFERS


def _fits(sealed: SealedFields, wanted: SealedField, *, typed: str, key: SealingKey) -> bool:
    form = printed_form(wanted, typed)
    return key.fits(sealed.values[wanted], wanted, printed_form=form)


def printed_form(wanted: SealedField, text: str) -> str:
    """Bring a value into its field's canonical form."""
    match wanted:
        case SealedField.NAME:
            return canonical(text)
        case SealedField.NAME_LATIN:
            return plain_latin(text)
        case SealedField.BIRTH_DATE:
            return canonical_date(text)
        case SealedField.ADDRESS:
            return canonical_address(text)
