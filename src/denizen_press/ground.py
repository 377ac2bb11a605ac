"""What lies under the words of a card: paper, band, motif, fine lines, and the zones kept free.

Everything is measured in printer dots (1/300 inch), since the page is laid out on them.  The part that a
programme shares is drawn once per art; the part that a card's number draws is drawn for each card.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from denizen_press.colour import mix
from denizen_press.face import CardArt
from denizen_press.drawing import drawing, stroke_colour
from denizen_press.guilloche import Rosette, rosette, weave
from denizen_press.motifs import motif_named

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
def front_ground(art: CardArt) -> str:
    """Draw the front's paper, band and motif as SVG; the same for every card of a programme."""
    width, height = PAGE
    zone = SECURITY_ZONE
    body = (
        _rectangle(0, 0, width, height, art.paper),
        _rectangle(0, 0, width, BAND, art.primary),
        *_motif(art, (440, 6, 400, BAND - 6), ("#ffffff", 0.22, art.primary)),
        _rectangle(0, BAND, width, 5, art.secondary),
        f'<circle cx="{zone.x}" cy="{height - zone.y:.2f}" r="{zone.inner}" fill="#fff"/>',
    )
    return _svg("".join(body))


@cache
def back_ground(art: CardArt, code: Place) -> str:
    """Draw the back's paper, band, blank field of the code and motif under it, as SVG."""
    width, height = PAGE
    below = code.top + code.side + 8
    faint = mix(art.primary, art.paper, 0.30)
    body = (
        _rectangle(0, 0, width, height, art.paper),
        _rectangle(0, 0, width, BACK_BAND, art.primary),
        _rectangle(0, BACK_BAND, width, 4, art.secondary),
        _rectangle(code.left, code.top, code.side, code.side, "#ffffff"),
        *_motif(art, (code.left, below, code.side, height - below - 10), (faint, 1.0, art.paper)),
    )
    return _svg("".join(body))


def front_lines(art: CardArt, number: str) -> str:
    """Draw the fine lines of one card's front, from its number, as an embedded drawing."""
    first, second = weave(number, PAGE[0], 40.0, 340.0)
    return drawing(
        _lines(first, mix(art.primary, art.paper, 0.24))
        + _lines(second, mix(art.secondary, art.paper, 0.50))
        + _lines(rosette(number, SECURITY_ZONE), mix("#ffffff", art.primary, 0.72)),
        *PAGE,
    )


def back_lines(art: CardArt, number: str, code: Place) -> str:
    """Draw the fine lines of one card's back, from its number turned round; they end at the code."""
    first, second = weave(number[::-1], code.left, 120.0, 520.0)
    return drawing(
        _lines(first, mix(art.primary, art.paper, 0.13))
        + _lines(second, mix(art.secondary, art.paper, 0.34)),
        *PAGE,
    )


def _motif(
    art: CardArt, box: tuple[float, float, float, float], ink: tuple[str, float, str]
) -> Iterator[str]:
    """Draw the programme's motif in a box (left, top, width, height), clipped to the box."""
    left, top, width, height = box
    colour, share, ground = ink
    yield (
        f'<clipPath id="box"><rect width="{width:.0f}" height="{height:.0f}"/></clipPath>'
        f'<g transform="translate({left:.0f} {top:.0f})" clip-path="url(#box)" '
        f'stroke="{mix(colour, ground, share)}" stroke-linecap="round" stroke-linejoin="round">'
    )
    for stroke in motif_named(art.motif)(width, height):
        inside = ground if stroke.solid else "none"
        yield f'<path d="{stroke.path}" fill="{inside}" stroke-width="{stroke.weight}"/>'
    yield "</g>"


def _lines(path: str, colour: str) -> str:
    """Stroke a path one dot wide."""
    return f"{stroke_colour(colour)} 1 w {path} S "


def _rectangle(left: float, top: float, width: float, height: float, colour: str) -> str:
    """Write one filled rectangle."""
    return (
        f'<rect x="{left:.2f}" y="{top:.2f}" width="{width:.2f}" height="{height:.2f}" '
        f'fill="{colour}"/>'
    )


def _svg(body: str) -> str:
    """Wrap drawings as a picture of the whole page."""
    width, height = PAGE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.4f} {height:.4f}">{body}</svg>'
    )
