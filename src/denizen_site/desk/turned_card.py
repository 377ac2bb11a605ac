"""The card as it will be, line by line, in the resident's language: what the turned screen shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import formats, translation

from denizen.charter import Charter
from denizen.credential.holder import Holder, SignatureKind, parse_holder
from denizen_press.face import printed_date, printed_height
from denizen_press.labels import english_labels, second_labels
from denizen_site.desk.fees import fee_of
from denizen_site.desk.pictures import in_page
from denizen_site.desk.screen_words import screen_words
from denizen_site.enrolment.visit import Visit

# Django names Chinese by its script, and has no words for months in these two languages.
DJANGO_NAMES = {"zh": "zh-hans"}
WITHOUT_MONTHS = frozenset({"ht", "tl"})


@dataclass(frozen=True, slots=True)
class TurnedLine:
    """One line: its label, what is printed, the same said more plainly, and the field that it comes from."""

    label: str
    values: tuple[str, ...]
    field: str
    also: str = ""
    large: bool = False
    picture: str = ""


def holder_of(visit: Visit) -> Holder:
    """Read the person of a visit; raises `InputError` for what a card cannot hold."""
    return parse_holder(visit.person, where="person")


def turned_lines(visit: Visit, charter: Charter, *, at: date) -> tuple[TurnedLine, ...]:
    """List what will be printed, from the top of the card to its back."""
    labels = second_labels(visit.language) or english_labels()
    words = screen_words(visit.language)
    holder = holder_of(visit)
    return (
        *name_lines(holder, labels),
        TurnedLine(
            labels["birth_date"],
            (printed_date(holder.birth_date),),
            "birth_date_0",
            also=long_date(holder.birth_date, visit.language),
        ),
        TurnedLine(
            labels["address"],
            holder.address.printed_lines or (words["no_address"],),
            "address_mode",
        ),
        *optional_lines(holder, labels),
        signature_line(holder, labels, words=words),
        expiry_line(holder, charter, at=at, language=visit.language),
    )


def name_lines(holder: Holder, labels: Mapping[str, str]) -> Iterator[TurnedLine]:
    """Give the name in each of the ways in which it is printed."""
    yield TurnedLine(labels["name"], (holder.name,), "name", large=True)
    if holder.name_latin:
        yield TurnedLine(labels["name"], (holder.name_latin,), "name_latin")
    if holder.preferred_name:
        yield TurnedLine(labels["known_as"], (holder.preferred_name,), "preferred_name")


def optional_lines(holder: Holder, labels: Mapping[str, str]) -> Iterator[TurnedLine]:
    """Give what the holder chose to have printed, and nothing of what they did not."""
    if holder.height_cm is not None:
        yield TurnedLine(labels["height"], (printed_height(holder.height_cm),), "height")
    if holder.eye_color:
        yield TurnedLine(labels["eye_color"], (holder.eye_color,), "eye_color")
    if holder.gender:
        yield TurnedLine(labels["gender"], (holder.gender,), "gender")
    if holder.languages:
        yield TurnedLine(labels["languages"], (", ".join(holder.languages),), "language_1")
    contact = holder.emergency_contact
    if contact is not None:
        yield TurnedLine(labels["emergency"], (contact.name, contact.phone), "emergency_name")


def signature_line(
    holder: Holder, labels: Mapping[str, str], *, words: Mapping[str, str]
) -> TurnedLine:
    """Give the signature, the mark, or that there is none."""
    kind, place = holder.signature.kind, "signature_0"
    if kind is SignatureKind.PICTURE:
        return TurnedLine(
            labels["signature"], (), place, picture=in_page(holder.signature.picture or b"")
        )
    if kind is SignatureKind.WRITTEN and holder.signature.text:
        return TurnedLine(labels["signature"], (holder.signature.text,), place)
    if kind is SignatureKind.MARK:
        return TurnedLine(labels["signature"], (f"✕  {labels['mark']}",), place)
    return TurnedLine(labels["signature"], (words["unsigned"],), place)


def expiry_line(holder: Holder, charter: Charter, *, at: date, language: str) -> TurnedLine:
    """Give the last day as the card shows it; nobody can touch it, as it follows from the charter."""
    labels = second_labels(language) or english_labels()
    last = charter.validity.printed_last_day(holder.birth_date, at)
    if last is None:
        return TurnedLine(labels["expires"], (screen_words(language)["never"],), "")
    return TurnedLine(labels["expires"], (printed_date(last),), "", also=long_date(last, language))


def long_date(day: date, language: str) -> str:
    """Say a day in the reader's language, since the card's months are English; empty where we cannot."""
    if language in WITHOUT_MONTHS or language == "en":
        return ""
    with translation.override(DJANGO_NAMES.get(language, language)):
        return formats.date_format(day, "DATE_FORMAT")


def cents_due(visit: Visit, charter: Charter, *, at: date) -> int:
    """Give what the card costs, before any waiver is spoken of."""
    return fee_of(visit, charter, at=at, waiver="").due
