"""Reads the rule files of every community that is shipped or set up here: folder name to files."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from denizen_site.config.charter_folder import MOST_BYTES, charter_homes

FOLDER: Final = "policy"


def policy_folders() -> dict[str, dict[str, bytes]]:
    """Give every community's files below `policy/`; an operator's own folder stands before a shipped one."""
    found: dict[str, dict[str, bytes]] = {}
    for home in reversed(charter_homes()):
        if home.is_dir():
            found |= {each.name: files_of(each) for each in home.iterdir() if has_rules(each)}
    return found


def has_rules(folder: Path) -> bool:
    """Say whether a folder holds a community's rules."""
    return (folder / FOLDER / "policy.toml").is_file()


def files_of(folder: Path) -> dict[str, bytes]:
    """Read a community's rule files; names use forward slashes."""
    paths = sorted(path for path in (folder / FOLDER).iterdir() if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in paths
        if path.stat().st_size <= MOST_BYTES
    }
