"""The records room while somebody works in it: half an hour, one browser, one station, one person.

    label   "denizen records room 1" | id | staff                          (each after its length)
    key     HKDF-SHA256(browser's half, salt = the station's secret, info = label)
    sealed  nonce (12 bytes) | AES-256-GCM of the private half;  associated data = label

The row without the browser opens nothing, and neither does the cookie at another station, for somebody else,
or after the row is gone.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.db import transaction

from denizen._encoding import base64url
from denizen._encoding.domain import label
from denizen.errors import MalformedError
from denizen_site.adjudication.models import OpenRoom
from denizen_site.adjudication.records_key import private_half
from denizen_site.config.database import in_our_words
from denizen_site.custody.queries import programme
from denizen_site.errors import AdjudicationError
from denizen_site.ledger import actions as ledger
from denizen_site.ledger.acts import Act

DOMAIN = b"denizen records room 1"
ID_BYTES, HALF_BYTES, NONCE_BYTES = 16, 32, 12
MINUTES = 30


@dataclass(frozen=True, slots=True)
class Seat:
    """Who works in the room, and at which station."""

    staff: str
    station_secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class RoomToken:
    """What the room's cookie says: which row, and the browser's half of its key."""

    id: bytes
    half: bytes = field(repr=False)

    @classmethod
    def read(cls, text: str) -> RoomToken:
        """Read a cookie; raises `AdjudicationError` for anything else."""
        try:
            data = base64url.decode(text)
        except MalformedError:
            raise closed() from None
        if len(data) != ID_BYTES + HALF_BYTES:
            raise closed()
        return cls(data[:ID_BYTES], data[ID_BYTES:])

    def written(self) -> str:
        """Write the cookie's value."""
        return base64url.encode(self.id + self.half)

    def bound(self, seat: Seat) -> bytes:
        """Give what the seal is bound to."""
        return label(DOMAIN, self.id, seat.staff.encode())

    def cipher(self, seat: Seat) -> AESGCM:
        """Derive the row's key."""
        hkdf = HKDF(SHA256(), 32, salt=seat.station_secret, info=self.bound(seat))
        return AESGCM(hkdf.derive(self.half))


@dataclass(frozen=True, slots=True)
class Room:
    """The open room: what reads files, who is in it, and until when."""

    staff: str
    ends: datetime
    private_key: X25519PrivateKey = field(repr=False)


@in_our_words
def enter(passphrase: str, seat: Seat, *, at: datetime) -> RoomToken:
    """Open the room with the passphrase; gives what the cookie holds.  Raises `AdjudicationError`."""
    private = private_half(passphrase, by=seat.staff, at=at)
    token = RoomToken(secrets.token_bytes(ID_BYTES), secrets.token_bytes(HALF_BYTES))
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = nonce + token.cipher(seat).encrypt(nonce, private, token.bound(seat))
    with transaction.atomic():
        OpenRoom.objects.filter(staff=seat.staff).delete()
        ends = at + timedelta(minutes=MINUTES)
        OpenRoom.objects.create(id=token.id, staff=seat.staff, sealed=sealed, ends=ends)
        ledger.count(Act.RECORDS_ROOM_OPENED, day=programme().local_day(at), by=seat.staff)
    return token


@in_our_words
def open_room(token: RoomToken, seat: Seat, *, at: datetime) -> Room:
    """Give the room that a browser holds open; raises `AdjudicationError` when it is closed."""
    row = OpenRoom.objects.filter(id=token.id, staff=seat.staff, ends__gt=at).first()
    if row is None:
        raise closed()
    sealed = bytes(row.sealed)
    try:
        private = token.cipher(seat).decrypt(
            sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], token.bound(seat)
        )
    except InvalidTag:
        raise closed() from None
    return Room(seat.staff, row.ends, X25519PrivateKey.from_private_bytes(private))


@in_our_words
def leave(staff: str) -> None:
    """Close the room behind somebody."""
    OpenRoom.objects.filter(staff=staff).delete()


def closed() -> AdjudicationError:
    """Make the refusal to read while the room is closed."""
    return AdjudicationError(
        "records.closed",
        "the records room is closed",
        mend="Open it with the passphrase; it stays open for half an hour.",
    )
