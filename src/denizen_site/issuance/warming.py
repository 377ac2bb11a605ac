"""Pay once, in a server's master, for what the first card of every forked worker would pay again."""

from __future__ import annotations

import io

from PIL import Image

from denizen_press.fonts import covering
from denizen_press.photo import prepare_photo, qr_portrait

EVERY_SCRIPT = "Ā Ж ا আ א 李"
"""A letter of every script that our fonts print; whose name it is, is nobody's."""

PORTRAIT_BYTES = 450


def warm() -> None:
    """Load the fonts' tables and the codecs, and prepare a picture that shows nobody; starts no thread."""
    covering(EVERY_SCRIPT)
    stream = io.BytesIO()
    Image.radial_gradient("L").resize((480, 600)).convert("RGB").save(stream, "JPEG")
    qr_portrait(prepare_photo(stream.getvalue()), PORTRAIT_BYTES)
