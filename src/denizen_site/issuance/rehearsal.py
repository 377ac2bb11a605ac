"""A card that is nobody's, in the city's own art: what the press rehearses on until somebody's card comes."""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from typing import Final

from denizen.charter import Charter
from denizen.credential import (
    CardNumber,
    CheckCode,
    RevocationCode,
    StatusReference,
    ValidityPeriod,
)
from denizen.credential.holder import (
    AddressMode,
    Holder,
    PrintedAddress,
    Signature,
    SignatureKind,
)
from denizen.formats.qr import QrProfile
from denizen_press.photo import PreparedPhoto
from denizen_press.press import PressJob
from denizen_site.issuance.face import card_face
from denizen_site.issuance.pressing import press_job
from denizen_site.issuance.signing import Identity

LETTERS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"  # RFC 9285, table 1
LONG, SHORT = 1120, 600
"""Letters of a code with a portrait, and of one without: near enough to take the same size."""


def nobodys_card(charter: Charter, photo: PreparedPhoto) -> PressJob:
    """Make the job: a name that is none, a picture of nobody, a code that says nothing and is not signed."""
    day = date(2000, 1, 1)
    identity = Identity(
        number=CardNumber.new(),
        status=StatusReference(charter.issuer, 0),
        validity=ValidityPeriod(day, day + timedelta(days=1)),
        check_code=CheckCode.new(),
    )
    length = LONG if QrProfile.named(charter.qr.profile.value).portrait_bytes else SHORT
    text = "".join(secrets.choice(LETTERS) for _ in range(length))
    face = card_face(charter, nobody(charter), identity=identity)
    return press_job(face, photo, qr_text=text, code=RevocationCode.new(), specimen=True)


def nobody(charter: Charter) -> Holder:
    """Give whoever is nobody all that most cards print: other letters would be set for the first time."""
    place = charter.place
    return Holder(
        name="Nemo Nadie Niemand",
        birth_date=date(1970, 1, 1),
        address=PrintedAddress(
            AddressMode.HOME,
            lines=("1 Nowhere Street",),
            city=place.name,
            state=place.state,
            zip_code="00000",
        ),
        signature=Signature(SignatureKind.WRITTEN, "Nemo Nadie"),
        card_language=next(iter(charter.languages[1:]), None),
    )
