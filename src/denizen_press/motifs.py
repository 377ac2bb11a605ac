"""Line drawings that stand for a place, drawn by rule in the manner of an engraving; never a seal or a logo.

Each motif fills a box, standing on its lower edge, and is a list of strokes in printer dots (1/300 inch).
Colour is the page's business.  A new motif is a function here and a line in `MOTIFS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import cos, pi, sin

from denizen.errors import InputError


@dataclass(frozen=True, slots=True)
class Stroke:
    """One path and its weight in dots; a solid one hides what was drawn before it.

    Paths use the absolute commands M, L, Q, C and Z of SVG; y runs down.
    """

    path: str
    weight: float
    solid: bool = False


Point = tuple[float, float]

Motif = Callable[[float, float], Iterator[Stroke]]
"""Draws a box of a width and a height in dots."""


def motif_named(name: str) -> Motif:
    """Return the motif of a name; raises InputError listing the ones we draw."""
    if name not in MOTIFS:
        raise InputError(
            "press.unknown_motif",
            "the charter's art names a motif that the press does not draw",
            where="art.motif",
            mend=f"Choose one of: {', '.join(sorted(MOTIFS))}.",
        )
    return MOTIFS[name]


def elms(width: float, height: float) -> Iterator[Stroke]:
    """Draw a row of American elms: short trunk, limbs that rise and fan like a vase."""
    places = ((0.16, 0.74), (0.5, 1.0), (0.83, 0.82))
    for x, size in places:
        yield from _elm((width * x, height), height * size)
    yield Stroke(_level(0, width, y=height), 1.4)


def _elm(root: Point, tall: float) -> Iterator[Stroke]:
    """Draw one elm of a height, its trunk at `x`."""
    x, foot = root
    fork = foot - 0.3 * tall
    for side in (-1, 0, 1):
        yield Stroke(
            _curve((x + side * 0.022 * tall, foot), (x, fork + 0.1 * tall), (x, fork)), 2.0
        )
    for limb in range(-5, 6):
        lean = limb / 5
        tip = (x + 0.46 * tall * lean, foot - tall * (0.98 - 0.24 * lean * lean))
        elbow = (x + 0.1 * tall * lean, foot - 0.62 * tall)
        yield Stroke(_curve((x, fork), elbow, tip), 1.7)
        yield from _elm_twigs(tip, lean=lean, tall=tall)


def _elm_twigs(tip: Point, *, lean: float, tall: float) -> Iterator[Stroke]:
    """Let fine twigs spray and droop from the end of a limb."""
    parts = []
    for twig in range(5):
        spread = lean * 0.8 + (twig - 2) / 2.8
        reach = 0.13 * tall
        bend = (tip[0] + spread * reach * 0.6, tip[1] - reach * 0.42)
        end = (tip[0] + spread * reach * 1.15, tip[1] + reach * (0.5 * abs(spread) - 0.25))
        parts.append(_curve(tip, bend, end))
    yield Stroke("".join(parts), 1.0)


def harbour(width: float, height: float) -> Iterator[Stroke]:
    """Draw a suspension bridge over a harbour: two pointed-arch towers, cables, and the tide."""
    deck, top = height * 0.7, height * 0.06
    towers = (width * 0.26, width * 0.74)
    for x in towers:
        yield from _tower(x, top=top, deck=deck, height=height)
    yield from _cables(towers, width=width, heights=(top, deck))
    yield Stroke(_level(0, width, y=deck) + _level(0, width, y=deck + 3), 1.3)
    for row in range(4):
        y = height * (0.82 + row * 0.055)
        yield Stroke(_wave(width, y, shape=(3.4 - row * 0.5, 34 - row * 3, row * 1.1)), 1.0)


def _tower(x: float, *, top: float, deck: float, height: float) -> Iterator[Stroke]:
    """Draw one stone tower with two pointed arches."""
    half = height * 0.105
    foot = height * 0.86
    left, right = x - half, x + half
    yield Stroke(_lines((left, foot), (left, top), (right, top), (right, foot)), 1.8)
    yield Stroke(_level(left - 2, right + 2, y=top), 2.2)
    for middle in (x - half * 0.48, x + half * 0.48):
        wide, crown = half * 0.3, top + height * 0.1
        spring = crown + wide * 2
        left_side, right_side = middle - wide, middle + wide
        yield Stroke(
            _lines((left_side, deck), (left_side, spring))
            + _bend((left_side, crown + wide * 0.7), (middle, crown))
            + _bend((right_side, crown + wide * 0.7), (right_side, spring))
            + _on((right_side, deck)),
            1.2,
        )


def _cables(towers: Point, *, width: float, heights: Point) -> Iterator[Stroke]:
    """Hang the main cables and the suspenders between tower tops and deck."""
    (left, right), (top, deck) = towers, heights
    sag = deck - 6
    middle = (left + right) / 2
    yield Stroke(_curve((left, top), (middle, 2 * sag - top), (right, top)), 1.7)
    yield Stroke(_curve((0, deck), (left * 0.6, deck - 10), (left, top)), 1.7)
    yield Stroke(_curve((width, deck), (width - left * 0.6, deck - 10), (right, top)), 1.7)
    parts = []
    for step in range(1, 24):
        share = step / 24
        x = left + (right - left) * share
        y = top + (sag - top) * 4 * share * (1 - share)
        parts.append(_lines((x, y), (x, deck)))
    yield Stroke("".join(parts), 0.9)


def hills(width: float, height: float) -> Iterator[Stroke]:
    """Draw steep hills one before another, each with its contour lines, and fog lying between them."""
    ranges = ((0.30, 0.44, 1.15, 0.9), (0.52, 0.46, 1.6, 3.9), (0.80, 0.40, 1.1, 5.6))
    for number, (base, swing, turns, phase) in enumerate(ranges):
        skyline = _ridge(width, height * base, shape=(height * swing, turns, phase))
        under = _on((width + 20, height + 20)) + _on((-20, height + 20)) + "Z"
        yield Stroke(skyline + under, 1.8, solid=True)
        for line in range(1, 5):
            y = height * (base + line * 0.055)
            yield Stroke(
                _ridge(width, y, shape=(height * swing * (1 - line * 0.17), turns, phase)), 0.95
            )
        if number < 2:
            yield Stroke(_fog(width, height * (base + 0.34), number=number), 1.3)


def _fog(width: float, y: float, *, number: int) -> str:
    """Draw a bank of fog as a few level lines of unequal length."""
    parts = []
    for row in range(4):
        start = width * ((0.13 * row + 0.31 * number) % 0.5)
        end = start + width * (0.34 + 0.05 * (row % 2))
        parts.append(_level(start, end, y=y + row * 4.2))
    return "".join(parts)


def oak(width: float, height: float) -> Iterator[Stroke]:
    """Draw one old broad oak: spreading roots, a heavy bole, a crown of leaf clusters."""
    x, foot, unit = width / 2, height, height
    yield Stroke(_level(x - unit * 1.5, x + unit * 1.5, y=foot), 1.3)
    for tier in _OAK_CROWN[:2]:
        yield from _oak_tier((x, foot), (unit, *tier))
    yield from _oak_bole((x, foot), unit)
    for tier in _OAK_CROWN[2:]:
        yield from _oak_tier((x, foot), (unit, *tier))


# Each tier of the crown: half width, lift of its middle and droop of its ends (shares of the height), clusters.
_OAK_CROWN = ((0.52, 0.90, 0.12, 6), (0.84, 0.76, 0.16, 9), (1.05, 0.60, 0.10, 10))


def _oak_bole(root: Point, unit: float) -> Iterator[Stroke]:
    """Draw the trunk with its roots, bark and two great limbs."""
    x, foot = root
    base, waist, top = unit * 0.3, unit * 0.1, foot - unit * 0.55
    low, fork = foot - unit * 0.06, foot - unit * 0.3
    yield Stroke(
        _curve((x - base, foot), (x - waist, low), (x - waist, fork))
        + _on((x - waist * 2.6, top))
        + _on((x + waist * 2.6, top))
        + _on((x + waist, fork))
        + _bend((x + waist, low), (x + base, foot)),
        1.9,
        solid=True,
    )
    grain = "".join(
        _curve(
            (x + lean * waist * 1.5, foot - unit * 0.02),
            (x + lean * waist * 0.5, foot - unit * 0.1),
            (x + lean * waist * 0.7, foot - unit * 0.36),
        )
        for lean in (-0.9, -0.3, 0.3, 0.9)
    )
    yield Stroke(grain, 1.0)


def _oak_tier(root: Point, shape: tuple[float, float, float, float, int]) -> Iterator[Stroke]:
    """Draw one tier of the crown as overlapping scalloped clusters, ends first."""
    x, foot = root
    unit, wide, lift, droop, count = shape
    order = sorted(range(count), key=lambda index: -abs(index - (count - 1) / 2))
    for index in order:
        lean = 2 * index / (count - 1) - 1
        centre = (x + lean * wide * unit, foot - unit * (lift - droop * lean * lean))
        yield Stroke(_cluster(centre, unit * 0.115), 1.15, solid=True)
        yield Stroke(_veins(centre, unit * 0.05), 0.9)


def _cluster(centre: Point, size: float) -> str:
    """Draw one leaf cluster: a ring of seven bumps."""
    ring = [_around(centre, size, turn=bump / 7) for bump in range(8)]
    crests = [_around(centre, size * 1.75, turn=(bump + 0.5) / 7) for bump in range(7)]
    bumps = "".join(_bend(crest, end) for crest, end in zip(crests, ring[1:], strict=True))
    return _lines(ring[0]) + bumps + "Z"


def _around(centre: Point, size: float, *, turn: float) -> Point:
    """Return a point on the flattened ring of a leaf cluster; `turn` is a share of the whole round."""
    angle = 2 * pi * turn
    return centre[0] + 1.25 * size * cos(angle), centre[1] + 0.85 * size * sin(angle)


def _veins(centre: Point, size: float) -> str:
    """Draw three short arcs inside a leaf cluster."""
    parts = []
    for shift, drop in ((-0.9, 0.2), (0.9, 0.1), (0.0, 0.9)):
        x, y = centre[0] + shift * size, centre[1] + drop * size
        parts.append(_curve((x - size * 0.5, y), (x, y - size * 0.6), (x + size * 0.5, y)))
    return "".join(parts)


def river(width: float, height: float) -> Iterator[Stroke]:
    """Draw a river that winds out of the distance between low banks with trees."""
    horizon = height * 0.3
    yield Stroke(_ridge(width, horizon - 2, shape=(height * 0.07, 1.3, 0.4)), 1.3)
    for line in range(8):
        across = line / 7 * 2 - 1
        points = [_current(width, height, place=(horizon, step / 16, across)) for step in range(17)]
        yield Stroke(smooth(points), 1.8 if line in (0, 7) else 0.95)
    for x, foot, tall in _RIVER_TREES:
        yield from _poplar((width * x, height * foot), height * tall)
    for x, foot in ((0.06, 1.0), (0.10, 0.96), (0.93, 1.0), (0.89, 0.97)):
        yield from _reed((width * x, height * foot), height * 0.42)


# Trees on the banks: place across, foot, height, as shares of the box.
_RIVER_TREES = (
    (0.15, 0.44, 0.34), (0.20, 0.41, 0.28), (0.24, 0.39, 0.22),
    (0.76, 0.40, 0.25), (0.81, 0.43, 0.33), (0.86, 0.47, 0.42),
)  # fmt: skip


def _current(width: float, height: float, *, place: tuple[float, float, float]) -> Point:
    """Return a point of the river: how far it has come (0..1) and where across its bed (-1..1)."""
    horizon, near, across = place
    y = horizon + (height - horizon) * near
    bend = 0.17 * sin(2.25 * pi * near**0.7) * (0.35 + 0.65 * near)
    bed = 0.02 + 0.2 * near**1.4
    return width * (0.5 + bend + across * bed), y


def _poplar(root: Point, tall: float) -> Iterator[Stroke]:
    """Draw a slender tree: a stem in a pointed crown."""
    x, foot = root
    half, low, top = tall * 0.16, foot - tall * 0.16, foot - tall
    belly = foot - tall * 0.38
    yield Stroke(
        _curve((x, low), (x - half * 2, belly), (x, top))
        + _bend((x + half * 2, belly), (x, low))
        + "Z",
        1.3,
        solid=True,
    )
    yield Stroke(_lines((x, foot), (x, foot - tall * 0.7)), 1.0)


def _reed(root: Point, tall: float) -> Iterator[Stroke]:
    """Draw a clump of reeds."""
    x, foot = root
    parts = [
        _curve((x, foot), (x + lean * 0.05 * tall, foot - 0.6 * tall), (x + lean * 0.3 * tall, top))
        for lean, top in ((-1, foot - 0.8 * tall), (0, foot - tall), (1, foot - 0.86 * tall))
    ]
    yield Stroke("".join(parts), 1.2)


def weave(width: float, height: float) -> Iterator[Stroke]:
    """Draw a plain woven ground, for a place that has chosen no picture."""
    for line in range(8):
        share = line / 8
        path = _wave(width, height * (0.2 + 0.6 * share), shape=(height * 0.16, 60, share * pi * 2))
        yield Stroke(path, 1.0)


def _lines(*points: Point) -> str:
    """Write a chain of straight lines."""
    first, *rest = points
    return f"M{first[0]:.1f} {first[1]:.1f}" + "".join(map(_on, rest))


def _level(left: float, right: float, *, y: float) -> str:
    """Write one level line."""
    return _lines((left, y), (right, y))


def _on(point: Point) -> str:
    """Go on in a straight line."""
    return f"L{point[0]:.1f} {point[1]:.1f}"


def _bend(control: Point, end: Point) -> str:
    """Go on in a quadratic curve."""
    return f"Q{control[0]:.1f} {control[1]:.1f} {end[0]:.1f} {end[1]:.1f}"


def _curve(*points: Point) -> str:
    """Write one quadratic curve: start, control point, end."""
    start, control, end = points
    return _lines(start) + _bend(control, end)


def _wave(width: float, y: float, *, shape: tuple[float, float, float]) -> str:
    """Write a row of even waves: amplitude and half length in dots, phase in radians."""
    reach, half, phase = shape
    x = -half * phase / pi
    parts = [_lines((x, y))]
    for step in range(int(width / half) + 3):
        rise = -reach * 1.27 if step % 2 else reach * 1.27
        parts.append(_bend((x + half / 2, y + rise), (x + half, y)))
        x += half
    return "".join(parts)


def _ridge(width: float, y: float, *, shape: tuple[float, float, float]) -> str:
    """Write a skyline of two added sines: reach in dots, turns across the box, phase."""
    reach, turns, phase = shape
    points = []
    for step in range(25):
        share = step / 24
        turn = share * turns * 2 * pi + phase
        lift = 0.72 * sin(turn) + 0.28 * sin(2.3 * turn + 1)
        points.append((-20 + (width + 40) * share, y - reach * 0.5 * lift))
    return smooth(points)


def smooth(points: list[Point]) -> str:
    """Write one soft line through points (Catmull-Rom as cubic Bezier curves)."""
    parts = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for index in range(len(points) - 1):
        before = points[max(index - 1, 0)]
        (x0, y0), (x1, y1) = points[index], points[index + 1]
        after = points[min(index + 2, len(points) - 1)]
        parts.append(
            f"C{x0 + (x1 - before[0]) / 6:.1f} {y0 + (y1 - before[1]) / 6:.1f} "
            f"{x1 - (after[0] - x0) / 6:.1f} {y1 - (after[1] - y0) / 6:.1f} {x1:.1f} {y1:.1f}"
        )
    return "".join(parts)


MOTIFS: dict[str, Motif] = {
    "elms": elms,
    "harbour": harbour,
    "hills": hills,
    "oak": oak,
    "river": river,
    "weave": weave,
}
"""Every motif a charter may name."""

LANDSCAPES = frozenset({"hills", "weave"})
"""Motifs that run on without a beginning or an end, and so fill a band from edge to edge."""
