"""Prints a card and photographs it, in simulation: what stands between our raster and a counter's camera.

In order: ink that spreads (dot gain), the card turned and tilted on a desk, a light that falls off to one
side, a lamp's glare, the lens, the sensor's noise, and the camera's JPEG.  It is a simulation: real card
printers and cheap phones still need one physical trial.
"""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from enum import Enum
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Raster = NDArray[np.float32]
Corners = NDArray[np.float64]
"""Four points (x, y): upper left, upper right, lower right, lower left."""
Place = tuple[int, int, int, int]

PRINT_DPI: Final = 300


@dataclass(frozen=True, slots=True)
class _Trial:
    """How much of each fault a level may have; lengths in millimetres of the card where not said otherwise."""

    camera_dpi: float
    turn: float
    """Degrees to either side."""
    tilt: float
    """Most that a far edge is shortened, as a share."""
    ink_spread: float
    """Standard deviation of the ink's spread."""
    gain: float
    """Dot gain: how far the middle tone is darkened, as a share."""
    blur: float
    """Standard deviation of the lens's blur."""
    noise: float
    """Standard deviation of the sensor's noise, of 255."""
    falloff: float
    """How much darker the far side is, as a share."""
    glare: tuple[float, float]
    """Least and most of the lit area that the glare covers, as a share."""
    jpeg: int
    """Quality of the camera's JPEG."""


class Level(Enum):
    """How bad it gets: a scanner; a phone in a library; a hurried hand with a cheap phone."""

    CLEAN = _Trial(300, 0.0, 0.0, 0.010, 0.05, 0.02, 1.0, 0.0, (0.0, 0.0), 95)
    MILD = _Trial(250, 12.0, 0.06, 0.020, 0.12, 0.085, 4.0, 0.25, (0.01, 0.01), 85)
    HEAVY = _Trial(250, 12.0, 0.12, 0.030, 0.20, 0.110, 9.0, 0.45, (0.01, 0.03), 70)


def photograph(png: bytes, *, seed: int, level: Level = Level.MILD) -> bytes:
    """Print and photograph a card's picture; returns the camera's JPEG."""
    with Image.open(io.BytesIO(png)) as card:
        photo = degrade(card.convert("RGB"), level, seed=seed)
    stream = io.BytesIO()
    photo.save(stream, "JPEG", quality=level.value.jpeg)
    return stream.getvalue()


def degrade(
    image: Image.Image, level: Level, *, seed: int, lit: Place | None = None
) -> Image.Image:
    """Print and photograph a raster of 300 dpi, before the camera's JPEG; the same seed gives the same pixels.

    `lit` (left, top, right, bottom) is where the glare falls and what its size is a share of: the code's
    place puts every trial's glare on the code; by default it is a fifth of the card, anywhere on it.
    """
    trial, chance = level.value, np.random.default_rng(seed)
    printed = _printed(image, trial)
    glare = lit or _anywhere(image, chance)
    printed = _glared(printed, glare, trial=trial, chance=chance)
    desk = _laid(printed, trial, chance=chance)
    return _exposed(desk, trial, chance=chance)


def _printed(image: Image.Image, trial: _Trial) -> Image.Image:
    """Spread the ink and darken the middle tones."""
    spread = image.convert("RGB").filter(
        ImageFilter.GaussianBlur(_dots(trial.ink_spread, PRINT_DPI))
    )
    tones = np.linspace(0, 1, 256)
    darker = 255 * (tones - 4 * trial.gain * tones * (1 - tones))
    return spread.point(np.clip(darker, 0, 255).round().astype(int).tolist() * 3)


def _dots(millimetres: float, dpi: float) -> float:
    """Turn a length on the card into dots."""
    return millimetres / 25.4 * dpi


def _anywhere(image: Image.Image, chance: np.random.Generator) -> Place:
    """Choose a part of the card as large as a code, about a fifth of it."""
    side = int(math.sqrt(image.width * image.height / 5))
    left = int(chance.integers(0, max(image.width - side, 1)))
    top = int(chance.integers(0, max(image.height - side, 1)))
    return left, top, left + side, top + side


