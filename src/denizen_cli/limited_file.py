"""Reads a file of bounded size: whatever a command is given may be anything, and a pipe as well."""

from __future__ import annotations

from pathlib import Path

from denizen.errors import InputError


def read_limited(path: Path, *, most: int) -> bytes:
    """Read a whole file of at most `most` bytes; raises `InputError`, and `OSError` for one not to be read."""
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise InputError(
            "input.too_large", f"the file is larger than {most:,} bytes", where=str(path)
        )
    return data
