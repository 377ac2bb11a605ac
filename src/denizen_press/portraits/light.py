"""How a surface of a drawn portrait takes the studio's light: a soft key, a fill, and the room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from denizen_press.portraits.field import Canvas, Colour, Colours, Field


@dataclass(frozen=True, slots=True)
class Lamp:
    """A lamp far away: where it stands (right, down, towards the camera) and its colour."""

    towards: tuple[float, float, float]
    colour: Colour


LAMPS: Final = (
    Lamp((-0.52, -0.52, 0.68), (1.06, 1.0, 0.93)),
    Lamp((0.78, -0.10, 0.62), (0.30, 0.31, 0.33)),
    Lamp((0.30, -0.92, 0.25), (0.16, 0.16, 0.17)),
)
ROOM: Final[Colour] = (0.21, 0.215, 0.235)


@dataclass(frozen=True, slots=True)
class Finish:
    """How a material takes light: how far light bleeds past the edge of shade, by colour, and its gloss."""

    bleed: Colour = (0.15, 0.15, 0.15)
    gloss: float = 0.0
    sharpness: float = 24.0


def normals(canvas: Canvas, height: Field) -> tuple[Field, Field, Field]:
    """Return each pixel's direction away from the surface: right, down, towards the camera."""
    down, across = np.gradient(height, 1 / canvas.dots)
    length = np.sqrt(across**2 + down**2 + 1)
    return (
        (-across / length).astype(np.float32),
        (-down / length).astype(np.float32),
        (1 / length).astype(np.float32),
    )


def lit(
    canvas: Canvas,
    height: Field,
    *,
    albedo: Colours | Colour,
    finish: Finish,
    shade: Field | None = None,
) -> Colours:
    """Light a surface; `shade` is the share of the key lamp that reaches each pixel."""
    facing = normals(canvas, height)
    light = np.empty((*height.shape, 3), dtype=np.float32)
    lamps = [_facing(facing, lamp.towards) for lamp in LAMPS]
    for channel in range(3):
        bleed = finish.bleed[channel]
        total = (0.78 - 0.22 * facing[1]) * ROOM[channel]
        for order, (lamp, turned) in enumerate(zip(LAMPS, lamps, strict=True)):
            reach = np.maximum(turned + bleed, 0) * (lamp.colour[channel] / (1 + bleed))
            # Light that has gone under the skin reaches a little way into the shade.
            if order == 0 and shade is not None:
                reach = reach * (shade + (1 - shade) * (0.35 * bleed))
            total = total + reach
        light[..., channel] = total
    light *= np.asarray(albedo, dtype=np.float32)
    if finish.gloss:
        light += (finish.gloss * _gleam(facing, finish.sharpness, shade=shade))[..., None]
    return light


def _facing(facing: tuple[Field, Field, Field], towards: tuple[float, float, float]) -> Field:
    """Return how squarely each pixel faces a direction."""
    turned: Field = facing[0] * towards[0] + facing[1] * towards[1] + facing[2] * towards[2]
    return turned


def _gleam(facing: tuple[Field, Field, Field], sharpness: float, *, shade: Field | None) -> Field:
    """Return the mirror images of all lamps on the surface."""
    total = sum(
        (_shine(facing, lamp, sharpness=sharpness) * lamp.colour[1] for lamp in LAMPS),
        start=np.zeros_like(facing[0]),
    )
    return total if shade is None else total * (0.3 + 0.7 * shade)


def _shine(facing: tuple[Field, Field, Field], lamp: Lamp, *, sharpness: float) -> Field:
    """Return the lamp's mirror image on the surface (Blinn's half-way direction)."""
    hx, hy, hz = lamp.towards[0], lamp.towards[1], lamp.towards[2] + 1
    length = (hx * hx + hy * hy + hz * hz) ** 0.5
    turned = np.clip(_facing(facing, (hx, hy, hz)) / length, 0, 1)
    shine: Field = turned**sharpness
    return shine


def cast(canvas: Canvas, height: Field, *, reach: float = 0.5, soft: float = 0.06) -> Field:
    """Return the share of the key lamp that the surface itself lets through, by walking towards the lamp."""
    lx, ly, lz = LAMPS[0].towards
    highest = np.full_like(height, -np.inf)
    for step in np.linspace(0.05, reach, 9):
        moved = canvas.shifted(height, right=-lx * step, down=-ly * step)
        np.maximum(highest, moved - np.float32(lz * step), out=highest)
    shade: Field = np.clip(1 - (highest - height) / soft, 0, 1)
    return shade


def hollows(canvas: Canvas, height: Field, *, size: float, strength: float) -> Field:
    """Return how much of the room's light reaches into hollows narrower than `size`."""
    depth = canvas.blur(height, size) - height
    open_share: Field = np.clip(1 - strength * np.clip(depth, 0, None), 0.25, 1)
    return open_share
