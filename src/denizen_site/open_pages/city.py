"""Which city this door stands in: its charter, and what its published files say of the programme."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from denizen.charter import Charter
from denizen_site.config.boot import current_environment
from denizen_site.config.charter_folder import open_charter
from denizen_site.errors import StateError

PUBLIC_FOLDER = "public"
CITY_FILE = "city.json"


@dataclass(frozen=True, slots=True)
class City:
    """The charter, and whether cards are specimens as long as the programme is a demonstration."""

    charter: Charter
    is_demonstration: bool


def city() -> City:
    """Give the city of this door; raises `StateError` when the door was started without a charter."""
    name = current_environment().charter
    if name is None:
        raise StateError(
            "state.environment",
            "the public door was not told its charter",
            where="DENIZEN_CHARTER",
            mend="Start it with `denizen serve`, or set the charter's name.",
        )
    return City(read_once(name), is_demonstration=mode() != "live")


@lru_cache(maxsize=2)
def read_once(name: str) -> Charter:
    """Read the charter once a process."""
    return open_charter(name)


def public_folder() -> Path:
    """Say where the published files lie."""
    return current_environment().home / PUBLIC_FOLDER


def mode() -> str:
    """Read from the published files whether the programme is live; before the first list it is not."""
    try:
        found = json.loads((public_folder() / CITY_FILE).read_bytes())
    except (OSError, ValueError):
        return "demonstration"
    return str(found.get("mode", "demonstration"))
