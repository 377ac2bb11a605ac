"""How often the code on each city's card is read in a photograph of its print, as the light gets worse.

A trial prints a card, spreads its ink, turns, tilts, lights, blurs and photographs it by the means of
`denizen_press.degrade`, and reads the camera's JPEG as a counter does.  One photograph, one try: a hand at a
counter moves and gets many.  A plain reader finds no code whose corner square a lamp has burnt out; ours paints
one in.  The mild level leaves the corners clear; what a burnt corner costs stands in a row of its own.
A simulation: real card printers and cheap phones still need one physical trial.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from denizen.charter import Charter
from denizen.errors import CannotTellError
from denizen.formats.qr import encode
from denizen.keys import SoftwareSigner
from denizen_cli.benches.cards import sample_cards
from denizen_cli.benches.row import Row
from denizen_press.degrade import Level, Place, degrade
from denizen_press.raster import rasterise
from denizen_press.read import decode_qr, read_codes
from denizen_press.render import code_place, render_pdf
from denizen_site.config.charter_folder import open_charter, shipped_folders

CARDS, QUICK_CARDS = 10, 2
"""Distinct cards of each city."""

REACH = 0.99
"""Share of reads that every level up to mild must have; a hurried hand may have to try again."""

PEER = "zxing-cpp once, on the same photograph"


@dataclass(frozen=True, slots=True)
class Print:
    """The back of one card at 300 dpi, where its code stands, and what it says."""

    back: Image.Image
    code: Place
    text: str


@dataclass(frozen=True, slots=True)
class Light:
    """One way to photograph: how bad, where the lamp's glare falls, how often, and what must be read."""

    name: str
    level: Level
    lamp: Callable[[Place], Place | None]
    trials: int
    reach: float = REACH


def _beside(code: Place) -> Place:
    """Give a place as large as the code, to its left, where the words are."""
    left, top, right, bottom = code
    return 2 * left - right - 24, top, left - 24, bottom


def _between_corners(code: Place) -> Place:
    """Give the half of the code that is clear of its corner squares by the size of a glare."""
    left, top, right, bottom = code
    margin = (right - left) // 4
    return left + margin, top, right - margin, bottom


def _on_the_code(code: Place) -> Place:
    """Give the whole code, corner squares included."""
    return code


def _anywhere(_: Place) -> None:
    """Let chance choose a part of the card."""
    return


LIGHTS = (
    Light("clean", Level.CLEAN, _anywhere, 2),
    Light("mild, lamp beside the code", Level.MILD, _beside, 10),
    Light("mild, lamp on the code, corners clear", Level.MILD, _between_corners, 10),
    Light("mild, lamp anywhere on the code", Level.MILD, _on_the_code, 4, reach=0.0),
    Light("heavy, lamp anywhere on the card", Level.HEAVY, _anywhere, 4, reach=0.0),
)
QUICK_PART = 4
"""The quick measurement takes a quarter of the photographs of each of its few cards."""


@dataclass(frozen=True, slots=True)
class Trial:
    """Whether one photograph was read as the counter reads, and by its peer."""

    ours: bool
    peers: bool


def measure(*, quick: bool) -> Sequence[Row]:
    """Try every shipped charter's card in every light."""
    rows: list[Row] = []
    for city, folder in enumerate(shipped_folders()):
        charter = open_charter(folder.name)
        prints = list(_prints(charter, QUICK_CARDS if quick else CARDS))
        for light in LIGHTS:
            trials = -(-light.trials // QUICK_PART) if quick else light.trials
            rows.append(
                _row(folder.name, light, trials=_tried(prints, light, number=trials, city=city))
            )
    return rows


def _prints(charter: Charter, number: int) -> Iterator[Print]:
    """Issue and print cards of one city."""
    signer = SoftwareSigner.generate()
    for card in sample_cards(charter, number):
        text = encode(card.claims, signer, profile=card.profile)
        back = rasterise(render_pdf(card.face, card.photo, qr_text=text, specimen=True))[1]
        place = code_place(text)
        right, bottom = place.left + place.side, place.top + place.side
        yield Print(back, (place.left, place.top, right, bottom), text)


def _tried(prints: Sequence[Print], light: Light, *, number: int, city: int) -> list[Trial]:
    """Photograph each print so many times, no two alike, and read each photograph."""
    return [
        _trial(one, light, seed=(city * len(prints) + order) * number + again)
        for order, one in enumerate(prints)
        for again in range(number)
    ]


def _trial(one: Print, light: Light, *, seed: int) -> Trial:
    """Take one photograph and read it twice."""
    stream = io.BytesIO()
    seen = degrade(one.back, light.level, seed=seed, lit=light.lamp(one.code))
    seen.save(stream, "JPEG", quality=light.level.value.jpeg)
    photograph = stream.getvalue()
    with Image.open(io.BytesIO(photograph)) as plain:
        alone = decode_qr(np.asarray(plain.convert("L"), dtype=np.uint8))
    return Trial(_read(photograph) == [one.text], alone == [one.text])


def _read(photograph: bytes) -> list[str]:
    """Read as the counter does; nothing where no code is found."""
    try:
        return read_codes(photograph)
    except CannotTellError:
        return []


def _row(city: str, light: Light, *, trials: Sequence[Trial]) -> Row:
    """Set the share of reads beside the peer's."""
    ours = sum(trial.ours for trial in trials) / len(trials)
    peers = sum(trial.peers for trial in trials) / len(trials)
    return Row(
        name=f"{city}, {light.name}",
        value=ours,
        unit=f"of {len(trials)} photographs",
        peer=PEER,
        peer_value=peers,
        ratio=ours / peers if peers else 1.0,
        target=f"value >= {light.reach:g}" if light.reach else "shown, no target",
        holds=ours >= light.reach,
    )
