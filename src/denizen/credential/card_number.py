"""The card's number: random for each card, never for a person; it means nothing and leads nowhere."""

from __future__ import annotations

from dataclasses import dataclass

from denizen.credential import crockford
from denizen.errors import InputError

_LENGTH = 12


@dataclass(frozen=True, slots=True)
class CardNumber:
    """Eleven random characters (55 bits) and one that checks them; see `crockford.check_value`."""

    value: str

    def __post_init__(self) -> None:
        """Refuse what is not a card number.  Raises `InputError`."""
        if len(self.value) != _LENGTH or self.value.strip(crockford.ALPHABET):
            raise InputError(
                "card_number.shape",
                "a card number has 12 letters and digits",
                mend="Read it again from the card.",
            )
        if crockford.check_value(self.value):
            raise InputError(
                "card_number.check",
                "a character of the card number is wrong",
                mend="Read it again from the card.",
            )

    @classmethod
    def new(cls) -> CardNumber:
        """Draw a new number; whoever issues makes sure that it is not in use."""
        code = crockford.random_code(_LENGTH - 1)
        return cls(code + crockford.check_character(code))

    @classmethod
    def parse(cls, text: str) -> CardNumber:
        """Read what a person typed: any case, with spaces or hyphens, O for 0, I or L for 1."""
        return cls(crockford.fold(text))

    @property
    def display(self) -> str:
        """Group it as it is printed: XXXX-XXXX-XXXX."""
        return crockford.in_fours(self.value)
