"""A face, a photo and a QR text in; a print-ready two-page PDF and its pictures at 300 dpi out.

Nothing touches a disk: the typesetter reads the pages from this package and a card's own data from memory.
It sets the words, and `denizen_press.underlay` lays ground, pictures and code under them.  Several cards are
set at once in a third less time each, as one file.
Data reaches the pages as JSON and as pictures, never as source, so that no name can be a command.
The same input gives the same bytes: no clock, no randomness, and no metadata about the holder.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple, Protocol, assert_never

import typst

from denizen.errors import InputError
from denizen_press import hand, pictures, qr_vector, underlay
from denizen_press.device_colours import in_device_colours
from denizen_press.face import CardFace, HolderMark, Signature, TypedSignature, WrittenSignature
from denizen_press.fonts import typesetter_fonts
from denizen_press.ground import BACK_BAND, PAGE, Place
from denizen_press.layers import Layer, with_layers
from denizen_press.page_data import card_data, programme_json
from denizen_press.photo import PreparedPhoto
from denizen_press.raster import encode_png, rasterise

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
    face: CardFace, photo: PreparedPhoto, *, qr_text: str, specimen: bool
) -> RenderedCard:
    """Print one card and picture both sides from the printed PDF itself.

    Raises ScriptNotCoveredError for a script that no font of ours has, InputError for a text that does not
    fit its place at its smallest size, EncodingRefusedError for a code too large for the card.
    """
    pdf = render_pdf(face, photo, qr_text=qr_text, specimen=specimen)
    front, back = (encode_png(page) for page in rasterise(pdf))
    return RenderedCard(pdf, front, back)


def render_pdf(face: CardFace, photo: PreparedPhoto, *, qr_text: str, specimen: bool) -> bytes:
    """Print one card as a PDF of two pages; raises as `render_card` does."""
    return render_run([_Card(face, photo, qr_text, specimen)])


class _Card(NamedTuple):
    """One card for the printer, as `render_run` takes it."""

    face: CardFace
    photo: PreparedPhoto
    qr_text: str
    specimen: bool


class Printable(Protocol):
    """What is needed to print one card."""

    @property
    def face(self) -> CardFace:
        """Everything that is printed on it."""

    @property
    def photo(self) -> PreparedPhoto:
        """The holder's photo."""

    @property
    def qr_text(self) -> str:
        """What its code says."""

    @property
    def specimen(self) -> bool:
        """Whether SPECIMEN lies across it."""


def render_run(cards: Sequence[Printable]) -> bytes:
    """Print cards as one PDF, front and back of each in turn; raises as `render_card` does for any of them."""
    codes = [qr_vector.draw(card.qr_text) for card in cards]
    places = [_place_of(code.side) for code in codes]
    words = typeset("card.typ", _files(cards, places))
    layers: list[Layer] = []
    for card, code, place in zip(cards, codes, places, strict=True):
        layers += (
            underlay.front(card.face, card.photo),
            underlay.back(card.face, code, place=place),
        )
    return with_layers(words, layers, box=underlay.PAGE_POINTS)


def _files(cards: Sequence[Printable], places: Sequence[Place]) -> dict[str, str]:
    """Write what the pages read: the programmes, each once, the cards, and the signatures."""
    programmes: dict[str, int] = {}
    files: dict[str, str] = {}
    datas: list[dict[str, object]] = []
    for card, place in zip(cards, places, strict=True):
        face, name = card.face, f"signature-{len(datas)}.svg"
        said = programme_json(face.programme, face.second_language)
        own = {"programme": programmes.setdefault(said, len(programmes)), "signature": name}
        datas.append(own | card_data(face, place, specimen=card.specimen))
        if face.signature is not None:
            files[name] = _signature_svg(face.signature)
    return files | {
        "programmes.json": f"[{','.join(programmes)}]",
        "cards.json": json.dumps(datas, ensure_ascii=False),
    }


def typeset(page: str, files: dict[str, str]) -> bytes:
    """Set one of the package's pages with data from memory as a PDF that is the same every time."""
    main = f'#include "{page}"'
    # typst's own annotations know neither the dictionary of files nor what a format returns.
    sources: Any = {name: text.encode() for name, text in {"main.typ": main, **files}.items()}
    with _TYPESETTING:
        try:
            pdf: Any = _compiler().compile(input=sources, format="pdf", timestamp=0, pdf_tags=False)
        except typst.TypstError as fault:
            refusal = _refusal(fault)
        else:
            return in_device_colours(bytes(pdf))
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


def code_place(qr_text: str) -> Place:
    """Return where a text's code stands on the back, its quiet zone included."""
    return _place_of(qr_vector.side_of(qr_text))


def _place_of(side: int) -> Place:
    """Place the code at the right margin under the band, every module on whole dots."""
    width, height = (int(length) for length in PAGE)
    room = height - int(BACK_BAND) - side
    return Place(width - _RIGHT_MARGIN - side, int(BACK_BAND) + min(room // 2, 26), side)


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
