"""A whole portrait: studio, hair behind, clothes, face, hair before, and the camera."""

from __future__ import annotations

import io
from typing import Final

import numpy as np
from PIL import Image

from denizen_press.portraits import body, features, growth, hair, head, skin, worn
from denizen_press.portraits.field import Canvas, Colours, Field, over, smooth
from denizen_press.portraits.person import Person, srgb
from denizen_press.portraits.strands import Drawn

_WALL: Final = (srgb("#c9d0d6"), srgb("#98a3ad"))
_EMPTY: Final = 1e-3


def draw(person: Person, width: int) -> Image.Image:
    """Draw one person's portrait of `width` pixels, 4:5."""
    canvas = Canvas.frame(width, person.seed)
    style = hair.style_of(person)
    front = _front_hair(canvas, style)
    cover = worn.cover_mask(canvas, person)
    picture = worn.with_inside(canvas, person, below=_wall(canvas))
    if style.back:
        picture = hair.with_drawn(
            picture, hair.drawn(canvas, style.back, name="back", dim=0.6), person=person
        )
    picture = body.with_body(canvas, person, below=picture)
    if style.over:
        picture = hair.with_drawn(
            picture, hair.drawn(canvas, style.over, name="over"), person=person
        )
    picture = body.with_ears(canvas, person, below=picture)
    picture = _with_face(canvas, person, below=picture, shadow=_shadow(canvas, front, cover=cover))
    picture = growth.with_beard(canvas, person, face=picture)
    picture = _with_front(canvas, person, below=picture, front=front)
    picture = worn.with_cover(canvas, person, below=picture, mask=cover)
    if person.glasses:
        picture = worn.with_glasses(canvas, person, below=picture)
    return _photographed(canvas, picture)


def encode(picture: Image.Image) -> bytes:
    """Write a picture as PNG."""
    stream = io.BytesIO()
    picture.save(stream, "PNG", compress_level=3)
    return stream.getvalue()


def _wall(canvas: Canvas) -> Colours:
    """Return the studio's wall: lighter behind the head, darker towards the corners."""
    away = np.hypot(canvas.x * 0.9 + 0.1, canvas.y * 0.75 + 0.35)
    share = smooth(away + 0.02 * canvas.noise("wall", (1.2, 1.2)), (0.2, 2.7))
    near = np.broadcast_to(np.asarray(_WALL[0], dtype=np.float32), (canvas.height, canvas.width, 3))
    return over(near, _WALL[1], mask=share)


def _front_hair(canvas: Canvas, style: hair.Style) -> Drawn:
    """Draw the hair before the face, early, since it throws a shadow on the forehead."""
    if style.coils:
        return hair.coils(canvas, style.coils, name="coils")
    front = hair.drawn(canvas, style.front, name="front")
    return front if style.lift is None else hair.within_head(canvas, front, lift=style.lift)


def _shadow(canvas: Canvas, front: Drawn, *, cover: Field) -> Field:
    """Return the share of light that hair and cloth leave on the face."""
    above = np.maximum(front.cover, cover)
    near = canvas.blur(above, 0.035)
    thrown = canvas.shifted(near, right=0.035, down=0.055)
    wide = canvas.shifted(canvas.blur(above, 0.09), right=0.035, down=0.11)
    share: Field = np.clip(1 - 0.55 * thrown - 0.25 * wide, 0.12, 1).astype(np.float32)
    return share


def _with_face(canvas: Canvas, person: Person, *, below: Colours, shadow: Field) -> Colours:
    """Lay the finished face over neck and ears."""
    part = canvas.part(-1.15, -1.75, right=1.15, bottom=1.2)
    shade = canvas.cut(shadow, part)
    return canvas.within(
        below, part, draw=lambda here, seen: _face(here, person, below=seen, shadow=shade)
    )


def _face(canvas: Canvas, person: Person, *, below: Colours, shadow: Field) -> Colours:
    """Return a part of the picture with the face laid on it."""
    mask = canvas.polygon(head.outline(person.face), soft=0.004)
    height = head.landscape(canvas, person.face, mask=mask)
    face = skin.painted(canvas, person, height=height, shadow=shadow)
    face = growth.with_stubble(canvas, person, face=face, mask=mask)
    face = features.with_features(canvas, person, face=face, height=height)
    face = growth.with_brows(canvas, person, face=face)
    return over(below, face, mask=mask)


def _with_front(canvas: Canvas, person: Person, *, below: Colours, front: Drawn) -> Colours:
    """Lay the front hair, and the earrings where hair leaves the ears free."""
    if float(front.cover.max()) < _EMPTY:
        return below
    drawn = hair.with_drawn(below, front, person=person)
    return worn.with_earrings(canvas, person, below=drawn) if person.earrings else drawn


def _photographed(canvas: Canvas, picture: Colours) -> Image.Image:
    """Expose the scene: a film's shoulder, sRGB's curve, a little grain."""
    exposed = np.clip(picture, 0, None) * 1.04
    curved = exposed * (1 + exposed / 2.2) / (1 + exposed * 0.78)
    code = np.where(
        curved <= 0.0031308, curved * 12.92, 1.055 * np.maximum(curved, 1e-6) ** (1 / 2.4) - 0.055
    )
    grain = canvas.chance("grain").normal(0, 0.0045, (canvas.height, canvas.width, 1))
    return Image.fromarray((np.clip(code + grain, 0, 1) * 255 + 0.5).astype(np.uint8))
