"""Lays drawings and pictures under the words of a typeset PDF, page by page.

The typesetter sets words only.  Whatever else a card bears is written as PDF objects directly: it would take
the typesetter longer to read, convert and write a drawing or a photo than to set all the words above it.
What several pages share (a programme's ground) is written once a file.  ISO 32000-1, 7.5 (file structure),
8.8 and 8.10 (images and forms).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

_FAST: Final = 1
"""Level of compression: a card's drawings are nearly as small at 1 as at 6, in a third of the time."""

_SHOWN: Final = b"/Under Do\n"
_PAGE: Final = re.compile(
    rb"<</Type/Page/Resources (\d+) 0 R(.*)/Contents (\d+) 0 R>>\nendobj\n", re.DOTALL
)


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """One picture or drawing that a page can show: its dictionary without the length, and its bytes."""

    dictionary: str
    stream: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Layer:
    """What lies under one page's words: operators in points from the lower left, and the pieces they name."""

    operators: str = field(repr=False)
    pieces: Mapping[str, Piece] = field(repr=False)


def form(operators: str, box: tuple[float, float], *, resources: str = "") -> Piece:
    """Wrap operators as a drawing of a width and height (`Do` shows it)."""
    width, height = box
    return Piece(
        f"/Type/XObject/Subtype/Form/BBox[0 0 {width:.4f} {height:.4f}]"
        f"/Resources<<{resources}>>/Filter/FlateDecode",
        zlib.compress(operators.encode(), _FAST),
    )


def jpeg(data: bytes, size: tuple[int, int]) -> Piece:
    """Wrap a colour JPEG, byte for byte, as a picture of the device's own colours."""
    width, height = size
    return Piece(
        f"/Type/XObject/Subtype/Image/Width {width}/Height {height}/BitsPerComponent 8"
        "/ColorSpace/DeviceRGB/Filter/DCTDecode",
        data,
    )


def with_layers(pdf: bytes, layers: Sequence[Layer], *, box: tuple[float, float]) -> bytes:
    """Lay one layer under each page of a typeset PDF; raises ValueError if they are not as many.

    It understands the files of our own typesetter: a plain table of objects and pages in one list.
    """
    file = _File(pdf)
    shown = file.add(Piece("", _SHOWN))
    for page, layer in zip(file.pages(), layers, strict=True):
        names = "".join(f"/{name} {file.add(piece)} 0 R" for name, piece in layer.pieces.items())
        resources = f"/XObject<<{names}>>/ExtGState<</Multiply<</BM/Multiply>>>>"
        under = file.add(form(layer.operators, box, resources=resources))
        file.show(page, under=under, shown=shown)
    return file.written()


class _File:
    """A typeset file taken apart at its table of objects, and put together with more of them."""

    def __init__(self, pdf: bytes) -> None:
        table = int(pdf[pdf.rindex(b"startxref") + 9 :].split(None, 1)[0])
        lines = pdf[table:].split(b"trailer\n", 1)
        count = int(lines[0].split(None, 3)[2])
        self._starts = [int(line[:10]) for line in lines[0].splitlines()[2 : 2 + count]]
        self._trailer = lines[1].split(b"\nstartxref", 1)[0]
        self._parts = [pdf[:table]]
        self._body = pdf
        self._length = table
        self._written: dict[int, tuple[int, Piece]] = {}

    def pages(self) -> list[int]:
        """Return the numbers of the page objects, in order."""
        kids = re.search(rb"<</Type/Pages/Count \d+/Kids\[([^]]*)\]", self._body)
        if kids is None:
            raise ValueError
        return [int(number) for number in re.findall(rb"(\d+) 0 R", kids[1])]

    def add(self, piece: Piece) -> int:
        """Write a piece, unless this very one is written already; returns its number."""
        known = self._written.get(id(piece))
        if known is not None:
            return known[0]
        number = len(self._starts)
        self._starts.append(0)
        head = f"<<{piece.dictionary}/Length {len(piece.stream)}>>stream\n".encode()
        self._put(number, head + piece.stream + b"\nendstream")
        self._written[id(piece)] = number, piece  # kept, so that its id stays its own
        return number

    def show(self, page: int, *, under: int, shown: int) -> None:
        """Write a page anew, with a drawing shown before its words."""
        found = _PAGE.match(self._content(page))
        if found is None:
            raise ValueError
        resources = _with_drawing(self._content(int(found[1])), under)
        self._put(
            page,
            b"<</Type/Page/Resources%b%b/Contents[%d 0 R %b 0 R]>>"
            % (resources, found[2], shown, found[3]),
        )

    def _content(self, number: int) -> bytes:
        """Return what a typeset object says, up to its end."""
        start = self._body.index(b"obj\n", self._starts[number]) + 4
        return self._body[start : self._body.index(b"\nendobj\n", start) + 8]

    def _put(self, number: int, content: bytes) -> None:
        """Write an object at the end; the table forgets where it stood before."""
        self._starts[number] = self._length
        self._parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, content))
        self._length += len(self._parts[-1])

    def written(self) -> bytes:
        """Return the whole file with a new table of objects."""
        rows = [b"0000000000 65535 f \n", *(b"%010d 00000 n \n" % at for at in self._starts[1:])]
        trailer = re.sub(rb"/Size \d+", b"/Size %d" % len(rows), self._trailer)
        end = b"trailer\n%b\nstartxref\n%d\n%%%%EOF" % (trailer, self._length)
        return b"".join([*self._parts, b"xref\n0 %d\n" % len(rows), *rows, end])


def _with_drawing(resources: bytes, under: int) -> bytes:
    """Name a drawing `Under` in a page's resources."""
    content = resources.removesuffix(b"\nendobj\n")
    named = b"/XObject<</Under %d 0 R" % under
    if b"/XObject<<" in content:
        return content.replace(b"/XObject<<", named, 1)
    return b"<<%b>>%b" % (named, content.removeprefix(b"<<"))
