"""Writes the trust list and the status lists as static files."""

from __future__ import annotations

import argparse
from pathlib import Path

from denizen_cli.output import ExitCode, Output
from denizen_cli.programme_home import add_at, instant, open_home, programme_charter

SUMMARY = "Write the public lists and the public log into a folder, on the charter's fixed clock."


def configure(parser: argparse.ArgumentParser) -> None:
    """Add where to, and whether at once."""
    parser.add_argument(
        "--out", type=Path, required=True, help="folder that the web server gives out"
    )
    parser.add_argument(
        "--charter", help="folder or name; by default the one that the programme is bound to"
    )
    parser.add_argument(
        "--root-folder", type=Path, help="where the root key is, when the trust list must change"
    )
    parser.add_argument(
        "--now",
        action="store_true",
        help="do not wait for the next hour of the clock; who watches the file sees when a card was stopped",
    )
    add_at(parser)
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace, out: Output) -> ExitCode:
    """Publish and say what was written."""
    open_home()
    from denizen_site.lifecycle.publishing import publish
    from denizen_site.open_pages.publishing import publish_log

    charter, at = programme_charter(args.charter), instant(args.at)
    done = publish(out=args.out, charter=charter, at=at, root_folder=args.root_folder, now=args.now)
    log = publish_log(out=args.out, at=at, charter=charter)
    out.say(f"Trust list: version {done.trust.version}, good until {done.trust.expires:%Y-%m-%d}.")
    if done.trust.behind:
        out.notice(
            "notice: the keys have changed, and the root was not at hand; publish again with --root-folder."
        )
    again = "signed anew" if done.status_renewed else "as published before in this slot"
    out.say(
        f"Status list of {done.slot.start:%Y-%m-%d %H:%M} UTC, {again}; next at {done.slot.end:%H:%M} UTC;"
        f" no longer good: {done.no_longer_good}."
    )
    out.say(f"Public log: {log.size} entries, {log.added} of them new.")
    files = done.files | log.files
    for path in files.values():
        out.say(f"  {path}")
    out.json(
        {
            "files": {name: str(path) for name, path in files.items()},
            "trust_version": done.trust.version,
            "trust_behind": done.trust.behind,
            "slot": done.slot.start.isoformat(),
            "next": done.slot.end.isoformat(),
            "status_renewed": done.status_renewed,
            "no_longer_good": done.no_longer_good,
            "log_size": log.size,
            "log_added": log.added,
        }
    )
    return ExitCode.GOOD
