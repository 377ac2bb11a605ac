"""The ways in which hair is worn: each a few sheets behind the head and a few before it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from denizen_press.portraits.field import (
    Canvas,
    Colours,
    Field,
    Point,
    mirrored,
    over,
    spline,
)
from denizen_press.portraits.person import Hair, Person
from denizen_press.portraits.sheets import Sheet, base, strands
from denizen_press.portraits.strands import Drawn, Strands, coloured, draw, whole

_RINGS = 5200
"""Small rings in a head of coiled hair."""


@dataclass(frozen=True, slots=True)
class Style:
    """Sheets behind the neck, and sheets before the forehead in the order in which they lie."""

    back: list[Sheet] = field(default_factory=list)
    front: list[Sheet] = field(default_factory=list)
    over: list[Sheet] = field(default_factory=list)
    """Sheets that lie on the clothes."""
    coils: list[Point] = field(default_factory=list)
    """Outline of hair that coils too tightly for sheets."""
    lift: float | None = None
    """How far the front stands off a head that it ends with; None for hair that falls as it will."""


def style_of(person: Person) -> Style:
    """Return the sheets of a person's hair."""
    match person.hair:
        case Hair.LONG_WAVES:
            return _long(part=-0.14, wave=0.062, ends=2.05, full=1.0)
        case Hair.LONG_STRAIGHT:
            return _long(part=0.10, wave=0.006, ends=2.35, full=0.90)
        case Hair.BOB:
            return _bob()
        case Hair.BRAID | Hair.BUN:
            return _drawn_back(plait=person.hair is Hair.BRAID)
        case Hair.SHORT:
            return _short(line=-1.06, lift=0.16)
        case Hair.RECEDING:
            return _short(line=-1.24, lift=0.09)
        case Hair.TOUSLED:
            return _tousled()
        case Hair.COILS:
            return Style(coils=_coil_outline())
        case _:
            return Style()


def shape_light(canvas: Canvas, *, dim: float = 1.0) -> Field:
    """Return how much light falls on hair by the round of the head."""
    nx, ny = canvas.x / 1.32, (canvas.y + 0.52) / 1.42
    nz = np.sqrt(np.clip(1 - nx**2 - ny**2, 0.02, 1))
    facing = np.clip(-0.50 * nx - 0.52 * ny + 0.60 * nz, 0, 1)
    fill = np.clip(0.75 * nx + 0.55 * nz, 0, 1)
    # The band of light that lies round the crown of smooth hair.
    ring = np.exp(-(((np.hypot(canvas.x + 0.22, canvas.y + 0.62) - 0.80) / 0.13) ** 2))
    band = 0.42 * ring * np.clip(-canvas.y - 0.55, 0, 1) * facing
    light: Field = (dim * (0.34 + 0.66 * facing + 0.20 * fill + band)).astype(np.float32)
    return light


def drawn(canvas: Canvas, sheets: list[Sheet], *, name: str, dim: float = 1.0) -> Drawn:
    """Draw sheets over their own dark base."""
    light = shape_light(canvas, dim=dim)
    lines = [strands(canvas, sheet, name=f"{name}{at}") for at, sheet in enumerate(sheets)]
    found = draw(canvas, lines, light=light, shine=0.55)
    under = canvas.zeros()
    for sheet in sheets:
        under = np.maximum(under, base(canvas, sheet))
    shown = np.clip(found.cover, 0, 1)
    tone = found.tone * shown + 0.42 * light * (1 - shown)
    return Drawn(np.maximum(shown, under), tone)


def within_head(canvas: Canvas, found: Drawn, *, lift: float) -> Drawn:
    """Cut hair that is combed close where the head rounds away, `lift` units off it."""
    right = [(0.0, -1.76), (0.44, -1.69), (0.80, -1.42), (0.985, -0.98), (1.0, -0.62), (0.95, -0.2)]
    raised = [(x * (1 + 0.15 * lift), y - lift * max(0.0, -y - 0.8)) for x, y in right]
    head = canvas.polygon(mirrored(spline(raised)), soft=0.010)
    return Drawn(found.cover * head, found.tone)


