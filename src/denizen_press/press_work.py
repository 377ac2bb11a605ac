"""What a child of the press does: renders cards, and lets go of none that does not read back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import TypeVar

from denizen.errors import DenizenError
from denizen_press import hand, qr_vector
from denizen_press.fonts import covering, typesetter_fonts
from denizen_press.part import draw_part
from denizen_press.press_job import (
    PressedCard,
    PressedRun,
    PressJob,
    PrintRun,
    read_jobs,
    write_cards,
    write_run,
)
from denizen_press.raster import encode_png, rasterise
from denizen_press.read_back import require_readable
from denizen_press.render import code_place, render_pdf, render_run
from denizen_press.slip import render_slip_pdf

_T = TypeVar("_T")
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
    asked = read_jobs(job)
    if isinstance(asked, PrintRun):
        return write_run(press_run(asked.jobs))
    return write_cards(list(_each(asked, press_card)))


def _each(jobs: Sequence[PressJob], press: Callable[[PressJob], _T]) -> Iterator[_T]:
    """Press cards one by one; a refusal says which of several it was, by its place."""
    for place, job in enumerate(jobs, 1):
        try:
            yield press(job)
        except DenizenError as error:
            if len(jobs) > 1:
                error.where = ", ".join(filter(None, (f"card {place} of {len(jobs)}", error.where)))
            raise


def press_run(jobs: Sequence[PressJob]) -> PressedRun:
    """Render cards as one file, read every code back from its blurred picture, and only then give the file.

    Raises as `press_card` does, and then no card of the run leaves.
    """
    try:
        pdf = render_run(jobs)
    except DenizenError:
        for _ in _each(jobs, lambda job: render_run([job])):
            pass  # raises for the one that was meant, with its place
        raise
    pages = count(1, 2)
    for _ in _each(jobs, lambda job: read_back(pdf, job.qr_text, page=next(pages))):
        pass
    return PressedRun(pdf, tuple(_slip(job) for job in jobs))


def press_card(job: PressJob) -> PressedCard:
    """Render one card, read its code back from the blurred picture of its back, and only then give it.

    Raises ReadBackError, and what `render_card` raises.
    """
    pdf = render_pdf(job.face, job.photo, qr_text=job.qr_text, specimen=job.specimen)
    read_back(pdf, job.qr_text)
    front, back = rasterise(pdf)
    return PressedCard(pdf, encode_png(front), encode_png(back), _slip(job))


def _slip(job: PressJob) -> bytes:
    """Render a card's loss slip; nothing if none was asked for."""
    return render_slip_pdf(job.slip, specimen=job.specimen) if job.slip else b""


def read_back(pdf: bytes, qr_text: str, *, page: int = 1) -> None:
    """Draw the code of a printed card as the printer would, blur it and read it; raises ReadBackError."""
    place = code_place(qr_text)
    region = (place.left, place.top, place.left + place.side, place.top + place.side)
    require_readable(draw_part(pdf, page=page, region=region), qr_text)
