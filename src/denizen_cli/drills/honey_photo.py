"""The made-up person's photo: drawn so that no other looks like it, and all that must not be found of it."""

from __future__ import annotations

import io
import secrets
from typing import Final

from PIL import Image

from denizen_cli.likeness import likeness_of
from denizen_cli.seizing import Wanted, picture_needles

SIZE: Final = (600, 750)
EVEN_SPREAD: Final = 74.0
"""Standard deviation of bytes that are equally likely."""
PORTRAIT_BYTES: Final = 600
"""About what a card's code has room for; a portrait of any other size looks alike."""


def grained_photo() -> bytes:
    """Draw a portrait as a browser sends it, in a light and with grain of its own: no other looks like it."""
    from denizen_press.portraits import draw_portrait

    with Image.open(io.BytesIO(draw_portrait("layla"))) as drawn:
        smooth = drawn.convert("RGB").resize(SIZE)
    light = noise((6, 8), 110).resize(SIZE, Image.Resampling.BICUBIC)
    lit = Image.blend(smooth, light, 0.5)
    return jpeg(Image.blend(lit, noise(SIZE, 60), 0.08))


def noise(size: tuple[int, int], spread: float) -> Image.Image:
    """Draw chance, of a standard deviation in 255ths, from the system's randomness: never the same twice."""
    chance = Image.frombytes("RGB", size, secrets.token_bytes(3 * size[0] * size[1]))
    share = spread / EVEN_SPREAD
    return chance.point([round(128 + (value - 127.5) * share) for value in range(256)] * 3)


def jpeg(picture: Image.Image) -> bytes:
    """Write a picture as a camera does."""
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=88)
    return stream.getvalue()


def made_anew(photo: bytes) -> bytes:
    """Make a photo again as other software would: a third of the size, as PNG; no byte of it stays."""
    stream = io.BytesIO()
    with Image.open(io.BytesIO(photo)) as picture:
        picture.reduce(3).save(stream, "PNG")
    return stream.getvalue()


def photo_wanted(photo: bytes) -> list[Wanted]:
    """Write down what must not be found of a photo: its bytes as sent and as kept, and pictures like it."""
    from denizen_press.photo import prepare_photo, qr_portrait

    kept = prepare_photo(photo)
    return [
        *picture_needles("photo as sent", photo),
        *picture_needles("photo as kept", kept.jpeg),
        likeness_of("photo", photo),
        likeness_of("photo as kept", kept.jpeg),
        likeness_of("face of the card's code", qr_portrait(kept, PORTRAIT_BYTES).data),
    ]
