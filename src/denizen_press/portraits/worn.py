"""What is worn on the head and the face: cloth, cap, glasses, earrings."""

from __future__ import annotations

import numpy as np

from denizen_press.portraits.field import (
    Canvas,
    Colours,
    Field,
    Point,
    mirrored,
    over,
    smooth,
    spline,
)
from denizen_press.portraits.head import places
from denizen_press.portraits.light import Finish, cast, hollows, lit
from denizen_press.portraits.person import Cover, Person

_CLOTH = Finish(bleed=(0.2, 0.18, 0.18), gloss=0.012, sharpness=8)
_OPENING = [
    (0.0, -1.13),
    (0.34, -1.09),
    (0.64, -0.88),
    (0.79, -0.48),
    (0.80, 0.0),
    (0.70, 0.42),
    (0.48, 0.76),
    (0.25, 0.93),
    (0.0, 0.975),
]
_HIJAB = [
    (0.0, -1.86),
    (0.52, -1.76),
    (0.95, -1.38),
    (1.13, -0.80),
    (1.16, -0.15),
    (1.08, 0.50),
    (1.06, 1.00),
    (1.24, 1.42),
    (1.58, 1.78),
    (1.80, 2.2),
    (1.88, 2.7),
]


def cover_mask(canvas: Canvas, person: Person) -> Field:
    """Return where cloth covers the head."""
    match person.cover:
        case Cover.HIJAB:
            outer = canvas.polygon(mirrored(spline(_HIJAB)), soft=0.005)
            return outer * (1 - canvas.polygon(mirrored(spline(_OPENING)), soft=0.005))
        case Cover.SARI_END:
            return canvas.polygon(_sari_outline(), soft=0.005)
        case Cover.SKULLCAP:
            return canvas.polygon(_skullcap(), soft=0.006)
        case _:
            return canvas.zeros()


def with_inside(canvas: Canvas, person: Person, *, below: Colours) -> Colours:
    """Lay the inside of the cloth behind the head, in its own shade."""
    match person.cover:
        case Cover.HIJAB:
            mask = canvas.polygon(mirrored(spline(_HIJAB)), soft=0.005)
        case Cover.SARI_END:
            mask = canvas.polygon(mirrored(_sari_outer()), soft=0.005)
        case _:
            return below
    round_ = 0.30 - 0.14 * canvas.bump((0.1, 0.9), (0.8, 0.6))
    inside = np.asarray(person.cover_colour, dtype=np.float32) * round_[..., None]
    return over(below, inside, mask=mask)


def with_cover(canvas: Canvas, person: Person, *, below: Colours, mask: Field) -> Colours:
    """Lay the cloth on the head."""
    match person.cover:
        case Cover.HIJAB:
            return _cloth(
                canvas,
                person,
                below=_underscarf(canvas, person, below=below),
                mask=mask,
                folds=_hijab_folds(canvas),
            )
        case Cover.SARI_END:
            return _bordered(
                canvas,
                person,
                below=_cloth(canvas, person, below=below, mask=mask, folds=_sari_folds(canvas)),
                mask=mask,
            )
        case Cover.SKULLCAP:
            return _cloth(canvas, person, below=below, mask=mask, folds=canvas.zeros())
        case _:
            return below


def _cloth(canvas: Canvas, person: Person, *, below: Colours, mask: Field, folds: Field) -> Colours:
    """Light cloth of the cover's colour with its folds."""
    round_ = np.sqrt(
        np.clip(
            1 - (canvas.x / 1.55) ** 2 - ((canvas.y + 0.35) / 2.1) ** 2 * (canvas.y < -0.35),
            0.02,
            1,
        )
    )
    height = (
        0.85 * round_
        + folds
        + 0.16 * canvas.blur(mask, 0.06)
        + 0.004 * canvas.noise("cloth", (0.2, 0.3))
    )
    height = height.astype(np.float32)
    shade = canvas.blur(cast(canvas, height, reach=0.35, soft=0.10), 0.012)
    weave = 1 + 0.030 * canvas.noise("coverweave", (0.009, 0.009))
    colour = lit(
        canvas,
        height,
        albedo=np.asarray(person.cover_colour, dtype=np.float32) * weave[..., None],
        finish=_CLOTH,
        shade=shade,
    )
    colour = colour * hollows(canvas, height, size=0.07, strength=4.0)[..., None]
    return over(below, colour, mask=mask)


