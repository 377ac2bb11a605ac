"""Looks on a workstation for what a visit left behind: card pages in files, and values that were planted.

A card page is a PDF with a page of a card's size or a loss slip's, a picture of a card's size at 300 dpi, or
any picture or page whose code reads as one of our cards.  Files are told by their first bytes, never by their
names: a print spool and a browser's cache have no endings.  What is found is named by its path; its content is
never shown.
"""

from __future__ import annotations

import io
import os
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final
from urllib.parse import quote, quote_plus

CARD_POINTS: Final = (242.65, 153.01)
CARD_DOTS: Final = (1011, 638)
SLIP_WIDTH: Final = 242.65
MARGIN: Final = 1.5
SHAPE_MARGIN: Final = 0.01
MOST_PARSED: Final = 30_000_000
MOST_PAGES: Final = 8
_PIECE: Final = 2**20
_BEGINNING: Final = 16_384
"""How far into a file a picture may begin: browsers' caches put the address before it."""

_MAGICS: Final = (b"%PDF-", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF")
_HOME_FOLDERS: Final = (
    "Downloads",
    "Desktop",
    "Documents",
    "Pictures",
    "PDF",
    ".cache",
    ".local/share/Trash",
    ".local/share/recently-used.xbel",
    ".local/share/RecentDocuments",
    ".recently-used",
    ".thumbnails",
    ".mozilla",
    ".config/chromium",
    ".config/google-chrome",
    ".config/BraveSoftware",
    "snap",
    ".var/app",
    ".cups",
)
_MACHINE_FOLDERS: Final = ("/var/spool/cups", "/var/spool/lpd", "/var/tmp", "/dev/shm")  # noqa: S108


@dataclass(frozen=True, slots=True)
class Trace:
    """One file that a visit left, and what it holds: `card page`, `card thumbnail` or `planted value`."""

    path: Path
    kind: str


@dataclass(frozen=True, slots=True)
class Search:
    """What was found, how many files were looked at, and which places could not be."""

    traces: tuple[Trace, ...]
    files: int
    shut: tuple[Path, ...]


def usual_places(home: Path) -> list[Path]:
    """List where browsers, viewers and print spools leave files, as far as they exist."""
    named = [home / name for name in _HOME_FOLDERS]
    named += [Path(name) for name in (*_MACHINE_FOLDERS, tempfile.gettempdir())]
    return [path for path in dict.fromkeys(named) if path.exists()]


def search(places: Iterable[Path], planted: Sequence[str]) -> Search:
    """Look at every file below some places; follows no links."""
    needles = needles_of(planted)
    shut: list[Path] = []
    traces: list[Trace] = []
    count = 0
    for path in files_below(places, shut):
        count += 1
        try:
            kind = kind_of(path, needles)
        except OSError:
            shut.append(path)
            continue
        if kind is not None:
            traces.append(Trace(path, kind))
    return Search(tuple(traces), count, tuple(shut))


def files_below(places: Iterable[Path], shut: list[Path]) -> Iterator[Path]:
    """Walk through folders, and note those that cannot be opened."""
    seen: set[tuple[int, int]] = set()
    for place in places:
        if place.is_file() and not place.is_symlink():
            yield place
            continue
        walk = os.walk(place, onerror=lambda fault: shut.append(Path(str(fault.filename))))
        for folder, _, names in walk:
            for name in names:
                path = Path(folder, name)
                try:
                    facts = path.lstat()
                except OSError:
                    continue  # gone since the folder was read
                if path.is_symlink() or not path.is_file() or (facts.st_dev, facts.st_ino) in seen:
                    continue
                seen.add((facts.st_dev, facts.st_ino))
                yield path


def needles_of(planted: Sequence[str]) -> list[bytes]:
    """Write every planted value as files may hold it: composed or not, in UTF-8, UTF-16 or an address."""
    needles: list[bytes] = []
    for value in filter(None, (line.strip() for line in planted)):
        for text in {unicodedata.normalize(form, value) for form in ("NFC", "NFD")}:
            needles += [text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be")]
            needles += [quote(text).encode(), quote_plus(text).encode()]
    return list(dict.fromkeys(needles))


def kind_of(path: Path, needles: Sequence[bytes]) -> str | None:
    """Say what of a visit a file holds, if anything."""
    with path.open("rb") as file:
        beginning = file.read(_BEGINNING)
        file.seek(0)
        if needles and holds_any(file, needles):
            return "planted value"
        start = min((at for magic in _MAGICS if (at := beginning.find(magic)) >= 0), default=-1)
        if start < 0:
            return None
        file.seek(start)
        data = file.read(MOST_PARSED + 1)
    if is_thumbnail(path, data):
        return "card thumbnail"
    return "card page" if len(data) <= MOST_PARSED and is_card_page(data) else None


def is_thumbnail(path: Path, data: bytes) -> bool:
    """Say whether a file manager's small picture (PNG) is as wide for its height as a card."""
    if "thumbnail" not in str(path.parent).lower() or not data.startswith(b"\x89PNG"):
        return False
    width, height = (int.from_bytes(data[start : start + 4], "big") for start in (16, 20))
    return height > 0 and abs(width / height / (CARD_POINTS[0] / CARD_POINTS[1]) - 1) < SHAPE_MARGIN


def holds_any(file: BinaryIO, needles: Sequence[bytes]) -> bool:
    """Search a file piece by piece; pieces overlap by the longest value."""
    overlap = max(map(len, needles)) - 1
    tail = b""
    while piece := file.read(_PIECE):
        window = tail + piece
        if any(needle in window for needle in needles):
            return True
        tail = window[-overlap:] if overlap else b""
    return False


def is_card_page(data: bytes) -> bool:
    """Say whether a PDF or a picture shows one of our cards or loss slips."""
    sized = has_page_of_ours(data) if data.startswith(b"%PDF-") else is_raster_of_ours(data)
    return sized or has_code_of_ours(data)


def is_raster_of_ours(data: bytes) -> bool:
    """Say whether a picture has the very pixels of a card at 300 dpi, the front included, which has no code."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP")) as picture:
            size = picture.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    return all(abs(side - of_card) <= 1 for side, of_card in zip(size, CARD_DOTS, strict=True))


def has_page_of_ours(data: bytes) -> bool:
    """Say whether a PDF has a page of a card's size, or as wide as a loss slip."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            pages = min(len(document), MOST_PAGES)
            sizes = [document[place].get_size() for place in range(pages)]
    except pypdfium2.PdfiumError:
        return False
    return any(is_our_size(*sorted(size, reverse=True)) or is_slip(*size) for size in sizes)


def is_our_size(longer: float, shorter: float) -> bool:
    """Say whether a page is as large as a card, in points."""
    return abs(longer - CARD_POINTS[0]) < MARGIN and abs(shorter - CARD_POINTS[1]) < MARGIN


def is_slip(width: float, height: float) -> bool:
    """Say whether a page is as wide as a loss slip and higher than a card."""
    return abs(width - SLIP_WIDTH) < MARGIN and height > CARD_POINTS[1] + MARGIN


def has_code_of_ours(data: bytes) -> bool:
    """Say whether a QR code in a picture or a page reads as a card."""
    from denizen.errors import DenizenError
    from denizen.formats import qr
    from denizen_press.read import read_codes

    try:
        texts = read_codes(data)
    except DenizenError:
        return False
    for text in texts:
        try:
            qr.decode(text)
        except DenizenError:
            continue
        return True
    return False
