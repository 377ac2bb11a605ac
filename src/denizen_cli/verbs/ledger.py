"""Verifies the staff ledger's chain, alone and against the public log."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from denizen.errors import PublicLogError
from denizen.public_log import Kind, parse_entry
from denizen_cli.output import ExitCode, Output
from denizen_cli.programme_home import open_home
from denizen_cli.public_folder import require_folder
from denizen_cli.public_log_folder import read_entries

if TYPE_CHECKING:
    from denizen_site.ledger.queries import ChainFacts

SUMMARY = "Check that no closed day of the staff ledger was changed: good (exit 0), not good (1)."
CHANGED = "ledger.changed"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the verb."""
    verbs = parser.add_subparsers(dest="ledger_verb", metavar="check", required=True)
    check = verbs.add_parser("check", help="recompute the chain over all closed days")
    check.add_argument(
        "--public",
        type=Path,
        metavar="DIR",
        help="compare with the links that were published; `denizen log verify` vouches for those",
    )
    check.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace, out: Output) -> ExitCode:
    """Check, and say what holds."""
    open_home()
    from denizen_site.errors import StateError
    from denizen_site.ledger.queries import check_chain

    try:
        facts = check_chain()
    except StateError as error:
        if error.code != CHANGED:
            raise
        out.failure(code=error.code, summary=error.summary, where=error.where, mend=error.mend)
        return ExitCode.REFUSED
    compared = None if args.public is None else compare(args.public, facts)
    say(facts, compared, out=out)
    out.json(
        {
            "verdict": "good",
            "closed_days": facts.closed,
            "first": None if facts.first is None else facts.first.isoformat(),
            "last": None if facts.last is None else facts.last.isoformat(),
            "deleted_until": None
            if facts.deleted_until is None
            else facts.deleted_until.isoformat(),
            "head": facts.head.hex(),
            "compared_with_log": compared,
        }
    )
    return ExitCode.GOOD


def compare(folder: Path, facts: ChainFacts) -> int:
    """Compare the kept days' links with the published ones; gives how many (`PublicLogError`).

    Days that the charter's schedule has deleted are in the log for good and are passed over.
    """
    from denizen_site.ledger.queries import published_link

    require_folder(folder)
    compared = 0
    for entry in map(parse_entry, read_entries(folder)):
        if entry.kind is not Kind.DAILY_TOTALS or "ledger" not in entry.body:
            continue
        day = entry.body["of"]
        if facts.deleted_until is not None and day <= facts.deleted_until.isoformat():
            continue
        link = published_link(day)
        if link is None or link.hex() != entry.body["ledger"]:
            raise PublicLogError(
                CHANGED, "the ledger's day is not the one whose link was published", where=day
            )
        compared += 1
    return compared


def say(facts: ChainFacts, compared: int | None, *, out: Output) -> None:
    """Say what holds, for people."""
    span = f", {facts.first} to {facts.last}" if facts.closed else ""
    out.say(f"The staff ledger's chain holds: {facts.closed} closed days{span}.")
    if facts.deleted_until is not None:
        out.say(f"  Days up to {facts.deleted_until} were deleted by the charter's schedule.")
    if compared is not None:
        out.say(f"  {compared} days are as their links in the public log say.")
