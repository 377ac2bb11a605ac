"""A person file read into a `Holder`, with errors that name the place and never the content."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NoReturn, TypeVar

from denizen.credential.canonical import is_latin
from denizen.credential.holder.person import (
    AddressMode,
    EmergencyContact,
    Holder,
    PrintedAddress,
    Signature,
    SignatureKind,
)
from denizen.credential.printable import require_line
from denizen.errors import InputError

_FORBIDDEN: Final = frozenset(
    {
        "nationality", "citizenship", "citizenships", "immigration_status", "legal_status", "status",
        "visa", "visa_type", "visa_number", "alien_number", "a_number", "uscis_number", "birthplace",
        "birth_place", "place_of_birth", "country", "country_of_birth", "country_of_origin", "origin",
        "document", "document_number", "document_numbers", "document_type", "documents", "passport",
        "passport_number", "licence_number", "license_number", "driver_license", "id_number", "ssn",
        "social_security_number", "itin", "race", "ethnicity", "religion", "marital_status", "guardian",
        "phone", "telephone", "email", "e_mail", "criminal_record",
    }
)  # fmt: skip
_TAG: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_PHONE: Final = re.compile(r"\+?[0-9][0-9 ().\-]{4,28}")
_ZIP: Final = re.compile(r"[0-9]{5}(?:-[0-9]{4})?")
_STATE: Final = re.compile(r"[A-Z]{2}")
_STATE_AND_ZIP: Final = re.compile(r"([A-Z]{2})\s+([0-9]{5}(?:-[0-9]{4})?)")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LABEL_CHARACTERS: Final = 40
_LINES: Final = 4
_LANGUAGES: Final = 6
_HEIGHT_CM: Final = range(30, 273)
_FIRST_YEAR: Final = 1880


_T = TypeVar("_T")


def parse_holder(found: Mapping[str, Any], *, where: str) -> Holder:
    """Read a person file's object; `where` names the file.  Raises `InputError` with a JSON path."""
    person = _Node(found, where, "$")
    reader = person.members(_HOLDER)
    return Holder(
        name=reader.need("name", _line),
        birth_date=reader.need("birth_date", _birth_date),
        name_latin=reader.get("name_latin", _latin_line),
        preferred_name=reader.get("preferred_name", _line),
        address=reader.get("address", _address) or PrintedAddress(),
        height_cm=reader.get("height_cm", _height),
        eye_color=reader.get("eye_color", _label),
        gender=reader.get("gender", _label),
        emergency_contact=reader.get("emergency_contact", _contact),
        languages=reader.get("languages", _languages) or (),
        signature=reader.get("signature", _signature) or Signature(),
        card_language=reader.get("card_language", _tag),
    )


_HOLDER: Final = (
    "name", "birth_date", "name_latin", "preferred_name", "address", "height_cm", "eye_color", "gender",
    "emergency_contact", "languages", "signature", "card_language",
)  # fmt: skip
_ADDRESS: Final = ("mode", "care_of", "lines", "city", "state", "zip")


@dataclass(frozen=True, slots=True)
class _Node:
    """One value in the file and the way to it."""

    value: Any
    file: str
    path: str

    def child(self, name: str | int) -> _Node:
        """Step into a member or an item."""
        step = f"[{name}]" if isinstance(name, int) else f".{name}"
        return _Node(self.value[name], self.file, self.path + step)

    def refuse(self, code: str, summary: str, *, mend: str) -> NoReturn:
        """Raise `InputError` at this place."""
        raise InputError(code, summary, where=f"{self.file}: {self.path}", mend=mend)

    def members(self, allowed: tuple[str, ...]) -> _Members:
        """Take the value as an object with no other members than these."""
        if not isinstance(self.value, Mapping):
            self.refuse("person.type", "expected an object", mend="Write { ... }.")
        for name in self.value:
            if name not in allowed:
                self._refuse_member(name, allowed)
        return _Members(self)

    def _refuse_member(self, name: object, allowed: tuple[str, ...]) -> NoReturn:
        folded = (
            name.casefold().replace("-", "_").replace(" ", "_") if isinstance(name, str) else ""
        )
        if folded in _FORBIDDEN:
            self.refuse(
                "privacy.forbidden_field",
                f"{folded} is never asked for and never written down",
                mend="Take it out of the file.",
            )
        known = (
            name if isinstance(name, str) and name.isidentifier() and name.isascii() else "a name"
        )
        self.refuse(
            "person.unknown_field", f"unknown: {known}", mend=f"Known: {', '.join(allowed)}."
        )

    def text(self) -> str:
        """Take the value as a text."""
        if not isinstance(self.value, str):
            self.refuse("person.type", "expected a text", mend='Write "...".')
        return self.value

    def matching(self, pattern: re.Pattern[str], expected: str) -> str:
        """Take the value as a text of one form."""
        text = self.text().strip()
        if not pattern.fullmatch(text):
            self.refuse("person.value", f"expected {expected}", mend="Correct it.")
        return text


@dataclass(frozen=True, slots=True)
class _Members:
    """Reads the members of one object; null counts as absent."""

    node: _Node

    def get(self, name: str, read: Callable[[_Node], _T]) -> _T | None:
        """Read a member that may be absent."""
        if self.node.value.get(name) is None:
            return None
        return read(self.node.child(name))

    def need(self, name: str, read: Callable[[_Node], _T]) -> _T:
        """Read a member that must be there."""
        found = self.get(name, read)
        if found is None:
            self.node.refuse("person.missing", f"{name} is missing", mend=f"Add {name}.")
        return found


