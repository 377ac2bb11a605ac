"""What a child of the press does: renders cards, and lets go of none that does not read back."""

from __future__ import annotations

from denizen.errors import DenizenError
from denizen_press import hand, qr_vector
from denizen_press.fonts import covering, typesetter_fonts
from denizen_press.part import draw_part
from denizen_press.press_job import PressedCard, PressJob, read_jobs, write_cards
from denizen_press.raster import encode_png, rasterise
from denizen_press.read_back import require_readable
from denizen_press.render import code_place, render_pdf
from denizen_press.slip import render_slip_pdf

_EVERY_SCRIPT = "Ā Ж ا আ א 李"
"""A letter of every script that our fonts print; whose name it is, is nobody's."""


def warm() -> None:
    """Load the fonts, their tables and the code writer; typesetting itself would start a thread."""
    typesetter_fonts()
    covering(_EVERY_SCRIPT)
    hand.signature_svg("A")
    qr_vector.draw("A")


def work(job: bytes) -> bytes:
    """Press every card of a job; the first refusal ends it, and then no card leaves."""
    jobs = read_jobs(job)
    return write_cards(
        [_numbered(one, place, count=len(jobs)) for place, one in enumerate(jobs, 1)]
    )


def _numbered(job: PressJob, place: int, *, count: int) -> PressedCard:
    """Press one card of several; a refusal says which card it was, by its place."""
    try:
        return press_card(job)
    except DenizenError as error:
        if count > 1:
            error.where = ", ".join(filter(None, (f"card {place} of {count}", error.where)))
        raise


def press_card(job: PressJob) -> PressedCard:
    """Render one card, read its code back from the blurred picture of its back, and only then give it.

    Raises ReadBackError, and what `render_card` raises.
    """
    pdf = render_pdf(job.face, job.photo, qr_text=job.qr_text, specimen=job.specimen)
    read_back(pdf, job.qr_text)
    front, back = rasterise(pdf)
    slip = render_slip_pdf(job.slip, specimen=job.specimen) if job.slip else b""
    return PressedCard(pdf, encode_png(front), encode_png(back), slip)


def read_back(pdf: bytes, qr_text: str) -> None:
    """Draw the code of a printed card as the printer would, blur it and read it; raises ReadBackError."""
    place = code_place(qr_text)
    region = (place.left, place.top, place.left + place.side, place.top + place.side)
    require_readable(draw_part(pdf, page=1, region=region), qr_text)
