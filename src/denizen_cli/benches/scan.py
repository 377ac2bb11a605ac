"""How often the code on each city's card is read in a photograph of its print, as the light gets worse.

Each trial prints a card, spreads its ink, turns, tilts, lights, blurs and photographs it (`denizen_press.degrade`,
its glare on the code), and reads the camera's JPEG as a counter does.  A simulation: real card
printers and cheap phones still need one physical trial.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from denizen.charter import Charter
from denizen.errors import CannotTellError
from denizen.formats.qr import encode
from denizen.keys import SoftwareSigner
from denizen_cli.benches.cards import sample_cards
from denizen_cli.benches.row import Row
from denizen_cli.charter_folder import open_charter, shipped_folders
from denizen_press.degrade import Level, degrade
from denizen_press.raster import rasterise
from denizen_press.read import decode_qr, read_codes
from denizen_press.render import code_place, render_pdf

CARDS, QUICK_CARDS = 10, 2
"""Distinct cards of each city."""

TRIALS = {Level.CLEAN: 2, Level.MILD: 20, Level.HEAVY: 6}
QUICK_TRIALS = {Level.CLEAN: 1, Level.MILD: 5, Level.HEAVY: 2}
"""Photographs of each card at each level."""

REACH = 0.99
"""Share of reads that every level up to mild must have; a hurried hand may have to try again."""

PEER = "zxing-cpp once, on the same photograph"


@dataclass(frozen=True, slots=True)
class Print:
    """The back of one card at 300 dpi, where its code stands, and what it says."""

    back: Image.Image
    code: tuple[int, int, int, int]
    text: str


@dataclass(frozen=True, slots=True)
class Trial:
    """Whether one photograph was read as the counter reads, and by its peer."""

    ours: bool
    peers: bool


def measure(*, quick: bool) -> Sequence[Row]:
    """Try every shipped charter's card at every level."""
    trials = QUICK_TRIALS if quick else TRIALS
    rows: list[Row] = []
    for folder in shipped_folders():
        charter = open_charter(folder.name)
        prints = list(_prints(charter, QUICK_CARDS if quick else CARDS))
        rows += [
            _row(folder.name, level, _tried(prints, level, number))
            for level, number in trials.items()
        ]
    return rows


def _prints(charter: Charter, number: int) -> Iterator[Print]:
    """Issue and print cards of one city."""
    signer = SoftwareSigner.generate()
    for card in sample_cards(charter, number):
        text = encode(card.claims, signer, profile=card.profile)
        back = rasterise(render_pdf(card.face, card.photo, text, specimen=True))[1]
        place = code_place(text)
        right, bottom = place.left + place.side, place.top + place.side
        yield Print(back, (place.left, place.top, right, bottom), text)


def _tried(prints: Sequence[Print], level: Level, number: int) -> list[Trial]:
    """Photograph each print so many times, no two alike, and read each photograph."""
    return [
        _trial(one, level, seed=order * number + again)
        for order, one in enumerate(prints)
        for again in range(number)
    ]


def _trial(one: Print, level: Level, *, seed: int) -> Trial:
    """Take one photograph and read it twice."""
    stream = io.BytesIO()
    seen = degrade(one.back, level, seed, lit=one.code)
    seen.save(stream, "JPEG", quality=level.value.jpeg)
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


def _row(city: str, level: Level, trials: Sequence[Trial]) -> Row:
    """Set the share of reads beside the peer's."""
    ours = sum(trial.ours for trial in trials) / len(trials)
    peers = sum(trial.peers for trial in trials) / len(trials)
    needed = REACH if level is not Level.HEAVY else 0.0
    return Row(
        name=f"{city}, {level.name.lower()}",
        value=ours,
        unit=f"of {len(trials)} read",
        peer=PEER,
        peer_value=peers,
        ratio=ours / peers if peers else 1.0,
        target=f"value >= {needed:g}" if needed else "shown, no target",
        holds=ours >= needed,
    )
