"""The home folder: one folder a programme, open to nobody but its owner."""

from __future__ import annotations

import errno
import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from denizen_site.config.settings import DATABASE_FILE, DESK_SECRET, PUBLISHED_FILE
from denizen_site.errors import StateError

OWNER_ONLY = 0o700
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
OWN_NAMES = frozenset({DATABASE_FILE, PUBLISHED_FILE, DESK_SECRET, "root.pub"})


def prepare_home(home: Path) -> None:
    """Make the folder, or close an own one to others; raises `StateError` for a shared or unusable one."""
    try:
        home.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
        if stat.S_IMODE(home.stat().st_mode) & 0o077:
            close_to_others(home)
    except OSError as fault:
        raise disk_error(fault, home) from None


def close_to_others(home: Path) -> None:
    """Take others' rights away, unless the folder holds things that are not ours to hide."""
    names = {entry.name for entry in home.iterdir()}
    if names and not names & OWN_NAMES:
        raise StateError(
            "state.home_shared",
            "the home folder is open to others and holds files that are not Denizen's",
            where=str(home),
            mend="Set DENIZEN_HOME to a folder of its own.",
        )
    home.chmod(OWNER_ONLY)


@contextmanager
def alone_in(home: Path) -> Iterator[None]:
    """Keep other processes of this machine out of the same folder until the block ends."""
    handle = os.open(home, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def disk_error(fault: OSError, place: Path) -> StateError:
    """Say in our own words that a file or folder cannot be written."""
    if fault.errno in FULL:
        return StateError(
            "state.out_of_space",
            "the disk is full",
            where=str(place),
            mend="Free space; try again.",
        )
    summary = f"the file or folder cannot be used ({os.strerror(fault.errno or 0)})"
    return StateError("state.unwritable", summary, where=str(place))
