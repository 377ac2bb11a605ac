"""Eyes, brows, nostrils and lips, laid on the lit skin."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from denizen_press.portraits.field import (
    Canvas,
    Colour,
    Colours,
    Field,
    Point,
    over,
    smooth,
    spline,
)
from denizen_press.portraits.head import mouth_line, places
from denizen_press.portraits.light import Finish, lit
from denizen_press.portraits.person import Fold, Person

_SCLERA: Final = (0.60, 0.575, 0.55)
_PUPIL: Final = (0.008, 0.007, 0.007)
_LASH: Final = (0.012, 0.008, 0.006)
_IRIS: Final = 0.098
"""Half width of the iris; it hardly differs between people."""


def with_features(canvas: Canvas, person: Person, *, face: Colours, height: Field) -> Colours:
    """Lay nostrils, lips, eyes and brows on a face."""
    at = places(person.face)
    low = canvas.part(-0.5, at.nose - 0.3, right=0.5, bottom=at.mouth + 0.3)
    lips = canvas.cut(height, low)
    face = canvas.within(
        face, low, draw=lambda here, seen: _mouth_and_nose(here, person, face=seen, height=lips)
    )
    left = _eye(face, canvas, person=person, side=-1)
    return _eye(left, canvas, person=person, side=1)


def _mouth_and_nose(canvas: Canvas, person: Person, *, face: Colours, height: Field) -> Colours:
    """Lay nostrils and lips on the middle of a face."""
    return _lips(canvas, person, face=_nostrils(canvas, person, face=face), height=height)


def _eye(face: Colours, canvas: Canvas, *, person: Person, side: int) -> Colours:
    """Lay one eye on a face."""
    x, y = places(person.face).eye
    part = canvas.part(side * x - 0.4, y - 0.35, right=side * x + 0.4, bottom=y + 0.3)
    return canvas.within(
        face, part, draw=lambda here, seen: _eye_itself(here, person, face=seen, side=side)
    )


def lids(person: Person, side: int) -> tuple[list[Point], list[Point]]:
    """Return the edges of the upper and the lower lid, from the inner corner to the outer."""
    at, eyes = places(person.face), person.eyes
    (ex, ey), half = at.eye, at.eye_half * (0.75 + 0.25 * eyes.size)
    rise = 0.098 * eyes.open * (1 + 0.16 * person.face.child) * (1 - 0.12 * person.face.age)
    fall = 0.060 * (1 + 0.10 * person.face.child) * (1 - 0.15 * person.face.smile)
    tilt = eyes.tilt * 0.026
    upper = [
        (-half, 0.018 + tilt),
        (-0.62 * half, -0.62 * rise),
        (-0.12 * half, -rise),
        (0.42 * half, -0.84 * rise),
        (half, -0.006 - tilt),
    ]
    lower = [
        (-half, 0.018 + tilt),
        (-0.5 * half, 0.70 * fall),
        (0.1 * half, fall),
        (0.6 * half, 0.66 * fall),
        (half, -0.006 - tilt),
    ]
    return (
        spline([(side * (ex + x), ey + y) for x, y in upper]),
        spline([(side * (ex + x), ey + y) for x, y in lower]),
    )


def _eye_itself(canvas: Canvas, person: Person, *, face: Colours, side: int) -> Colours:
    """Draw one eye: crease, ball, iris, light, lids and lashes."""
    upper, lower = lids(person, side)
    face = _crease(canvas, person, face=face, upper=upper)
    opening = canvas.polygon([*upper, *reversed(lower)], soft=0.002)
    ball = _ball(canvas, person, side=side, upper=upper)
    face = over(face, ball, mask=opening)
    rim = canvas.stroke([(x, y + 0.006) for x, y in lower], (0.012, 0.016, 0.014), soft=0.003)
    pink = np.asarray(person.skin, dtype=np.float32) * np.array(
        [0.80, 0.58, 0.55], dtype=np.float32
    )
    face = over(face, pink, mask=rim * 0.55)
    return _lashes(canvas, person, face=face, side=side)


def _ball(canvas: Canvas, person: Person, *, side: int, upper: list[Point]) -> Colours:
    """Paint the eyeball: white that rounds away, iris with its fibres, pupil and the lamp's window."""
    at = places(person.face)
    x, y = side * at.eye[0] - side * 0.004, at.eye[1] - 0.018
    dx, dy = canvas.x - x, canvas.y - y
    away = np.hypot(dx, dy)
    shade = np.clip(1.02 - 1.0 * (away / 0.25) ** 2 * 0.55, 0.3, 1)
    white = np.asarray(_SCLERA, dtype=np.float32) * shade[..., None]
    inner = canvas.bump(
        (side * (at.eye[0] - at.eye_half * 0.93), at.eye[1] + 0.014), (0.028, 0.024)
    )
    white = over(white, (0.42, 0.16, 0.13), mask=inner * 0.8)
    white = over(
        white,
        _iris(canvas, person, dx=dx, dy=dy, side=side),
        mask=1 - smooth(away, (_IRIS - 0.006, _IRIS + 0.006)),
    )
    lid = canvas.stroke([(px, py + 0.015) for px, py in upper], (0.05, 0.075, 0.05), soft=0.020)
    white = white * (1 - 0.72 * lid[..., None])
    window = canvas.polygon(
        [
            (x - 0.055 + dx_, y - 0.052 + dy_)
            for dx_, dy_ in ((0, 0), (0.036, -0.004), (0.038, 0.034), (0.002, 0.038))
        ],
        soft=0.004,
    )
    white = over(white, (1.05, 1.05, 1.05), mask=window * 0.95)
    return over(
        white, (0.55, 0.57, 0.6), mask=canvas.bump((x + 0.045, y + 0.038), (0.014, 0.012)) * 0.35
    )


