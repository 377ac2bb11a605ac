"""The log as a file: one entry a line, each line ended, exactly the bytes that were hashed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from denizen.errors import LimitExceededError, MalformedError
from denizen.public_log.log_limits import ENTRIES, ENTRY_BYTES, LOG_BYTES

_LAYER: Final = "log file"


def write_log(entries: Iterable[bytes]) -> bytes:
    """Write the file."""
    return b"".join(entry + b"\n" for entry in entries)


def read_log(data: bytes) -> tuple[bytes, ...]:
    """Split the file into its entries' bytes without looking into them (`MalformedError`)."""
    if len(data) > LOG_BYTES:
        raise LimitExceededError("log.too_large", f"more than {LOG_BYTES} bytes", layer=_LAYER)
    if data and not data.endswith(b"\n"):
        raise MalformedError("log.cut_off", "the last line has no end", layer=_LAYER)
    if data.count(b"\n") > ENTRIES:
        raise LimitExceededError("log.too_large", f"more than {ENTRIES} entries", layer=_LAYER)
    lines = tuple(data.split(b"\n")[:-1])
    if any(not line or len(line) > ENTRY_BYTES for line in lines):
        raise MalformedError("log.line", "a line is empty or too long", layer=_LAYER)
    return lines
