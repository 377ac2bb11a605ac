"""Sample portraits, drawn by this code alone: nobody's likeness, no photograph, nothing downloaded."""

from __future__ import annotations

from typing import Final

from denizen_press.errors import PressError
from denizen_press.portraits.people import PEOPLE
from denizen_press.portraits.scene import draw, encode

PORTRAITS: Final = tuple(person.slug for person in PEOPLE)
"""The names of the sample portraits."""

WIDTH: Final = 640
"""Pixels across; a portrait is 4:5."""


def draw_portrait(slug: str, *, width: int = WIDTH) -> bytes:
    """Draw one sample portrait as PNG, the same bytes every time; raises PressError for an unknown name."""
    for person in PEOPLE:
        if person.slug == slug:
            return encode(draw(person, width))
    raise PressError(
        "press.portrait.unknown",
        "there is no sample portrait of this name",
        mend="Choose one of: " + ", ".join(PORTRAITS) + ".",
    )
