"""Sheets of hair: strands that lie between a few guides, gathered into locks."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from denizen_press.portraits.field import Canvas, Field, Point, spline
from denizen_press.portraits.strands import Strand

_PIECES = 32
Line = NDArray[np.float64]


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
    shorter: float = 0.12
    """How much shorter than the guides strands may end, as a share."""

    def mirrored(self) -> Sheet:
        """Return the same sheet on the other side of the face."""
        return replace(self, guides=[[(-x, y) for x, y in guide] for guide in self.guides])


def base(canvas: Canvas, sheet: Sheet, *, soft: float = 0.02) -> Field:
    """Return the mask under a sheet, so that no background shows between strands."""
    first, last = _even(sheet.guides[0], _PIECES), _even(sheet.guides[-1], _PIECES)
    reach = int(_PIECES * (1 - 0.7 * sheet.shorter))
    ends = [_even(guide, _PIECES)[reach - 1] for guide in sheet.guides[1:-1]]
    roots = [_even(guide, _PIECES)[0] for guide in sheet.guides[1:-1]]
    ring = [*first[:reach], *ends, *last[:reach][::-1], *roots[::-1]]
    return canvas.polygon([(float(x), float(y)) for x, y in ring], soft=soft)


def strands(canvas: Canvas, sheet: Sheet, *, name: str) -> Iterator[Strand]:
    """Yield a sheet's strands in the order in which they lie, back to front at random."""
    chance = canvas.chance(name)
    guides = np.stack([_even(guide, _PIECES) for guide in sheet.guides])
    locks = _Locks(sheet, chance)
    for place in chance.permutation(np.linspace(0, 1, sheet.count)):
        yield _strand(sheet, guides, place=float(place), locks=locks, chance=chance)


class _Locks:
    """What the strands of one lock share: lightness, phase of the wave, and a middle to draw together to."""

    def __init__(self, sheet: Sheet, chance: np.random.Generator) -> None:
        self.count = sheet.locks
        self.tone = chance.normal(1, 0.13, sheet.locks + 1)
        self.phase = chance.uniform(0, 1.2, sheet.locks + 1).cumsum() * 0.6
        self.length = chance.uniform(0, 1, sheet.locks + 1)


def _strand(
    sheet: Sheet,
    guides: NDArray[np.float64],
    *,
    place: float,
    locks: _Locks,
    chance: np.random.Generator,
) -> Strand:
    """Lay one strand at a place across the sheet."""
    lock = int(place * locks.count)
    middle = (lock + 0.5) / locks.count
    t = np.linspace(0, 1, _PIECES)
    # Strands of a lock draw together towards their tips.
    across = place + (middle - place) * 0.55 * t
    line = _between(guides, across + chance.normal(0, 0.004))
    line = line + _wave(sheet, line, t=t, phase=locks.phase[lock] + chance.normal(0, 0.22))
    line = (
        line
        + np.outer(t, chance.normal(0, sheet.stray, 2))
        + chance.normal(0, sheet.stray * 0.35, 2)
    )
    cut = 1 - sheet.shorter * (0.55 * locks.length[lock] + 0.45 * chance.uniform())
    pieces = max(int(_PIECES * cut), 4)
    tone = sheet.tone * locks.tone[lock] * chance.normal(1, 0.13)
    points = [(float(x), float(y)) for x, y in line[:pieces]]
    return Strand(points, sheet.width * chance.uniform(0.6, 1.2), max(float(tone), 0.2))


def _between(guides: NDArray[np.float64], across: NDArray[np.float64]) -> Line:
    """Return the line that lies at a place (0..1) across the guides, place by place along it."""
    at = np.clip(across, 0, 1) * (len(guides) - 1)
    low = np.minimum(at.astype(int), len(guides) - 2)
    share = (at - low)[:, None]
    steps = np.arange(guides.shape[1])
    line: Line = guides[low, steps] * (1 - share) + guides[low + 1, steps] * share
    return line


def _wave(sheet: Sheet, line: Line, *, t: NDArray[np.float64], phase: float) -> Line:
    """Return the sideways swing of a wavy strand, growing towards the tip."""
    if sheet.wave == 0:
        return np.zeros_like(line)
    along = np.gradient(line, axis=0)
    across = np.stack((-along[:, 1], along[:, 0]), 1)
    across /= np.maximum(np.hypot(across[:, 0], across[:, 1]), 1e-9)[:, None]
    swing = sheet.wave * np.sin(2 * math.pi * sheet.turns * t + phase) * np.minimum(t * 2.2, 1)
    moved: Line = across * swing[:, None]
    return moved


def _even(guide: Sequence[Point], count: int) -> Line:
    """Return a guide as `count` points at even distances."""
    line = np.asarray(spline(guide), dtype=np.float64)
    steps = np.hypot(*np.diff(line, axis=0).T)
    along = np.concatenate(([0.0], np.cumsum(steps)))
    even = np.linspace(0, along[-1], count)
    return np.stack([np.interp(even, along, line[:, axis]) for axis in (0, 1)], 1)
