"""Finds pictures that look like a photo, also made anew at another size, quality or format.

A picture's mark is its difference hash: shrunk to 17 columns by 16 rows of grey, one bit for each two
neighbours, set where the left one is lighter.  Shrinking and compressing again change few of the 256 bits;
between two strangers' pictures about half of them differ.
"""

from __future__ import annotations

import base64
import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from PIL import Image

from denizen_press.errors import PictureError
from denizen_press.incoming import decoded, opened

COLUMNS, ROWS = 17, 16
# Of 256 bits. Two pictures of nothing in common differ in 128, give or take 8; a fourth is chance for nobody.
MOST_DIFFERENT: Final = 48
LEAST_SIDE: Final = 24
"""Pixels below which a picture is an icon in which nobody is recognised."""
REACH_BYTES: Final = 2**21
"""How far behind its beginning a picture is read."""
PLAIN: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")
BASE64: Final = (b"/9j/", b"iVBORw0KGgo", b"UklGR")
BORDER: Final = max(map(len, (*PLAIN, *BASE64))) - 1
BASE64_LETTERS: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
SQLITE: Final = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class Likeness:
    """How one photo looks."""

    label: str
    mark: int = field(repr=False)


def likeness_of(label: str, picture: bytes) -> Likeness:
    """Take a photo's likeness; raises `PictureError` for what is no JPEG, PNG or WebP picture."""
    return Likeness(label, mark_of(picture))


def mark_of(picture: bytes) -> int:
    """Give the difference hash, 256 bits; raises `PictureError` for what cannot be opened."""
    with opened(picture) as source:
        if min(source.size) < LEAST_SIDE:
            raise PictureError("press.picture.too_small", "the picture is an icon", mend="")
        small = (
            decoded(source, 4 * COLUMNS).convert("L").resize((COLUMNS, ROWS), Image.Resampling.BOX)
        )
    greys = small.tobytes()
    bits = (
        greys[row * COLUMNS + column] > greys[row * COLUMNS + column + 1]
        for row in range(ROWS)
        for column in range(COLUMNS - 1)
    )
    return sum(bit << place for place, bit in enumerate(bits))


def alike(
    found: Iterator[bytes], wanted: list[Likeness], *, clean: set[bytes] | None = None
) -> Iterator[Likeness]:
    """Give each likeness that a picture in bytes that follow each other has.

    `clean` gathers the hashes of pieces in which no picture begins; a piece in it is not searched again.
    """
    for data in windows(found, set() if clean is None else clean):
        yield from alike_in(data, wanted)


def alike_in(picture: bytes, wanted: list[Likeness]) -> Iterator[Likeness]:
    """Give each likeness that one picture has; what follows the picture does not matter."""
    try:
        mark = mark_of(picture)
    except PictureError:
        return
    yield from (each for each in wanted if (each.mark ^ mark).bit_count() <= MOST_DIFFERENT)


def windows(found: Iterator[bytes], clean: set[bytes]) -> Iterator[bytes]:
    """Give what follows each place at which a picture begins, plain or in base64."""
    held, waiting = bytearray(), list[int]()
    for piece in found:
        new = max(len(held) - BORDER, 0)
        held += piece
        waiting += (new + start for start in beginnings(bytes(held[new:]), clean))
        while waiting and waiting[0] + REACH_BYTES <= len(held):
            yield window(held, waiting.pop(0))
        gone = waiting[0] if waiting else max(len(held) - BORDER, 0)
        del held[:gone]
        waiting = [start - gone for start in waiting]
    yield from (window(held, start) for start in waiting)


def window(held: bytearray, start: int) -> bytes:
    """Give what follows a beginning, read from base64 where it stands in base64."""
    data = bytes(held[start : start + REACH_BYTES])
    return from_base64(data) if data.startswith(BASE64) else data


def beginnings(data: bytes, clean: set[bytes]) -> list[int]:
    """List where a picture may begin; by `find`, which is many times faster than a pattern."""
    mark = b"pictures" + hashlib.sha256(data).digest()
    if mark in clean:
        return []
    places = sorted(start for each in (*PLAIN, *BASE64) for start in all_of(each, data))
    if not places:
        clean.add(mark)
    return places


def all_of(wanted: bytes, data: bytes) -> Iterator[int]:
    """Give every place of some bytes."""
    start = data.find(wanted)
    while start >= 0:
        yield start
        start = data.find(wanted, start + 1)


def from_base64(text: bytes) -> bytes:
    """Read base64 up to the first other letter."""
    letters = text[: len(text) - len(text.lstrip(BASE64_LETTERS))]
    if len(letters) % 4 == 1:  # no base64 ends so; the last letter is somebody else's
        letters = letters[:-1]
    return base64.b64decode(letters + b"=" * (-len(letters) % 4))


def database_values(path: Path) -> Iterator[bytes]:
    """Give every binary value of an SQLite database; in its file a long one lies in pieces."""
    with path.open("rb") as file:
        if file.read(len(SQLITE)) != SQLITE:
            return
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            yield from values_of(database)
    except sqlite3.DatabaseError:
        return  # a copy of half a database; its bytes are searched as of any file


def values_of(database: sqlite3.Connection) -> Iterator[bytes]:
    """Give every binary value of every table."""
    names = database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    for (name,) in names:
        quoted = name.replace('"', '""')
        for row in database.execute(f'SELECT * FROM "{quoted}"'):  # noqa: S608 - the database's own names
            yield from (value for value in row if isinstance(value, bytes))