def _iris(canvas: Canvas, person: Person, *, dx: Field, dy: Field, side: int) -> Colours:
    """Paint an iris: dark rim, fibres, brighter on the side away from the lamp."""
    away, angle = np.hypot(dx, dy) / _IRIS, np.arctan2(dy, dx)
    chance = canvas.chance(f"iris{side}")
    fibres = sum(
        np.cos(angle * turns + chance.uniform(0, 6.3)) * chance.uniform(0.4, 1)
        for turns in (9, 17, 23, 31, 41)
    )
    base = np.asarray(person.eyes.iris, dtype=np.float32)
    glow = np.clip((dx * 0.4 + dy * 0.9) / _IRIS, -0.6, 1) * (away < 1)
    tone = (1.0 + 0.10 * fibres * smooth(away, (0.3, 0.6)) + 0.75 * glow) * (
        1 - 0.78 * smooth(away, (0.72, 1.0))
    )
    tone = tone * (1 - 0.35 * (1 - smooth(away, (0.40, 0.60))))
    colour = base * np.clip(tone, 0.05, 2)[..., None].astype(np.float32)
    return over(colour, _PUPIL, mask=1 - smooth(away, (0.38, 0.46)))


def _crease(canvas: Canvas, person: Person, *, face: Colours, upper: list[Point]) -> Colours:
    """Shade the fold above the upper lid."""
    fold = person.eyes.fold
    lift, dark, soft = {
        Fold.DEEP: (0.062, 0.62, 0.011),
        Fold.SOFT: (0.045, 0.50, 0.010),
        Fold.SINGLE: (0.026, 0.20, 0.010),
    }[fold]
    line = [
        (x, y - lift * math.sin(math.pi * (0.10 + 0.80 * k / len(upper))) - 0.008)
        for k, (x, y) in enumerate(upper)
    ]
    mask = canvas.stroke(line, (0.004, 0.020, 0.022, 0.016, 0.004), soft=soft)
    tint = np.array([0.62, 0.85, 0.92], dtype=np.float32)
    return face * (1 - dark * mask[..., None] * tint)


def _lashes(canvas: Canvas, person: Person, *, face: Colours, side: int) -> Colours:
    """Draw the dark line of the lashes and, where they are long, single lashes."""
    upper, lower = lids(person, side)
    weight = person.eyes.lashes
    line = canvas.stroke(
        [(x, y - 0.004) for x, y in upper],
        (0.008, 0.020 + 0.010 * weight, 0.026 + 0.016 * weight, 0.016),
        soft=0.004,
    )
    face = over(face, _LASH, mask=np.clip(line * 1.05, 0, 1) * (0.78 + 0.2 * weight))
    under = canvas.stroke(
        [(x, y + 0.012) for x, y in lower], (0.0, 0.007, 0.012, 0.006), soft=0.006
    )
    face = over(face, _LASH, mask=under * (0.25 + 0.30 * weight))
    return (
        face if weight < 0.35 else _single_lashes(canvas, person, face=face, upper=upper, side=side)
    )


def _single_lashes(
    canvas: Canvas, person: Person, *, face: Colours, upper: list[Point], side: int
) -> Colours:
    """Draw lashes one by one, longer towards the outer corner."""
    chance = canvas.chance(f"lash{side}")
    mask = canvas.zeros()
    count = len(upper)
    for k in range(8, count, 2):
        share = k / count
        x, y = upper[k]
        reach = (0.022 + 0.034 * share) * person.eyes.lashes * chance.uniform(0.8, 1.1)
        lean = -0.25 + 1.15 * share
        tip = (x + side * reach * lean, y - reach * (1.0 - 0.45 * share))
        middle = ((x + tip[0]) / 2 + side * 0.006, (y + tip[1]) / 2 + 0.008)
        mask = np.maximum(
            mask, canvas.stroke(spline([(x, y), middle, tip], steps=4), (0.009, 0.001))
        )
    return over(face, _LASH, mask=mask * 0.62)


