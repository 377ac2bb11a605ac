"""Searches what a seizure would take, files and the memory of live processes, in every usual writing.

    wanted = needles("name", "Zqvex Ananda") + day_needles("birth date", date(1913, 7, 19))
    traces = [*search_folder(home, wanted), *search_process(pid, wanted)]

A `Likeness` among what is wanted finds the photo where it was made anew.

What is found is named by its label, its writing and its place; the value itself is never repeated.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import quote

from denizen.linkage.normalise import fold, tokens_of
from denizen.linkage.phonetic import code_of
from denizen_cli.likeness import Likeness, alike, alike_in, database_values

CHUNK_BYTES: Final = 8 * 2**20
# Of memory smaller ones, so that what forked processes still share is searched once.
PIECE_BYTES: Final = 2**18
SHORTEST_NEEDLE: Final = 6
# Slices of a picture: long enough that chance does not write them.
SLICE_BYTES, SLICES = 24, 6
SPANISH_MONTHS: Final = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio",
    "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
)  # fmt: skip
KERNELS_OWN: Final = ("[vvar", "[vsyscall", "[vdso")


@dataclass(frozen=True, slots=True)
class Needle:
    """One value in one writing."""

    label: str
    writing: str
    data: bytes = field(repr=False)


Wanted = Needle | Likeness


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a value was found, by its label."""

    label: str
    writing: str
    place: str


def needles(label: str, text: str) -> list[Needle]:
    """Write a text in every usual way."""
    forms = {
        "utf-8": text.encode(),
        "upper": text.upper().encode(),
        "lower": text.lower().encode(),
        "utf-16-le": text.encode("utf-16-le"),
        "utf-16-be": text.encode("utf-16-be"),
        "upper utf-16-le": text.upper().encode("utf-16-le"),
        "upper hex": text.encode().hex().upper().encode(),
        "without marks": fold(text).encode(),
        "by sound": " ".join(code_of(token) for token in tokens_of(text)).encode(),
        "json": json.dumps(text)[1:-1].encode(),
        "url": quote(text).encode(),
        "form": quote(text, safe="").replace("%20", "+").encode(),
        "hex": text.encode().hex().encode(),
        "reversed": text[::-1].encode(),
    }
    found = [Needle(label, writing, data) for writing, data in forms.items()]
    return distinct([*found, *in_base64(label, text.encode())])


def day_needles(label: str, day: date) -> list[Needle]:
    """Write a date as forms, cards, files and people do."""
    month = day.strftime("%B")
    forms = (
        day.isoformat(),
        day.strftime("%Y%m%d"),
        day.strftime("%m/%d/%Y"),
        f"{day.month}/{day.day}/{day.year}",
        day.strftime("%d/%m/%Y"),
        day.strftime("%d.%m.%Y"),
        f"{day.day:02d} {month[:3].upper()} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{day.day} {month} {day.year}",
        f"datetime.date({day.year}, {day.month}, {day.day})",
        day.strftime("%Y/%m/%d"),
        day.strftime("%d-%m-%Y"),
        f"{day.day} de {SPANISH_MONTHS[day.month - 1]} de {day.year}",
    )
    return distinct([Needle(label, form, form.encode()) for form in forms])


