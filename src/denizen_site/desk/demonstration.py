"""A seat at the sample city's desk without passwords: for demonstrations only, by a secret link.

A live programme has no such link: `link` gives none, and the page answers that there is no such page.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from pathlib import Path

from denizen.trust import ProgrammeMode
from denizen_site.accounts.models import Staff
from denizen_site.accounts.roles import Role
from denizen_site.config.boot import current_environment
from denizen_site.config.charter_folder import open_charter
from denizen_site.config.database import in_our_words
from denizen_site.config.files import write_once
from denizen_site.config.home import disk_error
from denizen_site.custody import actions as custody
from denizen_site.custody.queries import programme
from denizen_site.errors import CustodyError

LINK_FILE = "demonstration.link"
# Invented people; each role has one, and a second clerk for second looks.
SAMPLE_STAFF = (
    ("clerk", "Ana Whitlock", Role.CLERK),
    ("clerk2", "Deshawn Ferro", Role.CLERK),
    ("supervisor", "Miriam Osei", Role.SUPERVISOR),
    ("records", "Tomás Lindqvist", Role.RECORDS_OFFICER),
    ("lawyer", "Ruth Calloway", Role.CITY_LAWYER),
    ("auditor", "Priya Nandakumar", Role.AUDITOR),
    ("director", "Joan Abernathy", Role.DIRECTOR),
)


def prepare(charter_name: str, *, at: datetime) -> str | None:
    """Make a demonstration city with its sample staff, where there is none yet; gives the link."""
    try:
        programme()
    except CustodyError:
        custody.initialise(
            mode=ProgrammeMode.DEMONSTRATION, charter=open_charter(charter_name), at=at
        )
    found = link()
    if found is not None:
        add_sample_staff()
    return found


@in_our_words
def add_sample_staff() -> None:
    """Add the sample staff; they have no password and come in by the link alone."""
    for username, shown_as, role in SAMPLE_STAFF:
        Staff.objects.get_or_create(
            username=username, defaults={"shown_as": shown_as, "role": role.value}
        )


def link() -> str | None:
    """Give the secret of the demonstration's link, made once; a live programme has none."""
    if programme().mode is not ProgrammeMode.DEMONSTRATION:
        return None
    path = link_file()
    try:
        if not path.exists():
            write_once(path, secrets.token_hex(16).encode())
        return path.read_text().strip()
    except OSError as fault:
        raise disk_error(fault, path) from None


def is_link(text: str) -> bool:
    """Say whether a text is the demonstration's secret; always no in a live programme."""
    if programme().mode is not ProgrammeMode.DEMONSTRATION or not link_file().is_file():
        return False
    return secrets.compare_digest(link_file().read_text().strip().encode(), text.encode())


@in_our_words
def sample_staff(username: str) -> Staff | None:
    """Find one of the sample staff."""
    known = {each[0] for each in SAMPLE_STAFF}
    return (
        Staff.objects.filter(username=username, active=True).first() if username in known else None
    )


def link_file() -> Path:
    """Say where the secret lies: in the home, which nobody else can read."""
    return current_environment().home / LINK_FILE
