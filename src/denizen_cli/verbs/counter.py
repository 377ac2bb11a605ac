"""Builds the counter: the page, the city's set-up and the set-up sheet, as static files for any web server."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from denizen.charter import Charter
from denizen.errors import InputError
from denizen_cli.counter_setup import WEB_ADDRESS, Reach
from denizen_cli.output import ExitCode, Output
from denizen_cli.programme_home import home_folder, open_home, programme_charter
from denizen_cli.public_folder import read_pin
from denizen_site.config.charter_folder import open_charter

if TYPE_CHECKING:
    from denizen_cli.counter_build import Built

SUMMARY = (
    "Build the page with which services check cards, set up for a city: static files for any web server, and a "
    "sheet with a set-up code for each service. docs/verify says how to put it up."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the one thing to do, and what it is told."""
    parts = parser.add_subparsers(dest="part", metavar="PART", required=True)
    build = parts.add_parser("build", help="assemble the counter's folder and the set-up sheet")
    add = build.add_argument
    add("--out", type=Path, required=True, help="folder that the web server gives out")
    add(
        "--url",
        metavar="URL",
        help="the address at which the counter will be, ending in /; makes the sheet",
    )
    add(
        "--sheet", type=Path, metavar="DIR", help="where the set-up sheet goes (default: OUT-sheet)"
    )
    add(
        "--charter",
        metavar="NAME",
        help="folder or name; by default the one that the programme is bound to",
    )
    add(
        "--home",
        type=Path,
        metavar="DIR",
        help="the programme's home (default: $DENIZEN_HOME or ./var)",
    )
    add("--root", type=Path, metavar="FILE", help="the pinned root (default: root.pub at home)")
    add(
        "--lists",
        metavar="URL",
        default="lists/",
        help="where the lists lie (%(default)s beside the page)",
    )
    add("--phone", help="the desk's telephone, shown wherever a card is not good")
    add("--desk-address", help="where the desk is, shown beside the telephone")
    add("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace, out: Output) -> ExitCode:
    """Build, and say what was made and what to do with it."""
    from denizen_cli.counter_build import build

    if args.url is not None and not (WEB_ADDRESS.match(args.url) and args.url.endswith("/")):
        raise InputError(
            "counter.url", "the counter's address is no web address ending in /", where="--url"
        )
    home = args.home or home_folder()
    pin = read_pin(args.root or home / "root.pub")
    charter = open_charter(args.charter) if args.charter else charter_of(home)
    reach = Reach(args.lists, args.phone, args.desk_address)
    built = build(charter, pin=pin, reach=reach, out=args.out)
    say(out, args, built=built)
    sheet: list[Path] = []
    if args.url is not None:
        from denizen_cli.counter_sheet import Sheet, write_sheet

        place = Sheet(args.sheet or args.out.with_name(args.out.name + "-sheet"), args.url)
        sheet = write_sheet(charter, built.setup, pin=pin, reach=reach, sheet=place)
        out.say(f"Set-up sheet: {sheet[-1]}, and each service's code beside it.")
    links = {} if args.url is None else {
        each.id: built.setup.link(args.url, service=each.id) for each in charter.services
    }  # fmt: skip
    out.json(told(built) | {"sheet": [str(path) for path in sheet], "links": links})
    return ExitCode.GOOD


def say(out: Output, args: argparse.Namespace, *, built: Built) -> None:
    """Say what was made."""
    out.say(
        f"Counter: {built.folder}, version {built.version}, first load {built.first_load / 1000:.0f} kB."
    )
    out.say(f"Set-up file: {built.folder / built.setup.file}, short form {built.setup.short_form}.")
    if args.url is None:
        out.say("Name the counter's address with --url to get the set-up sheet.")
    if args.lists == "lists/":
        out.say(
            f"Let the web server give out the published folder as {args.url or 'the page'}lists/."
        )


def told(built: Built) -> dict[str, Any]:
    """Give the JSON of what was made."""
    return {
        "folder": str(built.folder),
        "version": built.version,
        "setup": str(built.folder / built.setup.file),
        "short_form": built.setup.short_form,
        "first_load_bytes": built.first_load,
    }


def charter_of(home: Path) -> Charter:
    """Open the charter that the programme in a home is bound to."""
    os.environ["DENIZEN_HOME"] = str(home)
    open_home()
    return programme_charter(None)
