"""Shapes as PDF operators, which the press writes into a card as they are.

Drawings that differ on every card (the code, the fine lines) are operators from the start: nothing parses,
converts and writes thousands of shapes.  Colours are those of the device: `0 g` is the printer's own black.
ISO 32000-1, 8.5 (paths).
"""

from __future__ import annotations

import re

from denizen_press.colour import channels


def stroke_colour(colour: str) -> str:
    """Write the operator that sets the colour of strokes (`RG`)."""
    return f"{_shares(colour)} RG "


def fill_colour(colour: str) -> str:
    """Write the operator that sets the colour of fills (`rg`)."""
    return f"{_shares(colour)} rg "


def rectangle(box: tuple[float, float, float, float]) -> str:
    """Write a filled rectangle: left, bottom, width, height."""
    left, bottom, width, height = box
    return f"{left:.2f} {bottom:.2f} {width:.2f} {height:.2f} re f "


def disc(centre: tuple[float, float], radius: float) -> str:
    """Write a filled disc, as a line of no length with round ends as wide as the disc."""
    x, y = centre
    return f"q 1 J {2 * radius:.2f} w {x:.2f} {y:.2f} m {x:.2f} {y:.2f} l S Q "


def path_operators(path: str) -> str:
    """Turn a path of absolute SVG commands M, L, Q, C and Z into PDF operators, in the same coordinates."""
    parts: list[str] = []
    here = (0.0, 0.0)
    for command, numbers in _COMMAND.findall(path):
        values = [float(number) for number in numbers.split()]
        if command == "Q":
            values = _cubic(here, values)
        here = (values[-2], values[-1]) if values else here
        parts.append("".join(f"{value:.1f} " for value in values) + _OPERATORS[command])
    return " ".join(parts)


_COMMAND = re.compile(r"([MLQCZ])([^MLQCZ]*)")
_OPERATORS = {"M": "m", "L": "l", "Q": "c", "C": "c", "Z": "h"}


def _cubic(start: tuple[float, float], quadratic: list[float]) -> list[float]:
    """Raise a quadratic curve (control point, end point) to a cubic one."""
    control_x, control_y, x, y = quadratic
    return [
        start[0] + (control_x - start[0]) * 2 / 3,
        start[1] + (control_y - start[1]) * 2 / 3,
        x + (control_x - x) * 2 / 3,
        y + (control_y - y) * 2 / 3,
        x,
        y,
    ]


def _shares(colour: str) -> str:
    """Write a colour as three shares of one."""
    return " ".join(f"{channel / 255:.3f}" for channel in channels(colour))