def _nostrils(canvas: Canvas, person: Person, *, face: Colours) -> Colours:
    """Darken the nostrils and the crease round the wings."""
    at, wide = places(person.face), person.face.nose_width
    mask = canvas.zeros()
    for side in (-1, 1):
        hole = spline(
            [
                (side * x * wide, at.nose + y)
                for x, y in (
                    (0.040, 0.016),
                    (0.075, -0.012),
                    (0.118, -0.006),
                    (0.125, 0.014),
                    (0.080, 0.026),
                )
            ],
            closed=True,
        )
        mask = mask + canvas.polygon(hole, soft=0.010)
        wing = spline(
            [
                (side * x * wide, at.nose + y)
                for x, y in ((0.175, -0.105), (0.205, -0.055), (0.188, -0.002))
            ]
        )
        mask = mask + 0.30 * canvas.stroke(wing, (0.0, 0.018, 0.012), soft=0.010)
    tint = np.array([0.70, 0.88, 0.90], dtype=np.float32)
    return face * (1 - np.clip(mask, 0, 1)[..., None] * tint)


def _lips(canvas: Canvas, person: Person, *, face: Colours, height: Field) -> Colours:
    """Colour the lips, shine the lower one and draw the line where they meet."""
    line = mouth_line(person.face)
    upper, lower = _lip_edges(person)
    mask = canvas.polygon([*upper, *reversed(lower)], soft=0.010)
    lines = 1 + 0.05 * canvas.noise("lips", (0.014, 0.09))
    colour = np.asarray(person.lips, dtype=np.float32) * lines[..., None]
    shown = lit(
        canvas,
        height,
        albedo=colour,
        finish=Finish(bleed=(0.35, 0.2, 0.2), gloss=0.05, sharpness=26),
    )
    above = canvas.polygon([*upper, *reversed(line)], soft=0.012)
    shown = shown * (1 - 0.22 * above[..., None])
    face = over(face, shown, mask=mask * 0.86)
    dark = canvas.stroke(line, (0.010, 0.014, 0.016, 0.014, 0.010), soft=0.005)
    corners = sum(canvas.bump(line[end], (0.020, 0.014)) for end in (0, -1))
    tint = np.array([0.74, 0.90, 0.90], dtype=np.float32)
    return face * (1 - np.clip(dark * 0.85 + corners * 0.35, 0, 1)[..., None] * tint)


def _lip_edges(person: Person) -> tuple[list[Point], list[Point]]:
    """Return the upper lip's bow and the lower lip's curve, from corner to corner."""
    face, at = person.face, places(person.face)
    wide, full, lift = 0.305 * face.mouth, face.lips, 0.048 * face.smile
    top = [
        (wide, -lift),
        (wide * 0.62, -0.052 * full - lift * 0.5),
        (wide * 0.20, -0.092 * full),
        (0.0, -0.074 * full),
    ]
    bottom = [
        (wide, -lift),
        (wide * 0.72, 0.062 * full - lift * 0.3),
        (wide * 0.34, 0.118 * full),
        (0.0, 0.128 * full),
    ]
    return _across(top, at.mouth), _across(bottom, at.mouth)


def _across(half: list[Point], middle: float) -> list[Point]:
    """Return a line given from the right corner to the middle, over the whole mouth."""
    left = [(-x, middle + y) for x, y in half]
    return spline([*left, *[(x, middle + y) for x, y in reversed(half[:-1])]])


def brow_line(person: Person, side: int) -> list[Point]:
    """Return the middle of one brow, from the nose outwards."""
    at, arch = places(person.face), person.eyes.arch
    ex = at.eye[0]
    points = [
        (ex - 0.228, 0.022),
        (ex - 0.10, -0.006 - 0.008 * arch),
        (ex + 0.07, -0.024 - 0.016 * arch),
        (ex + 0.19, -0.010 - 0.010 * arch),
        (ex + 0.275, 0.040),
    ]
    return spline([(side * x, at.brow + y) for x, y in points])


def brow_colour(person: Person) -> Colour:
    """Return the brows' colour: the hair's, darker, greying later."""
    red, green, blue = person.hair_colour
    grey = max(person.grey - 0.35, 0.0) * 0.5
    return red * 0.7 + grey * 0.3, green * 0.66 + grey * 0.3, blue * 0.62 + grey * 0.3
