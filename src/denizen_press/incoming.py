"""Opens pictures that strangers hand us: JPEG, PNG or WebP by content, bounded before a pixel is decoded.

No format outside these three is even tried.  Sizes come from the header, and a file that would unfold past
the limit is refused unread; only what is needed of a large JPEG is decoded.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import numpy as np
from PIL import Image

from denizen_press.errors import PictureError

Bounds = tuple[float, float, float, float]
"""A rectangle: left, top, right, bottom."""

MOST_BYTES: Final = 30_000_000
"""Bytes of one file: more than any phone's photograph."""

MOST_JPEG_PIXELS: Final = 64_000_000
"""Pixels of a JPEG: phones give up to 50 million, and a JPEG is decoded at a fraction of its size."""

MOST_PIXELS: Final = 25_000_000
"""Pixels of a PNG or WebP, which decode whole: 75 MB of memory."""

_MOST_SCANS: Final = 200
"""Passes over a JPEG: cameras make one, editors about ten; each more costs a full pass over the picture."""

_FORMATS: Final = ("JPEG", "PNG", "WEBP")
_UNREADABLE: Final = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    EOFError,
    AttributeError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    MemoryError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)
"""All that Pillow's readers are known to raise on hostile bytes."""


@contextmanager
def opened(data: bytes) -> Iterator[Image.Image]:
    """Open a picture without decoding it; raises PictureError, also for what goes wrong in the body."""
    if len(data) > MOST_BYTES:
        raise _too_large(f"has more than {MOST_BYTES // 1_000_000} million bytes")
    # A reader's warnings would print on a clerk's screen; every one is either checked here or harmless.
    with warnings.catch_warnings(action="ignore"):
        try:
            with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
                _require_bounded(picture, data)
                yield picture
        except Image.DecompressionBombError:
            refusal = _too_large("has too many pixels")
        except _UNREADABLE as fault:
            refusal = _unreadable(fault)
        else:
            return
    raise refusal


def decoded(picture: Image.Image, least_side: int) -> Image.Image:
    """Decode an opened picture, a large JPEG at the smallest fraction whose sides keep `least_side`."""
    picture.draft(None, (least_side, least_side))
    picture.load()
    return picture


def flattened(picture: Image.Image) -> Image.Image:
    """Return any decoded picture as RGB: 16 bits reduced, palettes looked up, glass laid on white.

    One that is RGB already is given back itself.
    """
    if picture.mode.startswith(("I", "F")):
        return Image.fromarray(_eight_bits(picture)).convert("RGB")
    if picture.has_transparency_data:
        clear = picture.convert("RGBA")
        white = Image.new("RGBA", clear.size, "white")
        white.alpha_composite(clear)
        return white.convert("RGB")
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def _eight_bits(picture: Image.Image) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """Reduce 16-bit greys to 8 bits."""
    greys = np.nan_to_num(np.asarray(picture, dtype=np.float64))
    return np.clip(greys / 257.0, 0, 255).round().astype(np.uint8)


def _require_bounded(picture: Image.Image, data: bytes) -> None:
    """Refuse, by the header alone, what would cost too much to decode or moves."""
    is_jpeg = picture.format in {"JPEG", "MPO"}
    if picture.width * picture.height > (MOST_JPEG_PIXELS if is_jpeg else MOST_PIXELS):
        raise _too_large("has too many pixels")
    # Inside coded data ff is always followed by 00, so every ffda is a scan's start (ITU-T T.81, B.1.1.5).
    if is_jpeg and data.count(b"\xff\xda") > _MOST_SCANS:
        raise _too_large("has too many passes")
    # A phone's MPO holds a second view or a depth map behind the photo; it does not move.
    if not is_jpeg and getattr(picture, "is_animated", False):
        raise PictureError(
            "press.picture.animated", "the picture moves", mend="Give a still picture."
        )


def _too_large(fault: str) -> PictureError:
    """Say that a picture is beyond a limit."""
    mend = "Give a smaller picture: a phone's photograph at its normal setting is plenty."
    return PictureError("press.picture.too_large", f"the picture {fault}", mend=mend)


def _unreadable(fault: BaseException) -> PictureError:
    """Tell a file that stops early from one that is no picture of ours."""
    if "truncated" in str(fault).lower():
        return PictureError(
            "press.picture.truncated",
            "the picture's file stops before its end",
            mend="Copy the file again, or take the picture again.",
        )
    return PictureError(
        "press.picture.not_a_picture",
        "the file is not a readable JPEG, PNG or WebP picture",
        mend="Give a photograph saved as JPEG, PNG or WebP.",
    )
