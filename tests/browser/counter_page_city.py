"""Cities for the counter's page: their keys, their lists, their cards, and the folder that a counter is served from."""

from __future__ import annotations

import json
import socket
import time
import zlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import numpy as np
import zxingcpp
from PIL import Image

from denizen._encoding import base45
from denizen.credential import CardClaims, CardNumber, CheckCode, StatusReference, ValidityPeriod
from denizen.credential.sealed import SealedField, seal
from denizen.formats.qr import QrProfile, encode, portrait_budget
from denizen.keys import SoftwareSigner
from denizen.status import ListTerms, StatusBits, sign_cwt
from denizen.trust import (
    KeyPurpose,
    ProgrammeMode,
    RootPin,
    TrustedIssuer,
    TrustedKey,
    TrustList,
    sign_trust_list,
)
from denizen_cli.counter_build import build
from denizen_cli.counter_setup import CounterSetup, Reach
from denizen_press.photo import prepare_photo, qr_portrait
from denizen_press.portraits import PORTRAITS, draw_portrait
from denizen_site.config.charter_folder import open_charter

DAY = timedelta(days=1)
NAME, LATIN = "Rosalía Ñáñez-Quispe Güemes", "Rosalia Nanez-Quispe Guemes"
BORN, ADDRESS = "1987-03-14", "214 06513"
REVOKED_INDEX = 9
FRAME = (1280, 720)


@cache
def sitter(order: int):
    """Draw one of the sample people, as the desk's camera would have taken them."""
    return prepare_photo(draw_portrait(PORTRAITS[order], width=320))


class City:
    """One city: its charter, its keys, its status list."""

    def __init__(self, charter: str, *, now: datetime) -> None:
        self.charter = open_charter(charter)
        self.issuer = self.charter.issuer
        self.now = now
        self.card_key, self.status_key = SoftwareSigner.generate(), SoftwareSigner.generate()
        self.bits = StatusBits(1024)
        self.bits.set(REVOKED_INDEX)

    def trusted(self) -> TrustedIssuer:
        def key(signer, purpose):
            begins, ends = self.now - 900 * DAY, self.now + 900 * DAY
            return TrustedKey(signer.public_key, purpose, begins, ends, ends + 3650 * DAY)

        keys = (key(self.card_key, KeyPurpose.CARD), key(self.status_key, KeyPurpose.STATUS))
        return TrustedIssuer(self.issuer, self.charter.place.name, f"{self.issuer}/status", keys)

    def status_list(self, *, issued: datetime | None = None) -> bytes:
        issued = issued or self.now
        terms = ListTerms(f"{self.issuer}/status", issued, issued + DAY, 3600)
        return sign_cwt(self.bits, terms=terms, signer=self.status_key)

    def card(self, *, index: int = 7, days=(-30, 900), key=None, who: int = 0) -> Card:
        """Issue a card whose name, birth date and address are sealed."""
        number, code = CardNumber.new(), CheckCode.new()
        values = {
            SealedField.NAME: NAME,
            SealedField.NAME_LATIN: LATIN,
            SealedField.BIRTH_DATE: BORN,
            SealedField.ADDRESS: ADDRESS,
        }
        today = self.now.date()
        claims = CardClaims(
            issuer=self.issuer,
            number=number,
            validity=ValidityPeriod(today + days[0] * DAY, today + days[1] * DAY),
            status=StatusReference(f"{self.issuer}/status", index),
            portrait=None,
            sealed=seal(values, issuer=self.issuer, number=number, check_code=code),
        )
        room = portrait_budget(claims, QrProfile.STANDARD)
        claims = replace(claims, portrait=qr_portrait(sitter(who), room))
        text = encode(claims, key or self.card_key, profile=QrProfile.STANDARD)
        return Card(text, number.display, code.display, claims)


