"""Reads QR codes from a picture or a PDF that anyone may have given us.

Gentle means: as it is, with its contrast stretched, enlarged, softened; last, with a burnt corner painted in.
Whatever the bytes, the outcome
is a list of texts or one of our own errors.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

import numpy as np
import pypdfium2
import zxingcpp
from numpy.typing import NDArray
from PIL import Image, ImageFilter, ImageOps

from denizen_press.errors import NoCodeError, PictureError
from denizen_press.incoming import MOST_BYTES, decoded, flattened, opened
from denizen_press.missing_corner import painted

_MOST_PAGES: Final = 4
"""Pages of a PDF: a card has two, a scan of one a few."""

_PAGE_PIXELS: Final = 6_000_000
"""Pixels to which a page is drawn: A4 at 250 dots to the inch."""

_PAGE_SCALE: Final = 600 / 72
"""Most dots for a PDF point: a card's page is drawn at 600 dpi."""

_LEAST_SIDE: Final = 1600
"""Side to which a large JPEG is decoded: a code that fills a third of it keeps six pixels a module."""

_MOST_SIDE: Final = 4096
_ENLARGED_PIXELS: Final = 4_000_000
"""Pixels above which enlarging a picture no longer helps and only costs time."""


def read_codes(data: bytes) -> list[str]:
    """Return the texts of all QR codes in a PNG, JPEG, WebP or PDF, each once, in order of reading.

    Raises PictureError for what cannot be opened within the limits, NoCodeError if there is no code.
    """
    pictures = _pages(data) if _is_pdf(data) else _picture(data)
    found = [text for picture in pictures for text in _texts(picture)]
    if not found:
        raise NoCodeError
    return list(dict.fromkeys(found))


def decode_qr(grey: NDArray[np.uint8], *, upright: bool = False) -> list[str]:
    """Read the QR codes of a grey raster once; an upright one of our own is read without turning it."""
    codes = zxingcpp.read_barcodes(
        np.ascontiguousarray(grey),
        formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode),
        try_rotate=not upright,
        try_downscale=not upright,
        try_invert=not upright,
        text_mode=zxingcpp.TextMode.Plain,
    )
    return [code.text for code in codes if code.text]


def _texts(picture: Image.Image) -> list[str]:
    """Read one picture, each time a little harder, until something is found."""
    for attempt in _attempts(picture):
        found = decode_qr(np.asarray(attempt, dtype=np.uint8))
        if found:
            return found
    return []


def _attempts(grey: Image.Image) -> Iterator[Image.Image]:
    """Yield the picture as it is, then as a patient clerk would hold it."""
    yield grey
    stretched = ImageOps.autocontrast(grey, cutoff=1)
    yield stretched
    if grey.width * grey.height <= _ENLARGED_PIXELS:
        larger = (grey.width * 2, grey.height * 2)
        yield stretched.resize(larger, Image.Resampling.BICUBIC)
    yield stretched.filter(ImageFilter.GaussianBlur(1.2))
    yield from painted(grey)


def _picture(data: bytes) -> list[Image.Image]:
    """Open a picture as grey pixels of a bounded size."""
    with opened(data) as source:
        picture = flattened(decoded(source, _LEAST_SIDE))
        picture.thumbnail((_MOST_SIDE, _MOST_SIDE))
    return [picture.convert("L")]


def _is_pdf(data: bytes) -> bool:
    """Say whether a PDF begins within the first kilobyte (ISO 32000-1, annex H, note 13)."""
    return b"%PDF-" in data[:1024]


def _pages(data: bytes) -> Iterator[Image.Image]:
    """Draw each page of a PDF as grey pixels of a bounded size."""
    if len(data) > MOST_BYTES:
        raise _bad_pdf("too_large", "is too large", mend="Give the card's own PDF, or a picture.")
    document = _open_pdf(data)
    try:
        if not 1 <= len(document) <= _MOST_PAGES:
            raise _bad_pdf(
                "pages",
                f"has no pages or more than {_MOST_PAGES}",
                mend="Give the page that shows the code.",
            )
        for number in range(len(document)):
            yield _draw_page(document, number)
    finally:
        document.close()


def _open_pdf(data: bytes) -> pypdfium2.PdfDocument:
    """Open a PDF without a password."""
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        locked = "password" in str(fault).lower()
    if locked:
        raise _bad_pdf("locked", "is locked with a password", mend="Save it without a password.")
    raise _bad_pdf("unreadable", "cannot be read", mend="Save it again, or give a picture.")


def _draw_page(document: pypdfium2.PdfDocument, number: int) -> Image.Image:
    """Draw one page at up to 600 dpi, within the pixels that a page may have."""
    try:
        page = document[number]
        width, height = page.get_size()
        most = min(math.sqrt(_PAGE_PIXELS / (width * height)), _MOST_SIDE / max(width, height))
        scale = min(_PAGE_SCALE, most)
        picture: Image.Image = page.render(scale=scale, grayscale=True).to_pil()
        return picture.convert("L")
    except (pypdfium2.PdfiumError, ValueError, ArithmeticError, MemoryError):
        pass
    raise _bad_pdf("unreadable", "has a page that cannot be drawn", mend="Give a picture instead.")


def _bad_pdf(code: str, fault: str, *, mend: str) -> PictureError:
    """Say what is wrong with a PDF."""
    return PictureError(f"press.pdf.{code}", f"the PDF {fault}", mend=mend)
