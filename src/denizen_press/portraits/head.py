"""The head as a landscape: how far each point of the face stands towards the camera."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from denizen_press.portraits.field import Canvas, Field, Point, mirrored, smooth, spline
from denizen_press.portraits.person import Face

CROWN = -1.62
CHIN = 1.0


@dataclass(frozen=True, slots=True)
class Places:
    """Where the features of one face lie."""

    eye: Point
    eye_half: float
    brow: float
    nose: float
    mouth: float
    chin: float


def places(face: Face) -> Places:
    """Place the features; a child's lie lower, its eyes larger and its nose shorter."""
    child = face.child
    chin = CHIN * (0.5 + 0.5 * face.length) - 0.06 * child
    eye_y = -0.33 + 0.10 * child
    nose = 0.24 + 0.05 * face.nose_length + 0.02 * child
    return Places(
        eye=(0.405 * (0.6 + 0.4 * face.width) + 0.01 * child, eye_y),
        eye_half=0.196 * (1 + 0.1 * child),
        brow=eye_y - 0.25 + 0.02 * child,
        nose=nose,
        mouth=nose + 0.285 * (0.55 + 0.45 * face.length) - 0.035 * child,
        chin=chin,
    )


def outline(face: Face) -> list[Point]:
    """Return the head's outline from crown to chin and back."""
    at = places(face)
    width, jaw, child = face.width, face.jaw, face.child
    right = [
        (0.0, CROWN),
        (0.34, CROWN + 0.05),
        (0.66 * width, CROWN + 0.24),
        (0.87 * width, -0.98),
        (0.93 * width, -0.62),
        (0.925 * width, -0.28),
        (0.89 * width * (0.9 + 0.1 * face.cheeks), 0.06),
        (0.81 * width * (0.7 + 0.3 * jaw) + 0.03 * child, 0.34),
        (0.67 * width * (0.3 + 0.7 * jaw) + 0.05 * child, 0.60),
        (0.455 * width * (0.4 + 0.6 * jaw) + 0.03 * child, at.chin - 0.155),
        (0.23 * (0.5 + 0.5 * face.chin), at.chin - 0.028),
        (0.0, at.chin + 0.015),
    ]
    half = [point for point in spline(right) if point[0] > -1e-6]
    return mirrored(half)


def landscape(canvas: Canvas, face: Face, *, mask: Field) -> Field:
    """Return the height of the whole face."""
    height = _skull(canvas, face)
    height += _eyes_and_brow(canvas, face)
    height += _nose(canvas, face)
    height += _mouth(canvas, face)
    height += _cheeks_and_chin(canvas, face)
    height -= _years(canvas, face)
    return (height * smooth(mask, (0, 0.6))).astype(np.float32)


def _half_width(canvas: Canvas, face: Face) -> Field:
    """Return the head's half width in each row."""
    points = np.array([point for point in outline(face) if point[0] >= 0])
    order = np.argsort(points[:, 1])
    rows = np.interp(canvas.y[:, 0], points[order, 1], points[order, 0], left=0.0, right=0.0)
    return np.broadcast_to(rows[:, None].astype(np.float32), canvas.x.shape)


def _skull(canvas: Canvas, face: Face) -> Field:
    """Return the smooth ball and jaw that carry the features."""
    at = places(face)
    half = np.maximum(_half_width(canvas, face), 1e-3)
    across = np.clip(np.abs(canvas.x) / half, 0, 1)
    round_ = np.sqrt(np.clip(1 - across**2.3, 0, 1))
    crown = np.clip((canvas.y - CROWN) / 1.15, 0, 1)
    rise = np.sqrt(np.clip(1 - (1 - crown) ** 2, 0, 1))
    under = np.clip((at.chin + 0.03 - canvas.y) / 0.30, 0, 1)
    tuck = np.sqrt(np.clip(1 - (1 - under) ** 2, 0, 1))
    depth = 0.80 * np.minimum(half / 0.80, 1.0) ** 0.35
    skull: Field = (depth * round_ * rise * (0.55 + 0.45 * tuck)).astype(np.float32)
    return canvas.blur(skull, 0.025)