def picture_needles(label: str, data: bytes) -> list[Needle]:
    """Take slices from a picture's middle, where no two pictures are alike, plain and in base64."""
    step = max(len(data) // (SLICES + 2), SLICE_BYTES)
    places = range(step, len(data) - SLICE_BYTES, step)
    slices = [data[start : start + SLICE_BYTES] for start in places][:SLICES]
    plain = [Needle(label, f"slice {number}", each) for number, each in enumerate(slices)]
    return plain + [needle for each in slices[:2] for needle in in_base64(label, each)]


def in_base64(label: str, data: bytes) -> list[Needle]:
    """Write bytes in base64 as they look at each of the three places at which they can begin."""
    found = []
    for shift in range(3):
        whole = base64.b64encode(b"\0" * shift + data)
        core = whole[(4 if shift else 0) : len(whole) // 4 * 4 - 4]
        found.append(Needle(label, f"base64+{shift}", core))
    return found


def distinct(found: Sequence[Needle]) -> list[Needle]:
    """Drop what is too short to mean anything, and writings that are the same bytes."""
    kept: dict[bytes, Needle] = {}
    for needle in found:
        if len(needle.data) >= SHORTEST_NEEDLE:
            kept.setdefault(needle.data, needle)
    return list(kept.values())


def search_folder(folder: Path, wanted: Sequence[Wanted]) -> Iterator[Trace]:
    """Search every file below a folder, and every name."""
    for path in sorted(folder.rglob("*")):
        yield from search_bytes(os.fsencode(path.name), texts(wanted), place=f"name of {path}")
        if path.is_file() and not path.is_symlink():
            yield from search_file(path, wanted)


def search_file(path: Path, wanted: Sequence[Wanted]) -> Iterator[Trace]:
    """Search one file, piece by piece; one that went away meanwhile holds nothing."""
    try:
        yield from search_twice(lambda: pieces(path), wanted, place=str(path))
        for value in database_values(path) if photos(wanted) else ():
            yield from (likely(each, str(path)) for each in alike_in(value, photos(wanted)))
    except (FileNotFoundError, PermissionError):
        return


def texts(wanted: Sequence[Wanted]) -> list[Needle]:
    """Give what is looked for by its bytes."""
    return [each for each in wanted if isinstance(each, Needle)]


def photos(wanted: Sequence[Wanted]) -> list[Likeness]:
    """Give what is looked for by its likeness."""
    return [each for each in wanted if isinstance(each, Likeness)]


def likely(found: Likeness, place: str) -> Trace:
    """Name a picture that looks like a photo."""
    return Trace(found.label, "a picture like it", place)


def search_twice(
    read: Callable[[], Iterator[bytes]],
    wanted: Sequence[Wanted],
    *,
    place: str,
    clean: set[bytes] | None = None,
) -> Iterator[Trace]:
    """Read something for its bytes, and again for its pictures."""
    yield from search_pieces(read(), texts(wanted), place=place, clean=clean)
    if photos(wanted):
        yield from (likely(each, place) for each in alike(read(), photos(wanted), clean=clean))


def search_process(
    pid: int, wanted: Sequence[Wanted], *, clean: set[bytes] | None = None
) -> Iterator[Trace]:
    """Search the memory of a live process (proc(5), `maps` and `mem`); needs the right to trace it.

    `clean` gathers the hashes of pieces that held nothing of `wanted`; a piece in it is not searched again.
    Forked processes share most of theirs.
    """
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for start, end, name in regions(pid):
            place = f"memory of {pid} {name or 'anonymous'}"
            read = partial(region_pieces, memory.fileno(), start=start, end=end)
            yield from search_twice(read, wanted, place=place, clean=clean)


def regions(pid: int) -> Iterator[tuple[int, int, str]]:
    """List the regions in which a process can have written; what it only mapped from a file is on the disk."""
    for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
        parts = line.split(maxsplit=5)
        name = parts[5] if len(parts) > 5 else ""
        is_file = name.startswith("/") and "w" not in parts[1]
        if "r" in parts[1] and not is_file and not name.startswith(KERNELS_OWN):
            start, _, end = parts[0].partition("-")
            yield int(start, 16), int(end, 16), name


def region_pieces(handle: int, *, start: int, end: int) -> Iterator[bytes]:
    """Read one region; parts that cannot be read are skipped."""
    for place in range(start, end, PIECE_BYTES):
        try:
            yield os.pread(handle, min(PIECE_BYTES, end - place), place)
        except OSError:
            yield b""


def pieces(path: Path) -> Iterator[bytes]:
    """Read a file to its end in pieces."""
    with path.open("rb") as file:
        while piece := file.read(CHUNK_BYTES):
            yield piece


def search_pieces(
    found: Iterator[bytes],
    wanted: Sequence[Needle],
    *,
    place: str,
    clean: set[bytes] | None = None,
) -> Iterator[Trace]:
    """Search pieces that follow each other, also across their borders; `clean` as in `search_process`."""
    longest = max((len(needle.data) for needle in wanted), default=1)
    tail = b""
    for piece in found:
        yield from search_once(tail + piece, wanted, place=place, clean=clean)
        tail = piece[-(longest - 1) :] if longest > 1 else b""


def search_once(
    data: bytes, wanted: Sequence[Needle], *, place: str, clean: set[bytes] | None
) -> Iterator[Trace]:
    """Search bytes, unless the same ones were searched and held nothing."""
    mark = b"" if clean is None else hashlib.sha256(data).digest()
    if clean is not None and mark in clean:
        return
    traces = list(search_bytes(data, wanted, place=place))
    if clean is not None and not traces:
        clean.add(mark)
    yield from traces


def search_bytes(data: bytes, wanted: Sequence[Needle], *, place: str) -> Iterator[Trace]:
    """Search bytes in hand."""
    for needle in wanted:
        if needle.data in data:
            yield Trace(needle.label, needle.writing, place)


def family_of(pid: int) -> list[int]:
    """List a process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            parent = parent_of(int(entry.name))
            children.setdefault(parent, []).append(int(entry.name))
    found, waiting = [], [pid]
    while waiting:
        each = waiting.pop()
        found.append(each)
        waiting += children.get(each, [])
    return found


def parent_of(pid: int) -> int:
    """Give a process's parent (proc(5), `stat`, field 4); 0 for one that went away."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return 0
    return int(text.rpartition(")")[2].split()[1])
