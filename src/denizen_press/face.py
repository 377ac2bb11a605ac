"""Everything that is printed on one card, and nothing else.

A field that is `None` or empty leaves neither a value nor a label on the card.  Personal fields have no
`repr`, so that no traceback and no log line can carry them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from denizen.errors import InputError
from denizen_press.colour import READABLE, contrast, mix
from denizen_press.motifs import motif_named

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


@dataclass(frozen=True, slots=True)
class CardArt:
    """A programme's colours (`#rrggbb`) and its drawn motif; refuses what could not be read in print."""

    primary: str
    secondary: str
    ink: str
    motif: str
    paper: str = ""

    def __post_init__(self) -> None:
        """Fill in the paper; raises InputError on an unreadable pair of colours or an unknown motif."""
        if not self.paper:
            object.__setattr__(self, "paper", mix(self.primary, "#ffffff", share=0.045))
        motif_named(self.motif)
        _require_readable("#ffffff", self.primary, pair="white on primary")
        _require_readable(self.ink, self.paper, pair="ink on paper")


def _require_readable(colour: str, ground: str, *, pair: str) -> None:
    """Refuse a pair of colours below the contrast of WCAG 2.2 AA."""
    if contrast(colour, ground) < READABLE:
        raise InputError(
            "press.low_contrast",
            f"{pair} has a contrast below {READABLE}",
            where="art",
            mend="Choose a darker primary or ink, or a lighter paper.",
        )


@dataclass(frozen=True, slots=True)
class WrittenSignature:
    """A signature as a picture (PNG or JPEG bytes), dark ink on a light ground."""

    picture: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class TypedSignature:
    """A signature given as text, drawn as if by hand: for samples and demonstrations."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class HolderMark:
    """The mark of a holder who does not write; it is drawn as a cross and labelled as a mark."""


Signature = WrittenSignature | TypedSignature | HolderMark


@dataclass(frozen=True, slots=True)
class EmergencyLine:
    """Whom to call: a name and a telephone number, printed on the back."""

    name: str = field(repr=False)
    phone: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Disclaimer:
    """What the card is not, in one language, as one paragraph."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Programme:
    """What every card of one programme says: titles, lines of the back, art."""

    place: str
    title: str
    issuer_line: str
    verify_line: str
    lost_line: str
    return_line: str
    disclaimers: tuple[Disclaimer, ...]
    art: CardArt
    title_second: str | None = None


@dataclass(frozen=True, slots=True)
class CardFace:
    """One card: its programme, its own numbers and dates, and what its holder agreed to print.

    `second_language` is a language tag of `denizen_press.labels`; labels then appear in English and in it
    where space allows.  Dates are already text (`printed_date`).  `address_lines` holds what the address
    mode prints, care-of and confidentiality programme included; empty means that no address is printed.
    `expires` is None for a card that never expires.
    """

    programme: Programme
    name: str = field(repr=False)
    birth_date: str = field(repr=False)
    issued: str
    expires: str | None
    card_number: str = field(repr=False)
    check_code: str = field(repr=False)
    name_secondary: str | None = field(default=None, repr=False)
    preferred_name: str | None = field(default=None, repr=False)
    address_lines: tuple[str, ...] = field(default=(), repr=False)
    height: str | None = field(default=None, repr=False)
    eye_color: str | None = field(default=None, repr=False)
    gender: str | None = field(default=None, repr=False)
    emergency_contact: EmergencyLine | None = field(default=None, repr=False)
    languages: tuple[str, ...] = field(default=(), repr=False)
    signature: Signature | None = field(default=None, repr=False)
    second_language: str | None = field(default=None, repr=False)

    @property
    def is_crowded(self) -> bool:
        """Whether a long address with traits under it needs the whole width; then the ghost makes room."""
        return len(self.address_lines) > 3 and any((self.height, self.eye_color, self.gender))


def printed_date(day: date) -> str:
    """Write a date so that nobody can swap day and month: `14 MAR 1987`."""
    return f"{day.day:02d} {_MONTHS[day.month - 1]} {day.year:04d}"


def printed_height(centimetres: int) -> str:
    """Write a height in feet and inches, with the centimetres it was given in."""
    feet, inches = divmod(round(centimetres / 2.54), 12)
    return f"{feet}'{inches}\" ({centimetres} cm)"
