"""From charter and holder to what is signed: claims, portrait, sealed fields, QR text."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from denizen.charter import Charter, Shown, ShownAddress
from denizen.credential import (
    CardClaims,
    CardNumber,
    CheckCode,
    SealedField,
    SealedFields,
    StatusReference,
    ValidityPeriod,
)
from denizen.credential.holder import Holder
from denizen.credential.sealed import seal
from denizen.formats.qr import QrProfile, encode, portrait_budget
from denizen.keys import Signer
from denizen_press.photo import PreparedPhoto, portrait_within

COUNTRY = (
    "US"  # ISO 3166-1; where every charter's place lies (GEOIDs are the United States Census's)
)


@dataclass(frozen=True, slots=True)
class Identity:
    """What one card is known by; the check code is printed and never kept."""

    number: CardNumber
    status: StatusReference
    validity: ValidityPeriod
    check_code: CheckCode = field(repr=False)


def validity_of(charter: Charter, holder: Holder, *, first_day: date) -> ValidityPeriod:
    """Give the card's days by the charter's rule for the holder's age."""
    return ValidityPeriod(first_day, charter.validity.last_day(holder.birth_date, first_day))


def signed_text(
    charter: Charter,
    holder: Holder,
    *,
    photo: PreparedPhoto,
    identity: Identity,
    signer: Signer,
) -> str:
    """Sign the card and give its QR text; the portrait takes what room the other claims leave."""
    profile = QrProfile.named(charter.qr.profile.value)
    bare = claims_without_portrait(charter, holder, identity=identity)
    budget = portrait_budget(bare, profile)
    if not profile.portrait_bytes:
        return encode(bare, signer, profile=profile)
    claims = replace(bare, portrait=portrait_within(photo, budget))
    return encode(claims, signer, profile=profile)


def claims_without_portrait(charter: Charter, holder: Holder, *, identity: Identity) -> CardClaims:
    """Fill in the claims; name and birth date in clear only where the charter says so."""
    contents = charter.qr
    return CardClaims(
        issuer=charter.issuer,
        number=identity.number,
        validity=identity.validity,
        status=identity.status,
        sealed=sealed_fields(charter, holder, identity=identity),
        name=holder.name if contents.name is Shown.CLEAR else None,
        birth_date=holder.birth_date if contents.birth_date is Shown.CLEAR else None,
        country=COUNTRY,
    )


def sealed_fields(charter: Charter, holder: Holder, *, identity: Identity) -> SealedFields | None:
    """Seal the printed values that the charter seals; None when it seals none of them."""
    contents = charter.qr
    wanted: set[SealedField] = set()
    if contents.name is Shown.SEALED:
        wanted |= {SealedField.NAME, SealedField.NAME_LATIN}
    if contents.birth_date is Shown.SEALED:
        wanted.add(SealedField.BIRTH_DATE)
    if contents.address is ShownAddress.SEALED:
        wanted.add(SealedField.ADDRESS)
    values = {each: text for each, text in holder.sealable_values().items() if each in wanted}
    if not values:
        return None
    return seal(
        values, issuer=charter.issuer, number=identity.number, check_code=identity.check_code
    )
