"""The QR code as one vector drawing whose modules are whole printer dots.

Vector and pure black, so that a card printer lays it down with its black (K) panel instead of mixing it
from three colours; whole dots, so that no module is a dot wider than its neighbour.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import zxingcpp
from numpy.typing import NDArray

from denizen.errors import EncodingRefusedError
from denizen.formats.qr.profiles import QrProfile

Texts = NDArray[np.object_]
Modules = NDArray[np.bool_]
"""A square of modules without the quiet zone; true is dark."""

QUIET = 4
"""Modules of quiet zone on each side (ISO/IEC 18004, section 9.1)."""

LEAST_DOTS = 4
"""Fewest dots a module may have at 300 dpi (profile MRC-QR-1)."""

_MASK = 3
"""The mask pattern of every code (ISO/IEC 18004, section 7.8).

An encoder tries all eight and keeps the one with the fewest blots.  A card's text is compressed and signed,
as even as noise, so that all eight score alike; trying them would take five times as long (measured), and
every card is read back from its own picture anyway.
"""

_MOST_DOTS = 6
_MOST_SIDE = 484
"""Dots that the back can give: version 24 with its quiet zone at four dots a module (41 mm)."""


@dataclass(frozen=True, slots=True)
class QrDrawing:
    """A QR as PDF operators in modules, its side with the quiet zone in dots, and the dots of a module."""

    operators: str
    side: int
    dots: int


def draw(text: str) -> QrDrawing:
    """Draw a card's QR text; raises EncodingRefusedError if no code for it fits the card."""
    return draw_modules(modules_of(text))


def side_of(text: str) -> int:
    """Return the side of a text's code in dots, quiet zone included; raises EncodingRefusedError."""
    count = 17 + 4 * _profile_of(text).version + 2 * QUIET
    return count * _dots(count)


def modules_of(text: str) -> Modules:
    """Write a text as QR modules, in the smallest of the profile's symbols that holds it."""
    profile = _profile_of(text)
    code = zxingcpp.create_barcode(
        text,
        zxingcpp.BarcodeFormat.QRCode,
        ec_level=profile.error_correction,
        version=profile.version,
        data_mask=_MASK,
    )
    pixels = np.asarray(code.to_image(scale=1, add_quiet_zones=False), dtype=np.uint8)
    dark: Modules = pixels == 0
    return dark


def _profile_of(text: str) -> QrProfile:
    """Return the smallest profile that holds a text; raises EncodingRefusedError."""
    for profile in sorted(QrProfile, key=lambda one: one.version):
        if len(text) <= profile.characters:
            return profile
    raise EncodingRefusedError("press.qr_too_large", "the card's text fits no QR symbol of ours")


def _dots(count: int) -> int:
    """Return how many dots a module of a code gets that is `count` modules wide; four or more."""
    dots = min(_MOST_SIDE // count, _MOST_DOTS)
    if dots < LEAST_DOTS:
        raise EncodingRefusedError(
            "press.qr_too_large", "the QR code would have modules below four dots at 300 dpi"
        )
    return dots


def draw_modules(modules: Modules) -> QrDrawing:
    """Draw modules with their quiet zone; raises EncodingRefusedError if they do not fit the card."""
    count = len(modules) + 2 * QUIET
    dots = _dots(count)
    return QrDrawing(f"0 g {_runs(modules)}f", count * dots, dots)


def _runs(modules: Modules) -> str:
    """Write each run of dark modules as one rectangle (`re`), in modules from the lower left corner."""
    padded = np.zeros((len(modules), len(modules) + 2), dtype=np.int8)
    padded[:, 1:-1] = modules
    change = np.diff(padded, axis=1)
    rows, starts = np.nonzero(change == 1)
    ends = np.nonzero(change == -1)[1]
    places, widths = _texts_of_runs()
    bottom = len(modules) - 1 + QUIET
    runs = np.stack((places[starts + QUIET, bottom - rows], widths[ends - starts]), 1)
    return "".join(runs.ravel().tolist())


@cache
def _texts_of_runs() -> tuple[Texts, Texts]:
    """Write every place and every width once, since writing numbers takes longer than finding the runs."""
    most = _MOST_SIDE // LEAST_DOTS
    places = [[f"{left} {bottom} " for bottom in range(most)] for left in range(most)]
    widths = [f"{width} 1 re " for width in range(most)]
    return np.array(places, dtype=object), np.array(widths, dtype=object)
