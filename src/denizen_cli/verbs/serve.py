"""Opens the desk, the public door, the counter and the atlas on this machine."""

from __future__ import annotations

import argparse
import os
import socket
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from denizen.errors import InputError
from denizen_cli import epoch_keys, invented_council
from denizen_cli.counter_setup import CounterSetup, Reach
from denizen_cli.door_process import (
    ATLAS,
    COUNTER,
    DoorError,
    DoorPlan,
    close,
    open_door,
    stay,
    variables_for,
)
from denizen_cli.output import ExitCode, Output
from denizen_cli.programme_home import DEFAULT_CHARTER, home_folder, open_home
from denizen_cli.public_folder import read_pin
from denizen_site.config.charter_folder import open_charter

if TYPE_CHECKING:
    from denizen_cli.door_process import OpenDoor

INNER_SOCKET = "inner.sock"
HOST, COUNTER_PORT, ATLAS_PORT = "127.0.0.1", 8003, 8004
LONGEST_SOCKET_PATH = 107

SUMMARY = (
    "Open the desk, the public door, the counter and the atlas, each in processes of its own. Without "
    "--sample a city must exist (`denizen keys init`) and a first director (`denizen staff first-director`)."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add where the doors are."""
    parser.add_argument(
        "--sample",
        nargs="?",
        const=DEFAULT_CHARTER,
        metavar="CHARTER",
        help="make a demonstration city with sample staff first, if the home is empty (new-haven)",
    )
    parser.add_argument(
        "--one-card",
        action="store_true",
        help="have the sample city look for second cards, by an invented council's decision; protects nothing",
    )
    parser.add_argument("--desk", default="127.0.0.1:8001", metavar="ADDRESS", help="(%(default)s)")
    parser.add_argument(
        "--public", default="127.0.0.1:8002", metavar="ADDRESS", help="(%(default)s)"
    )
    parser.add_argument(
        "--counter",
        metavar="ADDRESS",
        help=f"where services check cards ({HOST}:{COUNTER_PORT}, or another port if that one is taken)",
    )
    parser.add_argument(
        "--atlas",
        metavar="ADDRESS",
        help=f"where communities' rules are compared ({HOST}:{ATLAS_PORT}, or another port)",
    )
    parser.add_argument(
        "--at-once",
        type=int,
        default=2 * (os.cpu_count() or 1),
        help="requests that the desk answers at the same time (%(default)s here)",
    )
    parser.add_argument("--json", action="store_true", help="print the addresses as JSON")


def run(args: argparse.Namespace, out: Output) -> ExitCode:
    """Open the doors, print where they are, and stay until told to stop."""
    open_home()
    require_short(home_folder().absolute() / INNER_SOCKET)
    from denizen_site.desk import demonstration, tasks

    if args.one_card:
        have_check_decided(args.sample, out)
    link = demonstration.prepare(args.sample, at=now()) if args.sample else demonstration.link()
    if args.one_card:
        epoch_keys.embed(out, at=now())
    public_folder = home_folder().absolute() / "public"
    args.counter = args.counter or free_address(COUNTER_PORT)
    args.atlas = args.atlas or free_address(ATLAS_PORT)
    setup = prepare_counter(tasks.charter_name())
    doors: list[OpenDoor] = []
    try:
        for plan in plans(args):
            told = variables_for(plan.name)
            if plan.name == "public":
                told["DENIZEN_CHARTER"] = tasks.charter_name()
            doors.append(open_door(plan, home_folder().absolute(), variables=told))
        say_addresses(args, out, link=link, setup=setup)

        def every_minute() -> None:
            for failed in tasks.every_minute(at=now(), out=public_folder):
                out.notice(f"denizen: {failed} did not go through; it is tried again in a minute")

        stay(doors, every_minute=every_minute)
    finally:
        close(doors)
    return ExitCode.GOOD


def have_check_decided(named: str | None, out: Output) -> None:
    """Turn the check for second cards on in a sample city; raises `InputError` in a city that is no sample."""
    if named is None:
        raise InputError(
            "serve.one_card_without_sample",
            "only a sample city's council can be invented",
            where="--one-card",
            mend="Add --sample; for a city of your own see docs/operate/one-card.md.",
        )
    folder = invented_council.convene(named, home=home_folder().absolute())
    out.notice(
        "notice: second cards are looked for here as an invented council decided; other commands read its"
        f" charter with DENIZEN_CHARTERS={folder}"
    )


def require_short(socket: Path) -> None:
    """Refuse a home so deep that its socket's path is longer than the system takes (unix(7), `sun_path`)."""
    if len(os.fsencode(socket)) > LONGEST_SOCKET_PATH:
        raise DoorError(
            "serve.home_too_deep",
            f"the home folder's path is too long for a socket ({LONGEST_SOCKET_PATH} bytes at most)",
            where=str(socket),
            mend="Set DENIZEN_HOME to a folder with a shorter path.",
        )


def plans(args: argparse.Namespace) -> list[DoorPlan]:
    """List the doors; the inner one first, since the public one speaks to it."""
    socket = f"unix:{home_folder().absolute() / INNER_SOCKET}"
    return [
        DoorPlan("inner", socket, 1),
        DoorPlan("desk", args.desk, args.at_once),
        DoorPlan("public", args.public, 2),
        DoorPlan(COUNTER, args.counter, 4),
        DoorPlan(ATLAS, args.atlas, 2),
    ]


def prepare_counter(charter_name: str) -> CounterSetup:
    """Build the counter's page into the home, set up for this city; gives the set-up."""
    from denizen_cli.counter_build import build

    home = home_folder().absolute()
    pin = read_pin(home / "root.pub")
    return build(open_charter(charter_name), pin=pin, reach=Reach(), out=home / COUNTER).setup


def free_address(usual: int) -> str:
    """Choose where a door listens: at its usual port, or at any other when somebody listens there."""
    for port in (usual, 0):
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind((HOST, port))
            except OSError:
                continue
            return f"{HOST}:{tried.getsockname()[1]}"
    return f"{HOST}:{usual}"


def say_addresses(
    args: argparse.Namespace, out: Output, *, link: str | None, setup: CounterSetup
) -> None:
    """Say where the doors are; a browser takes our cookies on the name `localhost` without TLS."""
    addresses = (args.desk, args.public, args.counter, args.atlas)
    desk, public, counter, atlas = (as_link(each) for each in addresses)
    out.say("The doors are open; nothing here needs a network.")
    out.say(f"  desk     {desk}")
    out.say(f"  public   {public}")
    out.say(f"  counter  {counter}")
    out.say(f"  atlas    {atlas}")
    at_counter = setup.link(counter, service=None)
    out.say(
        "Set the counter up for this city, then scan a card with it (a camera needs localhost or https):"
    )
    out.say(f"  {at_counter}")
    sign_in = f"{desk}demonstration/{link}" if link else None
    if sign_in:
        out.say("Take a seat at the desk of the sample city, as clerk, supervisor or director:")
        out.say(f"  {sign_in}")
    out.say("Stop with Ctrl+C.")
    out.json(
        {
            "desk": desk,
            "public": public,
            "counter": counter,
            "atlas": atlas,
            "counter_setup": at_counter,
            "demonstration": sign_in,
            "pid": os.getpid(),
        }
    )


def as_link(address: str) -> str:
    """Write an address of this machine as a browser wants it."""
    host, _, port = address.rpartition(":")
    return f"http://{'localhost' if host in {'127.0.0.1', '[::1]'} else host}:{port}/"


def now() -> datetime:
    """Give this moment."""
    return datetime.now(UTC).replace(microsecond=0)
