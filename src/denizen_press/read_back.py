"""The last gate: a card leaves only if its code reads from its own blurred picture."""

from __future__ import annotations

import io
from typing import Final

import numpy as np
from PIL import Image, ImageFilter

from denizen_press.errors import ReadBackError
from denizen_press.read import decode_qr

BLUR_DOTS: Final = 1.3
"""Standard deviation of the blur, in dots of 300 dpi.

In the measurements of MRC-QR-1 this blur (2.6 dots at 600 dpi) passes every code of four dots a module and
stops nearly all of three; a sharp picture passes all and proves nothing.
"""

_MEND: Final = "Do not hand the card out; press it again, and report it if it happens twice."


def require_readable(
    picture: bytes | Image.Image,
    expected_text: str,
    *,
    region: tuple[int, int, int, int] | None = None,
) -> None:
    """Read the card's code from its blurred picture at 300 dpi and require it to say `expected_text`.

    `region` (left, top, right, bottom in dots, quiet zone included) spares blurring the rest of the card.
    Raises ReadBackError.
    """
    found = decode_qr(np.asarray(_blurred(_grey(picture, region)), dtype=np.uint8), upright=True)
    if not found:
        raise ReadBackError(
            "press.read_back.unreadable",
            "the card's code cannot be read in its own blurred picture",
            mend=_MEND,
        )
    if found != [expected_text]:
        raise ReadBackError(
            "press.read_back.differs", "the card's code does not say what was signed", mend=_MEND
        )


def _grey(picture: bytes | Image.Image, region: tuple[int, int, int, int] | None) -> Image.Image:
    """Return the region as grey pixels; a raster of our own needs no limits."""
    if isinstance(picture, bytes):
        with Image.open(io.BytesIO(picture), formats=("PNG",)) as opened:
            return opened.crop(region).convert("L") if region else opened.convert("L")
    return (picture.crop(region) if region else picture).convert("L")


def _blurred(grey: Image.Image) -> Image.Image:
    """Blur as a cheap phone held a little too near does."""
    return grey.filter(ImageFilter.GaussianBlur(BLUR_DOTS))
