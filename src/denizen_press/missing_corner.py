"""Paints in a corner square of a code that a lamp has burnt out, where the other two say it must stand.

A reader finds a QR code by three squares, dark and light as 1:1:3:1:1 (ISO/IEC 18004, section 6.3.3), which
bear no data and no redundancy.  Of a code of known size two of them give the third.  What is painted can make a
code found, never believed: the text behind it is corrected, and then signed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, islice
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from denizen.formats.qr.profiles import QrProfile

Vector = NDArray[np.float64]

_MOST_PIXELS: Final = 4_000_000
_MOST_SQUARES: Final = 6
_MOST_PAINTED: Final = 160
"""Pictures that are tried at most: about two seconds on a slow counter, where nothing else was read."""

_PIXELS_IN_ALL: Final = 160_000_000
"""Pixels that are read at most, so that a large picture without a code is soon done with."""

_MOST_HITS: Final = 1500
"""Rows that a card's picture can have through anything like a corner square; noise has many more."""

_SHARES: Final = np.array([1, 1, 3, 1, 1])
_RINGS: Final = ((4.5, 235), (3.5, 25), (2.5, 235), (1.5, 25))
"""Half the side in modules, and the tone, of each square within the other."""

# A tilted card is no parallelogram: the square stands up to three modules from where two others put it.
_STEPS: Final = (
    (0.0, 0.0), (1.5, 0.0), (-1.5, 0.0), (0.0, 1.5), (0.0, -1.5), (1.5, 1.5), (-1.5, -1.5), (1.5, -1.5),
    (-1.5, 1.5), (3.0, 0.0), (-3.0, 0.0), (0.0, 3.0), (0.0, -3.0),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Square:
    """A corner square: its middle, and the width of its modules along a row."""

    middle: Vector
    module: float
    rows: int


@dataclass(frozen=True, slots=True)
class _Gap:
    """Where a square may be missing, with one module along and one down the code."""

    middle: Vector
    along: Vector
    down: Vector


def painted(grey: Image.Image) -> Iterator[Image.Image]:
    """Yield the picture with a corner square painted wherever one may be missing, likeliest first."""
    if grey.width * grey.height > _MOST_PIXELS:
        return
    gaps = [gap for one, other in combinations(_squares(grey), 2) for gap in _gaps(one, other)]
    most = min(_MOST_PAINTED, _PIXELS_IN_ALL // (grey.width * grey.height))
    tries = ((gap, step) for step in _STEPS for gap in gaps)
    for gap, (along, down) in islice(tries, most):
        yield _paint(grey, gap, at=gap.middle + along * gap.along + down * gap.down)


def _squares(grey: Image.Image) -> list[_Square]:
    """Find what looks like a corner square along at least a module's height of rows, the surest first."""
    found: list[list[Vector]] = []
    hits = _hits(grey)
    for hit in hits if len(hits) <= _MOST_HITS else ():
        for group in found:
            if np.abs(group[-1][:2] - hit[:2]).max() < 2 * hit[2]:
                group.append(hit)
                break
        else:
            found.append([hit])
    squares = [_square(group) for group in found]
    likely = [one for one in squares if one.module <= one.rows <= 6 * one.module]
    return sorted(likely, key=lambda one: -one.rows)[:_MOST_SQUARES]


def _square(hits: list[Vector]) -> _Square:
    """Take the middle of what rows found."""
    x, y, module = np.mean(hits, axis=0)
    return _Square(np.array([x, y]), float(module), len(hits))


def _hits(grey: Image.Image) -> list[Vector]:
    """Return x, y and module of every place in a row where dark and light run as 1:1:3:1:1."""
    tones = np.asarray(grey, dtype=np.int16)
    dark = tones < np.asarray(grey.filter(ImageFilter.BoxBlur(20)), dtype=np.int16) - 8
    # Light at both ends of every row, so that the rows can be searched as one and no run crosses them.
    rows = np.pad(dark, ((0, 0), (1, 1))).astype(np.int8)
    edges = np.flatnonzero(np.diff(rows.ravel())) + 1
    runs = np.diff(edges)
    if len(runs) < len(_SHARES):
        return []
    five = np.lib.stride_tricks.sliding_window_view(runs, 5)[::2].astype(np.float64)
    modules = five.sum(axis=1) / 7
    near = np.abs(five - modules[:, None] * _SHARES) < 0.6 * modules[:, None] * (_SHARES**0.6)
    starts = np.flatnonzero(near.all(axis=1) & (modules > 1.8)) * 2
    y, x = np.divmod((edges[starts + 2] + edges[starts + 3]) / 2, rows.shape[1])
    return list(np.stack((x - 1, y, modules[starts // 2]), axis=1))


def _gaps(one: _Square, other: _Square) -> Iterator[_Gap]:
    """Say where the third square stands if two are the ends of a side, or of the diagonal, of a code."""
    way = other.middle - one.middle
    across = np.array([-way[1], way[0]])
    length = float(np.hypot(*way)) / ((one.module + other.module) / 2)
    for count in {10 + 4 * profile.version for profile in QrProfile}:
        if abs(length / count - 1) < 0.2:
            for end in (one, other):
                for side in (across, -across):
                    yield _Gap(end.middle + side, way / count, across / count)
        elif abs(length / count / np.sqrt(2) - 1) < 0.2:
            middle, along, down = (one.middle + other.middle) / 2, way + across, way - across
            for side in (across, -across):
                yield _Gap(middle + side / 2, along / 2 / count, down / 2 / count)


def _paint(grey: Image.Image, gap: _Gap, *, at: Vector) -> Image.Image:
    """Paint one square, its light rim first."""
    picture = grey.copy()
    pen = ImageDraw.Draw(picture)
    for half, tone in _RINGS:
        turns = ((-1, -1), (1, -1), (1, 1), (-1, 1))
        corners = [at + half * (right * gap.along + down * gap.down) for right, down in turns]
        pen.polygon([(float(x), float(y)) for x, y in corners], fill=tone)
    return picture
