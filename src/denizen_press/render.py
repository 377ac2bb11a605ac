"""A face, a photo and a QR text in; a print-ready two-page PDF and its pictures at 300 dpi out.

Nothing touches a disk: the typesetter reads the pages from this package and a card's own data from memory.
Data reaches the pages as JSON and as pictures, never as source, so that no name can be a command.
The same input gives the same bytes: no clock, no randomness, and no metadata about the holder.
"""

from __future__ import annotations

import io
import json
import re
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from threading import Lock
from typing import assert_never

import pypdfium2
import typst
from PIL import Image

from denizen.errors import InputError
from denizen_press import hand, pictures, qr_vector
from denizen_press.face import CardFace, HolderMark, Signature, TypedSignature, WrittenSignature
from denizen_press.fonts import typesetter_fonts
from denizen_press.ground import (
    BACK_BAND,
    PAGE,
    Place,
    back_ground,
    back_lines,
    front_ground,
    front_lines,
)
from denizen_press.page_data import card_data
from denizen_press.photo import PreparedPhoto
from denizen_press.qr_vector import QrDrawing

DOTS_PER_INCH = 300
"""Resolution of card printers, and of the pictures."""

_PAGES = Path(__file__).parent / "pages"
_RIGHT_MARGIN = 36
"""Dots between the quiet zone of the QR and the edge of the card."""

_TYPESETTING = Lock()
"""The typesetter keeps one document at a time."""


@dataclass(frozen=True, slots=True)
class RenderedCard:
    """One card, ready to print: the PDF of two pages, and each page at 300 dpi."""

    pdf: bytes = field(repr=False)
    front_png: bytes = field(repr=False)
    back_png: bytes = field(repr=False)


def render_card(
    face: CardFace, photo: PreparedPhoto, qr_text: str, *, specimen: bool
) -> RenderedCard:
    """Print one card and picture both sides from the printed PDF itself.

    Raises ScriptNotCoveredError for a script that no font of ours has, InputError for a text that does not
    fit its place at its smallest size, EncodingRefusedError for a code too large for the card.
    """
    pdf = render_pdf(face, photo, qr_text, specimen=specimen)
    front, back = (encode_png(page) for page in rasterise(pdf))
    return RenderedCard(pdf, front, back)


def render_pdf(
    face: CardFace, photo: PreparedPhoto, qr_text: str, *, specimen: bool
) -> bytes:
    """Print one card as a PDF of two pages; raises as `render_card` does."""
    qr = qr_vector.draw(qr_text)
    place = _place_of(qr)
    data = {**card_data(face, specimen=specimen), "qr": asdict(place)}
    art, number = face.programme.art, face.card_number
    files = {
        "card.json": json.dumps(data, ensure_ascii=False),
        "photo.svg": pictures.photo_svg(photo.jpeg),
        "ghost.svg": pictures.ghost_svg(photo.jpeg, art.primary),
        "qr.pdf": qr.pdf,
        "front-ground.pdf": _pressed(front_ground(art)),
        "back-ground.pdf": _pressed(back_ground(art, place)),
        "front-lines.pdf": front_lines(art, number),
        "back-lines.pdf": back_lines(art, number, place),
    }
    if face.signature is not None:
        files["signature.svg"] = _signature_svg(face.signature)
    return typeset("card.typ", files)


@cache
def _pressed(ground: str) -> str:
    """Turn a programme's ground from SVG into an embedded drawing, once, to save doing it on every card."""
    main = '#set page(width: 85.6mm, height: 53.98mm, margin: 0pt)\n#image("ground.svg", width: 100%)'
    pdf = _compiler().compile(
        input={"main.typ": main.encode(), "ground.svg": ground.encode()},
        format="pdf", timestamp=0, pdf_tags=False, pretty=True,
    )  # fmt: skip
    return str(pdf, "utf-8")


def typeset(page: str, files: dict[str, str]) -> bytes:
    """Set one of the package's pages with data from memory as a PDF that is the same every time."""
    main = f'#include "{page}"'
    sources = {name: text.encode() for name, text in {"main.typ": main, **files}.items()}
    with _TYPESETTING:
        try:
            pdf: bytes = _compiler().compile(
                input=sources, format="pdf", timestamp=0, pdf_tags=False
            )
        except typst.TypstError as fault:
            refusal = _refusal(fault)
        else:
            return pdf
    # Raised out here, so that the typesetter's own words, which may quote a name, are not chained to it.
    raise refusal


def _refusal(fault: typst.TypstError) -> Exception:
    """Turn the typesetter's stop into our own refusal, without its words."""
    overflow = re.search(r"does-not-fit:([a-z_]+)", fault.message)
    if overflow:
        return InputError(
            "press.does_not_fit",
            "a text does not fit its place on the card at the smallest size",
            where=overflow.group(1),
            mend="Shorten it together with the holder; the press never cuts a text.",
        )
    return RuntimeError("the card's page could not be set")


def _place_of(qr: QrDrawing) -> Place:
    """Place the code at the right margin under the band, every module on whole dots."""
    width, height = (int(side) for side in PAGE)
    room = height - int(BACK_BAND) - qr.side
    return Place(width - _RIGHT_MARGIN - qr.side, int(BACK_BAND) + min(room // 2, 26), qr.side)


def _signature_svg(signature: Signature) -> str:
    """Draw whichever kind of signature the holder gave."""
    match signature:
        case WrittenSignature(picture):
            return pictures.signature_svg(picture)
        case TypedSignature(text):
            return hand.signature_svg(text)
        case HolderMark():
            return hand.mark_svg()
        case _:
            assert_never(signature)


@cache
def _compiler() -> typst.Compiler:
    """Return the process's one typesetter: our pages, our fonts, nothing of the system's."""
    return typst.Compiler(root=_PAGES, font_paths=typesetter_fonts(), ignore_system_fonts=True)


def rasterise(pdf: bytes) -> list[Image.Image]:
    """Draw each page of a PDF at the printer's resolution, as the printer would be given it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        scale = DOTS_PER_INCH / 72
        return [page.render(scale=scale).to_pil() for page in document]
    finally:
        document.close()


def encode_png(picture: Image.Image) -> bytes:
    """Write a picture as PNG with its resolution, quickly rather than small."""
    stream = io.BytesIO()
    picture.save(stream, "PNG", dpi=(DOTS_PER_INCH, DOTS_PER_INCH), compress_level=1)
    return stream.getvalue()
