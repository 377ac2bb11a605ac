"""Brows, stubble and beards: short hairs that grow out of the skin."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from denizen_press.portraits.features import brow_colour, brow_line
from denizen_press.portraits.field import Canvas, Colours, Field, over, smooth
from denizen_press.portraits.hair import shape_light
from denizen_press.portraits.head import places
from denizen_press.portraits.person import Beard, Person
from denizen_press.portraits.strands import Strand, coloured, draw


def with_brows(canvas: Canvas, person: Person, *, face: Colours) -> Colours:
    """Draw both brows hair by hair over a soft shade."""
    weight = person.eyes.brow
    colour = brow_colour(person)
    for side in (-1, 1):
        line = brow_line(person, side)
        shade = canvas.stroke(
            line, (0.05 * weight, 0.075 * weight, 0.06 * weight, 0.015), soft=0.018
        )
        face = over(face, colour, mask=shade * 0.42 * min(weight, 1.2))
        hairs = draw(
            canvas,
            _brow_hairs(canvas, person, side=side),
            light=np.ones_like(canvas.x) * 0.85,
            shine=0.1,
        )
        face = over(face, coloured(hairs, colour), mask=np.clip(hairs.cover, 0, 1) * 0.80)
    return face


def _brow_hairs(canvas: Canvas, person: Person, *, side: int) -> Iterator[Strand]:
    """Yield a brow's hairs: upright near the nose, lying outwards towards the temple."""
    chance = canvas.chance(f"brow{side}")
    line = np.asarray(brow_line(person, side))
    weight = person.eyes.brow
    for _ in range(int(230 * weight)):
        share = chance.uniform() ** 0.9
        x, y = line[int(share * (len(line) - 1))]
        thick = 0.040 * weight * (1 - 0.72 * share**2)
        x, y = x + chance.normal(0, 0.008), y + chance.uniform(-thick, thick)
        reach = chance.uniform(0.045, 0.085) * (1 - 0.25 * share)
        lean = 0.25 + 1.0 * min(share * 1.8, 1)
        drop = (
            -0.95 + 1.35 * share
            if y > line[int(share * (len(line) - 1))][1]
            else 0.15 + 0.45 * share
        )
        tip = (x + side * reach * lean * 0.85, y + reach * drop * 0.55)
        yield Strand(
            [(x, y), ((x + tip[0]) / 2, (y + tip[1]) / 2 - 0.004), tip],
            0.0075,
            float(chance.normal(0.9, 0.2)),
        )


def beard_density(canvas: Canvas, person: Person) -> Field:
    """Return where a beard grows: jaw, chin, lip; never on the lips, thinning towards the cheeks."""
    at, beard = places(person.face), person.beard
    lip = canvas.bump((0, at.mouth - 0.135), (0.21, 0.050)) * (
        1 - 0.35 * canvas.bump((0, at.mouth - 0.16), (0.03, 0.04))
    )
    if beard is Beard.MOUSTACHE:
        only: Field = np.clip(
            lip * 1.5 + canvas.twin((0.27, at.mouth - 0.08), (0.08, 0.05)) * 0.7, 0, 1
        )
        return only
    edge = at.mouth - 0.10 - 0.55 * np.clip(np.abs(canvas.x) - 0.33, 0, 1) * 1.6
    jaw = smooth(canvas.y - edge, (-0.02, 0.22))
    side = smooth(np.abs(canvas.x), (0.72, 0.84)) * smooth(canvas.y, (-0.30, 0.05))
    around = np.maximum(np.maximum(jaw, side), np.clip(lip * 1.5, 0, 1))
    mouth = (
        canvas.bump((0, at.mouth + 0.018), (0.235 * person.face.mouth, 0.078 * person.face.lips))
        * 1.5
    )
    bare = canvas.twin((0.17, at.mouth + 0.185), (0.09, 0.045)) * 0.55
    density: Field = np.clip(around - mouth - bare, 0, 1)
    return density


def with_stubble(canvas: Canvas, person: Person, *, face: Colours, mask: Field) -> Colours:
    """Shade the skin where a beard grows, more coarsely where it is only stubble."""
    if person.beard is Beard.NONE:
        return face
    density = beard_density(canvas, person) * mask
    speck = np.clip(0.75 + 0.35 * canvas.noise("stubble", (0.011, 0.014)), 0, 1.4)
    strength = {Beard.STUBBLE: 0.42, Beard.MOUSTACHE: 0.30}.get(person.beard, 0.55)
    return over(face, brow_colour(person), mask=np.clip(density * speck * strength, 0, 0.9))


def with_beard(canvas: Canvas, person: Person, *, face: Colours) -> Colours:
    """Draw a beard's hairs over the face and its edge."""
    counts = {Beard.SHORT: 3600, Beard.FULL: 7500, Beard.MOUSTACHE: 1300}
    if person.beard not in counts:
        return face
    hairs = _beard_hairs(canvas, person, count=counts[person.beard])
    found = draw(canvas, hairs, light=shape_light(canvas) * 0.92, shine=0.4)
    grey = min(person.grey * 1.15, 0.95)
    return over(
        face, coloured(found, person.hair_colour, grey=grey), mask=np.clip(found.cover, 0, 1) * 0.93
    )


def _beard_hairs(canvas: Canvas, person: Person, *, count: int) -> Iterator[Strand]:
    """Yield hairs that grow down and outwards, longer on the chin."""
    chance = canvas.chance("beard")
    at = places(person.face)
    rows, columns = np.nonzero(chance.uniform(size=canvas.x.shape) < _rooted(canvas, person))
    long = {Beard.FULL: 0.25, Beard.SHORT: 0.11}.get(person.beard, 0.075)
    picks = chance.permutation(len(rows))[:count]
    for pick in sorted(picks.tolist()):
        x, y = float(canvas.x[0, columns[pick]]), float(canvas.y[rows[pick], 0])
        low = float(np.clip((y - at.mouth) / 0.5, 0, 1))
        reach = long * (0.35 + 0.65 * low) * chance.uniform(0.6, 1.1)
        lean = x * 0.12 + chance.normal(0, 0.20)
        if y < at.mouth:
            lean = x * (1.9 if abs(x) < 0.35 else 0.1) + chance.normal(0, 0.2)
        bend = chance.normal(0, 0.16)
        line = [
            (x + reach * s * (lean + bend * s), y + reach * s * (0.95 - 0.2 * abs(lean)))
            for s in (0, 0.35, 0.7, 1.0)
        ]
        tone = chance.normal(1, 0.2) * (0.72 + 0.35 * low)
        yield Strand(line, 0.0105, float(max(tone, 0.3)))


def _rooted(canvas: Canvas, person: Person) -> Field:
    """Return the chance that a hair is rooted in each pixel, inside the face only."""
    at = places(person.face)
    inside = 1 - smooth(
        np.hypot(canvas.x / (0.86 * person.face.width), (canvas.y + 0.05) / (at.chin + 0.02)),
        (0.92, 1.02),
    )
    return beard_density(canvas, person) ** 1.5 * inside * 0.5
