"""What lies under the words of a card: paper, band, motif, fine lines, and the zones kept free.

Everything is measured in printer dots (1/300 inch), since the page is laid out on them.  The part that a
programme shares is drawn and compressed once per art; the part that a card's number draws is drawn for each
card.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import groupby

from denizen_press.colour import mix
from denizen_press.drawing import (
    disc,
    fill_colour,
    path_operators,
    rectangle,
    stroke_colour,
)
from denizen_press.face import CardArt
from denizen_press.guilloche import Rosette, rosette, weave
from denizen_press.layers import Piece, form
from denizen_press.motifs import LANDSCAPES, Stroke, motif_named

DOT_POINTS = 0.24
"""One printer dot at 300 dpi, in points."""

PAGE = (85.60 / 25.4 * 300, 53.98 / 25.4 * 300)
"""Width and height of a CR80 card in dots (ISO/IEC 7810 ID-1: 85.60 x 53.98 mm)."""

BAND = 135.0
"""Height of the coloured band on the front, in dots (11.4 mm)."""

BACK_BAND = 44.0
"""Height of the coloured band on the back, in dots (3.7 mm)."""

SECURITY_ZONE = Rosette(x=911.0, y=PAGE[1] - 67.5, inner=50.0, outer=64.0)
"""Where nothing is printed: a disc of 8.4 mm for the hologram or seal of pre-printed stock.

Its middle is given in dots from the lower left corner of the front.
"""


@dataclass(frozen=True, slots=True)
class Place:
    """A square on the page in whole dots from the upper left corner."""

    left: int
    top: int
    side: int


@cache
def front_ground(art: CardArt) -> Piece:
    """Draw the front's paper, band and motif; the same for every card of a programme."""
    width, height = PAGE
    band = height - BAND
    left, right = (0.0, width) if art.motif in LANDSCAPES else (440.0, 840.0)
    box = (left, band, right - left, BAND - 6)
    return form(
        fill_colour(art.paper)
        + rectangle((0, 0, width, height))
        + fill_colour(art.primary)
        + rectangle((0, band, width, BAND))
        + _motif(art, box=box, inks=(mix("#ffffff", art.primary, share=0.2), art.primary))
        + fill_colour(art.secondary)
        + rectangle((0, band - 5, width, 5)),
        PAGE,
    )


def front_lines(art: CardArt, number: str) -> str:
    """Draw what one card's number draws on its front: woven lines, and the rosette around the blank disc."""
    return _front_weave(art, number) + _front_band(art, number)


def _front_weave(art: CardArt, number: str) -> str:
    """Draw the woven lines of one card's front, from its number."""
    first, second = weave(number, width=PAGE[0], bottom=40.0, top=340.0)
    return _lines(first, mix(art.primary, art.paper, share=0.24)) + _lines(
        second, mix(art.secondary, art.paper, share=0.50)
    )


def _front_band(art: CardArt, number: str) -> str:
    """Draw the rosette of one card's number, and keep the disc within it blank."""
    zone = SECURITY_ZONE
    return (
        _lines(rosette(number, zone), mix("#ffffff", art.primary, share=0.72))
        + stroke_colour("#ffffff")
        + disc((zone.x, zone.y), zone.inner)
    )


@cache
def back_ground(art: CardArt, code: Place) -> Piece:
    """Draw the back's paper, band, blank field of the code and motif under it."""
    width, height = PAGE
    band, under = height - BACK_BAND, height - code.top - code.side
    box = (code.left, 12, code.side, under - 22)
    return form(
        fill_colour(art.paper)
        + rectangle((0, 0, width, height))
        + fill_colour(art.primary)
        + rectangle((0, band, width, BACK_BAND))
        + fill_colour(art.secondary)
        + rectangle((0, band - 4, width, 4))
        + fill_colour("#ffffff")
        + rectangle((code.left, under, code.side, code.side))
        + _motif(art, box=box, inks=(mix(art.primary, art.paper, share=0.30), art.paper)),
        PAGE,
    )


def back_lines(art: CardArt, number: str, *, code: Place) -> str:
    """Draw the woven lines of one card's back, from its number turned round; they end at the code."""
    first, _second = weave(number[::-1], width=code.left, bottom=120.0, top=520.0)
    return _lines(first, mix(art.primary, art.paper, share=0.13))


def _motif(art: CardArt, *, box: tuple[float, float, float, float], inks: tuple[str, str]) -> str:
    """Draw the programme's motif in a box (left, bottom, width, height) in an ink on a ground."""
    left, bottom, width, height = box
    ink, ground = inks
    parts = [
        f"q {left:.0f} {bottom:.2f} {width:.0f} {height:.2f} re W n "
        f"1 0 0 -1 {left:.0f} {bottom + height:.2f} cm 1 J 1 j {stroke_colour(ink)}"
        f"{fill_colour(ground)}"
    ]
    for (weight, solid), strokes in groupby(motif_named(art.motif)(width, height), key=_kind):
        paths = [path_operators(stroke.path) for stroke in strokes]
        # Solid strokes hide each other in order; the others are one path, which prints faster.
        ends = [f"{path} B " for path in paths] if solid else [f"{' '.join(paths)} S "]
        parts.append(f"{weight:g} w {''.join(ends)}")
    return "".join(parts) + "Q "


def _kind(stroke: Stroke) -> tuple[float, bool]:
    """Return what strokes must share to be drawn together."""
    return stroke.weight, stroke.solid


def _lines(path: str, colour: str) -> str:
    """Stroke a path of tenths of dots one dot wide."""
    return f"q .1 0 0 .1 0 0 cm {stroke_colour(colour)}10 w {path}S Q "
