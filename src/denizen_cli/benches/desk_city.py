"""A city for the desk's bench: a home of its own, as many clerks and stations as are asked for, real doors."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from denizen._encoding import base64url
from denizen_cli.benches.desk_client import DeskClient
from denizen_cli.benches.scripted_clerk import ScriptedClerk
from denizen_cli.served_city import Serving, served_city


@dataclass(frozen=True, slots=True)
class BenchCity:
    """Where the doors of a city are, and a seat for every clerk."""

    desk: str
    demonstration: str
    clerks: tuple[ScriptedClerk, ...]


@contextmanager
def open_city(*, clerks: int, at_once: int, variables: dict[str, str]) -> Iterator[BenchCity]:
    """Make a city in a new home, open its doors, and close and forget it all at the end."""
    with tempfile.TemporaryDirectory(prefix="denizen-bench-") as folder:
        home = Path(folder) / "home"
        seats = make_city(home, clerks=clerks, variables=variables)
        serving = Serving(words=("--at-once", str(at_once)), variables=variables)
        with served_city(home, serving) as city:
            said = city.said
            clients = [DeskClient(said["desk"], cookies=dict(seat)) for seat in seats]
            yield BenchCity(said["desk"], said["demonstration"], tuple(with_colleagues(clients)))


def with_colleagues(clients: list[DeskClient]) -> Iterator[ScriptedClerk]:
    """Give each clerk a colleague for second looks: the next one, in a browser of their own."""
    for place, client in enumerate(clients):
        other = clients[(place + 1) % len(clients)]
        yield ScriptedClerk(client, colleague=DeskClient(other.base, cookies=dict(other.cookies)))


def make_city(home: Path, *, clerks: int, variables: dict[str, str]) -> list[dict[str, str]]:
    """Make programme, staff and stations; gives each clerk's cookies."""
    from denizen_site.config import boot

    boot.start(home, variables=variables)
    from denizen_site.desk import demonstration

    at = datetime.now(UTC)
    demonstration.prepare("new-haven", at=at)
    seats = [seat_of(number, at) for number in range(clerks)]
    boot.close_connections()
    return seats


def seat_of(number: int, at: datetime) -> dict[str, str]:
    """Make one clerk, signed in at a station of their own."""
    from denizen_site.accounts import sessions, stations
    from denizen_site.accounts.models import Staff

    staff = Staff.objects.create(
        username=f"bench{number}", shown_as=f"Clerk {number}", role="clerk"
    )
    station, secret = stations.register(f"Desk {number}", "Bench", day=at.date(), by=staff.id)
    token = sessions.begin(staff, stage=sessions.Stage.FULL, station=station, at=at)
    return {sessions.COOKIE: token, stations.COOKIE: base64url.encode(secret)}