def _line(node: _Node) -> str:
    return require_line(node.text(), where=f"{node.file}: {node.path}")


def _label(node: _Node) -> str:
    where = f"{node.file}: {node.path}"
    return require_line(node.text(), where=where, max_characters=_LABEL_CHARACTERS)


def _latin_line(node: _Node) -> str:
    line = _line(node)
    if not is_latin(line):
        node.refuse(
            "person.value", "expected Latin letters", mend="Write the name as a passport would."
        )
    return line


def _tag(node: _Node) -> str:
    return node.matching(_TAG, "a language tag, such as es or zh-Hant")


def _birth_date(node: _Node) -> date:
    text = node.matching(_DAY, "a date, YYYY-MM-DD")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        node.refuse("person.value", "no such day", mend="Write YYYY-MM-DD.")
    if day.year < _FIRST_YEAR:
        node.refuse("person.value", f"a year before {_FIRST_YEAR}", mend="Correct it.")
    return day


def _height(node: _Node) -> int:
    if type(node.value) is not int or node.value not in _HEIGHT_CM:
        node.refuse("person.value", "expected whole centimetres, 30 to 272", mend="Correct it.")
    return node.value


def _items(node: _Node, most: int) -> list[_Node]:
    if not isinstance(node.value, list | tuple) or len(node.value) > most:
        node.refuse("person.type", f"expected a list of at most {most}", mend="Write [ ... ].")
    return [node.child(place) for place in range(len(node.value))]


def _languages(node: _Node) -> tuple[str, ...]:
    return tuple(_tag(item) for item in _items(node, _LANGUAGES))


def _contact(node: _Node) -> EmergencyContact:
    reader = node.members(("name", "phone"))
    return EmergencyContact(reader.need("name", _line), reader.need("phone", _phone))


def _phone(node: _Node) -> str:
    return node.matching(_PHONE, "a telephone number")


def _signature(node: _Node) -> Signature:
    """Take a text to write, a mark, or the bytes of a picture that whoever opened the file has read."""
    if isinstance(node.value, str):
        return Signature(SignatureKind.WRITTEN, text=_line(node))
    reader = node.members(("mark", "image"))
    if reader.get("mark", _true) and "image" not in node.value:
        return Signature(SignatureKind.MARK)
    return Signature(SignatureKind.PICTURE, picture=reader.need("image", _picture))


def _true(node: _Node) -> bool:
    if node.value is not True:
        node.refuse("person.value", "expected true", mend="Leave it out otherwise.")
    return True


def _picture(node: _Node) -> bytes:
    if not isinstance(node.value, bytes) or not node.value:
        node.refuse("person.value", "expected the bytes of a picture", mend="Name a picture file.")
    return node.value


def _address(node: _Node) -> PrintedAddress:
    if isinstance(node.value, str):
        return _address_in_one_text(node)
    reader = node.members(_ADDRESS)
    mode = reader.need("mode", _mode)
    if mode is AddressMode.NONE:
        return _no_address(node)
    address = PrintedAddress(
        mode,
        reader.get("care_of", _line),
        reader.get("lines", _lines) or (),
        reader.get("city", _line),
        reader.get("state", _state),
        reader.get("zip", _zip),
    )
    _require_complete(node, address)
    return address


def _no_address(node: _Node) -> PrintedAddress:
    if any(value for name, value in node.value.items() if name != "mode"):
        node.refuse("person.address", "mode none prints no address", mend="Take the address out.")
    return PrintedAddress()


def _require_complete(node: _Node, address: PrintedAddress) -> None:
    """A home has lines, and only care-of names a person or an organisation."""
    is_care_of = address.mode is AddressMode.CARE_OF
    if is_care_of and address.care_of is None:
        node.refuse("person.missing", "care_of is missing", mend="Say in whose care.")
    if not is_care_of and address.care_of is not None:
        node.refuse("person.address", "care_of without its mode", mend='Write "mode": "care_of".')
    if address.mode is AddressMode.HOME and not address.lines:
        node.refuse("person.missing", "lines are missing", mend="Add the street.")


def _mode(node: _Node) -> AddressMode:
    words = [mode.value for mode in AddressMode]
    if node.value not in words:
        node.refuse("person.value", f"expected one of {', '.join(words)}", mend="Choose one.")
    return AddressMode(node.value)


def _lines(node: _Node) -> tuple[str, ...]:
    return tuple(_line(item) for item in _items(node, _LINES))


def _state(node: _Node) -> str:
    return node.matching(_STATE, "two capital letters")


def _zip(node: _Node) -> str:
    return node.matching(_ZIP, "five digits, or nine as 06510-1234")


def _address_in_one_text(node: _Node) -> PrintedAddress:
    """Split a home address at line ends and commas; the last part may be state and ZIP code."""
    parts = [part.strip() for part in re.split(r"[\n,]", node.text()) if part.strip()]
    lines = _lines(_Node(parts, node.file, node.path))
    if not lines:
        node.refuse("person.value", "expected an address", mend="Fill it in or leave it out.")
    found = _STATE_AND_ZIP.fullmatch(lines[-1])
    if found is None or len(lines) < 3:
        return PrintedAddress(AddressMode.HOME, lines=lines)
    return PrintedAddress(
        AddressMode.HOME, lines=lines[:-2], city=lines[-2], state=found[1], zip_code=found[2]
    )