def _eyes_and_brow(canvas: Canvas, face: Face) -> Field:
    """Return sockets, balls under the lids, the brow's ridge and the bridge between."""
    at = places(face)
    (ex, ey), child = at.eye, face.child
    strength = 1 - 0.45 * child
    field = -0.115 * strength * canvas.twin((ex - 0.03, ey - 0.015), (0.20, 0.125))
    field -= 0.055 * strength * canvas.twin((0.185, ey - 0.03), (0.07, 0.10))
    field += 0.062 * canvas.twin((ex, ey + 0.0), (0.125, 0.095))
    field += 0.050 * strength * canvas.twin((ex + 0.02, at.brow + 0.01), (0.26, 0.075), turn=0.10)
    field += 0.020 * strength * canvas.bump((0, at.brow), (0.13, 0.10))
    field -= 0.03 * canvas.twin((0.80, -0.55), (0.13, 0.28))
    field += 0.03 * canvas.twin((0.32, -1.0), (0.30, 0.25))
    return field


def _nose(canvas: Canvas, face: Face) -> Field:
    """Return ridge, tip, wings and the dip under them."""
    at, child = places(face), face.child
    wide = face.nose_width * (1 - 0.08 * child)
    top, tip = at.eye[1] - 0.10, at.nose - 0.075
    down = np.clip((canvas.y - top) / (tip - top), 0, 1)
    rise = 0.060 * face.bridge + (0.165 - 0.05 * child) * down**1.35
    rise = rise * smooth(canvas.y, (top - 0.25, top + 0.12))
    # The underside: lowest at the middle, scalloped above each nostril.
    away = np.abs(canvas.x) / wide
    scallop = 0.040 * np.exp(-(((away - 0.085) / 0.040) ** 2)) + 0.05 * np.clip(away - 0.16, 0, 1)
    end = 1 - smooth(canvas.y + scallop, (tip + 0.020, tip + 0.155))
    spread = (0.062 + 0.056 * down**2) * (0.75 + 0.25 * face.nose_width)
    ridge = rise * end * np.exp(-((np.abs(canvas.x) / spread) ** 2.2) / 2)
    flanks = 0.085 * down * end * np.exp(-((canvas.x / (0.17 * wide)) ** 2) / 2)
    ball = 0.085 * canvas.bump((0, tip + 0.005), (0.088 * wide, 0.070))
    wings = 0.095 * canvas.twin((0.152 * wide, tip + 0.030), (0.046 * wide, 0.054))
    groove = 0.030 * canvas.twin((0.212 * wide, tip + 0.005), (0.020, 0.060), turn=-0.25)
    field: Field = (ridge + flanks + ball + wings - groove).astype(np.float32)
    return field


def _mouth(canvas: Canvas, face: Face) -> Field:
    """Return the round of the teeth, both lips, the groove above and the hollow below."""
    at, full = places(face), face.lips
    wide = 0.30 * face.mouth
    field = 0.075 * canvas.bump((0, at.mouth), (wide, 0.21))
    field += 0.040 * full * canvas.twin((0.085, at.mouth - 0.042), (0.095, 0.030), turn=0.12)
    field += 0.058 * full * canvas.bump((0, at.mouth + 0.062), (0.15, 0.043))
    field -= 0.040 * canvas.stroke(mouth_line(face), (0.0, 0.02, 0.022, 0.02, 0.0), soft=0.010)
    field -= 0.020 * canvas.bump((0, (at.mouth + at.nose) / 2 - 0.02), (0.030, 0.070))
    field -= 0.050 * canvas.bump((0, at.mouth + 0.165), (0.17, 0.045))
    corner = (wide * 1.05, at.mouth - 0.02 * face.smile)
    field -= (0.022 + 0.02 * face.smile) * canvas.twin(corner, (0.035, 0.05), turn=-0.3)
    return field