def _glared(
    card: Image.Image, lit: Place, *, trial: _Trial, chance: np.random.Generator
) -> Image.Image:
    """Burn out an ellipse of the lit place with a soft rim, as a lamp does on a laminate."""
    share = chance.uniform(*trial.glare)
    if share == 0:
        return card
    left, top, right, bottom = lit
    area = share * (right - left) * (bottom - top)
    stretch = chance.uniform(0.6, 1.6)
    across, down = math.sqrt(area * stretch / math.pi), math.sqrt(area / stretch / math.pi)
    x, y = chance.uniform(left, right), chance.uniform(top, bottom)
    rows, columns = np.ogrid[0 : card.height, 0 : card.width]
    distance = np.hypot((columns - x) / across, (rows - y) / down)
    # Full white inside, gone at one and a half times its size.
    strength = np.clip((1.5 - distance) / 0.5, 0, 1)[..., None]
    pixels = np.asarray(card, dtype=np.float32)
    return Image.fromarray((pixels + (255 - pixels) * strength).astype(np.uint8))


def _laid(card: Image.Image, trial: _Trial, *, chance: np.random.Generator) -> Image.Image:
    """Lay the card on a desk, turned and tilted, as the camera's pixels see it."""
    scale = trial.camera_dpi / PRINT_DPI
    corners = _turned(card.size, scale, trial=trial, chance=chance)
    low = corners.min(axis=0) - 0.06 * card.width * scale
    size = np.ceil(corners.max(axis=0) + 0.06 * card.width * scale - low).astype(int)
    seen = corners - low
    inverse = _perspective(seen, _corners_of(card.size))
    mask = Image.new("L", card.size, 255)
    width, height = int(size[0]), int(size[1])
    desk = Image.new("RGB", (width, height), (126, 112, 98))
    shape = mask.transform(
        (width, height), Image.Transform.PERSPECTIVE, inverse.tolist(), Image.Resampling.BICUBIC
    )
    view = card.transform(
        (width, height), Image.Transform.PERSPECTIVE, inverse.tolist(), Image.Resampling.BICUBIC
    )
    desk.paste(view, (0, 0), shape)
    return desk


def _corners_of(size: tuple[int, int]) -> Corners:
    """Return the corners of an upright rectangle."""
    width, height = size
    return np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float64)


def _turned(
    size: tuple[int, int], scale: float, *, trial: _Trial, chance: np.random.Generator
) -> Corners:
    """Return where the card's corners fall, turned about the middle and with two edges shortened."""
    corners: Corners = (_corners_of(size) - np.array(size) / 2) * scale
    tilt = chance.uniform(-trial.tilt, trial.tilt, 2)
    depth = 1 - corners @ (tilt / (np.array(size) * scale))
    angle = math.radians(chance.uniform(-trial.turn, trial.turn))
    turn = np.array([(math.cos(angle), -math.sin(angle)), (math.sin(angle), math.cos(angle))])
    seen: Corners = (corners / depth[:, None]) @ turn.T
    return seen


def _perspective(source: Corners, target: Corners) -> NDArray[np.float64]:
    """Solve the eight numbers of the projection that takes four points to four points."""
    rows = []
    for (x, y), (u, v) in zip(source, target, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
    return np.linalg.solve(np.array(rows), target.ravel()).astype(np.float64)


def _exposed(desk: Image.Image, trial: _Trial, *, chance: np.random.Generator) -> Image.Image:
    """Light the desk from one side, blur by the lens, and add the sensor's noise."""
    seen = desk.filter(ImageFilter.GaussianBlur(_dots(trial.blur, trial.camera_dpi)))
    pixels = np.asarray(seen, dtype=np.float32) * _light(seen.size, trial, chance=chance)[..., None]
    noise = chance.normal(0, trial.noise, pixels.shape).astype(np.float32)
    return Image.fromarray(np.clip(pixels * 0.97 + 4 + noise, 0, 255).astype(np.uint8))


def _light(size: tuple[int, int], trial: _Trial, *, chance: np.random.Generator) -> Raster:
    """Return the light on each pixel: one at the near side, falling off across the picture."""
    direction = chance.uniform(0, 2 * math.pi)
    across = np.linspace(-1, 1, size[0], dtype=np.float32)[None, :] * math.cos(direction)
    down = np.linspace(-1, 1, size[1], dtype=np.float32)[:, None] * math.sin(direction)
    slope = (across + down) / (abs(math.cos(direction)) + abs(math.sin(direction)))
    return (1 - trial.falloff * (slope + 1) / 2).astype(np.float32)
