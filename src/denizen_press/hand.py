"""A name drawn as if by hand, for sample cards: loops and arches by rule, the same for the same text.

It is not a script face and pretends to no one's hand; real cards carry the picture of a real signature.
"""

from __future__ import annotations

import unicodedata
from hashlib import sha256

# Relative cubic strokes in x-heights, each from the base line back to the base line, and how far it goes.
_ROUND = ("c.3-.2 .5-.7 .35-.95c-.15-.2-.5.1-.45.55c.05.45.4.5.75.4", 0.65)
_ARCH = ("c.15-.3 .25-.95 .4-.95c.15 0 0 .95 .25 .95", 0.65)
_FLAT = ("c.15-.1 .2-.5 .35-.45c.15.05 .1.45 .4.45", 0.75)
_TALL = ("c.5-.6 .8-2.1 .5-2.2c-.3-.1-.35 1.2-.25 2.2c.1.15.25.1.35 0", 0.6)
_TAIL = ("c.3-.9 .5-.9 .5-.2c0 .8-.1 1.7-.5 1.6c-.3-.1 .2-1.3 .65-1.4", 0.65)
_CAPITALS = (
    ("c-.4-1.2 .8-2.9 1.3-2.5c.4.5-1.3 1.3-1.1 2c.15.5.9.5 1.2.5", 1.4),
    ("c.5-.9 .5-2.4 .55-2.7c.2.7.3 1.4.45 1.9c.3-.6.5-1.4.75-1.9c.1.9-.1 2.1.5 2.7", 2.25),
    (
        "c.6-.4 1.2-2.2.9-2.8c-.6-.3-1.3.3-1 .6c.7.4 1.6-.4 2-.3c-.7.7-1.4 1.9-1 2.5c.3.2.6.1.8 0",
        1.7,
    ),
    ("c.1-1-.1-2-.2-2.6c1.2-.5 1.9.3 1 1.1c-.4.3-.8.3-.9.2c.6.4.9 1.1 1.5 1.3", 1.4),
)
_FLOURISH = "c.9-.5 1.8-.5 1.2.2c-1.2.9-5 .2-6.4.75c1.9-.5 4.6-.55 7.2-.45"
_SHAPES = {**dict.fromkeys("aceo", _ROUND), **dict.fromkeys("bdfhklt", _TALL)}
_SHAPES |= {**dict.fromkeys("gjpqyz", _TAIL), **dict.fromkeys("inr", _ARCH)}
_SHAPES |= {**dict.fromkeys("msuvwx", _FLAT)}
_OTHERS = (_ROUND, _ARCH, _TALL, _FLAT, _TAIL)

_LONGEST = 26
"""Letters after which a hand would have hurried to the flourish."""

BOX = (264.0, 37.0)
"""Width and height of the drawing; the strip on the card has the same proportions."""


def signature_path(text: str) -> tuple[str, float]:
    """Draw a text as a signature; returns an SVG path in x-heights and its length along the line."""
    letters = [letter for letter in unicodedata.normalize("NFD", text) if _is_drawn(letter)]
    path, x = [], 0.0
    lift = True
    for letter in letters[:_LONGEST]:
        if letter.isspace():
            x, lift = x + 0.55, True
            continue
        shape, advance = _capital(letter) if lift else _shape(letter)
        path.append((f"M{x:.2f} 0" if lift else "") + shape)
        x, lift = x + advance, False
    return "".join(path) + _FLOURISH, x + 3.2


def signature_svg(text: str) -> str:
    """Draw a text as a signature, slanted and scaled into the strip of the card."""
    path, length = signature_path(text)
    scale = min(BOX[0] / (length + 1.5), 10.0)
    tilt = -2 - sha256(text.encode()).digest()[0] / 128
    return _strip(
        f'<g transform="translate(12 25) rotate({tilt:.2f}) skewX(-14) scale({scale:.3f})">'
        f'<path d="{path}" fill="none" stroke="#000" stroke-width="{1.9 / scale:.3f}" '
        'stroke-linecap="round" stroke-linejoin="round"/></g>'
    )


def mark_svg() -> str:
    """Draw the mark of a holder who does not write: a cross of two strokes."""
    return _strip(
        '<path d="M118 32C126 22 136 12 147 5M121 6C128 14 138 25 146 33" fill="none" '
        'stroke="#000" stroke-width="2.6" stroke-linecap="round"/>'
    )


def _strip(body: str) -> str:
    """Wrap a drawing as a picture of the signature strip."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {BOX[0]:g} {BOX[1]:g}">{body}</svg>'
    )


def _is_drawn(character: str) -> bool:
    """Say whether a character takes part: letters, and the spaces between words."""
    return character.isalpha() or character == " "


def _capital(letter: str) -> tuple[str, float]:
    """Choose the opening stroke of a word by its letter."""
    return _CAPITALS[ord(letter.lower()) % len(_CAPITALS)]


def _shape(letter: str) -> tuple[str, float]:
    """Choose the stroke of a letter; letters of other scripts fall to one by their code."""
    return _SHAPES.get(letter.lower(), _OTHERS[ord(letter) % len(_OTHERS)])
