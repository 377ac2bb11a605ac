"""The last drills as they were published: which, when, on what, and whether the promise held."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from denizen_site.config.files import write_whole

FILE: Final = "drills.json"
MOST_BYTES: Final = 100_000


@dataclass(frozen=True, slots=True)
class DrillPlayed:
    """One drill's outcome; `running` where it attacked the programme itself, and not a city made for it."""

    drill: str
    day: date
    holds: bool
    findings: int
    plants: int
    plants_found: int
    running: bool


def published(folder: Path) -> tuple[DrillPlayed, ...]:
    """Read the last outcome of each drill, by name; none where none was published or the file is damaged."""
    try:
        path = folder / FILE
        found = json.loads(path.read_bytes()) if path.stat().st_size <= MOST_BYTES else {}
        return tuple(drill_of(name, told) for name, told in sorted(found.items()))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return ()


def drill_of(name: str, told: Mapping[str, Any]) -> DrillPlayed:
    """Read one outcome."""
    counts = {key: int(told[key]) for key in ("findings", "plants", "plants_found")}
    flags = {key: bool(told[key]) for key in ("holds", "running")}
    return DrillPlayed(str(name), date.fromisoformat(told["day"]), **counts, **flags)


def publish(played: DrillPlayed, folder: Path) -> Path:
    """Write an outcome beside those of the other drills; it takes the place of an older one of its drill."""
    kept = {each.drill: each for each in published(folder)} | {played.drill: played}
    body = {
        name: {key: value for key, value in asdict(each).items() if key != "drill"}
        | {"day": each.day.isoformat()}
        for name, each in sorted(kept.items())
    }
    path = folder / FILE
    write_whole(path, json.dumps(body, indent=1).encode() + b"\n")
    return path
