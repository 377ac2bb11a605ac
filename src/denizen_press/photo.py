"""From any photograph to the two pictures of a card: the printed photo and the portrait in the code.

No face is searched for or measured: the frame is the picture's middle, or the one that a clerk drew.
"""

from __future__ import annotations

import io
import math
from dataclasses import dataclass, field
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms, ImageFilter, ImageOps, ImageStat

from denizen.credential import Portrait
from denizen.errors import EncodingRefusedError, InputError
from denizen_press.errors import PhotoError, PressError
from denizen_press.incoming import Bounds, decoded, flattened, opened

PHOTO_SIZE: Final = (480, 600)
"""Pixels of the printed photo, 4:5."""

PORTRAIT_SIZE: Final = (60, 76)
"""Pixels of the portrait in the code (profile MRC-QR-1)."""

_MOST_JPEG_BYTES: Final = 60_000
_LEAST_FRAME: Final = (300, 375)
"""Fewest source pixels of the frame: below 300 dots to the inch in print a face turns soft."""

_FROM_ABOVE: Final = 0.3
"""Share of a tall picture's surplus that is cut above the frame: heads are above the middle."""

_LEAST_SPREAD: Final = 6.0
"""Standard deviation, of 255, below which a picture shows nothing: a lens cap, a blank wall."""

_HEAD: Final[Bounds] = (0.15, 0.06, 0.85, 0.06 + 0.7 * 0.8 * 76 / 60)
"""The part of the photo that the code's portrait shows, in shares of its width and height."""

_TONES: Final = (0.42, 0.62)
"""Between which shares of white the face's middle tone is brought."""

_QUIET: Final = 4.0
"""Blur, in the portrait's pixels, of what lies outside the head: a collar's pattern costs the eyes' bytes."""

_SOFTER: Final = (0.0, 0.6, 1.0, 1.6, 2.5, 4.0, 7.0, 12.0)
"""Blurs, in the portrait's pixels, tried in turn when a photo is too busy for its bytes."""

_DECODE_MARGIN: Final = 1.6
"""How much finer than the photo a large JPEG is decoded."""


@dataclass(frozen=True, slots=True)
class CropBox:
    """The frame that a clerk drew, in shares (0..1) of the upright picture."""

    left: float
    top: float
    right: float
    bottom: float

    def __post_init__(self) -> None:
        """Refuse a frame that is empty or reaches outside.  Raises InputError."""
        inside = 0 <= self.left < self.right <= 1 and 0 <= self.top < self.bottom <= 1
        if not inside:
            raise InputError(
                "press.photo.frame",
                "the frame is empty or lies outside the picture",
                mend="Draw it again inside the picture.",
            )


_WHOLE: Final = CropBox(0, 0, 1, 1)


# Large pictures are first averaged down to this many times the size that is wanted, which nobody can see.
_REDUCING_GAP = 3.0


@dataclass(frozen=True, slots=True)
class PreparedPhoto:
    """The photo as it is printed: JPEG, 480x600, sRGB, at most 60 kB, without metadata."""

    jpeg: bytes = field(repr=False)
    portrait: Portrait | None = field(default=None, repr=False)
    """The code's portrait where it was made and shown already."""


def prepare_photo(data: bytes, *, crop: CropBox | None = None) -> PreparedPhoto:
    """Make the printed photo of a JPEG, PNG or WebP picture, upright and framed head and shoulders.

    Raises PictureError for a file that cannot be opened within the limits, PhotoError for a picture that is
    too small or shows nothing.
    """
    frame = crop or _WHOLE
    with opened(data) as source:
        _require_large_enough(_upright_size(source), frame)
        picture = decoded(source, _least_side(frame))
        upright = _as_srgb(picture)
        ImageOps.exif_transpose(upright, in_place=True)
        framed = upright.resize(
            PHOTO_SIZE,
            Image.Resampling.BICUBIC,
            box=_frame(upright.size, frame),
            reducing_gap=_REDUCING_GAP,
        )
    _require_shows_something(framed)
    return PreparedPhoto(_encode_photo(framed))


def portrait_within(photo: PreparedPhoto, max_bytes: int) -> Portrait:
    """Give the portrait that was shown already, if `max_bytes` hold it, or make one that they hold.

    Raises as `qr_portrait` does.
    """
    shown = photo.portrait
    return shown if shown and len(shown.data) <= max_bytes else qr_portrait(photo, max_bytes)


def qr_portrait(photo: PreparedPhoto, max_bytes: int) -> Portrait:
    """Make the code's portrait: grey WebP of 60x76 pixels, the best that `max_bytes` hold.

    The same photo and budget give the same bytes.  Raises EncodingRefusedError if nothing fits, which from
    200 bytes on no photo brings about.
    """
    head = _head_of(photo)
    for softness in _SOFTER:
        data = _best_webp(head.filter(ImageFilter.GaussianBlur(softness)), max_bytes)
        if data is not None:
            _require_decodes(data)
            return Portrait(data)
    raise EncodingRefusedError(
        "press.portrait.does_not_fit", f"no portrait fits in {max_bytes} bytes"
    )


def _best_webp(grey: Image.Image, max_bytes: int) -> bytes | None:
    """Search for the highest quality (0..100) that fits; None if even the lowest does not."""
    best = None
    worst, finest = 0, 100
    while worst <= finest:
        quality = (worst + finest) // 2
        data = _webp(grey, quality)
        if len(data) <= max_bytes:
            best, worst = data, quality + 1
        else:
            finest = quality - 1
    return best


def _upright_size(picture: Image.Image) -> tuple[int, int]:
    """Return width and height as seen once the camera's orientation (EXIF tag 274) is applied."""
    turned = picture.getexif().get(274) in {5, 6, 7, 8}
    return (picture.height, picture.width) if turned else picture.size


