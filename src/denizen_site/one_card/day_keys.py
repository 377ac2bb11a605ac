"""The keys of the days whose rows wait: one file each in the home, destroyed when its rows were laid down."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from denizen.linkage.index_rows import DAY_KEY_BYTES, DayKey
from denizen_custodian.durable import destroy
from denizen_site.config.files import write_once
from denizen_site.config.home import disk_error
from denizen_site.errors import OneCardError
from denizen_site.one_card.custodians import folder

PATTERN: Final = "day-*.key"


def path_of(name: str) -> Path:
    """Name a day key's file."""
    return folder() / f"day-{name}.key"


def make(name: str) -> DayKey:
    """Draw a key and write it; whoever comes second under the same name gets the first one's."""
    try:
        folder().mkdir(mode=0o700, exist_ok=True)
        write_once(path_of(name), DayKey.new().secret)
    except OSError as fault:
        raise disk_error(fault, path_of(name)) from None
    return read(name)


def read(name: str) -> DayKey:
    """Read a day's key; raises `OneCardError` where it is damaged, and `FileNotFoundError` where it is gone."""
    path = path_of(name)
    try:
        secret = path.read_bytes()
    except FileNotFoundError:
        raise
    except OSError as fault:
        raise disk_error(fault, path) from None
    if len(secret) != DAY_KEY_BYTES:
        raise OneCardError(
            "one_card.day_key_damaged",
            "the key of today's waiting rows is damaged",
            where=path.name,
            mend="Take the file away: the day's rows are given up, and a new day begins.",
        )
    return DayKey(secret)


def forget_all_but(name: str) -> None:
    """Destroy every day key except one."""
    for path in folder().glob(PATTERN):
        if path != path_of(name):
            destroy(path)
