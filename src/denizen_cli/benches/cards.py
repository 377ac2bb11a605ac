"""Sample cards for the measurements: shipped charters, invented holders, each card unlike every other."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

import numpy as np
from PIL import Image

from denizen.charter import Charter, FaceField
from denizen.credential import CardClaims, CardNumber, CheckCode, StatusReference
from denizen.credential.holder import Holder, parse_holder
from denizen.formats.qr import QrProfile, portrait_budget
from denizen_press.face import CardFace
from denizen_press.photo import PreparedPhoto, prepare_photo, qr_portrait
from denizen_press.portraits import PORTRAITS, draw_portrait
from denizen_site.issuance.face import card_face
from denizen_site.issuance.signing import Identity, claims_without_portrait, validity_of

FIRST_DAY = date(2026, 11, 20)
_SITTERS = 4  # drawing a portrait takes seconds
_GIVEN = ("Rosalía", "Amadou", "Thủy", "Łucja", "Nia", "João", "Zeynep", "Marisol", "Åsa", "Kofi")
_MIDDLE = (
    "Ñáñez",
    "Ó Briain",
    "Nguyễn",
    "Pham",
    "de la Cruz",
    "Mbeki",
    "Öztürk",
    "Santos",
    "Diallo",
)
_FAMILY = ("Quispe", "Okafor", "Güemes", "Wójcik", "Ferreira", "Haddad", "Novák", "Tran")


@dataclass(frozen=True, slots=True)
class SampleCard:
    """One card before it is signed: claims with portrait and seals, the printed face, the photo."""

    claims: CardClaims
    profile: QrProfile
    face: CardFace
    photo: PreparedPhoto


def sample_cards(charter: Charter, number: int) -> Iterator[SampleCard]:
    """Make so many cards of one city, from its own charter by the site's own steps."""
    return (_card(charter, order) for order in range(number))


def _card(charter: Charter, order: int) -> SampleCard:
    """Make one card; everything on it depends on its place in the order, and its numbers on chance."""
    holder, photo = _holder(charter, order), _photo(order)
    identity = Identity(
        number=CardNumber.new(),
        status=StatusReference(f"{charter.issuer}/status", order * 97),
        validity=validity_of(charter, holder, first_day=FIRST_DAY),
        check_code=CheckCode.new(),
    )
    profile = QrProfile.named(charter.qr.profile.value)
    claims = claims_without_portrait(charter, holder, identity=identity)
    if profile.portrait_bytes:
        claims = replace(claims, portrait=qr_portrait(photo, portrait_budget(claims, profile)))
    return SampleCard(claims, profile, card_face(charter, holder, identity=identity), photo)


def _holder(charter: Charter, order: int) -> Holder:
    """Invent a holder who gives all that the charter prints."""
    born = date(1950 + order % 50, 1 + order % 12, 1 + order % 28)
    names = (_GIVEN[order % 10], _MIDDLE[order % 9], _FAMILY[order % 8])
    person = {
        "name": " ".join(names),
        "birth_date": born.isoformat(),
        "address": {
            "mode": "home",
            "lines": [f"{100 + order} Grand Avenue, Apt {1 + order % 40}"],
            "city": charter.place.name,
            "state": charter.place.state,
            "zip": f"{6501 + order % 90:05}",
        },
        "signature": names[0],
        "card_language": next(iter(charter.languages[1:]), "en"),
        **{name: value for field, name, value in _OPTIONAL if charter.face.prints(field)},
    }
    return parse_holder(person, where=f"sample {order}")


_OPTIONAL = (
    (FaceField.HEIGHT, "height_cm", 168),
    (FaceField.EYE_COLOR, "eye_color", "Brown"),
    (FaceField.EMERGENCY_CONTACT, "emergency_contact", {"name": "Filomena", "phone": "555 0142"}),
)


def _photo(order: int) -> PreparedPhoto:
    """Give one of the drawn portraits as another camera would have taken it: its own noise and light."""
    chance = np.random.default_rng(order)
    pixels = _portrait(PORTRAITS[order % _SITTERS])
    taken = pixels * chance.uniform(0.8, 1.0) + chance.normal(0, 2.5, pixels.shape)
    stream = io.BytesIO()
    Image.fromarray(np.clip(taken, 0, 255).astype(np.uint8)).save(stream, "PNG", compress_level=0)
    return prepare_photo(stream.getvalue())


@cache
def _portrait(slug: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """Draw one portrait, once."""
    with Image.open(io.BytesIO(draw_portrait(slug, width=320))) as picture:
        return np.asarray(picture.convert("RGB"), dtype=np.float32)
