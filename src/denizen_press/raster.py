"""Pictures of printed pages: exactly 300 dots to the inch, as the printer would be given them."""

from __future__ import annotations

import struct
import zlib

import numpy as np
import pypdfium2
from PIL import Image
from pypdfium2 import raw

DOTS_PER_INCH = 300
"""Resolution of card printers, and of the pictures."""

_SCALE = DOTS_PER_INCH / 72
_DOTS_PER_METRE = round(DOTS_PER_INCH / 0.0254)


def rasterise(pdf: bytes) -> list[Image.Image]:
    """Draw each page at exactly 300 dots to the inch, so that a module of the code is whole pixels.

    A page that is not a whole number of dots wide loses the broken dot at its right and lower edge.
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_draw(page) for page in document]
    finally:
        document.close()


def _draw(page: pypdfium2.PdfPage) -> Image.Image:
    """Draw one page by an exact matrix; the library's own `render` stretches a page to whole pixels."""
    width, height = (int(side * _SCALE + 0.01) for side in page.get_size())
    bitmap = pypdfium2.PdfBitmap.new_native(width, height, raw.FPDFBitmap_BGR)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
    matrix, clip = raw.FS_MATRIX(_SCALE, 0, 0, _SCALE, 0, 0), raw.FS_RECTF(0, 0, width, height)
    raw.FPDF_RenderPageBitmapWithMatrix(bitmap, page, matrix, clip, raw.FPDF_REVERSE_BYTE_ORDER)
    return Image.fromarray(bitmap.to_numpy().copy())


def encode_png(picture: Image.Image) -> bytes:
    """Write an RGB picture as PNG (ISO/IEC 15948) with its resolution, quickly rather than small.

    Pillow tries five filters on every row; a page of flat areas needs none, and writes three times as fast.
    """
    pixels = np.asarray(picture)
    height, width = pixels.shape[:2]
    rows = np.zeros((height, 1 + 3 * width), dtype=np.uint8)
    rows[:, 1:] = pixels.reshape(height, 3 * width)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
            _chunk(b"pHYs", struct.pack(">IIB", _DOTS_PER_METRE, _DOTS_PER_METRE, 1)),
            _chunk(b"IDAT", zlib.compress(rows.tobytes(), 1)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    """Write one chunk: length, kind, data, checksum."""
    checksum = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)
