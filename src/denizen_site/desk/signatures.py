"""A signature by pen: a picture file, or what was drawn on the pad; made small, grey and without metadata."""

from __future__ import annotations

import base64
import binascii
import io
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from PIL import Image

DRAWN = "data:image/png;base64,"
MOST_BYTES = 4_000_000
MOST_PIXELS = 20_000_000
LARGEST = (1200, 400)


def read_signature(sent: UploadedFile[Any] | None, drawn: str) -> bytes | None:
    """Give the picture as PNG bytes; empty when nothing was sent, None when it is no picture of ours."""
    data = taken_apart(sent, drawn)
    if not data:
        return data
    if len(data) > MOST_BYTES:
        return None
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return None
            return small_and_grey(picture)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def taken_apart(sent: UploadedFile[Any] | None, drawn: str) -> bytes | None:
    """Take the bytes of the file, or of the drawing."""
    if sent:
        return bytes(sent.read(MOST_BYTES + 1))
    if not drawn:
        return b""
    if not drawn.startswith(DRAWN):
        return None
    try:
        return base64.b64decode(drawn.removeprefix(DRAWN), validate=True)
    except (binascii.Error, ValueError):
        return None


def small_and_grey(picture: Image.Image) -> bytes:
    """Put the picture on white and write it anew, so that nothing but grey dots remains."""
    seen = picture.convert("RGBA")
    page = Image.new("RGBA", seen.size, "white")
    page.alpha_composite(seen)
    grey = page.convert("L")
    grey.thumbnail(LARGEST)
    stream = io.BytesIO()
    grey.save(stream, "PNG")
    return stream.getvalue()