def _hijab_folds(canvas: Canvas) -> Field:
    """Return folds that run round the face and cross below the chin."""
    field = canvas.zeros()
    chance = canvas.chance("hijab")
    for side in (-1, 1):
        for step in range(5):
            out = 0.055 + 0.068 * step + chance.uniform(-0.015, 0.015)
            ring = [
                (side * x * (1 + out * 0.95), y * (1 + out * 0.35) - 0.25 * out)
                for x, y in _OPENING[1:]
            ]
            field += chance.uniform(0.016, 0.032) * canvas.stroke(
                spline(ring), (0.0, 0.05, 0.06, 0.07, 0.03), soft=0.018
            )
        for step in range(6):
            y = 1.05 + 0.17 * step
            fold = [
                (side * 0.95, y - 0.32),
                (side * 0.55, y + 0.02),
                (0.0, y + 0.20 + 0.04 * side),
                (-side * 0.5, y + 0.16),
            ]
            field += chance.uniform(0.022, 0.042) * canvas.stroke(
                spline(fold), (0.0, 0.09, 0.11, 0.0), soft=0.030
            )
    sweep = [(-1.0, 0.55), (-0.62, 1.12), (0.05, 1.42), (0.85, 1.72), (1.3, 2.0)]
    edge = [*spline(sweep), (1.4, 2.7), (-1.6, 2.7), (-1.4, 1.6)]
    return field + 0.06 * canvas.polygon(edge, soft=0.012)


def _underscarf(canvas: Canvas, person: Person, *, below: Colours) -> Colours:
    """Lay the narrow band that is worn under the cloth, over the hairline."""
    inner = [(x * 0.975, y + 0.075 * max(0.0, 1 - (y + 1.13) / 0.9)) for x, y in _OPENING[:4]]
    ring = [*[(x * 1.03, y - 0.02) for x, y in _OPENING[:4]], *reversed(inner)]
    band = canvas.polygon(spline(ring, closed=True), soft=0.005) + canvas.polygon(
        [(-x, y) for x, y in spline(ring, closed=True)], soft=0.005
    )
    band = np.clip(band, 0, 1)
    height = 0.05 * canvas.blur(band, 0.02) + 0.4 * np.sqrt(np.clip(1 - canvas.x**2, 0.02, 1))
    tone = np.asarray(person.cover_colour, dtype=np.float32) * 0.42
    return over(
        below, lit(canvas, height.astype(np.float32), albedo=tone, finish=_CLOTH), mask=band
    )


def _sari_edge() -> list[Point]:
    """Return the edge of the cloth nearest to the face, one side, from the crown down."""
    return spline(
        [
            (0.0, -1.58),
            (0.42, -1.53),
            (0.80, -1.22),
            (0.99, -0.70),
            (1.06, -0.10),
            (1.02, 0.50),
            (0.92, 1.05),
            (0.78, 1.60),
            (0.62, 2.10),
            (0.52, 2.7),
        ]
    )


def _sari_outline() -> list[Point]:
    """Return the outline of cloth laid over the crown and falling before the shoulders."""
    outer = _sari_outer()
    half = [*outer, *reversed(_sari_edge())]
    left = [(-x, y) for x, y in outer]
    return [*half, *[(-x, y) for x, y in _sari_edge()][1:], *reversed(left)]


def _sari_outer() -> list[Point]:
    """Return the outer edge of the cloth, one side, from the crown down."""
    return spline(
        [
            (0.0, -1.92),
            (0.52, -1.84),
            (1.00, -1.45),
            (1.24, -0.80),
            (1.32, -0.05),
            (1.30, 0.60),
            (1.34, 1.20),
            (1.55, 1.70),
            (1.75, 2.1),
            (1.85, 2.7),
        ]
    )


def _sari_folds(canvas: Canvas) -> Field:
    """Return folds that fall from the crown along the edge."""
    field = canvas.zeros()
    chance = canvas.chance("sari")
    for side in (-1, 1):
        for step in range(6):
            out = 1.03 + 0.055 * step
            fold = [(side * x * out, y * (1 + 0.02 * step)) for x, y in _sari_edge()[14::18]]
            field += chance.uniform(0.015, 0.034) * canvas.stroke(
                spline(fold), (0.0, 0.05, 0.06, 0.08, 0.08), soft=0.020
            )
    return field


def _bordered(canvas: Canvas, person: Person, *, below: Colours, mask: Field) -> Colours:
    """Weave a border of another colour along the edge."""
    edge = _sari_edge()
    line = [*[(-x, y) for x, y in reversed(edge)], *edge[1:]]
    out = [(x * 1.05, y * 1.0 - 0.045) for x, y in line]
    band = canvas.stroke(out, (0.060, 0.060), soft=0.004) * mask
    fine = (
        canvas.stroke([(x * 1.115, y - 0.085) for x, y in line], (0.014, 0.014), soft=0.003) * mask
    )
    teeth = 0.75 + 0.25 * np.sin((canvas.x + canvas.y * 1.7) * 70)
    tone = below.mean(axis=2, keepdims=True) / max(float(np.mean(person.cover_colour)), 0.05)
    gold = (
        np.clip(tone, 0.15, 1.6)
        * np.asarray((0.50, 0.30, 0.07), dtype=np.float32)
        * teeth[..., None]
    )
    return over(below, gold, mask=np.clip(band + fine, 0, 1) * 0.92)


