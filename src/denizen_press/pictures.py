"""The pictures of a card: the ghost made of the photo, and a signature as ink without its paper.

The photo's JPEG goes into the PDF byte for byte; nothing is compressed twice.
"""

from __future__ import annotations

import io
from base64 import b64encode
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops

from denizen_press.colour import channels
from denizen_press.incoming import decoded, flattened, opened

GHOST_SIZE = (120, 150)
"""Pixels of the ghost photo, about 280 to the inch in print."""

_GHOST_STRENGTH = 0.62
"""How dark the darkest part of the ghost gets: present at a glance, never mistaken for the photo."""

_SIGNATURE_SIDE = 800
"""Most pixels along a side of a signature: finer than the printer on its strip of 26 mm."""


def size_of(jpeg: bytes) -> tuple[int, int]:
    """Return a prepared photo's width and height in pixels."""
    with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as photo:
        return photo.size


def ghost_jpeg(jpeg: bytes, colour: str) -> bytes:
    """Draw the ghost: the photo again, small, in one ink that fades out towards the edges.

    It is printed multiplied, so that its white leaves the fine lines under it as they are.
    """
    with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as photo:
        photo.draft("L", GHOST_SIZE)
        grey = photo.convert("L").resize(GHOST_SIZE, Image.Resampling.BILINEAR)
    ink = ImageChops.multiply(ImageChops.invert(grey), _vignette())
    stream = io.BytesIO()
    Image.merge("RGB", [ink.point(tones) for tones in _tones(colour)]).save(
        stream, "JPEG", quality=85
    )
    return stream.getvalue()


@cache
def _tones(colour: str) -> tuple[list[int], ...]:
    """Return what each strength of the ghost's ink leaves of white paper, for red, green and blue."""
    strengths = [share * _GHOST_STRENGTH / 255 for share in range(256)]
    return tuple(
        [int(255 - share * (255 - channel)) for share in strengths] for channel in channels(colour)
    )


def signature_svg(picture: bytes) -> str:
    """Turn a picture of a signature into black ink on nothing; raises PictureError."""
    grey = np.asarray(_open_signature(picture), dtype=np.float64)
    paper = max(float(np.percentile(grey, 90)), 1.0)
    alpha = np.clip((paper * 0.92 - grey) / (paper * 0.6), 0, 1) * 255
    height, width = alpha.shape
    return _wrapped(_one_ink(alpha, "#000000"), "png", size=(width, height))


def _open_signature(picture: bytes) -> Image.Image:
    """Open a picture within the press's limits as grey pixels of a bounded size; raises PictureError."""
    with opened(picture) as source:
        grey = flattened(decoded(source, _SIGNATURE_SIDE)).convert("L")
    grey.thumbnail((_SIGNATURE_SIDE, _SIGNATURE_SIDE))
    return grey


@cache
def _vignette() -> Image.Image:
    """Return a weight for each pixel of the ghost: full in the middle, falling softly to the edges."""
    width, height = GHOST_SIZE
    across = np.linspace(-1, 1, width)[None, :]
    down = np.linspace(-1, 1, height)[:, None]
    distance = (np.abs(across) ** 3 + np.abs(down) ** 4) ** 0.5
    weights = np.clip((1.0 - distance) / 0.45, 0.0, 1.0)
    return Image.fromarray((255 * weights).round().astype(np.uint8))


def _one_ink(alpha: NDArray[np.float64], colour: str) -> bytes:
    """Write a PNG of one colour whose strength is `alpha`, 0..255."""
    height, width = alpha.shape
    pixels = np.empty((height, width, 4), dtype=np.uint8)
    pixels[..., :3] = channels(colour)
    pixels[..., 3] = alpha
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "PNG", compress_level=1)
    return stream.getvalue()


def _wrapped(data: bytes, kind: str, *, size: tuple[int, int]) -> str:
    """Wrap a picture's own bytes as SVG."""
    width, height = size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" preserveAspectRatio="xMidYMid slice" '
        f'href="data:image/{kind};base64,{b64encode(data).decode()}"/></svg>'
    )
