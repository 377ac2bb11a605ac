"""Neck, ears and clothes."""

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
from denizen_press.portraits.person import Person, Top
from denizen_press.portraits.skin import finish

_RAISED = 0.11
"""How much higher than drawn neck and shoulders stand."""

_CLOTH = Finish(bleed=(0.22, 0.2, 0.2), gloss=0.0)


def neck_half(person: Person) -> float:
    """Return the neck's half width."""
    return 0.50 * (0.35 + 0.65 * person.face.jaw) - 0.10 * person.face.child


def with_body(canvas: Canvas, person: Person, *, below: Colours) -> Colours:
    """Draw neck, shoulders and clothes."""
    part = canvas.part(-2.0, 0.0, right=2.0, bottom=2.5)
    return canvas.within(below, part, draw=lambda here, seen: _body(here, person, below=seen))


def _body(canvas: Canvas, person: Person, *, below: Colours) -> Colours:
    """Draw neck and clothes, the clothes a little higher than their outlines are given."""
    return with_clothes(
        canvas.raised(_RAISED), person, below=with_neck(canvas.raised(_RAISED), person, below=below)
    )


def with_neck(canvas: Canvas, person: Person, *, below: Colours) -> Colours:
    """Draw neck and the skin under the collar, in the chin's shadow."""
    half = neck_half(person)
    right = [
        (half, 0.2),
        (half * 0.98, 0.9),
        (half * 1.02, 1.25),
        (half * 1.30, 1.55),
        (half * 2.2, 1.80),
        (half * 2.6, 2.6),
    ]
    mask = canvas.polygon(mirrored(spline(right)), soft=0.006)
    across = np.clip(np.abs(canvas.x) / (half * (1 + 1.4 * smooth(canvas.y, (1.25, 2.2)))), 0, 1)
    height = 0.55 * np.sqrt(np.clip(1 - across**2.2, 0, 1))
    for side in (-1, 1):
        cord = spline([(side * 0.42 * half / 0.5, 0.95), (side * 0.27, 1.35), (side * 0.07, 1.72)])
        height = height + 0.020 * (1 - 0.7 * person.face.child) * canvas.stroke(
            cord, (0.10, 0.08, 0.05), soft=0.035
        )
        bone = spline([(side * 0.08, 1.80), (side * 0.4, 1.74), (side * 0.95, 1.70)])
        height = height + 0.035 * canvas.stroke(bone, (0.06, 0.09, 0.06), soft=0.035)
    height = height - 0.03 * canvas.bump((0, 1.78), (0.07, 0.07))
    chin = places(person.face).chin + _RAISED
    under = canvas.bump((0.10, chin + 0.02), (0.52, 0.20)) + 0.5 * canvas.bump(
        (0.16, chin + 0.14), (0.46, 0.18)
    )
    shadow = np.clip(1 - 0.95 * under, 0.06, 1)
    skin = np.asarray(person.skin, dtype=np.float32) * np.array(
        [0.97, 0.93, 0.92], dtype=np.float32
    )
    speckle = (
        1
        + 0.015 * canvas.noise("neck", (0.05, 0.05))
        + 0.018 * canvas.noise("neckpores", (0.016, 0.016))
    )
    colour = lit(
        canvas,
        height.astype(np.float32),
        albedo=skin * speckle[..., None],
        finish=finish(person),
        shade=shadow,
    )
    deep = np.clip(under, 0, 1)[..., None] * np.array([0.36, 0.46, 0.48], dtype=np.float32)
    return over(below, colour * (1 - deep), mask=mask)


def with_ears(canvas: Canvas, person: Person, *, below: Colours) -> Colours:
    """Draw both ears; hair or cloth may hide them later."""
    left = _ear(below, canvas, person=person, side=-1)
    return _ear(left, canvas, person=person, side=1)


def _ear(below: Colours, canvas: Canvas, *, person: Person, side: int) -> Colours:
    """Draw one ear in its place."""
    x, y = side * 0.95 * person.face.width, places(person.face).eye[1] + 0.2
    part = canvas.part(x - 0.25, y - 0.4, right=x + 0.25, bottom=y + 0.4)
    return canvas.within(
        below, part, draw=lambda here, seen: _ear_itself(here, person, below=seen, side=side)
    )