def coils(canvas: Canvas, outline: list[Point], *, name: str) -> Drawn:
    """Draw tightly coiled hair: thousands of small rings inside an outline, with a soft edge."""
    mask = canvas.polygon(outline, soft=0.03)
    light = shape_light(canvas)
    found = draw(canvas, [_rings(canvas, mask, name=name)], light=light, shine=0.35)
    inside = np.clip(canvas.polygon(outline, soft=0.045) * 1.15, 0, 1)
    shown = np.clip(found.cover, 0, 1)
    return Drawn(np.maximum(shown, inside), found.tone * shown + 0.45 * light * (1 - shown))


def _rings(canvas: Canvas, mask: Field, *, name: str) -> Strands:
    """Return arcs of small rings where the mask lets them."""
    chance = canvas.chance(name)
    rows, columns = np.nonzero(mask > 0.5)
    picks = chance.integers(0, len(rows), _RINGS)
    middles = np.stack((canvas.x[0, columns[picks]], canvas.y[rows[picks], 0]), -1)[:, None, :]
    turn = np.linspace(0, 1, 7)[None, :] * chance.uniform(2.5, 5.5, (_RINGS, 1))
    angles = chance.uniform(0, 2 * math.pi, (_RINGS, 1)) + turn
    size = chance.uniform(0.018, 0.040, (_RINGS, 1, 1))
    lines = middles + size * np.stack((np.cos(angles), 0.85 * np.sin(angles)), -1)
    return whole(lines, width=0.011, tones=chance.normal(1.0, 0.22, _RINGS), taper=0.8)


def with_drawn(below: Colours, found: Drawn, *, person: Person) -> Colours:
    """Lay drawn hair on a picture."""
    return over(
        below,
        coloured(found, person.hair_colour, grey=person.grey),
        mask=np.clip(found.cover, 0, 1),
    )


def _long(*, part: float, wave: float, ends: float, full: float) -> Style:
    """Hair to the shoulders and below, parted."""
    sides = [_curtain(side, part=part, wave=wave, ends=ends, full=full) for side in (-1, 1)]
    back = Sheet(
        [
            [(x * 0.8, -1.0), (x, 0.2), (x * 1.02, 1.2), (x * 0.95, ends - 0.1)]
            for x in (-1.12, -0.5, 0.0, 0.5, 1.12)
        ],
        count=900,
        locks=34,
        wave=wave * 0.8,
        width=0.011,
        tone=0.62,
        pieces=30,
    )
    return Style(back=[back], front=sides)


def _curtain(side: int, *, part: float, wave: float, ends: float, full: float) -> Sheet:
    """Long hair that falls from the parting along one side of the face."""
    inner = [
        (part, -1.38),
        (side * 0.30 + part * 0.6, -1.32),
        (side * 0.66, -1.00),
        (side * 0.86, -0.50),
        (side * 0.91, 0.10),
        (side * 0.89, 0.65),
        (side * 0.83, 1.25),
        (side * 0.66, ends - 0.05),
    ]
    middle = [
        (part, -1.60),
        (side * 0.36 + part * 0.5, -1.57),
        (side * 0.82, -1.18),
        (side * 1.04, -0.58),
        (side * 1.08 * full, 0.10),
        (side * 1.08 * full, 0.70),
        (side * 1.07 * full, 1.35),
        (side * 0.90 * full, ends + 0.08),
    ]
    outer = [
        (part, -1.80),
        (side * 0.40 + part * 0.4, -1.78),
        (side * 0.90, -1.45),
        (side * 1.16, -0.85),
        (side * 1.25 * full, -0.10),
        (side * 1.29 * full, 0.60),
        (side * 1.30 * full, 1.30),
        (side * 1.08 * full, ends + 0.02),
    ]
    return Sheet(
        [inner, middle, outer],
        count=1700,
        locks=34,
        wave=wave,
        turns=3.2,
        width=0.009,
        pieces=44,
        shorter=0.16,
    )


