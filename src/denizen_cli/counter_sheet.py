"""The set-up sheet: for each service a page with its code, the address and the short form to compare."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import zxingcpp
from numpy.typing import NDArray
from PIL import Image

from denizen.charter import Charter
from denizen.trust import ProgrammeMode, RootPin
from denizen_cli.counter_setup import CounterSetup, Reach
from denizen_press.render import typeset

Modules = NDArray[np.bool_]
PAGE_NAME: Final = "counter-sheet.typ"
PIXELS: Final = 8  # of a module
QUIET: Final = 4
STEPS: Final = {
    "en": "Open the page. Scan this code with it. Compare the address and the short form with this sheet, "
    "letter by letter.",
    "es": "Abra la página. Escanee este código con ella. Compare la dirección y la forma corta con esta hoja, "
    "letra por letra.",
    "ar": "افتح الصفحة. امسح بها هذا الرمز. قارن العنوان والصيغة القصيرة بهذه الورقة حرفًا حرفًا.",
}
GENUINE: Final = (
    "A page from another address is not the city's, however it looks: the browser's address line must show the "
    "address above. The counter's own mark, six digits, stands under “Is this the city’s own page?”; write it "
    "on the device."
)
PAGE: Final = """
#let sheet = json("sheet.json")
#let green = rgb(sheet.primary)
#set document(date: none)
#set page(paper: "us-letter", margin: (x: 22mm, y: 20mm))
#set text(font: ("Public Sans", "Noto Sans Arabic", "Noto Sans"), size: 12pt, fallback: true, hyphenate: false)
#let fact(label, value) = (text(fill: luma(35%), label), text(font: "Noto Sans", weight: 700, value))
#for (index, service) in sheet.services.enumerate() {
  if index > 0 { pagebreak() }
  block(width: 100%, fill: green, inset: 7mm, radius: 2mm, {
    text(fill: white, size: 11pt, sheet.place + if sheet.demonstration { "   DEMONSTRATION" } else { "" })
    linebreak()
    text(fill: white, size: 24pt, weight: 700, "Counter: " + service.label)
  })
  v(6mm)
  align(center, image(service.picture, width: 78mm))
  v(4mm)
  grid(columns: (48mm, 1fr), row-gutter: 3.4mm,
    ..fact("Address of the page", sheet.address), ..fact("Short form", sheet.short),
    ..fact("Programme", sheet.programme), ..fact("This service sees", service.sees),
    ..(if sheet.phone != none { fact("The city's desk", sheet.phone) } else { () }))
  v(6mm)
  for (language, sentence) in sheet.steps {
    let way = if language == "ar" { rtl } else { ltr }
    block(spacing: 4mm, width: 100%, text(lang: language, dir: way, sentence))
  }
  v(1fr)
  text(size: 9.5pt, fill: luma(35%), sheet.genuine)
}
"""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where the sheet goes, and the counter's address on it."""

    folder: Path
    counter: str


def write_sheet(
    charter: Charter, setup: CounterSetup, *, pin: RootPin, reach: Reach, sheet: Sheet
) -> list[Path]:
    """Write each service's code as a picture, and the sheet as a PDF; gives the files."""
    sheet.folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    files = {PAGE_NAME: PAGE}
    services = []
    for service in charter.services:
        modules = modules_of(setup.link(sheet.counter, service=service.id))
        written.append(sheet.folder / f"{charter.id}-{service.id}.png")
        Image.fromarray(enlarged(modules)).save(written[-1], optimize=True)
        files[f"{service.id}.svg"] = drawing_of(modules)
        sees = ", ".join(each.value.replace("_", " ") for each in service.may_see)
        services.append({"label": service.label, "picture": f"{service.id}.svg", "sees": sees})
    told = {
        "place": f"{charter.place.name}, {charter.place.state}",
        "programme": charter.place.programme_name,
        "primary": charter.art.primary,
        "demonstration": pin.mode is ProgrammeMode.DEMONSTRATION,
        "address": sheet.counter,
        "short": setup.short_form,
        "phone": reach.phone,
        "steps": {tag: words for tag, words in STEPS.items() if tag in charter.languages},
        "genuine": GENUINE,
        "services": services,
    }
    files["sheet.json"] = json.dumps(told, ensure_ascii=False)
    written.append(sheet.folder / f"{charter.id}-sheet.pdf")
    written[-1].write_bytes(typeset(PAGE_NAME, files))
    return written


def modules_of(text: str) -> Modules:
    """Write a text as QR modules with their quiet zone; true is dark."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    pixels = np.asarray(code.to_image(scale=1, add_quiet_zones=False), dtype=np.uint8)
    dark: Modules = np.pad(pixels == 0, QUIET)
    return dark


def enlarged(modules: Modules) -> NDArray[np.uint8]:
    """Draw modules as grey pixels."""
    grey = np.where(modules, 0, 255).astype(np.uint8)
    return np.kron(grey, np.ones((PIXELS, PIXELS), dtype=np.uint8))


def drawing_of(modules: Modules) -> str:
    """Draw modules as one SVG path."""
    side = len(modules)
    path = "".join(f"M{column} {row}h1v1h-1z" for row, column in np.argwhere(modules))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" width="{side}" height="{side}">'
        f'<path d="{path}"/></svg>'
    )
