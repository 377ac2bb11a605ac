"""The counter's icons in the city's colours: a card with a tick, as a drawing and as pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

from denizen.charter.programme import Art

SOURCE: Final = Path(__file__).resolve().parents[2] / "counter" / "icons" / "icon.svg"
DRAWN_IN = ("#1f5c3a", "#b9cfa6")
SIZES: Final = (180, 192, 512)
SIDE: Final = 512  # units of the drawing
FINE: Final = 4  # drawn so many times larger, then made small, for smooth edges


def write_icons(folder: Path, art: Art) -> None:
    """Write icon.svg and a PNG of each size."""
    text = SOURCE.read_text(encoding="utf-8")
    for own, citys in zip(DRAWN_IN, (art.primary, art.secondary), strict=True):
        text = text.replace(own, citys)
    (folder / "icon.svg").write_text(text, encoding="utf-8")
    large = draw(art)
    for size in SIZES:
        picture = large.resize((size, size), Image.Resampling.LANCZOS)
        picture.save(folder / f"icon-{size}.png", optimize=True)


def draw(art: Art) -> Image.Image:
    """Draw the icon as icon.svg has it, `FINE` times larger."""
    picture = Image.new("RGB", (SIDE * FINE, SIDE * FINE), art.primary)
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle(fine(86, 142, 426, 370), radius=28 * FINE, fill="#ffffff")
    pen.rectangle(fine(86, 182, 426, 212), fill=art.secondary)
    pen.ellipse(fine(146, 232, 214, 300), fill=art.primary)
    pen.pieslice(fine(122, 296, 238, 396), 180, 360, fill=art.primary)
    tick = fine(272, 286, 306, 320, 372, 246)
    pen.line(tick, fill=art.primary, width=30 * FINE, joint="curve")
    for left, top in zip(tick[::2], tick[1::2], strict=True):
        pen.ellipse(around(left, top), fill=art.primary)
    return picture


def fine(*units: int) -> list[int]:
    """Scale places of the drawing."""
    return [each * FINE for each in units]


def around(left: int, top: int) -> list[int]:
    """Give the box of the tick's round end at a place."""
    half = 15 * FINE
    return [left - half, top - half, left + half, top + half]
