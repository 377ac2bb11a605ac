"""Gives a typeset page the printer's own colours.

The typesetter names every grey and every colour by an ICC profile.  A card printer would then mix black from
three ribbons instead of laying it down with its black panel, and a reader builds the profile's curves anew for
every page, which takes longer than drawing it.  The profiles are sRGB and its grey, so the numbers stay as they
are (ISO 32000-1, 8.6.4 device colour spaces, 8.6.5.5 ICCBased).
"""

from __future__ import annotations

import re
from typing import Final

_BY_PROFILE: Final = re.compile(rb"\[/ICCBased (\d+) 0 R\]")
_DEVICE: Final = {b"1": b"/DeviceGray", b"3": b"/DeviceRGB"}


def in_device_colours(pdf: bytes) -> bytes:
    """Replace each profiled colour space by the device's of as many channels, byte for byte in its place."""

    def device(named: re.Match[bytes]) -> bytes:
        start = pdf.find(b"\n" + named[1] + b" 0 obj")
        channels = re.compile(rb"/N (\d)").search(pdf, start)
        space = _DEVICE.get(channels[1]) if channels and start >= 0 else None
        # As long as what it replaces, since the file's table of objects counts bytes.
        return space.ljust(len(named[0])) if space else named[0]

    return _BY_PROFILE.sub(device, pdf)
