"""Brows, stubble and beards: short hairs that grow out of the skin."""

from __future__ import annotations

import numpy as np

from denizen_press.portraits.features import brow_colour, brow_line
from denizen_press.portraits.field import Canvas, Colours, Field, over, smooth
from denizen_press.portraits.hair import shape_light
from denizen_press.portraits.head import places
from denizen_press.portraits.person import Beard, Person
from denizen_press.portraits.strands import Strands, coloured, draw, whole


def with_brows(canvas: Canvas, person: Person, *, face: Colours) -> Colours:
    """Draw both brows."""
    left = _brow(face, canvas, person=person, side=-1)
    return _brow(left, canvas, person=person, side=1)


def _brow(face: Colours, canvas: Canvas, *, person: Person, side: int) -> Colours:
    """Draw one brow on a face."""
    at = places(person.face)
    x = side * at.eye[0]
    part = canvas.part(x - 0.45, at.brow - 0.25, right=x + 0.45, bottom=at.brow + 0.25)
    return canvas.within(
        face, part, draw=lambda here, seen: _brow_itself(here, person, face=seen, side=side)
    )


def _brow_itself(canvas: Canvas, person: Person, *, face: Colours, side: int) -> Colours:
    """Draw a brow hair by hair over a soft shade."""
    weight, colour = person.eyes.brow, brow_colour(person)
    widths = (0.05 * weight, 0.075 * weight, 0.06 * weight, 0.015)
    shade = canvas.stroke(brow_line(person, side), widths, soft=0.018)
    face = over(face, colour, mask=shade * 0.50 * min(weight, 1.2))
    even = np.full_like(canvas.x, 0.85)
    hairs = draw(canvas, [_brow_hairs(canvas, person, side=side)], light=even, shine=0.1)
    return over(face, coloured(hairs, colour), mask=np.clip(hairs.cover, 0, 1) * 0.72)


def _brow_hairs(canvas: Canvas, person: Person, *, side: int) -> Strands:
    """Return a brow's hairs: upright near the nose, lying outwards towards the temple."""
    chance, weight = canvas.chance(f"brow{side}"), person.eyes.brow
    line = np.asarray(brow_line(person, side))
    count = int(420 * weight)
    share = chance.uniform(0, 1, count) ** 0.9
    middle = line[(share * (len(line) - 1)).astype(int)]
    off = chance.uniform(-1, 1, count)
    thick = 0.040 * weight * (1 - 0.72 * share**2)
    root = middle + np.stack((chance.normal(0, 0.008, count), off * thick), -1)
    reach = chance.uniform(0.040, 0.075, count) * (1 - 0.25 * share)
    lean = 0.30 + 1.0 * np.minimum(share * 1.9, 1)
    # Hairs below the middle grow up, those above it down: they meet in a ridge.
    drop = np.where(off > 0, -0.80 + 1.15 * share, 0.10 + 0.45 * share)
    tip = root + np.stack((side * reach * lean * 0.85, reach * drop * 0.55), -1)
    bend = (root + tip) / 2 - np.array((0.0, 0.004))
    return whole(
        np.stack((root, bend, tip), 1), width=0.0052, tones=chance.normal(0.9, 0.25, count)
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
    found = draw(canvas, [hairs], light=shape_light(canvas) * 0.92, shine=0.4)
    grey = min(person.grey * 1.15, 0.95)
    return over(
        face, coloured(found, person.hair_colour, grey=grey), mask=np.clip(found.cover, 0, 1) * 0.93
    )


def _beard_hairs(canvas: Canvas, person: Person, *, count: int) -> Strands:
    """Return hairs that grow down and close to the jaw, longer on the chin, aside under the nose."""
    chance, at = canvas.chance("beard"), places(person.face)
    rows, columns = np.nonzero(chance.uniform(size=canvas.x.shape) < _rooted(canvas, person))
    picks = np.sort(chance.permutation(len(rows))[:count])
    x, y = canvas.x[0, columns[picks]], canvas.y[rows[picks], 0]
    count = len(picks)
    low = np.clip((y - at.mouth) / 0.5, 0, 1)
    long = {Beard.FULL: 0.22, Beard.SHORT: 0.11}.get(person.beard, 0.075)
    reach = long * (0.30 + 0.70 * low) * chance.uniform(0.6, 1.1, count)
    lean = np.where(y < at.mouth, x * np.where(np.abs(x) < 0.35, 1.9, 0.1), x * 0.12)
    lean = lean + chance.normal(0, 0.17, count)
    along = np.array((0, 0.35, 0.7, 1.0))[None, :]
    across = lean[:, None] * along + chance.normal(0, 0.14, (count, 1)) * along**2
    down = along * (0.95 - 0.2 * np.abs(lean))[:, None]
    lines = np.stack((x[:, None] + reach[:, None] * across, y[:, None] + reach[:, None] * down), -1)
    tones = chance.normal(1, 0.2, count) * (0.72 + 0.35 * low)
    return whole(lines, width=0.0095, tones=tones)


def _rooted(canvas: Canvas, person: Person) -> Field:
    """Return the chance that a hair is rooted in each pixel, inside the face only."""
    at = places(person.face)
    inside = 1 - smooth(
        np.hypot(canvas.x / (0.86 * person.face.width), (canvas.y + 0.05) / (at.chin + 0.02)),
        (0.92, 1.02),
    )
    return beard_density(canvas, person) ** 1.5 * inside * 0.5