def _bob() -> Style:
    """Hair to the jaw with a fringe to the brows."""
    sides = []
    for side in (-1, 1):
        inner = [
            (side * 0.10, -1.48),
            (side * 0.74, -0.95),
            (side * 0.90, -0.2),
            (side * 0.90, 0.35),
            (side * 0.80, 0.80),
        ]
        middle = [
            (side * 0.02, -1.68),
            (side * 0.86, -1.15),
            (side * 1.07, -0.25),
            (side * 1.08, 0.4),
            (side * 0.94, 0.90),
        ]
        outer = [
            (side * 0.01, -1.79),
            (side * 0.72, -1.64),
            (side * 1.19, -0.85),
            (side * 1.25, 0.1),
            (side * 1.05, 0.92),
        ]
        sides.append(Sheet([inner, middle, outer], count=1300, locks=24, width=0.009, shorter=0.05))
    fringe = Sheet(
        [
            [
                (x * 0.55, -1.66),
                (x * 0.9, -1.25),
                (x * 1.0, -0.9),
                (x * 0.98, -0.66 + 0.10 * abs(x)),
            ]
            for x in (-0.84, -0.42, 0.0, 0.42, 0.84)
        ],
        count=1100,
        locks=30,
        width=0.009,
        shorter=0.07,
        stray=0.008,
    )
    back = Sheet(
        [[(x * 0.9, -1.0), (x, 0.2), (x * 0.9, 0.85)] for x in (-1.12, -0.4, 0.4, 1.12)],
        count=700,
        shorter=0.05,
        tone=0.55,
    )
    return Style(back=[back], front=[*sides, fringe])


def _drawn_back(*, plait: bool) -> Style:
    """Hair combed back from the forehead, and a plait over the shoulder or a knot."""
    cap = []
    for side in (-1, 1):
        low = [(side * 0.86, -0.42), (side * 0.99, -0.50), (side * 1.02, -0.42)]
        temple = [(side * 0.80, -0.80), (side * 0.98, -0.98), (side * 1.05, -0.85)]
        upper = [(side * 0.58, -1.14), (side * 0.78, -1.42), (side * 0.86, -1.44)]
        front = [(side * 0.30, -1.27), (side * 0.40, -1.58), (side * 0.45, -1.69)]
        top = [(0.0, -1.30), (0.0, -1.60), (0.0, -1.77)]
        cap.append(
            Sheet(
                [low, temple, upper, front, top],
                count=1500,
                locks=34,
                width=0.008,
                shorter=0.03,
                stray=0.006,
            )
        )
    return Style(back=_tail() if plait else [], front=cap, over=_plait() if plait else [], lift=0.0)


def _tail() -> list[Sheet]:
    """The gathered hair behind the neck, on its way to the shoulder."""
    guides = [
        [(0.20, -0.2), (0.42, 0.5), (0.66, 1.02), (0.82, 1.42)],
        [(0.95, -0.3), (1.00, 0.45), (0.98, 1.0), (1.04, 1.36)],
    ]
    return [Sheet(guides, count=420, locks=9, width=0.010, shorter=0.02, stray=0.006, tone=0.8)]


def _plait() -> list[Sheet]:
    """A plait that lies forward over one shoulder: lobes that cross from side to side, closely."""
    lobes = []
    for step in range(9):
        y, side = 1.30 + 0.135 * step, 1 if step % 2 else -1
        x, wide = 0.93 - 0.020 * step, 0.165 - 0.005 * step
        outer = [
            (x + side * wide * 0.85, y - 0.16),
            (x + side * wide * 1.12, y + 0.03),
            (x + side * wide * 0.30, y + 0.22),
            (x - side * wide * 0.55, y + 0.30),
        ]
        inner = [
            (x - side * wide * 0.15, y - 0.15),
            (x + side * wide * 0.10, y - 0.02),
            (x - side * wide * 0.35, y + 0.10),
            (x - side * wide * 0.95, y + 0.17),
        ]
        lobes.append(
            Sheet(
                [outer, inner],
                count=190,
                locks=6,
                width=0.008,
                shorter=0.02,
                stray=0.004,
                tone=1.05,
            )
        )
    return lobes


