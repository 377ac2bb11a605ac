"""Skin, eyes and mouth: what is painted on the landscape of the face."""

from __future__ import annotations

import numpy as np

from denizen_press.portraits.field import Canvas, Colours, Field, smooth
from denizen_press.portraits.head import places
from denizen_press.portraits.light import Finish, cast, hollows, lit
from denizen_press.portraits.person import Person


def albedo(canvas: Canvas, person: Person) -> Colours:
    """Return the skin's own colour: redder where blood is near, uneven as skin is."""
    at, face = places(person.face), person.face
    base = np.asarray(person.skin, dtype=np.float32)
    colour = np.broadcast_to(base, (canvas.height, canvas.width, 3)).copy()
    dark = float(np.clip(1 - base.mean() / 0.45, 0, 1))
    flush = 0.9 * canvas.twin((0.52, 0.10), (0.20, 0.16)) + 0.8 * canvas.bump(
        (0, at.nose - 0.07), (0.13, 0.09)
    )
    flush += 0.4 * canvas.bump((0, at.chin - 0.12), (0.16, 0.1)) + 0.25 * canvas.twin(
        (0.95, -0.15), (0.08, 0.25)
    )
    flush *= 0.16 * (1 - 0.55 * dark) * (1 + 0.4 * face.child)
    colour *= 1 + flush[..., None] * np.array([0.25, -0.75, -0.62], dtype=np.float32)
    socket = (
        canvas.twin((at.eye[0] - 0.01, at.eye[1] + 0.07), (0.17, 0.075))
        * (0.10 + 0.12 * face.age)
        * (1 - 0.6 * face.child)
    )
    colour *= 1 - socket[..., None] * np.array([0.75, 1.0, 0.85], dtype=np.float32)
    lids = canvas.twin((at.eye[0], at.eye[1] - 0.09), (0.17, 0.06)) * 0.10
    colour *= 1 - lids[..., None] * np.array([0.7, 1.0, 1.0], dtype=np.float32)
    mottle = 0.014 * canvas.noise("mottle", (0.28, 0.28)) + 0.014 * canvas.noise(
        "spots", (0.06, 0.06)
    )
    mottle += 0.022 * canvas.noise("pores", (0.016, 0.016))
    colour *= 1 + mottle[..., None] * np.array([0.7, 1.0, 1.1], dtype=np.float32)
    return _freckled(canvas, person, colour=colour)


def _freckled(canvas: Canvas, person: Person, *, colour: Colours) -> Colours:
    """Scatter freckles or age spots over nose and cheeks."""
    if person.freckles == 0:
        return colour
    spots = smooth(canvas.noise("freckles", (0.032, 0.032)), (1.1, 2.0))
    where = canvas.twin((0.38, 0.02), (0.30, 0.16)) + 0.8 * canvas.bump((0, 0.0), (0.2, 0.14))
    share = person.freckles * spots * np.clip(where, 0, 1)
    freckled: Colours = colour * (
        1 - share[..., None] * np.array([0.3, 0.48, 0.55], dtype=np.float32)
    )
    return freckled


def finish(person: Person) -> Finish:
    """Return how this skin takes light: light bleeds red past the edge of shade; darker skin shines more."""
    dark = float(np.clip(1 - np.mean(person.skin) / 0.45, 0, 1))
    return Finish(bleed=(0.42, 0.24, 0.17), gloss=0.030 + 0.055 * dark, sharpness=13 + 6 * dark)


def painted(canvas: Canvas, person: Person, *, height: Field, shadow: Field) -> Colours:
    """Return the face's lit skin, without eyes, brows and lips."""
    shade = 1 - 0.75 * (1 - cast(canvas, height, reach=0.45, soft=0.14))
    # The key lamp is a large soft box: what a nose throws is a half shade with a wide rim.
    shade = (0.5 + 0.5 * canvas.blur(shade, 0.035)) * shadow
    colour = lit(canvas, height, albedo=albedo(canvas, person), finish=finish(person), shade=shade)
    open_share = hollows(canvas, height, size=0.10, strength=3.2)
    tint = np.array([0.75, 1.0, 1.05], dtype=np.float32)
    occluded: Colours = colour * open_share[..., None] ** tint
    return occluded
