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
    albedo: Colours | Colour,
    finish: Finish,
    shade: Field | None = None,
) -> Colours:
    """Light a surface; `shade` is the share of the key lamp that reaches each pixel."""
    nx, ny, nz = normals(canvas, height)
    base = np.asarray(albedo, dtype=np.float32)
    bleed = np.asarray(finish.bleed, dtype=np.float32)
    room = np.asarray(ROOM, dtype=np.float32) * (0.78 - 0.22 * ny + 0.0 * nz)[..., None]
    light = room * np.ones(3, dtype=np.float32)
    shine = np.zeros_like(nx)
    for order, lamp in enumerate(LAMPS):
        lx, ly, lz = lamp.towards
        facing = nx * lx + ny * ly + nz * lz
        reach = np.clip((facing[..., None] + bleed) / (1 + bleed), 0, None) ** 1.15
        if order == 0 and shade is not None:
            reach = reach * shade[..., None] ** (1 - 0.6 * bleed)
        light = light + reach * np.asarray(lamp.colour, dtype=np.float32)
        shine = shine + _shine(nx, ny, nz, lamp, finish.sharpness) * lamp.colour[1]
    if shade is not None:
        shine = shine * (0.3 + 0.7 * shade)
    result: Colours = base * light + finish.gloss * shine[..., None]
    return result


def _shine(nx: Field, ny: Field, nz: Field, lamp: Lamp, sharpness: float) -> Field:
    """Return the lamp's mirror image on the surface (Blinn's half-way direction)."""
    hx, hy, hz = lamp.towards[0], lamp.towards[1], lamp.towards[2] + 1
    length = (hx * hx + hy * hy + hz * hz) ** 0.5
    facing = np.clip((nx * hx + ny * hy + nz * hz) / length, 0, 1)
    shine: Field = facing**sharpness
    return shine


def cast(canvas: Canvas, height: Field, *, reach: float = 0.5, soft: float = 0.06) -> Field:
    """Return the share of the key lamp that the surface itself lets through, by walking towards the lamp."""
    lx, ly, lz = LAMPS[0].towards
    shade = np.ones_like(height)
    for step in np.linspace(0.04, reach, 14):
        dx, dy = round(lx * step * canvas.dots), round(ly * step * canvas.dots)
        moved = np.roll(height, (-dy, -dx), axis=(0, 1))
        rise = moved - (height + lz * step)
        shade = np.minimum(shade, np.clip(1 - rise / soft, 0, 1))
    return shade.astype(np.float32)


def hollows(canvas: Canvas, height: Field, size: float, strength: float) -> Field:
    """Return how much of the room's light reaches into hollows narrower than `size`."""
    depth = canvas.blur(height, size) - height
    open_share: Field = np.clip(1 - strength * np.clip(depth, 0, None), 0.25, 1)
    return open_share