@dataclass(frozen=True)
class Card:
    """A card as the counter meets it: the text of its code, and what is printed on its other side."""

    text: str
    number: str
    check_code: str
    claims: CardClaims

    def with_another_photo(self) -> Card:
        """Put somebody else's photo into the code, and leave the signature as it is."""
        other = qr_portrait(sitter(1), len(self.claims.portrait.data)).data
        inner = zlib.decompress(base45.decode(self.text))
        mine = self.claims.portrait.data
        forged = inner.replace(mine, (other + bytes(len(mine)))[: len(mine)])
        return replace(self, text=base45.encode(zlib.compress(forged, 9)))

    def picture(self, path: Path, *, beside: Card | None = None) -> Path:
        """Photograph the card's code, or two codes beside each other, as one frame of a camera."""
        frame = Image.new("L", FRAME, 168)
        codes = [self.code(4), beside.code(4)] if beside else [self.code(5)]
        for place, code in enumerate(codes, start=1):
            middle = FRAME[0] * place // (len(codes) + 1)
            frame.paste(code, (middle - code.width // 2, (FRAME[1] - code.height) // 2))
        frame.save(path)
        return path

    def code(self, side: int) -> Image.Image:
        """Draw the code, so many pixels a module."""
        symbol = zxingcpp.create_barcode(self.text, zxingcpp.BarcodeFormat.QRCode, ec_level="L")
        pixels = np.asarray(symbol.to_image(scale=1, add_quiet_zones=True), dtype=np.uint8)
        return Image.fromarray(np.kron(pixels, np.ones((side, side), dtype=np.uint8)))


class Country:
    """Two cities that one trust list names and a third that it does not, and the folder of a counter in the first."""

    def __init__(self, home: Path, *, mode: ProgrammeMode = ProgrammeMode.LIVE) -> None:
        self.home = home
        self.now = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=3)
        self.root = SoftwareSigner.generate()
        self.mode = mode
        self.version = 5
        self.here, self.near, self.far = (
            City(name, now=self.now) for name in ("new-haven", "new-york", "hartford")
        )
        (home / "public").mkdir(parents=True)
        pin = RootPin(self.root.public_key, mode)
        reach = Reach(phone="+1 203 555 0100", address="165 Church Street")
        self.built = build(self.here.charter, pin=pin, reach=reach, out=home / "counter")
        self.setup = self.write_setup()
        self.publish()

    def write_setup(self, **changes) -> CounterSetup:
        """Let the counter know the second city's list as well."""
        value = json.loads(self.built.setup.content)
        near = {"list": f"{self.near.issuer}/status", "from": ["setup/near.cwt"]}
        value["status"] = [value["status"][0], near]
        setup = CounterSetup(self.here.charter.id, json.dumps(value | changes).encode())
        path = self.home / "counter" / setup.file
        path.write_bytes(setup.content)
        path.with_name(path.name + ".gz").unlink(missing_ok=True)
        return setup

    def publish(self, *, root=None, mode=None, issued: datetime | None = None) -> None:
        """Write the lists as of an instant."""
        issued = issued or self.now
        cities = (self.here.trusted(), self.near.trusted())
        trust = TrustList(self.version, issued, issued + 30 * DAY, mode or self.mode, cities)
        self.write_trust(sign_trust_list(trust, root or self.root))
        (self.home / "public" / "status.cwt").write_bytes(self.here.status_list(issued=issued))
        (self.home / "counter" / "setup" / "near.cwt").write_bytes(
            self.near.status_list(issued=issued)
        )

    def write_trust(self, content: bytes) -> None:
        (self.home / "public" / "trust.cose").write_bytes(content)


def film(picture: Path, path: Path, *, frames: int = 2) -> Path:
    """Turn a picture into what Chromium's fake camera plays (YUV4MPEG2, 4:2:0)."""
    grey = np.asarray(Image.open(picture).convert("L"), dtype=np.uint8)
    colourless = np.full((FRAME[1] // 2, FRAME[0] // 2), 128, dtype=np.uint8).tobytes()
    one = b"FRAME\n" + grey.tobytes() + colourless + colourless
    head = f"YUV4MPEG2 W{FRAME[0]} H{FRAME[1]} F10:1 Ip A1:1 C420\n".encode()
    path.write_bytes(head + one * frames)
    return path


def free_port() -> int:
    """Find a port that nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def until(page, expression: str) -> None:
    """Wait until an expression holds; the page's own policy forbids Playwright's way of asking."""
    ends = time.monotonic() + 10
    while not page.evaluate(expression):
        assert time.monotonic() < ends, expression
        time.sleep(0.05)
