"""A search of a running process's memory, as whoever seizes a server would make it."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def found_in_memory():
    """Tell which of some byte strings stand anywhere in what a process can write to."""

    def found_in_memory(pid, needles):
        found = set()
        with Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
            for first, last in writable_places(pid):
                memory.seek(first)
                content = memory.read(last - first)
                found |= {needle for needle in needles if needle in content}
        return found

    return found_in_memory


def writable_places(pid):
    for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
        place, rights, *_ = line.split()
        if rights.startswith("rw"):
            yield tuple(int(end, 16) for end in place.split("-"))


@pytest.fixture(scope="session")
def spellings():
    """Give how a text may stand in memory: as UTF-8, and in the widths of Python's own strings."""

    def spellings(text):
        return [
            text.encode(code, "replace") for code in ("utf-8", "latin-1", "utf-16-le", "utf-32-le")
        ]

    return spellings