def _least_side(frame: CropBox) -> int:
    """Return the side to which a large JPEG is decoded so that the frame keeps the photo's pixels."""
    share = min(frame.right - frame.left, frame.bottom - frame.top)
    return int(_DECODE_MARGIN * PHOTO_SIZE[1] / share)


def _frame(size: tuple[int, int], box: CropBox) -> tuple[int, int, int, int]:
    """Return the largest 4:5 rectangle inside the box, centred, in a tall box a little above its middle."""
    left, top = box.left * size[0], box.top * size[1]
    width, height = box.right * size[0] - left, box.bottom * size[1] - top
    across = min(width, height * PHOTO_SIZE[0] / PHOTO_SIZE[1])
    down = across * PHOTO_SIZE[1] / PHOTO_SIZE[0]
    x, y = left + (width - across) / 2, top + (height - down) * _FROM_ABOVE
    return round(x), round(y), round(x + across), round(y + down)


def _require_large_enough(size: tuple[int, int], box: CropBox) -> None:
    """Refuse a frame of too few source pixels.  Raises PhotoError."""
    left, top, right, bottom = _frame(size, box)
    if right - left < _LEAST_FRAME[0] or bottom - top < _LEAST_FRAME[1]:
        raise PhotoError(
            "press.photo.too_small",
            f"the face's frame has fewer than {_LEAST_FRAME[0]} x {_LEAST_FRAME[1]} pixels",
            mend="Take the photo closer, or give the camera's original file.",
        )


def _require_shows_something(picture: Image.Image) -> None:
    """Refuse a picture of nearly one colour.  Raises PhotoError."""
    if max(ImageStat.Stat(picture).stddev) < _LEAST_SPREAD:
        raise PhotoError(
            "press.photo.shows_nothing",
            "the photo is nearly one colour",
            mend="Uncover the lens, turn the light on, and take the photo again.",
        )


def _as_srgb(picture: Image.Image) -> Image.Image:
    """Return a decoded picture in sRGB by its own colour profile; EXIF stays for the turning.

    A broken profile is ignored, as every viewer does.
    """
    profile = picture.info.get("icc_profile")
    flat = _converted(picture, profile) if profile else None
    result = flat or flattened(picture)
    exif = picture.getexif().get(274, 1)
    result.getexif()[274] = exif
    return result


def _converted(picture: Image.Image, profile: bytes) -> Image.Image | None:
    """Convert by a colour profile; None when the profile cannot be used for this picture."""
    base = picture if picture.mode in {"RGB", "CMYK", "L"} else flattened(picture)
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(base, source, target, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None


def _encode_photo(picture: Image.Image) -> bytes:
    """Write the JPEG at the best quality that fits; nothing but pixels goes in."""
    for quality in (92, 88, 84, 78, 70, 60, 45, 30):
        stream = io.BytesIO()
        picture.save(stream, "JPEG", quality=quality, optimize=True, exif=b"", icc_profile=None)
        if stream.tell() <= _MOST_JPEG_BYTES:
            return stream.getvalue()
    raise PressError("press.photo.does_not_fit", "the photo does not fit in 60 kB at any quality")


def _head_of(photo: PreparedPhoto) -> Image.Image:
    """Cut the head out of the photo: grey, small, its tones centred on the face, its corners quiet."""
    with Image.open(io.BytesIO(photo.jpeg), formats=("JPEG",)) as whole:
        width, height = whole.size
        left, top, right, bottom = _HEAD
        box = (left * width, top * height, right * width, bottom * height)
        whole.draft("L", whole.size)  # lightness alone is decoded; colour would be thrown away
        grey = whole.convert("L").resize(PORTRAIT_SIZE, Image.Resampling.LANCZOS, box=box)
    toned = grey.point(_tone_curve(np.asarray(grey)))
    quiet = toned.filter(ImageFilter.GaussianBlur(_QUIET))
    return Image.composite(toned, quiet, _middle())


def _tone_curve(grey: NDArray[np.uint8]) -> list[int]:
    """Return the curve (a gamma) that brings the face's own middle tone near the middle.

    Few bytes keep few steps of grey; a dark or a very pale face needs them where its features lie.
    """
    height, width = grey.shape
    face = grey[height // 4 : height * 3 // 4, width // 4 : width * 3 // 4]
    tone = float(np.clip(np.median(face), 1, 254)) / 255
    wanted = min(max(tone, _TONES[0]), _TONES[1])
    gamma = min(max(math.log(wanted) / math.log(tone), 0.45), 1.8)
    return [round(255 * (step / 255) ** gamma) for step in range(256)]


@cache
def _middle() -> Image.Image:
    """Return the mask of what a portrait is recognised by: an ellipse about the head, softly edged."""
    width, height = PORTRAIT_SIZE
    across = ((np.arange(width) + 0.5) / width - 0.5) / 0.52
    down = ((np.arange(height) + 0.5) / height - 0.47) / 0.57
    away = np.hypot(across[None, :], down[:, None])
    return Image.fromarray((np.clip((1.2 - away) / 0.4, 0, 1) * 255).astype(np.uint8))


def _webp(grey: Image.Image, quality: int) -> bytes:
    """Write WebP with the slowest, smallest method."""
    stream = io.BytesIO()
    grey.save(stream, "WEBP", quality=quality, method=6)
    return stream.getvalue()


def _require_decodes(data: bytes) -> None:
    """Decode our own output before it is signed.  Raises PressError."""
    with Image.open(io.BytesIO(data), formats=("WEBP",)) as picture:
        picture.load()
        if picture.size != PORTRAIT_SIZE:
            raise PressError("press.portrait.changed", "the portrait came out in another size")
