"""The holder as a visit knows them: what the card prints and seals, read from a person file or a form.

The person file (JSON), all other names refused:

    name, birth_date "YYYY-MM-DD"                                 required
    name_latin, preferred_name, gender, eye_color, height_cm      optional
    address {mode, care_of, lines, city, state, zip}, or one text
    emergency_contact {name, phone}, languages [tag], card_language tag
    signature: a text, {"mark": true}, or {"image": bytes of a picture}

What must never be asked for (nationality, status, birthplace, document numbers) is refused with its own code.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from denizen.credential.canonical import house_number, is_latin, plain_latin
from denizen.credential.sealed import SealedField


class AddressMode(Enum):
    """What the card prints where an address stands."""

    HOME = "home"
    CARE_OF = "care_of"
    CONFIDENTIAL = "confidentiality_programme"
    NONE = "none"


class SignatureKind(Enum):
    """How the holder signs; someone who does not sign is not refused."""

    WRITTEN = "written"
    PICTURE = "picture"
    MARK = "mark"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class PrintedAddress:
    """An address as it is printed; of `NONE` nothing is."""

    mode: AddressMode = AddressMode.NONE
    care_of: str | None = field(default=None, repr=False)
    lines: tuple[str, ...] = field(default=(), repr=False)
    city: str | None = field(default=None, repr=False)
    state: str | None = field(default=None, repr=False)
    zip_code: str | None = field(default=None, repr=False)

    @property
    def printed_lines(self) -> tuple[str, ...]:
        """List the lines from top to bottom: care of whom, street, city with state and ZIP code."""
        care_of = (f"c/o {self.care_of}",) if self.care_of else ()
        state_and_zip = " ".join(part for part in (self.state, self.zip_code) if part)
        town = ", ".join(part for part in (self.city, state_and_zip) if part)
        return (*care_of, *self.lines, *((town,) if town else ()))

    @property
    def sealable(self) -> str | None:
        """House number with ZIP code, where both are printed; a substitute address is not sealed."""
        if self.mode not in {AddressMode.HOME, AddressMode.CARE_OF} or self.zip_code is None:
            return None
        number = house_number(self.lines)
        return f"{number} {self.zip_code}" if number else None


@dataclass(frozen=True, slots=True)
class EmergencyContact:
    """Whom to call; compulsory for the young in some cities."""

    name: str = field(repr=False)
    phone: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Signature:
    """The holder's signature: text to write as a hand would, a picture of it, a mark, or none."""

    kind: SignatureKind = SignatureKind.NONE
    text: str | None = field(default=None, repr=False)
    picture: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Holder:
    """Everything about a person that a card may print; lives only as long as the visit."""

    name: str = field(repr=False)
    birth_date: date = field(repr=False)
    name_latin: str | None = field(default=None, repr=False)
    preferred_name: str | None = field(default=None, repr=False)
    address: PrintedAddress = field(default=PrintedAddress(), repr=False)
    height_cm: int | None = field(default=None, repr=False)
    eye_color: str | None = field(default=None, repr=False)
    gender: str | None = field(default=None, repr=False)
    emergency_contact: EmergencyContact | None = field(default=None, repr=False)
    languages: tuple[str, ...] = field(default=(), repr=False)
    signature: Signature = field(default=Signature(), repr=False)
    card_language: str | None = None

    def sealable_values(self) -> dict[SealedField, str]:
        """List what can be sealed; the charter chooses which of them are.

        The plain Latin form is that of the transliteration, or of the name itself when it is Latin.
        """
        latin = self.name_latin or (self.name if is_latin(self.name) else None)
        values = {
            SealedField.NAME: self.name,
            SealedField.NAME_LATIN: plain_latin(latin) if latin else None,
            SealedField.BIRTH_DATE: self.birth_date.isoformat(),
            SealedField.ADDRESS: self.address.sealable,
        }
        return {each: value for each, value in values.items() if value}
