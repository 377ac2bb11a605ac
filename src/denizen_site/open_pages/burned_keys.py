"""The keys of the check for second cards that were destroyed, as their record was published."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

FILE: Final = "burned-epochs.json"
MOST_BYTES: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class BurnedKey:
    """One destroyed key: the month in which its time began, the day of its end, and how many signed for it."""

    began: date
    day: date
    signed: int


def published(folder: Path) -> tuple[BurnedKey, ...]:
    """Read the record, the oldest first; nothing where none was published or the file is damaged."""
    try:
        path = folder / FILE
        found = json.loads(path.read_bytes()) if path.stat().st_size <= MOST_BYTES else []
        return tuple(key_of(told) for told in found)
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return ()


def key_of(told: dict[str, Any]) -> BurnedKey:
    """Read one entry; an epoch is named after the month in which it began."""
    began = date.fromisoformat(f"{told['epoch']}-01")
    return BurnedKey(began, date.fromisoformat(told["day"]), len(told["records"]))
