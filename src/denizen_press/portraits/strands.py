"""Hair, strand by strand: thin lines in the order they lie, lit by the shape they lie on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from denizen_press.portraits.field import Canvas, Colour, Colours, Field, Point

_FINER = 2
_LENS = 0.0045


@dataclass(frozen=True, slots=True)
class Strand:
    """One strand from root to tip: its width in units at the root, and how light it is (1 is average)."""

    line: list[Point]
    width: float
    tone: float
    taper: float = 0.35


@dataclass(slots=True)
class Drawn:
    """Strands as drawn: where they cover, and how light each pixel is."""

    cover: Field
    tone: Field


def draw(canvas: Canvas, strands: Iterable[Strand], *, light: Field, shine: float = 0.5) -> Drawn:
    """Draw strands in order, each piece as light as `light` and its own direction make it."""
    size = (canvas.width * _FINER, canvas.height * _FINER)
    cover, tone = Image.new("L", size), Image.new("L", size, 60)
    pens = ImageDraw.Draw(cover), ImageDraw.Draw(tone)
    for strand in strands:
        _draw_one(pens, strand, canvas=canvas, light=light, shine=shine)
    fields = [np.asarray(one.reduce(_FINER), dtype=np.float32) / 255 for one in (cover, tone)]
    # A portrait lens, wide open, does not draw a single hair as sharp as a line.
    soft = [canvas.blur(field, _LENS) for field in fields]
    return Drawn(np.clip(soft[0] * 1.3, 0, 1), soft[1] * 2)


def _draw_one(
    pens: tuple[ImageDraw.ImageDraw, ImageDraw.ImageDraw],
    strand: Strand,
    *,
    canvas: Canvas,
    light: Field,
    shine: float,
) -> None:
    """Draw one strand's pieces."""
    line = np.asarray(strand.line, dtype=np.float64)
    pixels = canvas.placed(line, _FINER)
    step = np.diff(line, axis=0)
    length = np.maximum(np.hypot(step[:, 0], step[:, 1]), 1e-9)
    # Light runs along a strand's side: brightest where it lies across the key lamp's direction.
    across = np.abs(step[:, 0] * 0.71 - step[:, 1] * -0.71) / length
    gleam = (1 - across**2) ** 3
    columns = np.clip((pixels[:-1, 0] / _FINER).astype(int), 0, canvas.width - 1)
    rows = np.clip((pixels[:-1, 1] / _FINER).astype(int), 0, canvas.height - 1)
    tones = strand.tone * light[rows, columns] * (1 + shine * gleam)
    shades = np.clip(tones * 127, 0, 255).astype(int)
    widths = strand.width * canvas.dots * _FINER * np.linspace(1, strand.taper, len(step))
    points = [(x, y) for x, y in pixels.tolist()]
    pens[0].line(points, fill=255, width=max(round(float(widths.mean())), 1))
    # Tone changes slowly along a strand: two steps share one, which halves the work.
    for at, (width, shade) in enumerate(
        zip(widths[::2].tolist(), shades[::2].tolist(), strict=True)
    ):
        pens[1].line(points[2 * at : 2 * at + 3], fill=shade, width=max(round(width), 1))


def coloured(drawn: Drawn, colour: Colour, *, grey: float = 0.0) -> Colours:
    """Turn tones into a hair's colour: its lights are paler, its shades deeper and warmer."""
    tone = drawn.tone[..., None]
    base = np.asarray(colour, dtype=np.float32)
    pale = np.asarray((0.62, 0.60, 0.58), dtype=np.float32)
    body = base * (1 - grey) + pale * 0.62 * grey
    lights = np.clip(tone - 1.15, 0, None)
    result: Colours = body * tone**1.5 + lights * (0.35 * body + 0.06)
    return result
