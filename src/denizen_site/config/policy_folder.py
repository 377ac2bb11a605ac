"""Finds and reads communities' rules beside the charters, for doors and command line; needs no Django."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from denizen.errors import InputError
from denizen.policy import Community, load_community
from denizen_site.config.charter_folder import MOST_BYTES, has_rules, policy_folders

PATTERNS: Final = ("policy/*.toml", "policy/*.cedar")


def open_community(name: str) -> Community:
    """Load a community by name or by folder; raises `PolicyFaultsError` with every fault of its files."""
    folders = policy_folders()
    given = Path(name)
    wanted = name
    if has_rules(given):
        wanted = given.resolve().name
        folders[wanted] = given
    if wanted not in folders:
        known = ", ".join(sorted(folders))
        raise InputError(
            "policy.not_found", "no such community", where=name, mend=f"Known: {known}."
        )
    return load_community(wanted, {id_: read_policy(folder) for id_, folder in folders.items()})


@lru_cache(maxsize=64)
def community_once(name: str) -> Community:
    """Load a community and keep it: a door is started anew to change it."""
    return open_community(name)


def read_policy(folder: Path) -> dict[str, bytes]:
    """Read the files of one community's rules; names use forward slashes."""
    files = {}
    for path in sorted(path for pattern in PATTERNS for path in folder.glob(pattern)):
        if path.stat().st_size > MOST_BYTES:
            raise InputError("policy.too_large", f"more than {MOST_BYTES} bytes", where=str(path))
        files[path.relative_to(folder).as_posix()] = path.read_bytes()
    return files
