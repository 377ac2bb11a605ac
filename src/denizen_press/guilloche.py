"""Fine-line patterns grown from a card's own number: the same number always draws the same lines.

They are decoration, and say so: a 300-dpi card printer can copy them.  What makes a card believable is its
signature (the QR) and the pre-printed stock; what these lines add is that two cards never share a pattern,
so that a number moved to another face looks wrong beside its own ornament.
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


def weave(number: str, width: float, bottom: float, top: float) -> tuple[str, str]:
    """Draw two families of woven waves across a band of the page; returns PDF path operators of each."""
    seed = _numbers(number, "weave")
    middle, reach = (top + bottom) / 2, (top - bottom) / 2
    return (
        _family(seed[:6], width, middle, reach * 0.92),
        _family(seed[6:12], width, middle, reach * 0.64),
    )


def rosette(number: str, place: Rosette) -> str:
    """Draw a closed rosette around a blank disc; returns PDF path operators."""
    seed = _numbers(number, "rosette")
    petals = 9 + int(seed[0] * 5)
    second = petals + 2 + int(seed[1] * 3)
    turn = np.linspace(0, 2 * pi, 6 * petals + 1)[None, :]
    lag = (np.arange(4) * pi / (2 * petals))[:, None] + seed[2] * pi
    wave = 0.72 * np.sin(petals * (turn + lag)) + 0.28 * np.sin(second * turn + seed[3] * 2 * pi)
    radius = (place.outer + place.inner) / 2 + (place.outer - place.inner) / 2 * wave
    return _through(place.x + radius * np.cos(turn), place.y + radius * np.sin(turn))


def _numbers(number: str, purpose: str) -> list[float]:
    """Derive sixteen even fractions from a card number, apart for each purpose."""
    digest = sha256(f"denizen guilloche|{purpose}|{number}".encode()).digest()
    return [(digest[2 * at] * 256 + digest[2 * at + 1]) / 65536 for at in range(16)]


def _family(seed: list[float], width: float, middle: float, reach: float) -> str:
    """Draw six lines that share an envelope and differ in phase."""
    turns, slow = 2.0 + 2.2 * seed[0], 0.6 + 0.8 * seed[1]
    across = np.linspace(0, 1, 6 * int(turns + 1) + 1)[None, :]
    envelope = 0.6 + 0.4 * np.sin(2 * pi * (slow * across + seed[2]))
    drift = 0.3 * np.sin(2 * pi * (0.5 * across + seed[3]))
    phase = 2 * pi * (seed[4] + np.arange(6)[:, None] * (0.05 + 0.035 * seed[5]))
    wave = envelope * np.sin(2 * pi * turns * across + phase) + drift
    return _through(np.broadcast_to(across * width, wave.shape), middle + reach * wave / 1.3)


def _through(x: Curves, y: Curves) -> str:
    """Write one soft line through each row of points (Catmull-Rom as cubic Bezier curves)."""
    points = np.stack((x, y), 2)
    handles = np.gradient(points, axis=1) / 3
    before, after = points[:, :-1] + handles[:, :-1], points[:, 1:] - handles[:, 1:]
    curves = np.concatenate((before, after, points[:, 1:]), 2).round(1)
    return " ".join(map(_one_line, points[:, 0].tolist(), curves.tolist()))


def _one_line(start: list[float], curves: list[list[float]]) -> str:
    """Write the operators of one line: move to its start, then its curves."""
    body = " ".join(map("{:g} {:g} {:g} {:g} {:g} {:g} c".format, *zip(*curves, strict=True)))
    return f"{start[0]:.1f} {start[1]:.1f} m {body}"