def mouth_line(face: Face) -> list[Point]:
    """Return the line where the lips meet, from corner to corner; a smile lifts its ends."""
    at = places(face)
    wide, lift = 0.31 * face.mouth, 0.048 * face.smile
    half = [
        (wide, -lift - 0.004),
        (wide * 0.72, 0.006 - lift * 0.45),
        (wide * 0.32, 0.010),
        (0.0, 0.018),
    ]
    left = [(-x, at.mouth + y) for x, y in half]
    return spline([*left, *[(x, at.mouth + y) for x, y in reversed(half[:-1])]])


def _cheeks_and_chin(canvas: Canvas, face: Face) -> Field:
    """Return cheekbones, the cheeks' flesh and the chin."""
    at = places(face)
    field = 0.050 * face.cheeks * canvas.twin((0.56 * face.width, 0.0), (0.22, 0.15), turn=-0.35)
    field += (0.022 + 0.03 * face.smile + 0.04 * face.child) * canvas.twin(
        (0.46, 0.20), (0.18, 0.15)
    )
    field -= (
        0.035 * (1 - face.child) * canvas.twin((0.60 * face.width, 0.42), (0.13, 0.20), turn=0.3)
    )
    field += 0.085 * face.chin * canvas.bump((0, at.chin - 0.19), (0.19, 0.12))
    return field


def _years(canvas: Canvas, face: Face) -> Field:
    """Return the depth of folds and lines: faint at thirty, plain at seventy."""
    at, age = places(face), face.age
    (ex, ey) = at.eye
    field = canvas.zeros()
    fold = [
        (0.225 * face.nose_width, at.nose - 0.11),
        (0.31, at.nose + 0.02),
        (0.37 * face.mouth, at.mouth - 0.06),
        (0.395 * face.mouth, at.mouth + 0.05),
    ]
    for side in (-1, 1):
        line = spline([(side * x, y) for x, y in fold])
        depth = (0.10 + 0.75 * age + 0.35 * face.smile) * (1 - 0.5 * face.child)
        field += 0.034 * depth * canvas.stroke(line, (0.01, 0.05, 0.04, 0.0), soft=0.022)
        bag = spline(
            [
                (side * (ex + dx), ey + dy)
                for dx, dy in ((-0.19, 0.10), (-0.06, 0.165), (0.09, 0.155), (0.19, 0.10))
            ]
        )
        field += (
            0.016
            * (0.25 + 1.3 * age)
            * (1 - 0.6 * face.child)
            * canvas.stroke(bag, (0.0, 0.03, 0.03, 0.0), soft=0.014)
        )
        field += _lines(canvas, face, side=side)
    return field


def _lines(canvas: Canvas, face: Face, *, side: int) -> Field:
    """Return the lines of the forehead and beside the eyes; none on a young face."""
    field = canvas.zeros()
    strength = max(face.age - 0.3, 0.0)
    if strength == 0:
        return field
    at = places(face)
    (ex, ey) = at.eye
    for angle in (-0.45, -0.1, 0.25, 0.6):
        start = (side * (ex + 0.235), ey + 0.02 + 0.07 * angle)
        end = (side * (ex + 0.36), ey + 0.02 + 0.24 * angle)
        field += (
            0.012 * strength * canvas.stroke(spline([start, end]), (0.006, 0.016, 0.0), soft=0.008)
        )
    if side == 1:
        for row, deep in ((-0.80, 0.6), (-0.93, 1.0), (-1.07, 0.7)):
            line = spline(
                [
                    (-0.5, row + 0.03),
                    (-0.22, row - 0.015),
                    (0.02, row + 0.012),
                    (0.25, row - 0.012),
                    (0.5, row + 0.03),
                ]
            )
            field += (
                0.020
                * deep
                * strength
                * canvas.stroke(line, (0.0, 0.025, 0.02, 0.025, 0.0), soft=0.012)
            )
        for x in (-0.07, 0.07):
            frown = spline([(x, at.brow + 0.09), (x * 0.9, at.brow - 0.03)])
            field += 0.018 * strength * canvas.stroke(frown, (0.0, 0.02, 0.0), soft=0.012)
    return field
