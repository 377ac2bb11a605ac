"""The charter that the programme is bound to, read once a process: a door is started anew to change it."""

from __future__ import annotations

from functools import lru_cache

from denizen.charter import Charter
from denizen_site.config.charter_folder import open_charter
from denizen_site.custody.queries import programme
from denizen_site.errors import CustodyError


def bound_charter() -> Charter:
    """Give the programme's charter; raises `CustodyError` before the programme is bound to one."""
    charter_id = programme().charter_id
    if not charter_id:
        raise CustodyError(
            "custody.no_charter",
            "the programme follows no charter yet",
            mend="Run `denizen keys init --charter NAME`.",
        )
    return read_once(charter_id)


@lru_cache(maxsize=4)
def read_once(charter_id: str) -> Charter:
    """Read a charter and keep it: the largest takes a quarter of a second."""
    return open_charter(charter_id)
