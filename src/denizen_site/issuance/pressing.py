"""Press a card with its loss slip in a child that ends, and give its files by name."""

from __future__ import annotations

from collections.abc import Mapping

from denizen.credential import RevocationCode
from denizen_press.face import CardFace
from denizen_press.photo import PreparedPhoto
from denizen_press.press import PressJob, press_in_child, press_run_in_child
from denizen_press.slip import LossSlip

FILE_KEYS: Mapping[str, str] = {
    "card.pdf": "pdf",
    "front.png": "front_png",
    "back.png": "back_png",
    "slip.pdf": "slip_pdf",
}
"""The files of a card's folder, and what `issue --json` calls them."""


def press_job(
    face: CardFace, photo: PreparedPhoto, *, qr_text: str, code: RevocationCode, specimen: bool
) -> PressJob:
    """Put a card and its loss slip into one job, so that both come out or none."""
    slip = LossSlip(face.programme, face.card_number, code.display, face.second_language)
    printed = PreparedPhoto(photo.jpeg)  # the portrait is in the code's text already
    return PressJob(face, printed, qr_text, specimen=specimen, slip=slip)


def press_files(job: PressJob) -> dict[str, bytes]:
    """Press a card for a folder; raises what the press raises, above all when a code does not read back."""
    pressed = press_in_child(job)
    return {
        "card.pdf": pressed.pdf,
        "front.png": pressed.front_png,
        "back.png": pressed.back_png,
        "slip.pdf": pressed.slip_pdf,
    }


def press_to_hold(job: PressJob) -> dict[str, bytes]:
    """Press a card without its pictures, which nobody prints and a visit need not carry; raises the same."""
    pressed = press_run_in_child([job])
    return {"card.pdf": pressed.pdf, "slip.pdf": pressed.slip_pdfs[0]}
