"""Sheets of hair: strands that lie between a few guides, gathered into locks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from denizen_press.portraits.field import Canvas, Field, Point, spline
from denizen_press.portraits.strands import Lines, Strands

_PIECES = 22
_CLUMP = 0.45
"""How far the strands of a lock draw together at their tips, as a share."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Hair between guides, each a line from root to tip; strands shade from one guide to the next."""

    guides: Sequence[Sequence[Point]]
    count: int = 900
    locks: int = 26
    wave: float = 0.0
    turns: float = 3.0
    stray: float = 0.012
    width: float = 0.010
    tone: float = 1.0
    pieces: int = _PIECES
    """Points of each strand; long or wavy hair needs more."""
    shorter: float = 0.12
    """How much shorter than the guides strands may end, as a share."""


def base(canvas: Canvas, sheet: Sheet, *, soft: float = 0.02) -> Field:
    """Return the mask under a sheet, so that no background shows between strands."""
    even = [_even(guide, sheet.pieces) for guide in sheet.guides]
    reach = int(sheet.pieces * (1 - 0.9 * sheet.shorter))
    ends = [line[reach - 1] for line in even[1:-1]]
    roots = [line[0] for line in even[1:-1]]
    ring = [*even[0][:reach], *ends, *even[-1][:reach][::-1], *roots[::-1]]
    return canvas.polygon([(float(x), float(y)) for x, y in ring], soft=soft)


def strands(canvas: Canvas, sheet: Sheet, *, name: str) -> Strands:
    """Lay a sheet's strands in an order at random; strands of a lock have more in common than others."""
    chance = canvas.chance(name)
    guides = np.stack([_even(guide, sheet.pieces) for guide in sheet.guides])
    place = chance.permutation(np.linspace(0, 1, sheet.count))
    lock = np.minimum((place * sheet.locks).astype(int), sheet.locks - 1)
    lines = _lines(sheet, guides, place=place, lock=lock, chance=chance)
    # Most strands are long and a few short, so that the ends are feathered and not cut.
    length = 0.3 * chance.uniform(0, 1, sheet.locks)[lock] + 0.7 * chance.uniform(0, 1, sheet.count)
    points = np.maximum((sheet.pieces * (1 - sheet.shorter * length)).astype(int), 4)
    tones = chance.normal(1, 0.13, sheet.locks)[lock] * chance.normal(1, 0.13, sheet.count)
    widths = sheet.width * chance.uniform(0.6, 1.2, sheet.count)
    return Strands(lines, points, widths, np.maximum(sheet.tone * tones, 0.2))


def _lines(
    sheet: Sheet,
    guides: Lines,
    *,
    place: NDArray[np.float64],
    lock: NDArray[np.int64],
    chance: np.random.Generator,
) -> Lines:
    """Return the lines at places (0..1) across the guides, waved and strayed."""
    t = np.linspace(0, 1, sheet.pieces)[None, :]
    middle = (lock + 0.5) / sheet.locks
    # Strands of a lock draw together towards their tips.
    across = place[:, None] + (middle - place)[:, None] * _CLUMP * t
    across = across + chance.normal(0, 0.004, (sheet.count, 1))
    lines = _between(guides, across, along=chance.uniform(-0.5, 0.5, (sheet.count, 1)))
    phase = (chance.uniform(0, 1.2, sheet.locks).cumsum() * 0.6)[lock]
    lines = lines + _wave(sheet, lines, phase=phase + chance.normal(0, 0.22, sheet.count))
    stray = chance.normal(0, sheet.stray, (2, sheet.count, 1, 2))
    strayed: Lines = lines + t[..., None] * stray[0] + 0.35 * stray[1]
    return strayed


def _between(guides: Lines, across: NDArray[np.float64], *, along: NDArray[np.float64]) -> Lines:
    """Return lines that lie at places (0..1) across the guides.

    Each strand's points are moved `along` it by up to half a piece: pieces that ended side by side would
    show as bands.
    """
    at = np.clip(across, 0, 1) * (len(guides) - 1)
    low = np.minimum(at.astype(int), len(guides) - 2)
    share = (at - low)[..., None]
    last = guides.shape[1] - 1
    steps = np.arange(last + 1)[None, :] + along
    first = np.clip(np.floor(steps).astype(int), 0, last - 1)
    part = (steps - first)[..., None]
    inner = guides[low, first] * (1 - part) + guides[low, first + 1] * part
    outer = guides[low + 1, first] * (1 - part) + guides[low + 1, first + 1] * part
    lines: Lines = inner * (1 - share) + outer * share
    return lines


def _wave(sheet: Sheet, lines: Lines, *, phase: NDArray[np.float64]) -> Lines:
    """Return the sideways swing of wavy strands, growing towards the tip."""
    if sheet.wave == 0:
        return np.zeros_like(lines)
    t = np.linspace(0, 1, lines.shape[1])
    along = np.gradient(lines, axis=1)
    across = np.stack((-along[..., 1], along[..., 0]), -1)
    across /= np.maximum(np.hypot(across[..., 0], across[..., 1]), 1e-9)[..., None]
    turns = np.sin(2 * math.pi * sheet.turns * t[None, :] + phase[:, None])
    moved: Lines = across * (sheet.wave * turns * np.minimum(t * 2.2, 1)[None, :])[..., None]
    return moved


def _even(guide: Sequence[Point], count: int) -> NDArray[np.float64]:
    """Return a guide as `count` points at even distances."""
    line = np.asarray(spline(guide), dtype=np.float64)
    steps = np.hypot(*np.diff(line, axis=0).T)
    along = np.concatenate(([0.0], np.cumsum(steps)))
    even = np.linspace(0, along[-1], count)
    return np.stack([np.interp(even, along, line[:, axis]) for axis in (0, 1)], 1)
