"""The peer of `denizen bench issue`: typst and a QR code alone, as an afternoon's work would have them.

No art, no labels, no fitting of long names, no loss slip, no read-back; one PDF for each card, as ours.
The page is that of the measurements in the project's reference: 81 to 116 a second on one core.
"""

from __future__ import annotations

import json
import math
from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import Any

import typst
import zxingcpp

from denizen_press.fonts import typesetter_fonts

_OTHERS = ("علي بن محمد", "রহিমা খাতুন", "王小明")
_PAGE = b"""
#let card = json("card.json")
#set document(date: none)
#set page(width: 85.6mm, height: 53.98mm, margin: 0pt)
#set text(font: ("Noto Sans", "Noto Naskh Arabic", "Noto Sans Bengali", "Noto Sans SC"), fallback: false)
#place(image("curves.svg", width: 85.6mm))
#place(dx: 4mm, dy: 13mm, image("photo.svg", width: 26.4mm))
#place(dx: 33mm, dy: 13mm, block(width: 48mm, {
  text(11pt, card.name)
  for other in card.others { linebreak() + text(8pt, other) }
}))
#pagebreak()
#place(dx: 44mm, dy: 8mm, image("code.svg", width: 38mm))
"""


def peer_pdf(name: str, jpeg: bytes, *, qr_text: str) -> bytes:
    """Print a plain card of two pages."""
    code = zxingcpp.create_barcode(
        qr_text, zxingcpp.BarcodeFormat.QRCode, ec_level="L", version=19
    ).to_svg(add_quiet_zones=True)
    sources: Any = {
        "main.typ": _PAGE,
        "card.json": json.dumps({"name": name, "others": _OTHERS}).encode(),
        "curves.svg": _curves(),
        "photo.svg": _photo(jpeg),
        "code.svg": str(code).encode(),
    }
    pdf: Any = _compiler().compile(input=sources, format="pdf", timestamp=0, pdf_tags=False)
    return bytes(pdf)


@cache
def _compiler() -> typst.Compiler:
    """Return a typesetter with our fonts."""
    here = Path(__file__).parent
    return typst.Compiler(root=here, font_paths=typesetter_fonts(), ignore_system_fonts=True)


def _photo(jpeg: bytes) -> bytes:
    """Wrap a photo as SVG, which typst takes from memory."""
    return (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 600"><image width="480" height="600" '
        b'href="data:image/jpeg;base64,' + b64encode(jpeg) + b'"/></svg>'
    )


@cache
def _curves() -> bytes:
    """Draw 36 waves."""
    lines = "".join(f'<polyline points="{_wave(order)}"/>' for order in range(36))
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 856 540" fill="none" stroke="#88aaaa" '
        f'stroke-width="0.5">{lines}</svg>'
    )
    return svg.encode()


def _wave(order: int) -> str:
    """Give the points of one wave."""
    height = 200 * math.cos(order / 9)
    return " ".join(
        f"{x},{270 + height * math.sin(x / 90 + order / 6):.1f}" for x in range(0, 857, 12)
    )
