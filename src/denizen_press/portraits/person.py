"""What an invented person looks like, in numbers and words; nobody of these exists."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from denizen_press.portraits.field import Colour


def srgb(code: str) -> Colour:
    """Return a colour written #rrggbb in linear light (IEC 61966-2-1)."""
    red, green, blue = (_linear(int(code[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return red, green, blue


def _linear(part: float) -> float:
    """Return the light that one part of an sRGB colour stands for."""
    return ((part + 0.055) / 1.055) ** 2.4 if part > 0.04045 else part / 12.92


class Fold(Enum):
    """How the upper eyelid folds."""

    DEEP = "deep"
    SOFT = "soft"
    SINGLE = "single"


class Hair(Enum):
    """How the hair is worn."""

    LONG_WAVES = "long waves"
    LONG_STRAIGHT = "long straight"
    BOB = "bob"
    BRAID = "braid"
    BUN = "bun"
    SHORT = "short"
    TOUSLED = "tousled"
    COILS = "coils"
    RECEDING = "receding"
    HIDDEN = "hidden"


class Beard(Enum):
    """What grows on the face."""

    NONE = "none"
    STUBBLE = "stubble"
    MOUSTACHE = "moustache"
    SHORT = "short"
    FULL = "full"


class Cover(Enum):
    """What is worn on the head."""

    NONE = "none"
    HIJAB = "hijab"
    SARI_END = "sari end"
    SKULLCAP = "skullcap"


class Top(Enum):
    """What is worn below the neck."""

    SHIRT = "shirt"
    ROUND = "round neck"
    SWEATER = "sweater"
    BLOUSE = "blouse"


@dataclass(frozen=True, slots=True)
class Face:
    """The bones and features, as shares of an average face (1) or in its half widths (0 is average)."""

    width: float = 1.0
    jaw: float = 1.0
    chin: float = 1.0
    length: float = 1.0
    cheeks: float = 1.0
    nose_width: float = 1.0
    nose_length: float = 0.0
    bridge: float = 1.0
    lips: float = 1.0
    mouth: float = 1.0
    smile: float = 0.3
    child: float = 0.0
    age: float = 0.25


@dataclass(frozen=True, slots=True)
class Eyes:
    """The eyes and brows."""

    iris: Colour
    size: float = 1.0
    open: float = 1.0
    tilt: float = 0.0
    fold: Fold = Fold.DEEP
    lashes: float = 0.5
    brow: float = 1.0
    arch: float = 1.0


@dataclass(frozen=True, slots=True)
class Person:
    """One invented person."""

    slug: str
    seed: int
    skin: Colour
    lips: Colour
    eyes: Eyes
    hair_colour: Colour
    cloth: Colour
    face: Face = field(default_factory=Face)
    hair: Hair = Hair.SHORT
    beard: Beard = Beard.NONE
    cover: Cover = Cover.NONE
    cover_colour: Colour = (0.2, 0.2, 0.2)
    top: Top = Top.ROUND
    grey: float = 0.0
    glasses: bool = False
    earrings: bool = False
    freckles: float = 0.0
