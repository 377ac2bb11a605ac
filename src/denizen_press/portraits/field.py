"""The canvas of a drawn portrait: fields of numbers over the frame, and the few tools that fill them.

Lengths are in units of a face's half width: the frame is 3.72 wide and 4.65 high, its middle is the origin,
and y points down.  A field is one float per pixel; a mask is a field from 0 to 1.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

Field = NDArray[np.floating[Any]]
Colours = NDArray[np.floating[Any]]
"""Linear light: height x width x 3."""
Point = tuple[float, float]
Colour = tuple[float, float, float]
"""Linear red, green, blue from 0 to 1."""

ACROSS: Final = 3.72
DOWN: Final = 4.65
_FINER: Final = 2
"""Each mask is drawn so many times finer and averaged, for smooth edges."""


@dataclass(frozen=True)
class Canvas:
    """A frame, or a part of one: `dots` pixels in a unit; `left` and `top` say where in the frame it lies.

    `seed` fixes every random detail.
    """

    dots: float
    left: int
    top: int
    width: int
    height: int
    seed: int

    @classmethod
    def frame(cls, width: int, seed: int) -> Canvas:
        """Return a whole frame of `width` pixels."""
        return cls(width / ACROSS, 0, 0, width, round(width * DOWN / ACROSS), seed)

    def part(self, left: float, top: float, *, right: float, bottom: float) -> Canvas:
        """Return the part of this canvas between two corners, in units."""
        x, y = self._pixel(left, top)
        end_x, end_y = self._pixel(right, bottom)
        x, end_x = max(x, self.left), min(end_x + 1, self.left + self.width)
        y, end_y = max(y, self.top), min(end_y + 1, self.top + self.height)
        return replace(self, left=x, top=y, width=max(end_x - x, 1), height=max(end_y - y, 1))

    def raised(self, by: float) -> Canvas:
        """Return the same pixels under coordinates that draw everything `by` units higher."""
        return replace(self, top=self.top + round(by * self.dots))

    def cut(self, field: Field, part: Canvas) -> Field:
        """Return a part's share of a field of this canvas, without copying it."""
        x, y = part.left - self.left, part.top - self.top
        return field[y : y + part.height, x : x + part.width]

    def within(self, below: Colours, part: Canvas, *, draw: Painter) -> Colours:
        """Paint a part of a picture in its place and return the whole picture."""
        seen = self.cut(below, part)
        seen[...] = draw(part, seen)
        return below

    def _pixel(self, x: float, y: float) -> tuple[int, int]:
        """Return the pixel of the frame in which a point lies."""
        return int((x + ACROSS / 2) * self.dots), int((y + DOWN / 2) * self.dots)

    @cached_property
    def x(self) -> Field:
        """Each pixel's distance to the right of the middle."""
        line = (np.arange(self.width, dtype=np.float32) + self.left + 0.5) / self.dots - ACROSS / 2
        return np.broadcast_to(line.astype(np.float32)[None, :], (self.height, self.width))

    @cached_property
    def y(self) -> Field:
        """Each pixel's distance below the middle."""
        line = (np.arange(self.height, dtype=np.float32) + self.top + 0.5) / self.dots - DOWN / 2
        return np.broadcast_to(line.astype(np.float32)[:, None], (self.height, self.width))

    def placed(
        self, points: Sequence[Point] | NDArray[np.float64], finer: int
    ) -> NDArray[np.float64]:
        """Return points in the pixels of this canvas drawn `finer` times as fine."""
        corner = np.array((self.left, self.top), dtype=np.float64)
        middle = np.array((ACROSS / 2, DOWN / 2))
        pixels: NDArray[np.float64] = ((np.asarray(points) + middle) * self.dots - corner) * finer
        return pixels

    def shifted(self, field: Field, *, right: float, down: float) -> Field:
        """Return a field moved by a few units; what enters at an edge repeats the edge."""
        across = np.clip(np.arange(self.width) - round(right * self.dots), 0, self.width - 1)
        along = np.clip(np.arange(self.height) - round(down * self.dots), 0, self.height - 1)
        return field[along[:, None], across[None, :]]

    def chance(self, name: str) -> np.random.Generator:
        """Return the random numbers of one detail, the same in every drawing of this person."""
        return np.random.default_rng([self.seed, *name.encode()])

    def zeros(self) -> Field:
        """Return an empty field."""
        return np.zeros((self.height, self.width), dtype=np.float32)

    def bump(self, at: Point, size: Point, *, turn: float = 0.0) -> Field:
        """Return a soft bell of height one at a point; `size` is its standard deviation across and down."""
        dx, dy = self.x - at[0], self.y - at[1]
        if turn:
            cos, sin = math.cos(turn), math.sin(turn)
            dx, dy = dx * cos + dy * sin, dy * cos - dx * sin
        bell: Field = np.exp(-((dx / size[0]) ** 2 + (dy / size[1]) ** 2) / 2)
        return bell

    def twin(self, at: Point, size: Point, *, turn: float = 0.0) -> Field:
        """Return a bell on each side of the face."""
        return self.bump(at, size, turn=turn) + self.bump((-at[0], at[1]), size, turn=-turn)

    def polygon(self, points: Sequence[Point], *, soft: float = 0.0) -> Field:
        """Return the mask of an outline, its edge softened by `soft` units."""
        picture, window = self._drawing(points, soft)
        ImageDraw.Draw(picture).polygon(self._outlined(points, window), fill=255)
        return self._averaged(picture, window, soft=soft)

    def stroke(
        self, points: Sequence[Point], widths: Sequence[float], *, soft: float = 0.0
    ) -> Field:
        """Return the mask of a line whose width changes evenly along `widths`."""
        line = np.asarray(points, dtype=np.float64)
        along = np.gradient(line, axis=0)
        across = np.stack((-along[:, 1], along[:, 0]), 1)
        across /= np.maximum(np.hypot(across[:, 0], across[:, 1]), 1e-9)[:, None]
        steps = np.linspace(0, 1, len(line))
        half = np.interp(steps, np.linspace(0, 1, len(widths)), widths)[:, None] / 2
        outline = np.concatenate((line + across * half, (line - across * half)[::-1]))
        return self.polygon([(float(x), float(y)) for x, y in outline], soft=soft)

    def noise(self, name: str, size: Point) -> Field:
        """Return soft random hills of about `size` units, mean 0 and deviation 1."""
        shape = (
            max(int(self.height / self.dots / size[1]), 2),
            max(int(self.width / self.dots / size[0]), 2),
        )
        grid = self.chance(name).normal(0, 1, shape).astype(np.float32)
        large = Image.fromarray(grid).resize((self.width, self.height), Image.Resampling.BICUBIC)
        field = np.asarray(large, dtype=np.float32)
        return field / np.float32(max(float(grid.std()) * 0.75, 1e-6))

    def blur(self, field: Field, size: float) -> Field:
        """Soften a field by a bell of standard deviation `size` units; wide ones are done coarsely."""
        sigma = size * self.dots
        if sigma < 0.3:
            return field
        factor = max(int(sigma / 3), 1)
        if factor == 1:
            return _softened(field, sigma)
        picture = Image.fromarray(field)
        small = picture.resize(
            (max(self.width // factor, 2), max(self.height // factor, 2)), Image.Resampling.BOX
        )
        soft = Image.fromarray(_softened(np.asarray(small, dtype=np.float32), sigma / factor))
        return np.asarray(soft.resize(picture.size, Image.Resampling.BICUBIC), dtype=np.float32)

    def _drawing(self, points: Sequence[Point], soft: float) -> tuple[Image.Image, _Window]:
        """Open a fine picture of just the part of the canvas that an outline touches."""
        margin = (3 * soft + 3 / self.dots) * self.dots
        pixels = self.placed(points, 1)
        low, high = pixels.min(axis=0) - margin, pixels.max(axis=0) + margin
        window = _Window(
            min(max(int(low[0]), 0), self.width - 1),
            min(max(int(low[1]), 0), self.height - 1),
            min(max(int(high[0]) + 1, 1), self.width),
            min(max(int(high[1]) + 1, 1), self.height),
        )
        across, down = max(window.right - window.left, 1), max(window.bottom - window.top, 1)
        return Image.new("L", (across * _FINER, down * _FINER)), window

    def _outlined(self, points: Sequence[Point], window: _Window) -> list[Point]:
        """Return points in the fine picture's own pixels."""
        pixels = self.placed(points, _FINER) - np.array((window.left, window.top)) * _FINER - 0.5
        return [(float(x), float(y)) for x, y in pixels]

    def _averaged(self, picture: Image.Image, window: _Window, *, soft: float) -> Field:
        """Average a fine picture down into a mask of the whole canvas."""
        part: Field = np.asarray(picture.reduce(_FINER), dtype=np.float32) / np.float32(255)
        sigma = soft * self.dots
        if sigma > 0.3:
            part = self._soft_part(part, sigma)
        field = self.zeros()
        bottom, right = window.top + part.shape[0], window.left + part.shape[1]
        field[window.top : bottom, window.left : right] = part
        return field

    def _soft_part(self, part: Field, sigma: float) -> Field:
        """Soften a part of the frame."""
        factor = max(int(sigma / 3), 1)
        if factor == 1:
            return _softened(part, sigma)
        picture = Image.fromarray(part)
        size = (max(picture.width // factor, 1), max(picture.height // factor, 1))
        small = np.asarray(picture.resize(size, Image.Resampling.BOX), dtype=np.float32)
        soft = Image.fromarray(_softened(small, sigma / factor))
        return np.asarray(soft.resize(picture.size, Image.Resampling.BICUBIC), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class _Window:
    """A part of the frame in pixels."""

    left: int
    top: int
    right: int
    bottom: int


def _softened(field: Field, sigma: float) -> Field:
    """Convolve with a bell of `sigma` pixels, one axis after the other; edges repeat."""
    reach = max(int(3 * sigma + 0.5), 1)
    bell = np.exp(-((np.arange(-reach, reach + 1) / sigma) ** 2) / 2)
    bell /= bell.sum()
    for axis in (0, 1):
        pad = [(reach, reach) if axis == side else (0, 0) for side in (0, 1)]
        wide = np.pad(field, pad, mode="edge")
        length = field.shape[axis]
        total = np.zeros_like(field)
        for shift, weight in enumerate(bell):
            part = wide[shift : shift + length] if axis == 0 else wide[:, shift : shift + length]
            total += np.float32(weight) * part
        field = total
    return field


def spline(points: Sequence[Point], *, closed: bool = False, steps: int = 14) -> list[Point]:
    """Return a smooth line through points (Catmull-Rom)."""
    knots = np.asarray(points, dtype=np.float64)
    if closed:
        knots = np.concatenate((knots[-1:], knots, knots[:2]))
    else:
        first, last = 2 * knots[0] - knots[1], 2 * knots[-1] - knots[-2]
        knots = np.concatenate((first[None], knots, last[None]))
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    parts = []
    for a, b, c, d in zip(knots, knots[1:], knots[2:], knots[3:], strict=False):
        bend = 2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2
        parts.append((bend + (3 * b - a - 3 * c + d) * t**3) / 2)
    line = np.concatenate(parts)
    if not closed:
        line = np.concatenate((line, knots[-2:-1]))
    return [(float(x), float(y)) for x, y in line]


def mirrored(points: Sequence[Point]) -> list[Point]:
    """Return an outline given for one side, top to bottom, closed by its mirror image."""
    return [*points, *[(-x, y) for x, y in reversed(points) if abs(x) > 1e-6]]


def smooth(field: Field, ramp: Point) -> Field:
    """Return 0 below the ramp's first value, 1 above its second, and an even rise between."""
    low, high = ramp
    t = np.clip((field - low) / (high - low), 0, 1)
    rise: Field = t * t * (3 - 2 * t)
    return rise


def over(below: Colours, colour: Colours | Colour, *, mask: Field) -> Colours:
    """Lay a colour on a picture where the mask says."""
    laid: Colours = np.asarray(colour, dtype=np.float32) - below
    laid *= mask[..., None]
    laid += below
    return laid


Painter = Callable[[Canvas, Colours], Colours]
"""Paints one part of a picture: its canvas and what is there already in, what is there then out."""
