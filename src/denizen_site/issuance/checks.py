"""What a charter asks of a card before anything is made; refusals name the field and never its content."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from denizen.charter import Charter, FaceField
from denizen.credential.holder import AddressMode, Holder
from denizen.documents import PrintedAddress
from denizen.documents.papers import age_on
from denizen_press.fonts import covering
from denizen_site.custody.queries import ProgrammeFacts
from denizen_site.errors import IssuanceError


def require_issuable(
    charter: Charter, holder: Holder, *, first_day: date, print_effect: PrintedAddress | None
) -> None:
    """Refuse what this charter does not issue (`IssuanceError`), or our fonts do not print."""
    if holder.birth_date > first_day:
        raise refusal(
            "issuance.birth_date", "the birth date lies in the future", where="birth_date"
        )
    require_name_fits(charter, holder)
    require_printed_fields(charter, holder)
    require_emergency_contact(charter, holder, first_day=first_day)
    require_address_mode(charter, holder.address.mode, print_effect=print_effect)
    for text in printed_texts(holder):
        covering(text)


def require_launched(programme: ProgrammeFacts) -> None:
    """Refuse to issue for a live programme that was not launched."""
    if programme.prints_specimens and programme.mode.value == "live":
        raise IssuanceError(
            "issuance.not_live",
            "the live programme is not launched yet",
            mend="Have the launch list signed off, then launch it; try things out in a demonstration.",
        )


def require_name_fits(charter: Charter, holder: Holder) -> None:
    """Refuse a name longer than the charter undertakes to print in full."""
    longest = charter.face.name_max_characters
    names = {
        "name": holder.name,
        "name_latin": holder.name_latin,
        "preferred_name": holder.preferred_name,
    }
    for place, name in names.items():
        if name is not None and len(name) > longest:
            summary = f"more than the {longest} characters that this city prints in full"
            raise refusal("issuance.name_too_long", summary, where=place)


def require_printed_fields(charter: Charter, holder: Holder) -> None:
    """Refuse a field that the city does not print: it is told, not silently dropped."""
    given = {
        FaceField.HEIGHT: holder.height_cm,
        FaceField.EYE_COLOR: holder.eye_color,
        FaceField.GENDER: holder.gender,
        FaceField.EMERGENCY_CONTACT: holder.emergency_contact,
        FaceField.PREFERRED_NAME: holder.preferred_name,
        FaceField.LANGUAGES: holder.languages or None,
    }
    for field, value in given.items():
        if value is not None and not charter.face.prints(field):
            raise refusal(
                "issuance.field_not_printed",
                f"{charter.place.name} does not print this field",
                where=field.value,
                mend="Leave it out: what is not printed is not asked for.",
            )


def require_emergency_contact(charter: Charter, holder: Holder, *, first_day: date) -> None:
    """Refuse a child's card without the contact that the charter makes compulsory."""
    below = charter.face.emergency_contact_required_below_age
    if below is None or holder.emergency_contact is not None:
        return
    if age_on(holder.birth_date, first_day) < below:
        raise refusal(
            "issuance.emergency_contact_needed",
            f"below the age of {below} the card names whom to call",
            where="emergency_contact",
            mend="Add emergency_contact with name and phone.",
        )


def require_address_mode(
    charter: Charter, mode: AddressMode, *, print_effect: PrintedAddress | None
) -> None:
    """Refuse a mode that the charter lacks, and one that shows more than the papers allow."""
    chosen = PrintedAddress(mode.value)
    if chosen not in charter.face.address_modes:
        known = ", ".join(each.value for each in charter.face.address_modes)
        raise refusal(
            "issuance.address_mode",
            f"{charter.place.name} does not print addresses this way",
            where="address.mode",
            mend=f"Choose one of {known}.",
        )
    if print_effect is not None and chosen.strictness < print_effect.strictness:
        raise refusal(
            "issuance.address_protected",
            f"the papers shown ask for the mode {print_effect.value} or a stricter one",
            where="address.mode",
            mend="Print no more of the address than the papers allow.",
        )


def printed_texts(holder: Holder) -> Iterator[str]:
    """List every personal text that will be printed, so that a script without a font is found first."""
    optional = (holder.name_latin, holder.preferred_name, holder.eye_color, holder.gender)
    yield holder.name
    yield from (text for text in optional if text)
    yield from holder.address.printed_lines
    if holder.emergency_contact is not None:
        yield holder.emergency_contact.name


def refusal(code: str, summary: str, *, where: str, mend: str | None = None) -> IssuanceError:
    """Make the refusal of one field."""
    return IssuanceError(code, summary, where=where, mend=mend)
