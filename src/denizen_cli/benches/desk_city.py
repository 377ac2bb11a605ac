"""A city for the desk's bench: a home of its own, as many clerks and stations as are asked for, real doors."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from denizen._encoding import base64url
from denizen_cli.benches.desk_client import DeskClient
from denizen_cli.benches.scripted_clerk import ScriptedClerk
from denizen_cli.door_process import DoorError


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
        with opened_doors(home, at_once=at_once, variables=variables) as said:
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


@contextmanager
def opened_doors(
    home: Path, *, at_once: int, variables: dict[str, str]
) -> Iterator[dict[str, str]]:
    """Run `denizen serve` for a home; gives what it prints of itself."""
    command = [
        str(Path(sys.executable).with_name("denizen")), "serve", "--sample", "--json",
        "--desk", f"127.0.0.1:{free_port()}", "--public", f"127.0.0.1:{free_port()}",
        "--counter", f"127.0.0.1:{free_port()}", "--atlas", f"127.0.0.1:{free_port()}",
        "--at-once", str(at_once),
    ]  # fmt: skip
    told = {**os.environ, **variables, "DENIZEN_HOME": str(home)}
    process = subprocess.Popen(command, env=told, stdout=subprocess.PIPE, text=True)  # noqa: S603
    try:
        yield said_by(process)
    finally:
        process.terminate()
        process.wait(60)
        if process.stdout is not None:
            process.stdout.close()


def said_by(process: subprocess.Popen[str]) -> dict[str, str]:
    """Read the doors' addresses; raises `DoorError` when they do not open."""
    lines: list[str] = []
    for line in process.stdout or ():
        lines.append(line)
        if line.startswith("}"):
            break
    said: dict[str, str] = json.loads("".join(lines) or "{}")
    if "desk" not in said:
        raise DoorError("bench.not_open", "the doors did not open", mend="See what stands above.")
    return said


def free_port() -> int:
    """Find a port that nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
