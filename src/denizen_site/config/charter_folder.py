"""Finds and reads charter folders, for every door and for the command line; needs no Django."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from denizen.charter import Charter, CharterFaultsError, load_charter
from denizen.documents import nearest
from denizen.documents.papers import day_of
from denizen.errors import InputError

SHIPPED: Final = Path(__file__).resolve().parents[3] / "charters"
MARKER: Final = "charter.toml"
RULES_MARKER: Final = "policy/policy.toml"
WITHOUT_RULES: Final = "model"
MOST_BYTES: Final = 4_000_000  # one file; the loader has stricter limits of its own


def open_charter(name: str) -> Charter:
    """Load a charter by folder or by the name of one that is shipped, such as "new-haven"."""
    try:
        return load_charter(read_folder(find_folder(name)))
    except CharterFaultsError as error:
        if error.others:
            error.mend = f"There are {len(error.others)} more: run `denizen charter check`."
        raise


def find_folder(name: str) -> Path:
    """Find the folder; raises `InputError` naming those that exist."""
    folders = [Path(name), *(home / name for home in charter_homes())]
    for folder in folders:
        if (folder / MARKER).is_file():
            return folder
    if Path(name).is_dir():
        summary = f"the folder has no {MARKER}"
        raise InputError(
            "charter.not_found", summary, where=name, mend="See docs/charter/schema.md."
        )
    known = [folder.name for folder in shipped_folders()]
    mend = f"Nearest: {', '.join(nearest(name, known))}." if known else None
    summary = "no such charter, neither a folder nor a shipped one"
    raise InputError("charter.not_found", summary, where=name, mend=mend)


def charter_homes() -> list[Path]:
    """List where named charters live: $DENIZEN_CHARTERS, and the project's own folder."""
    set_by_operator = os.environ.get("DENIZEN_CHARTERS")
    return [*([Path(set_by_operator)] if set_by_operator else []), SHIPPED]


def shipped_folders() -> list[Path]:
    """List the folders of all named charters, by name."""
    found = {
        folder.name: folder
        for home in reversed(charter_homes())
        if home.is_dir()
        for folder in home.iterdir()
        if (folder / MARKER).is_file()
    }
    return [found[name] for name in sorted(found)]


def rules_of(charter_id: str) -> str:
    """Name the community whose rules a charter's programme obeys: its own, or the model's if it wrote none."""
    return charter_id if charter_id in policy_folders() else WITHOUT_RULES


def policy_folders() -> dict[str, Path]:
    """List the folders that hold rules, by community."""
    return {
        folder.name: folder
        for home in reversed(charter_homes())
        if home.is_dir()
        for folder in sorted(home.iterdir())
        if has_rules(folder)
    }


def has_rules(folder: Path) -> bool:
    """Tell whether a folder holds rules."""
    return (folder / RULES_MARKER).is_file()


def knows_rules(name: str) -> bool:
    """Tell whether a name or folder leads to rules."""
    return has_rules(Path(name)) or name in policy_folders()


def holds_rules_only(name: str) -> bool:
    """Tell whether a name or folder leads to rules, and to no card programme."""
    given = Path(name)
    folder = given if has_rules(given) else policy_folders().get(name)
    return folder is not None and not (folder / MARKER).is_file()


def read_folder(folder: Path) -> dict[str, bytes]:
    """Read the files that the loader knows: TOML, text/ and SOURCES.md; names use forward slashes."""
    paths = [*folder.glob("*.toml"), *folder.glob("text/*"), folder / "SOURCES.md"]
    files = {}
    for path in sorted(path for path in paths if path.is_file()):
        if path.stat().st_size > MOST_BYTES:
            raise InputError("charter.too_large", f"more than {MOST_BYTES} bytes", where=str(path))
        files[path.relative_to(folder).as_posix()] = path.read_bytes()
    return files


def today_in(charter: Charter) -> date:
    """Give today's date where the programme is; in UTC where the machine has no time zones."""
    try:
        return datetime.now(ZoneInfo(charter.time_zone)).date()
    except (ZoneInfoNotFoundError, ValueError):
        return datetime.now(UTC).date()


def read_day(text: str | None, *, option: str) -> date | None:
    """Read a date given on the command line."""
    if text is None:
        return None
    try:
        return day_of(text)
    except ValueError:
        raise InputError(
            "input.date", "expected a date such as 2026-11-22, from 1900 on", where=option
        ) from None
