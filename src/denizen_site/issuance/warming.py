"""Pay once, in a server's master, for what the first card of every forked worker would pay again."""

from __future__ import annotations

import io
from functools import cache

from PIL import Image

from denizen_press.fonts import covering
from denizen_press.photo import PreparedPhoto, prepare_photo, qr_portrait
from denizen_press.press import PressJob, share_parent
from denizen_site.custody.bound_charter import bound_charter
from denizen_site.issuance.rehearsal import nobodys_card

EVERY_SCRIPT = "Ā Ж ا আ א 李"
"""A letter of every script that our fonts print; whose name it is, is nobody's."""

PORTRAIT_BYTES = 450


def warm() -> None:
    """Load the fonts' tables and the codecs, and prepare a picture that shows nobody; starts no thread."""
    covering(EVERY_SCRIPT)
    qr_portrait(picture_of_nobody(), PORTRAIT_BYTES)


def share_press() -> None:
    """Start the press's warm parent, or replace one that died; its children rehearse on nobody's card."""
    share_parent(nobodys_job())


@cache
def nobodys_job() -> PressJob:
    """Make nobody's card in the city's art, once: a master that forks later asks no database again."""
    return nobodys_card(bound_charter(), picture_of_nobody())


@cache
def picture_of_nobody() -> PreparedPhoto:
    """Prepare a picture that shows nobody."""
    stream = io.BytesIO()
    Image.radial_gradient("L").resize((480, 600)).convert("RGB").save(stream, "JPEG")
    return prepare_photo(stream.getvalue())
