"""The two secrets handed over with a card: one proves what is printed on it, the other stops it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self

from denizen.credential import crockford
from denizen.errors import InputError

_LENGTH = 12


@dataclass(frozen=True, slots=True)
class _SecretCode:
    """Twelve random characters, 60 bits; never shown by `repr`, never stored by us."""

    value: str = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse what cannot be such a code.  Raises `InputError`."""
        if not crockford.is_code(self.value, _LENGTH):
            raise InputError(
                "code.shape", "a code has 12 letters and digits", mend="Read it again."
            )

    @classmethod
    def new(cls) -> Self:
        """Draw a new code."""
        return cls(crockford.random_code(_LENGTH))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what a person typed: any case, with spaces or hyphens, O for 0, I or L for 1."""
        return cls(crockford.fold(text))

    @property
    def display(self) -> str:
        """Group it as it is printed: XXXX-XXXX-XXXX."""
        return crockford.in_fours(self.value)


@dataclass(frozen=True, slots=True)
class CheckCode(_SecretCode):
    """Printed on the side without the QR code; opens the sealed fields of this card."""


@dataclass(frozen=True, slots=True)
class RevocationCode(_SecretCode):
    """Printed on the loss slip; whoever has it can stop the card."""
