"""What a counter's camera sees: printed cards, photographed badly, at 1280 x 720; and the city's lists."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import numpy as np
from PIL import Image

from denizen.charter import Charter
from denizen.formats.qr import encode
from denizen.keys import SoftwareSigner
from denizen.status import ListTerms, StatusBits, sign_cwt
from denizen.trust import (
    KeyPurpose,
    ProgrammeMode,
    TrustedIssuer,
    TrustedKey,
    TrustList,
    sign_trust_list,
)
from denizen_cli.benches.cards import FIRST_DAY, sample_cards
from denizen_press.degrade import Level, Place, degrade
from denizen_press.raster import rasterise
from denizen_press.render import code_place, render_pdf

WIDE, HIGH = 1280, 720
NOW = datetime.combine(FIRST_DAY, time(12), UTC)
LIST_ENTRIES = 1_000_000
DESK_GREY = 118
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class City:
    """One city's keys and lists, made for this run."""

    charter: Charter
    card_key: SoftwareSigner
    root: SoftwareSigner
    trust: bytes
    status: bytes


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame of a camera as a JPEG, and the text of the code in it."""

    jpeg: bytes
    text: str


def open_city(charter: Charter) -> City:
    """Make keys and publish both lists; one card in a hundred is revoked, none of ours."""
    card_key, status_key, root = (SoftwareSigner.generate() for _ in range(3))
    times = {
        "sign_from": NOW - 9 * DAY,
        "sign_until": NOW + 99 * DAY,
        "verify_until": NOW + 999 * DAY,
    }
    keys = (
        TrustedKey(card_key.public_key, KeyPurpose.CARD, **times),
        TrustedKey(status_key.public_key, KeyPurpose.STATUS, **times),
    )
    address = f"{charter.issuer}/status"
    issuer = TrustedIssuer(charter.issuer, charter.place.name, address, keys)
    listed = TrustList(1, NOW, NOW + 30 * DAY, ProgrammeMode.LIVE, (issuer,))
    bits = StatusBits(LIST_ENTRIES)
    bits.set_many(range(96, LIST_ENTRIES, 97 * 100))  # a card's index is a multiple of 97
    status = sign_cwt(bits, terms=ListTerms(address, NOW, NOW + DAY, 3600), signer=status_key)
    return City(charter, card_key, root, sign_trust_list(listed, root), status)


def take_frames(city: City, level: Level, *, cards: int, number: int) -> Iterator[Frame]:
    """Photograph so many cards in turn, no two frames alike."""
    backs = [_print(city, order) for order in range(cards)]
    for seed in range(number):
        back, text, code = backs[seed % cards]
        seen = degrade(back, level, seed=seed, lit=beside(code))
        yield Frame(_jpeg(_in_frame(seen), level), text)


def beside(code: Place) -> Place:
    """Give a place as large as the code, to its left, where the lamp is."""
    left, top, right, bottom = code
    return 2 * left - right - 24, top, left - 24, bottom


def _print(city: City, order: int) -> tuple[Image.Image, str, Place]:
    """Issue and print one card: its back at 300 dpi, its text, where its code stands."""
    card = list(sample_cards(city.charter, order + 1))[order]
    text = encode(card.claims, city.card_key, profile=card.profile)
    back = rasterise(render_pdf(card.face, card.photo, qr_text=text, specimen=True))[1]
    place = code_place(text)
    return back, text, (place.left, place.top, place.left + place.side, place.top + place.side)


def _in_frame(card: Image.Image) -> Image.Image:
    """Lay a photographed card into the middle of a frame, no larger than it fits."""
    frame = Image.new("RGB", (WIDE, HIGH), (DESK_GREY,) * 3)
    scale = min(1.0, WIDE / card.width, HIGH / card.height)
    shown = card.convert("RGB").resize((int(card.width * scale), int(card.height * scale)))
    frame.paste(shown, ((WIDE - shown.width) // 2, (HIGH - shown.height) // 2))
    return frame


def _jpeg(frame: Image.Image, level: Level) -> bytes:
    stream = io.BytesIO()
    frame.save(stream, "JPEG", quality=level.value.jpeg)
    return stream.getvalue()


def write_film(frames: Sequence[Frame], path: Path) -> None:
    """Write frames as the y4m film that Chromium's fake camera plays in a loop."""
    with path.open("wb") as film:
        film.write(f"YUV4MPEG2 W{WIDE} H{HIGH} F10:1 Ip A1:1 C420jpeg\n".encode("ascii"))
        for frame in frames:
            with Image.open(io.BytesIO(frame.jpeg)) as picture:
                planes = np.asarray(picture.convert("YCbCr"), dtype=np.uint8)
            film.write(b"FRAME\n" + planes[:, :, 0].tobytes())
            film.write(planes[::2, ::2, 1].tobytes() + planes[::2, ::2, 2].tobytes())
