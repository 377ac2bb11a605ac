"""The loss slip: a stub handed over beside the card, with which the holder can stop it at any hour.

It bears no name and nothing else about the holder, so that losing the slip alone tells nobody anything.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from denizen_press.face import Programme
from denizen_press.labels import second_labels
from denizen_press.page_data import programme_json, words
from denizen_press.raster import encode_png, rasterise
from denizen_press.render import typeset
from denizen_press.slip_words import SLIP_WORDS


@dataclass(frozen=True, slots=True)
class LossSlip:
    """One slip: the programme, the card's number and the code that stops it (both as displayed)."""

    programme: Programme
    card_number: str = field(repr=False)
    revocation_code: str = field(repr=False)
    second_language: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class RenderedSlip:
    """A slip ready to print, and its picture at 300 dpi."""

    pdf: bytes = field(repr=False)
    png: bytes = field(repr=False)


def render_slip(slip: LossSlip, *, specimen: bool) -> RenderedSlip:
    """Print one slip; raises as `render_card` does."""
    pdf = render_slip_pdf(slip, specimen=specimen)
    return RenderedSlip(pdf, encode_png(rasterise(pdf)[0]))


def render_slip_pdf(slip: LossSlip, *, specimen: bool) -> bytes:
    """Print one slip as a PDF of one page, 85.6 mm wide; raises as `render_card` does."""
    files = {
        "programme.json": programme_json(slip.programme, slip.second_language),
        "slip.json": _slip_json(slip, specimen=specimen),
    }
    return typeset("slip.typ", files)


def _slip_json(slip: LossSlip, *, specimen: bool) -> str:
    """Return what is the slip's own, as JSON: two codes, and the sentences of one or two languages."""
    languages = ["en"]
    if second_labels(slip.second_language):
        languages.append(str(slip.second_language).split("-")[0].lower())
    data = {
        "specimen": specimen,
        "card-number": words(slip.card_number),
        "revocation-code": words(slip.revocation_code),
        "parts": [[words(line) for line in SLIP_WORDS[language]] for language in languages],
    }
    return json.dumps(data, ensure_ascii=False)
