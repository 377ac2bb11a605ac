"""Hair, strand by strand: thin lines in the order they lie, lit by the shape they lie on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from denizen_press.portraits.field import Canvas, Colour, Colours, Field

_FINER = 2
_LENS = 0.0045
"""Softness of a portrait lens, in units: it does not draw a single hair as sharp as a line."""

Lines = NDArray[np.float64]
"""Strands x points x 2, each from root to tip."""


@dataclass(frozen=True, slots=True)
class Strands:
    """Strands in the order in which they lie: how many points of each are drawn, how wide and how light it is.

    Widths are in units at the root; a tone of one is average.
    """

    lines: Lines
    points: NDArray[np.int64]
    widths: NDArray[np.float64]
    tones: NDArray[np.float64]
    taper: float = 0.35


@dataclass(slots=True)
class Drawn:
    """Strands as drawn: where they cover, and how light each pixel is."""

    cover: Field
    tone: Field


def whole(
    lines: Lines, *, width: float, tones: NDArray[np.float64], taper: float = 0.35
) -> Strands:
    """Return strands of one width that are drawn to their tips."""
    count = len(lines)
    return Strands(
        lines,
        np.full(count, lines.shape[1]),
        np.full(count, width),
        np.maximum(tones, 0.2),
        taper,
    )


def draw(canvas: Canvas, strands: Iterable[Strands], *, light: Field, shine: float = 0.5) -> Drawn:
    """Draw strands in order, each piece as light as `light` and its own direction make it."""
    size = (canvas.width * _FINER, canvas.height * _FINER)
    cover, tone = Image.new("L", size), Image.new("L", size, 60)
    pens = ImageDraw.Draw(cover), ImageDraw.Draw(tone)
    for bundle in strands:
        _draw_bundle(
            pens, bundle, canvas=canvas, shades=_shades(canvas, bundle, light=light, shine=shine)
        )
    fields = [np.asarray(one.reduce(_FINER), dtype=np.float32) / 255 for one in (cover, tone)]
    soft = [canvas.blur(field, _LENS) for field in fields]
    return Drawn(np.clip(soft[0] * 1.3, 0, 1), soft[1] * 2)


def _shades(canvas: Canvas, bundle: Strands, *, light: Field, shine: float) -> NDArray[np.int64]:
    """Return how light each piece of each strand is, 0..255."""
    step = np.diff(bundle.lines, axis=1)
    length = np.maximum(np.hypot(step[..., 0], step[..., 1]), 1e-9)
    # Light runs along a strand's side: brightest where it lies across the key lamp's direction.
    across = np.abs(step[..., 0] + step[..., 1]) * 0.71 / length
    gleam = (1 - np.minimum(across, 1) ** 2) ** 3
    pixels = canvas.placed(bundle.lines[:, :-1], 1).astype(int)
    columns = np.clip(pixels[..., 0], 0, canvas.width - 1)
    rows = np.clip(pixels[..., 1], 0, canvas.height - 1)
    tones = bundle.tones[:, None] * light[rows, columns] * (1 + shine * gleam)
    shades: NDArray[np.int64] = np.clip(tones * 127, 0, 255).astype(np.int64)
    return shades


def _draw_bundle(
    pens: tuple[ImageDraw.ImageDraw, ImageDraw.ImageDraw],
    bundle: Strands,
    *,
    canvas: Canvas,
    shades: NDArray[np.int64],
) -> None:
    """Draw the strands of one bundle."""
    pixels = canvas.placed(bundle.lines, _FINER).astype(np.float32)
    scale = canvas.dots * _FINER
    tapers = np.linspace(1, bundle.taper, bundle.lines.shape[1] - 1)
    widths = np.maximum(np.rint(bundle.widths[:, None] * scale * tapers), 1).astype(int)
    for line, count, wide, shade in zip(pixels, bundle.points, widths, shades, strict=True):
        flat = line[:count].ravel().tolist()
        _draw_one(pens, flat, widths=wide[: count - 1].tolist(), shades=shade.tolist())


def _draw_one(
    pens: tuple[ImageDraw.ImageDraw, ImageDraw.ImageDraw],
    flat: Sequence[float],
    *,
    widths: Sequence[int],
    shades: Sequence[int],
) -> None:
    """Draw one strand: its cover in one stroke, its tone in steps."""
    # The last third thins out to a tip.
    thin = 4 * (len(widths) // 6)
    pens[0].line(flat[: 2 * thin + 2], fill=255, width=widths[len(widths) // 3])
    pens[0].line(flat[2 * thin :], fill=255, width=1)
    # Tone changes slowly along a strand: two pieces share one, which halves the work.
    for at in range(0, len(widths), 2):
        pens[1].line(flat[2 * at : 2 * at + 6], fill=shades[at], width=widths[at])


def coloured(drawn: Drawn, colour: Colour, *, grey: float = 0.0) -> Colours:
    """Turn tones into a hair's colour: its lights are paler, its shades deeper and warmer."""
    tone = drawn.tone[..., None]
    base = np.asarray(colour, dtype=np.float32)
    pale = np.asarray((0.62, 0.60, 0.58), dtype=np.float32)
    body = base * (1 - grey) + pale * 0.62 * grey
    lights = np.clip(tone - 1.15, 0, None)
    result: Colours = body * tone**1.5 + lights * (0.35 * body + 0.06)
    return result
