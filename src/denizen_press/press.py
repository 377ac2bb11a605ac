"""From a job to a card that may leave: render, read back, and only then hand over.

Run it in a child process that ends (`denizen_press.child`): what the typesetter keeps in memory goes with it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from denizen_press.face import CardFace
from denizen_press.photo import PreparedPhoto
from denizen_press.read_back import require_readable
from denizen_press.render import (
    RenderedCard,
    code_place,
    encode_png,
    rasterise,
    render_card,
    render_pdf,
)
from denizen_press.slip import LossSlip, RenderedSlip, render_slip

__all__ = ["PressJob", "PressedCard", "RenderedCard", "press_card", "press_job", "render_card"]


@dataclass(frozen=True, slots=True)
class PressJob:
    """One card to press, with its loss slip if one goes with it."""

    face: CardFace = field(repr=False)
    photo: PreparedPhoto = field(repr=False)
    qr_text: str = field(repr=False)
    specimen: bool = field(kw_only=True)
    slip: LossSlip | None = field(default=None, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class PressedCard:
    """A card that was read from its own blurred picture, and its slip."""

    card: RenderedCard
    slip: RenderedSlip | None


def press_job(job: PressJob) -> PressedCard:
    """Press a card and its slip; raises as `press_card` and `render_slip` do."""
    slip = None if job.slip is None else render_slip(job.slip, specimen=job.specimen)
    return PressedCard(press_card(job), slip)


def press_card(job: PressJob) -> RenderedCard:
    """Render a card and read its code back from the blurred raster of the printed page.

    Raises as `render_card` does, and ReadBackError if the code does not say `qr_text`.
    """
    pdf = render_pdf(job.face, job.photo, job.qr_text, specimen=job.specimen)
    front, back = rasterise(pdf)
    place = code_place(job.qr_text)
    region = (place.left, place.top, place.left + place.side, place.top + place.side)
    require_readable(back, job.qr_text, region=region)
    return RenderedCard(pdf, encode_png(front), encode_png(back))