def _ear_itself(canvas: Canvas, person: Person, *, below: Colours, side: int) -> Colours:
    """Draw one ear: rim, hollow and lobe."""
    at = places(person.face)
    x0, y0 = 0.90 * person.face.width, at.eye[1] + 0.20
    shape = [
        (-0.02, -0.26),
        (0.07, -0.285),
        (0.145, -0.20),
        (0.15, -0.04),
        (0.105, 0.12),
        (0.075, 0.245),
        (0.0, 0.275),
        (-0.06, 0.16),
    ]
    edge = spline([(side * (x0 + x), y0 + y) for x, y in shape], closed=True)
    mask = canvas.polygon(edge, soft=0.004)
    inside = canvas.polygon(
        spline(
            [(side * (x0 + 0.72 * x - 0.002), y0 - 0.02 + 0.66 * y) for x, y in shape], closed=True
        ),
        soft=0.014,
    )
    hollow = canvas.bump((side * (x0 + 0.025), y0 + 0.04), (0.045, 0.08))
    height = 0.10 * canvas.blur(mask, 0.035) - 0.050 * inside - 0.05 * hollow
    skin = np.asarray(person.skin, dtype=np.float32) * np.array(
        [1.02, 0.84, 0.80], dtype=np.float32
    )
    colour = lit(canvas, height.astype(np.float32), albedo=skin, finish=finish(person))
    colour = colour * (0.86 - 0.42 * hollow - 0.12 * inside)[..., None]
    return over(below, colour, mask=mask)


def with_clothes(canvas: Canvas, person: Person, *, below: Colours) -> Colours:
    """Dress the shoulders."""
    half = neck_half(person)
    size = 1 - 0.16 * person.face.child
    slope = [
        (half * 1.02, 1.28 if person.top is Top.SWEATER else 1.42),
        (half * 1.45, 1.52),
        (1.05 * size, 1.68),
        (1.45 * size, 1.84),
        (1.72 * size, 2.10),
        (1.82 * size, 2.7),
    ]
    outer = spline(slope)
    collar = _neckline(person, half)
    outline = [*collar, *outer, *[(-x, y) for x, y in reversed(outer)]]
    mask = canvas.polygon(outline, soft=0.004)
    height = _draped(canvas, mask, size=size)
    shade = cast(canvas, height, reach=0.4, soft=0.12)
    shadow = np.clip(1 - 0.75 * canvas.bump((0.12, 1.28), (0.62, 0.26)), 0.1, 1)
    weave = (
        1 + 0.035 * canvas.noise("weave", (0.010, 0.010)) + 0.03 * canvas.noise("dye", (0.5, 0.5))
    )
    cloth = np.asarray(person.cloth, dtype=np.float32) * weave[..., None]
    colour = lit(canvas, height, albedo=cloth, finish=_CLOTH, shade=shade * shadow)
    colour = (
        colour
        * (hollows(canvas, height, size=0.09, strength=2.5) * (0.55 + 0.45 * shadow))[..., None]
    )
    below = (
        below * (1 - 0.45 * np.clip(canvas.blur(mask, 0.05) * 1.6, 0, 1) * (1 - mask))[..., None]
    )
    dressed = over(below, colour, mask=mask)
    return _edging(canvas, person, dressed=dressed, collar=collar)


def _neckline(person: Person, half: float) -> list[Point]:
    """Return the opening of the garment, from left to right."""
    match person.top:
        case Top.SWEATER:
            right = [(half * 1.04, 1.26), (half * 0.85, 1.40), (half * 0.45, 1.49), (0.0, 1.52)]
        case Top.SHIRT:
            right = [(half * 1.03, 1.34), (half * 0.62, 1.60), (0.13, 1.86), (0.0, 2.02)]
        case Top.BLOUSE:
            right = [(half * 1.25, 1.47), (half * 0.95, 1.72), (half * 0.55, 1.98), (0.0, 2.16)]
        case _:
            right = [(half * 1.10, 1.42), (half * 0.92, 1.60), (half * 0.52, 1.74), (0.0, 1.79)]
    line = spline(right)
    return [*[(-x, y) for x, y in line], *list(reversed(line))]


