"""Opens the programme's home for verbs that change state, and the instants and keys they are told of."""

from __future__ import annotations

import argparse
import os
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from denizen.charter import Charter
from denizen.errors import InputError
from denizen_site.config.charter_folder import open_charter

if TYPE_CHECKING:
    from denizen_site.custody.queries import ProgrammeFacts

DEFAULT_CHARTER = "new-haven"


def home_folder() -> Path:
    """Give the folder of state: $DENIZEN_HOME, or ./var."""
    return Path(os.environ.get("DENIZEN_HOME") or "var")


def open_home() -> Path:
    """Start the site in the programme's home; its rooms may be imported only after this."""
    from denizen_site.config import boot

    home = home_folder()
    boot.start(home)
    return home


def programme_charter(name: str | None) -> Charter:
    """Open the charter that was named, or else the one that the programme is bound to."""
    return open_charter(name or bound_charter_id() or DEFAULT_CHARTER)


def bound_charter_id() -> str | None:
    """Give the id of the charter that the programme is bound to, if it is bound."""
    from denizen_site.custody.queries import programme

    facts: ProgrammeFacts = programme()
    return facts.charter_id or None


def add_at(parser: argparse.ArgumentParser) -> None:
    """Add the option that asks a question as of another instant."""
    parser.add_argument(
        "--at", metavar="INSTANT", help="act as of this date or ISO instant, UTC (default: now)"
    )


def instant(text: str | None) -> datetime:
    """Read an instant; a bare date is its noon in UTC, nothing is now."""
    if text is None:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        if len(text) == len("2026-11-22"):
            return datetime.combine(date.fromisoformat(text), time(12), tzinfo=UTC)
        found = datetime.fromisoformat(text)
    except ValueError:
        raise InputError(
            "input.instant",
            "expected a date or an ISO instant, such as 2026-11-22 or 2026-11-22T09:30:00+00:00",
            where="--at",
        ) from None
    return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)