def _skullcap() -> list[Point]:
    """Return the part of a skullcap that shows from the front."""
    top = spline([(-0.60, -1.58), (-0.44, -1.76), (0.0, -1.845), (0.44, -1.76), (0.60, -1.58)])
    brim = spline([(0.60, -1.58), (0.32, -1.635), (0.0, -1.65), (-0.32, -1.635), (-0.60, -1.58)])
    return [*top, *brim]


def with_glasses(canvas: Canvas, person: Person, *, below: Colours) -> Colours:
    """Put glasses on: shadow, lenses with a faint window in them, frame, bridge and temples."""
    y = places(person.face).eye[1]
    part = canvas.part(-1.1, y - 0.4, right=1.1, bottom=y + 0.5)
    return canvas.within(below, part, draw=lambda here, seen: _glasses(here, person, below=seen))


def _glasses(canvas: Canvas, person: Person, *, below: Colours) -> Colours:
    """Draw glasses on the part of the picture that they touch."""
    for side in (-1, 1):
        lens, streak = _lens(canvas, person, side=side)
        below = over(below, (0.9, 0.95, 1.0), mask=lens * (0.030 + 0.075 * streak))
    frame = _frame(canvas, person)
    shadow = canvas.shifted(canvas.blur(frame, 0.018), right=0.03, down=0.045)
    below = below * (1 - 0.38 * shadow * (1 - frame))[..., None]
    height = (0.035 * canvas.blur(frame, 0.008)).astype(np.float32)
    horn = Finish(gloss=0.22, sharpness=30)
    colour = lit(canvas, height, albedo=(0.030, 0.024, 0.022), finish=horn)
    return over(below, colour, mask=frame)


def _lens(canvas: Canvas, person: Person, *, side: int) -> tuple[Field, Field]:
    """Return the mask of one lens and of the window that it mirrors."""
    x, y = side * places(person.face).eye[0], places(person.face).eye[1]
    slant = [(x - 0.20, y + 0.22), (x - 0.02, y - 0.16), (x + 0.06, y - 0.16), (x - 0.10, y + 0.22)]
    return canvas.polygon(_rim(person, side)), canvas.polygon(slant, soft=0.03)


def _rim(person: Person, side: int) -> list[Point]:
    """Return the outline of one lens."""
    (ex, ey) = places(person.face).eye
    shape = [
        (-0.27, -0.13),
        (-0.10, -0.185),
        (0.12, -0.185),
        (0.285, -0.14),
        (0.285, 0.06),
        (0.18, 0.19),
        (-0.06, 0.205),
        (-0.24, 0.10),
    ]
    return spline([(side * (ex + x), ey + 0.035 + y) for x, y in shape], closed=True)


def _frame(canvas: Canvas, person: Person) -> Field:
    """Return the mask of both rims, the bridge and the temples."""
    (ex, ey) = places(person.face).eye
    bridge = spline([(-0.145, ey - 0.035), (0.0, ey - 0.075), (0.145, ey - 0.035)])
    frame = canvas.stroke(bridge, (0.034, 0.028, 0.034), soft=0.002)
    for side in (-1, 1):
        rim = _rim(person, side)
        frame = np.maximum(frame, canvas.stroke([*rim, rim[0]], (0.032, 0.032), soft=0.002))
        temple = [(side * (ex + 0.275), ey - 0.06), (side * 0.93 * person.face.width, ey - 0.05)]
        frame = np.maximum(frame, canvas.stroke(temple, (0.036, 0.030), soft=0.002))
    return frame


def with_earrings(canvas: Canvas, person: Person, *, below: Colours) -> Colours:
    """Hang a small gold drop from each ear."""
    at = places(person.face)
    for side in (-1, 1):
        x, y = side * 0.955 * person.face.width, at.eye[1] + 0.53
        mask = smooth(-np.hypot(canvas.x - x, canvas.y - y), (-0.052, -0.040))
        height = np.sqrt(np.clip(0.05**2 - (canvas.x - x) ** 2 - (canvas.y - y) ** 2, 0, 1)).astype(
            np.float32
        )
        gold = lit(
            canvas, height, albedo=(0.55, 0.32, 0.08), finish=Finish(gloss=0.9, sharpness=18)
        )
        below = over(below, gold, mask=mask)
    return below
