"""What a card says, in no format; never imports formats."""

from denizen.credential.card_number import CardNumber
from denizen.credential.claims import CardClaims, Portrait, PortraitFormat, StatusReference
from denizen.credential.codes import CheckCode, RevocationCode
from denizen.credential.sealed import (
    SealedAnswer,
    SealedField,
    SealedFields,
    SealingKey,
)
from denizen.credential.validity import ValidityPeriod

__all__ = [
    "CardClaims",
    "CardNumber",
    "CheckCode",
    "Portrait",
    "PortraitFormat",
    "RevocationCode",
    "SealedAnswer",
    "SealedField",
    "SealedFields",
    "SealingKey",
    "StatusReference",
    "ValidityPeriod",
]