def _draped(canvas: Canvas, mask: Field, *, size: float) -> Field:
    """Return the cloth's landscape: shoulders, chest and folds."""
    round_ = np.sqrt(np.clip(1 - (np.abs(canvas.x) / (1.95 * size)) ** 2.4, 0, 1))
    height = 0.75 * round_ + 0.30 * smooth(canvas.y, (1.3, 2.4))
    chance = canvas.chance("folds")
    for side in (-1, 1):
        for _ in range(5):
            x, y = side * chance.uniform(0.45, 1.3), chance.uniform(1.75, 2.2)
            line = spline(
                [
                    (x, y),
                    (x + side * chance.uniform(-0.1, 0.15), y + 0.25),
                    (x + side * chance.uniform(-0.25, 0.2), y + 0.6),
                ]
            )
            height = height + chance.uniform(0.015, 0.035) * canvas.stroke(
                line, (0.0, 0.10, 0.05), soft=0.035
            )
    height = height + 0.012 * canvas.noise("drape", (0.35, 0.5))
    edge = canvas.blur(mask, 0.03)
    landscape: Field = (height + 0.10 * edge).astype(np.float32)
    return landscape


def _edging(canvas: Canvas, person: Person, *, dressed: Colours, collar: list[Point]) -> Colours:
    """Finish the neckline: a ribbed band, a shirt's collar, or a hem."""
    if person.top is Top.SHIRT:
        return _shirt_collar(canvas, person, dressed=dressed)
    wide = 0.11 if person.top in {Top.ROUND, Top.SWEATER} else 0.05
    if person.top is Top.SWEATER:
        wide = 0.20
    band_line = [(x * 1.03, y + wide / 2) for x, y in collar]
    band = canvas.stroke(band_line, (wide, wide), soft=0.004)
    ribs = (
        1 + 0.10 * np.sin(np.arctan2(canvas.x, 2.4 - canvas.y) * 260)
        if wide > 0.1
        else np.ones_like(canvas.x)
    )
    height = canvas.blur(band, 0.03) * 0.10 + 0.5 * np.sqrt(
        np.clip(1 - (canvas.x / 1.4) ** 2, 0, 1)
    )
    cloth = np.asarray(person.cloth, dtype=np.float32) * (0.92 * ribs)[..., None]
    shadow = np.clip(1 - 0.7 * canvas.bump((0.12, 1.32), (0.55, 0.22)), 0.15, 1)
    colour = (
        lit(canvas, height.astype(np.float32), albedo=cloth, finish=_CLOTH, shade=shadow)
        * (0.6 + 0.4 * shadow)[..., None]
    )
    dressed = dressed * (1 - 0.25 * canvas.blur(band, 0.03) * (1 - band))[..., None]
    return over(dressed, colour, mask=band)


def _shirt_collar(canvas: Canvas, person: Person, *, dressed: Colours) -> Colours:
    """Lay two collar points and a button band on the shirt."""
    half = neck_half(person)
    cloth = np.asarray(person.cloth, dtype=np.float32)
    placket = canvas.polygon(
        [(-0.085, 1.95), (0.085, 1.95), (0.085, 2.6), (-0.085, 2.6)], soft=0.003
    )
    dressed = (
        dressed * (1 - 0.16 * (canvas.blur(placket, 0.02) - placket * 0.9).clip(0, 1))[..., None]
    )
    for y in (2.10, 2.38):
        button = canvas.bump((0.0, y), (0.026, 0.026)) > 0.6
        dressed = over(
            dressed,
            cloth * np.float32(0.5) + np.float32(0.3),
            mask=canvas.blur(button.astype(np.float32), 0.004),
        )
    for side in (-1, 1):
        points = [
            (side * half * 1.06, 1.27),
            (side * half * 1.42, 1.50),
            (side * 0.52, 2.02),
            (side * 0.10, 1.93),
            (side * 0.015, 1.86),
            (side * half * 0.55, 1.62),
        ]
        flap = canvas.polygon(points, soft=0.006)
        height = 0.12 * canvas.blur(flap, 0.03) + 0.55 * np.sqrt(
            np.clip(1 - (canvas.x / 1.3) ** 2, 0, 1)
        )
        shadow = np.clip(1 - 0.6 * canvas.bump((0.15, 1.30), (0.45, 0.24)), 0.2, 1)
        colour = lit(
            canvas, height.astype(np.float32), albedo=cloth * 1.03, finish=_CLOTH, shade=shadow
        )
        fall = canvas.blur(flap, 0.035)
        dressed = (
            dressed
            * (1 - 0.38 * canvas.shifted(fall, right=0.02, down=0.03) * (1 - flap))[..., None]
        )
        dressed = over(dressed, colour * (0.65 + 0.35 * shadow)[..., None], mask=flap)
    return dressed
