"""A picture of one part of a printed page, for reading it back: less to draw than the page, and as exact."""

from __future__ import annotations

from typing import Final

import pypdfium2
from PIL import Image
from pypdfium2 import raw

_SCALE: Final = 300 / 72


def draw_part(pdf: bytes, *, page: int, region: tuple[int, int, int, int]) -> Image.Image:
    """Draw a region (left, top, right, bottom in dots) of a page in grey, at exactly 300 dots to the inch."""
    left, top, right, bottom = region
    width, height = right - left, bottom - top
    document = pypdfium2.PdfDocument(pdf)
    try:
        bitmap = pypdfium2.PdfBitmap.new_native(width, height, raw.FPDFBitmap_Gray)
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
        matrix = raw.FS_MATRIX(_SCALE, 0, 0, _SCALE, -left, -top)
        clip = raw.FS_RECTF(0, 0, width, height)
        raw.FPDF_RenderPageBitmapWithMatrix(bitmap, document[page], matrix, clip, 0)
        picture: Image.Image = bitmap.to_pil()
        return picture.copy()
    finally:
        document.close()
