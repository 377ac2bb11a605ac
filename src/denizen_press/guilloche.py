"""Fine-line patterns grown from a card's own number: the same number always draws the same lines.

They are decoration, and say so: a 300-dpi card printer can copy them.  What makes a card believable is its
signature (the QR) and the pre-printed stock; what these lines add is that two cards never share a pattern,
so that a number moved to another face looks wrong beside its own ornament.  Paths are PDF operators whose
coordinates are tenths of dots from the lower left corner of the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from math import pi

import numpy as np
from numpy.typing import NDArray

Curves = NDArray[np.float64]
"""One coordinate of the points of several lines: lines by points."""


@dataclass(frozen=True, slots=True)
class Rosette:
    """Where a rosette lies and how far it reaches, in dots."""

    x: float
    y: float
    inner: float
    outer: float


def weave(number: str, *, width: float, bottom: float, top: float) -> tuple[str, str]:
    """Draw two families of woven waves across a band of the page; returns a path for each."""
    seed = _numbers(number, "weave")
    middle, reach = (top + bottom) / 2, (top - bottom) / 2
    return (
        _family(seed[:6], width=width, middle=middle, reach=reach * 0.92),
        _family(seed[6:12], width=width, middle=middle, reach=reach * 0.64),
    )


def rosette(number: str, place: Rosette) -> str:
    """Draw a closed rosette around a blank disc; returns a path."""
    seed = _numbers(number, "rosette")
    petals = 9 + int(seed[0] * 5)
    second = petals + 2 + int(seed[1] * 3)
    turn = np.linspace(0, 2 * pi, 5 * petals + 1)[None, :]
    lag = (np.arange(3) * 2 * pi / (3 * petals))[:, None] + seed[2] * pi
    wave = 0.72 * np.sin(petals * (turn + lag)) + 0.28 * np.sin(second * turn + seed[3] * 2 * pi)
    radius = (place.outer + place.inner) / 2 + (place.outer - place.inner) / 2 * wave
    return _through(place.x + radius * np.cos(turn), place.y + radius * np.sin(turn))


def _numbers(number: str, purpose: str) -> list[float]:
    """Derive sixteen even fractions from a card number, apart for each purpose."""
    digest = sha256(f"denizen guilloche|{purpose}|{number}".encode()).digest()
    return [(digest[2 * at] * 256 + digest[2 * at + 1]) / 65536 for at in range(16)]


def _family(seed: list[float], *, width: float, middle: float, reach: float) -> str:
    """Draw five lines that share an envelope and differ in phase."""
    turns, slow = 1.9 + 2.0 * seed[0], 0.6 + 0.8 * seed[1]
    across = np.linspace(0, 1, 6 * int(turns + 1) + 1)[None, :]
    envelope = 0.6 + 0.4 * np.sin(2 * pi * (slow * across + seed[2]))
    drift = 0.3 * np.sin(2 * pi * (0.5 * across + seed[3]))
    phase = 2 * pi * (seed[4] + np.arange(5)[:, None] * (0.055 + 0.04 * seed[5]))
    wave = envelope * np.sin(2 * pi * turns * across + phase) + drift
    return _through(np.broadcast_to(across * width, wave.shape), middle + reach * wave / 1.3)


def _through(x: Curves, y: Curves) -> str:
    """Write one soft line through each row of points (Catmull-Rom as cubic Bezier curves), in tenths."""
    points = np.stack((x, y), 2) * 10
    handles = np.empty_like(points)
    handles[:, 1:-1] = (points[:, 2:] - points[:, :-2]) / 6
    handles[:, 0] = (points[:, 1] - points[:, 0]) / 3
    handles[:, -1] = (points[:, -1] - points[:, -2]) / 3
    before, after = points[:, :-1] + handles[:, :-1], points[:, 1:] - handles[:, 1:]
    curves = np.concatenate((before, after, points[:, 1:]), 2)
    lines, pieces = curves.shape[:2]
    numbers = np.concatenate((points[:, 0], curves.reshape(lines, -1)), 1).round().astype(int)
    # One formatting of all numbers at once is several times faster than one for each curve.
    form = ("%d %d m " + "%d %d %d %d %d %d c " * pieces) * lines
    return str(form % tuple(numbers.ravel().tolist()))
