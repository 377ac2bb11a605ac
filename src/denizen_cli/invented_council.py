"""A charter whose council, which nobody elected, has second cards looked for: for demonstrations and drills."""

from __future__ import annotations

import os
import shutil
import tomllib
from datetime import date
from pathlib import Path
from typing import Final

from denizen.errors import InputError
from denizen_site.config.charter_folder import MARKER, find_folder, open_charter, today_in

ORIGIN: Final = "new-haven"
CHARTERS: Final = "charters"
CUSTODIANS: Final = ("City clerk", "Library", "Community organisation", "Legal aid")
NEEDED: Final = 3
DECIDED: Final = """
[one_card]
check = "on"
decision = "A council's decision, invented for this demonstration"
custodians = [{custodians}]
needed = {needed}
first_epoch = {first}
epoch_months = 12
keep_months = 12
source = "invented-council"
reading = "T"
"""
SOURCE: Final = """
## invented-council Nobody's decision

Invented for a demonstration or a drill; no council decided it.
"""


def convene(named: str, *, home: Path) -> Path:
    """Have this process and those it starts read the city's charter with the check on; gives where it lies.

    The copy lies in the home and is made once. The charter is that of the city that stands there, or else the
    one that is named. Raises `OneCardError` for a live programme, and as `charter_with_check` does.
    """
    name, folder = charter_here() or named, home / CHARTERS
    if not (folder / name / MARKER).is_file():
        charter_with_check(home, first=today_in(open_charter(name)).replace(day=1), name=name)
    os.environ["DENIZEN_CHARTERS"] = str(folder)
    return folder


def charter_here() -> str | None:
    """Name the charter of the city that stands in this home; raises `OneCardError` where it is live."""
    from denizen_site.custody.queries import programme
    from denizen_site.errors import CustodyError
    from denizen_site.one_card.custodians import refuse_embedded

    try:
        name = programme().charter_id
    except CustodyError:
        return None
    refuse_embedded()
    return name


def charter_with_check(place: Path, *, first: date, name: str = ORIGIN) -> Path:
    """Copy a charter into `charters` and have it look for second cards from a day on; gives its folder.

    Raises `InputError` where the charter says itself whether it looks for them.
    """
    origin, folder = find_folder(name), place / CHARTERS / f"{name}.new"
    refuse_decided(origin)
    shutil.rmtree(folder, ignore_errors=True)  # half of a copy that was broken off
    shutil.copytree(origin, folder)
    custodians = ", ".join(f'"{each}"' for each in CUSTODIANS)
    added = DECIDED.format(custodians=custodians, needed=NEEDED, first=first)
    with (folder / MARKER).open("a", encoding="utf-8") as file:
        file.write(added)
    with (folder / "SOURCES.md").open("a", encoding="utf-8") as file:
        file.write(SOURCE)
    return folder.rename(folder.with_name(name))


def refuse_decided(folder: Path) -> None:
    """Refuse a charter that says itself whether second cards are looked for; nobody invents over a council."""
    if "one_card" in tomllib.loads((folder / MARKER).read_text(encoding="utf-8")):
        raise InputError(
            "one_card.decided",
            "this charter says itself whether second cards are looked for",
            where=f"{folder / MARKER}, [one_card]",
            mend="Leave --one-card out.",
        )
