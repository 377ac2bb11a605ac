"""What lies under a card's words: on the front its ground, photo and ghost, on the back its ground and code."""

from __future__ import annotations

from dataclasses import dataclass

from denizen_press import ground, pictures, qr_vector
from denizen_press.face import CardFace
from denizen_press.ground import DOT_POINTS, PAGE, Place
from denizen_press.layers import Layer, jpeg
from denizen_press.photo import PreparedPhoto

PAGE_POINTS = (PAGE[0] * DOT_POINTS, PAGE[1] * DOT_POINTS)
"""Width and height of the page in points."""


@dataclass(frozen=True, slots=True)
class _Box:
    """A place on the front in millimetres from its upper left corner."""

    left: float
    top: float
    width: float
    height: float


# The frame around the photo, and the room that words leave for the ghost, are those of pages/front.typ.
_PHOTO = _Box(4.0, 13.3, 26.4, 33.0)
_GHOST = _Box(70.6, 33.0, 11.2, 14.0)
_CROWDED_GHOST = _Box(81.8 - 11.2 * 0.86, 32.3, 11.2 * 0.86, 14.0 * 0.86)


def front(face: CardFace, photo: PreparedPhoto) -> Layer:
    """Lay out the front: paper and lines, the photo, and its ghost multiplied into them."""
    art = face.programme.art
    ghost = _CROWDED_GHOST if face.is_crowded else _GHOST
    operators = (
        f"q {DOT_POINTS} 0 0 {DOT_POINTS} 0 0 cm /Ground Do {ground.front_lines(art, face.card_number)}Q "
        f"q {_into(_PHOTO)} cm /Photo Do Q q /Multiply gs {_into(ghost)} cm /Ghost Do Q"
    )
    pieces = {
        "Ground": ground.front_ground(art),
        "Photo": jpeg(photo.jpeg, pictures.size_of(photo.jpeg)),
        "Ghost": jpeg(pictures.ghost_jpeg(photo.jpeg, art.primary), pictures.GHOST_SIZE),
    }
    return Layer(operators, pieces)


def back(face: CardFace, qr: qr_vector.QrDrawing, *, place: Place) -> Layer:
    """Lay out the back: paper and lines, and the code on its white field, every module on whole dots."""
    art = face.programme.art
    lines = ground.back_lines(art, face.card_number, code=place)
    bottom = PAGE[1] - place.top - place.side
    operators = (
        f"q {DOT_POINTS} 0 0 {DOT_POINTS} 0 0 cm /Ground Do {lines}"
        f"{qr.dots} 0 0 {qr.dots} {place.left} {bottom:.4f} cm {qr.operators} Q"
    )
    return Layer(operators, {"Ground": ground.back_ground(art, place)})


def _into(box: _Box) -> str:
    """Give the numbers of `cm` that put a picture into a box."""
    points = 72 / 25.4
    bottom = PAGE_POINTS[1] - (box.top + box.height) * points
    return f"{box.width * points:.4f} 0 0 {box.height * points:.4f} {box.left * points:.4f} {bottom:.4f}"