def _short(*, line: float, lift: float) -> Style:
    """Short hair: sides combed down, the top combed up and over."""
    sheets = []
    for side in (-1, 1):
        fore = [(side * 0.80, line + 0.20), (side * 0.86, -0.66), (side * 0.885, -0.30)]
        back = [(side * 0.90, line + 0.02), (side * 0.985, -0.70), (side * 0.97, -0.28)]
        sheets.append(
            Sheet([fore, back], count=520, locks=18, width=0.008, shorter=0.30, tone=0.78)
        )
    crown = -1.66 - lift
    top = [
        [(-0.83, line + 0.28), (-0.92, line + 0.06), (-0.95, -1.00)],
        [(-0.72, line + 0.04), (-0.84, line - 0.22), (-0.78, -1.46)],
        [(-0.44, line - 0.08), (-0.52, line - 0.36), (-0.34, crown + 0.02)],
        [(-0.05, line - 0.10), (-0.10, line - 0.40), (0.14, crown - 0.02)],
        [(0.38, line - 0.08), (0.40, line - 0.34), (0.60, crown + 0.14)],
        [(0.70, line + 0.04), (0.84, line - 0.20), (0.92, -1.26)],
        [(0.83, line + 0.28), (0.93, line + 0.06), (0.96, -0.96)],
    ]
    sheets.append(Sheet(top, count=2100, locks=44, width=0.008, shorter=0.08, stray=0.016))
    return Style(front=sheets, lift=lift)


def _tousled() -> Style:
    """A child's hair that falls over the forehead as it likes."""
    sheets = []
    for side in (-1, 1):
        fore = [(side * 0.74, -1.10), (side * 0.86, -0.72), (side * 0.89, -0.30)]
        back = [(side * 0.88, -1.20), (side * 1.01, -0.72), (side * 0.98, -0.24)]
        sheets.append(Sheet([fore, back], count=480, locks=14, width=0.009, shorter=0.28, tone=0.8))
    cap = [
        [(0.10, -1.79), (-0.55, -1.68), (-0.98, -1.12), (-1.02, -0.66)],
        [(0.12, -1.77), (-0.45, -1.52), (-0.82, -1.08), (-0.84, -0.70)],
        [(0.14, -1.75), (-0.25, -1.45), (-0.55, -1.05), (-0.52, -0.76)],
        [(0.16, -1.74), (0.00, -1.40), (-0.24, -1.05), (-0.20, -0.82)],
        [(0.18, -1.74), (0.20, -1.40), (0.14, -1.08), (0.20, -0.90)],
        [(0.20, -1.75), (0.45, -1.46), (0.54, -1.10), (0.60, -0.80)],
        [(0.22, -1.79), (0.72, -1.60), (0.98, -1.08), (0.99, -0.64)],
    ]
    sheets.append(
        Sheet(
            cap,
            count=2200,
            locks=24,
            wave=0.020,
            turns=1.1,
            width=0.010,
            pieces=28,
            shorter=0.26,
            stray=0.030,
        )
    )
    return Style(front=sheets)


def _coil_outline() -> list[Point]:
    """Short coiled hair: hairline below, round above."""
    right = [
        (0.0, -1.77),
        (0.45, -1.72),
        (0.80, -1.50),
        (1.00, -1.10),
        (1.03, -0.65),
        (0.95, -0.36),
        (0.88, -0.40),
        (0.86, -0.72),
        (0.76, -0.98),
        (0.60, -1.10),
        (0.30, -1.15),
        (0.0, -1.16),
    ]
    return [*right, *[(-x, y) for x, y in reversed(right) if x > 0]]
