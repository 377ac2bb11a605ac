"""What a seizure takes of a programme: its home, its log, every temporary folder, its live memory."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from denizen_cli.seizing import (
    Trace,
    Wanted,
    family_of,
    search_file,
    search_folder,
    search_process,
)

TEMPORARY: Final = (Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"))  # noqa: S108 - read, never written


@dataclass(frozen=True, slots=True)
class SeizedPlaces:
    """The places of one programme: files since an instant (Unix seconds), and processes by their first.

    `inputs` are the files that tell the drill whom to look for; in temporary folders they are left out.
    """

    home: Path
    pid: int
    since: float
    also: tuple[Path, ...] = ()
    inputs: tuple[Path, ...] = ()

    def seized(self, wanted: Sequence[Wanted]) -> list[str]:
        """Take everything and search it; gives what was found by label, writing and place."""
        return [*self.written(wanted), *self.remembered(wanted)]

    def written(self, wanted: Sequence[Wanted]) -> list[str]:
        """Search the files."""
        traces = list(search_folder(self.home, wanted))
        for place in self.also:
            traces += search_folder(place, wanted) if place.is_dir() else search_file(place, wanted)
        for path in self.temporary_files():
            traces += search_file(path, wanted)
        return told(traces)

    def remembered(self, wanted: Sequence[Wanted]) -> list[str]:
        """Search the memory of every live process; what forked ones share is searched once."""
        clean: set[bytes] = set()
        family = family_of(self.pid)
        return told(trace for pid in family for trace in memory_of(pid, wanted, clean=clean))

    def temporary_files(self) -> Iterator[Path]:
        """List what anybody wrote to a temporary folder meanwhile, outside the home."""
        for path in (path for folder in TEMPORARY for path in files_below(folder)):
            is_elsewhere = self.home not in path.parents and path not in self.inputs
            if is_elsewhere and written_since(path, self.since):
                yield path


def written_since(path: Path, since: float) -> bool:
    """Say whether a file that is still there was written since; sockets and pipes are no files."""
    try:
        return path.is_file() and path.stat().st_mtime >= since
    except OSError:
        return False


def files_below(folder: Path) -> Iterator[Path]:
    """List files; unlike `rglob`, a folder that another process deletes meanwhile ends nothing."""
    for place, _, names in os.walk(folder):
        yield from (Path(place) / name for name in names)


def told(traces: Iterable[Trace]) -> list[str]:
    """Write each trace as label, writing and place."""
    return [f"{trace.label} as {trace.writing} in {trace.place}" for trace in traces]


def memory_of(pid: int, wanted: Sequence[Wanted], *, clean: set[bytes]) -> list[Trace]:
    """Search one process; one that ended meanwhile holds nothing."""
    try:
        return list(search_process(pid, wanted, clean=clean))
    except (FileNotFoundError, ProcessLookupError):
        return []
