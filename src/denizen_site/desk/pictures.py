"""The pictures of a visit, carried by the page that shows them: they come and go with it, and cost no request.

A page with a person's picture in it is never stored, and its policy is the only one that allows such pictures
(docs/decisions/0022).
"""

from __future__ import annotations

import base64
from typing import Final

from denizen_site.ui.headers import content_policy

KINDS: Final = (
    (b"\xff\xd8\xff", 0, "image/jpeg"),
    (b"\x89PNG", 0, "image/png"),
    (b"WEBP", 8, "image/webp"),
)
"""What a picture begins with, at which byte, and its media type (RFC 9649 section 2 for WebP)."""

PAGE_POLICY: Final = content_policy(images="'self' blob: data:")


def in_page(content: bytes) -> str:
    """Write a picture as a data URL (RFC 2397); nothing for none, or for what is no picture of ours."""
    for mark, at, kind in KINDS:
        if content[at : at + len(mark)] == mark:
            return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"
    return ""
