"""Colours of a card's art: parsing, mixing, and the contrast that keeps the print readable.

Contrast is that of WCAG 2.2, success criterion 1.4.3: relative luminance of sRGB, ratio 4.5 for text.
"""

from __future__ import annotations

import re

from denizen.errors import InputError

READABLE = 4.5
"""Least contrast ratio of text that somebody has to read (WCAG 2.2 level AA, normal size)."""

_HEX = re.compile(r"#[0-9a-fA-F]{6}\Z")


def channels(colour: str) -> tuple[int, int, int]:
    """Split `#rrggbb` into red, green and blue of 0..255; raises InputError on any other form."""
    if not _HEX.match(colour):
        raise InputError("press.bad_colour", "a colour is not written as #rrggbb")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(colour: str, other: str, *, share: float) -> str:
    """Mix `share` (0..1) of `colour` into `other`, channel by channel."""
    pairs = zip(channels(colour), channels(other), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def contrast(colour: str, other: str) -> float:
    """Return the WCAG contrast ratio of two colours, 1 to 21."""
    dark, light = sorted((_luminance(colour), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance of an sRGB colour (WCAG 2.2, definition)."""
    red, green, blue = (_linear(channel / 255) for channel in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    """Undo the sRGB transfer curve."""
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)
