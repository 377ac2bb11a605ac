"""From charter and holder to what is printed on one card."""

from __future__ import annotations

from urllib.parse import urlsplit

from denizen.charter import Charter
from denizen.charter.programme import PlaceKind
from denizen.credential.holder import Holder, Signature, SignatureKind
from denizen_press import face as press
from denizen_site.issuance.signing import Identity

DOES_NOT_EXPIRE = "NO EXPIRY"


def card_face(charter: Charter, holder: Holder, *, identity: Identity) -> press.CardFace:
    """Assemble a card's face; what the holder did not give is absent, not empty."""
    first_day = identity.validity.first_day
    ends = charter.validity.printed_last_day(holder.birth_date, first_day)
    return press.CardFace(
        programme=programme_face(charter, holder.card_language),
        name=holder.name,
        birth_date=press.printed_date(holder.birth_date),
        issued=press.printed_date(first_day),
        expires=DOES_NOT_EXPIRE if ends is None else press.printed_date(ends),
        card_number=identity.number.display,
        check_code=identity.check_code.display,
        name_secondary=holder.name_latin,
        preferred_name=holder.preferred_name,
        address_lines=holder.address.printed_lines,
        height=None if holder.height_cm is None else press.printed_height(holder.height_cm),
        eye_color=holder.eye_color,
        gender=holder.gender,
        emergency_contact=emergency_line(holder),
        languages=holder.languages,
        signature=printed_signature(holder.signature),
        second_language=holder.card_language,
    )


def programme_face(charter: Charter, card_language: str | None) -> press.Programme:
    """Assemble what every card of the programme says, in the charter's language and the card's."""
    host = urlsplit(charter.issuer).netloc
    first, second = charter.languages[0], second_language(charter, card_language)
    words = charter.text(first)
    return press.Programme(
        place=f"{charter.place.name}, {charter.place.state}",
        title=charter.place.programme_name,
        title_second=charter.text(second)["card_title"] if second else None,
        issuer_line=issuer_line(charter),
        verify_line=f"{host}/check",
        lost_line=f"{host}/stop",
        return_line=words["return_line"],
        disclaimers=tuple(
            press.Disclaimer(language, " ".join(charter.face.disclaimers[language]))
            for language in (first, second)
            if language is not None
        ),
        art=card_art(charter),
    )


def card_art(charter: Charter) -> press.CardArt:
    """Take the charter's colours and motif."""
    art = charter.art
    return press.CardArt(primary=art.primary, secondary=art.secondary, ink=art.ink, motif=art.motif)


def issuer_line(charter: Charter) -> str:
    """Name the government that issues the card."""
    if charter.place.kind is PlaceKind.COUNTY:
        return charter.place.name
    return f"City of {charter.place.name}"


def second_language(charter: Charter, wanted: str | None) -> str | None:
    """Find the charter's text for the card's language, by its tag or its primary subtag."""
    if wanted is None:
        return None
    for language in (wanted, wanted.split("-")[0]):
        if language in charter.languages[1:]:
            return language
    return None


def emergency_line(holder: Holder) -> press.EmergencyLine | None:
    """Take over whom to call."""
    contact = holder.emergency_contact
    return None if contact is None else press.EmergencyLine(contact.name, contact.phone)


def printed_signature(signature: Signature) -> press.Signature | None:
    """Turn the holder's way of signing into what is printed; who does not sign has no signature line."""
    match signature.kind:
        case SignatureKind.WRITTEN if signature.text is not None:
            return press.TypedSignature(signature.text)
        case SignatureKind.PICTURE if signature.picture is not None:
            return press.WrittenSignature(signature.picture)
        case SignatureKind.MARK:
            return press.HolderMark()
        case _:
            return None
