"""The printing station: its key, batches, printing, spoilt cards; and the checker for any workstation."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from denizen.errors import InputError
from denizen_cli.limited_file import read_limited
from denizen_cli.output import ExitCode, Output
from denizen_cli.programme_home import add_at, instant, open_home
from denizen_cli.station_printing import Printers, send, write_files

if TYPE_CHECKING:
    from denizen_site.issuance.print_seal import SealedBatch

SUMMARY = (
    "At the printing station: keys, print, check.  At the server ($DENIZEN_HOME): register, retire, batch, "
    "spoil, accept.  The passphrase of the station's key is asked for, or read from DENIZEN_STATION_PASSPHRASE."
)
MOST_BATCH_BYTES = 200_000_000
MOST_PLANTED = 1_000_000
PASSPHRASE_VARIABLE = "DENIZEN_STATION_PASSPHRASE"  # noqa: S105 - the name of a variable


def configure(parser: argparse.ArgumentParser) -> None:
    """Add one subcommand for each act."""
    verbs = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    keys = verbs.add_parser("keys", help="at the station: make its key pair")
    keys.add_argument("--out", type=Path, required=True, help="folder for station.key, station.pub")
    register = verbs.add_parser("register", help="seal cards to a station from now on")
    register.add_argument("public", type=Path, help="the station's station.pub")
    retire = verbs.add_parser("retire", help="seal no more cards to a station")
    retire.add_argument("station", help="its id")
    batch = verbs.add_parser("batch", help="put waiting cards into a batch, or write an open one")
    batch.add_argument("--batch", help="id of an open batch, to write its file again")
    batch.add_argument("--station", help="id of the printing station (default: the newest)")
    batch.add_argument("--out", type=Path, help="file that carries the sealed batch to its station")
    configure_printing(verbs.add_parser("print", help="at the station: open a batch and print it"))
    spoil = verbs.add_parser("spoil", help="a card came out badly and is to be printed again")
    spoil.add_argument("batch", help="the batch's id")
    spoil.add_argument("job", help="the job's id or its beginning, as in the file's name")
    accept = verbs.add_parser("accept", help="the batch was delivered: delete its sealed cards")
    accept.add_argument("batch", help="the batch's id")
    check = verbs.add_parser("check", help="look for what a visit left on this workstation")
    check.add_argument("places", type=Path, nargs="*", help="folders or files (default: the usual)")
    check.add_argument(
        "--planted", action="store_true", help="read values to look for, one a line, from stdin"
    )
    for name, child in verbs.choices.items():
        if name not in {"keys", "check"}:
            add_at(child)
        child.add_argument("--json", action="store_true", help="print JSON")


def configure_printing(parser: argparse.ArgumentParser) -> None:
    """Add where a batch comes from and where its cards go."""
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--batch", help="id of an open batch, where the station reaches the server")
    source.add_argument("--file", type=Path, help="the file that `batch --out` wrote")
    parser.add_argument("--key", type=Path, required=True, help="the station's station.key")
    parser.add_argument("--job", help="only this job: its id or the beginning")
    target = parser.add_mutually_exclusive_group(required=True)
    target.add_argument("--out", type=Path, help="folder of the station's own, best in memory")
    target.add_argument("--to", metavar="COMMAND", help="card printer: takes a PDF on its stdin")
    parser.add_argument("--slips-to", metavar="COMMAND", help="slip printer, with --to")
    parser.add_argument("--addresses-to", metavar="COMMAND", help="for mailed cards, with --to")


def run(args: argparse.Namespace, out: Output) -> ExitCode:
    """Do what was asked for."""
    acts = {
        "keys": make_keys,
        "register": register,
        "retire": retire,
        "batch": batch,
        "print": print_batch,
        "spoil": spoil,
        "accept": accept,
        "check": check,
    }
    return acts[args.act](args, out)


def passphrase(*, new: bool) -> str:
    """Read the station's passphrase from the environment, or ask whoever sits there."""
    given = os.environ.get(PASSPHRASE_VARIABLE)
    if given:
        return given
    if not sys.stdin.isatty():
        raise InputError(
            "station.no_passphrase",
            "nobody is here to be asked for the passphrase",
            where=PASSPHRASE_VARIABLE,
            mend=f"Set {PASSPHRASE_VARIABLE}, or run this at a terminal.",
        )
    typed = getpass.getpass("Passphrase of the printing station: ")
    if new and getpass.getpass("Again: ") != typed:
        raise InputError("station.passphrase_differs", "the two differ", mend="Try again.")
    return typed


def make_keys(args: argparse.Namespace, out: Output) -> ExitCode:
    """Make the key pair."""
    from denizen_site.custody.station_key import KEY_FILE, PUBLIC_FILE, make_station_key

    make_station_key(args.out, passphrase(new=True))
    out.say(f"Private key: {args.out / KEY_FILE}   stays on this machine; no backup elsewhere")
    out.say(f"Public key:  {args.out / PUBLIC_FILE}   take it to the server: `station register`")
    out.json({"key": str(args.out / KEY_FILE), "public": str(args.out / PUBLIC_FILE)})
    return ExitCode.GOOD


def register(args: argparse.Namespace, out: Output) -> ExitCode:
    """Register a station's public key."""
    from denizen_site.custody.station_key import read_public

    public = read_public(args.public)
    open_home()
    from denizen_site.issuance import print_jobs

    station = print_jobs.register_station(public, at=instant(args.at))
    out.say(f"Printing station {station}: cards are sealed to it from now on.")
    out.json({"station": station})
    return ExitCode.GOOD


def retire(args: argparse.Namespace, out: Output) -> ExitCode:
    """Retire a station."""
    open_home()
    from denizen_site.issuance import print_jobs

    print_jobs.retire_station(args.station.strip().upper(), at=instant(args.at))
    out.say("Retired; what waits for it can still be printed there.")
    out.json({"station": args.station.strip().upper(), "retired": True})
    return ExitCode.GOOD


def batch(args: argparse.Namespace, out: Output) -> ExitCode:
    """Make a batch, or take an open one, and write the file that carries it."""
    open_home()
    from denizen_site.config.files import write_whole
    from denizen_site.issuance import print_jobs
    from denizen_site.issuance.print_seal import write_batch

    chosen = args.batch or print_jobs.make_batch(station=args.station, at=instant(args.at)).id
    sealed = print_jobs.sealed_batch(chosen)
    out.say(f"Batch {sealed.id} for printing station {sealed.station}: {len(sealed.jobs)} cards.")
    if args.out is not None:
        write_whole(args.out, write_batch(sealed), mode=0o600)
        out.say(f"  {args.out}   opens with the station's key only")
    out.json({"batch": sealed.id, "station": sealed.station, "cards": len(sealed.jobs)})
    return ExitCode.GOOD


def print_batch(args: argparse.Namespace, out: Output) -> ExitCode:
    """Open a batch and print it."""
    from denizen_site.custody.station_key import open_station_key
    from denizen_site.issuance.print_seal import open_job

    printers = read_printers(args)
    private = open_station_key(args.key, passphrase(new=False))
    sealed = find_batch(args)
    jobs = [job for job in sealed.jobs if job.name.startswith((args.job or "").lower())]
    if not jobs:
        raise InputError("station.no_such_job", "no job of this batch begins so", where="--job")
    for job in jobs:
        parts = open_job(job, private_key=private, tag=sealed.tag)
        if printers is None:
            write_files(parts, job.name, out=args.out)
        else:
            send(parts, printers)
        out.say(f"  {job.name[:12]}")
    if args.batch is not None:
        from denizen_site.issuance import print_jobs

        print_jobs.mark_printed(sealed.id, jobs=[job.id for job in jobs], at=instant(args.at))
    out.say(f"Batch {sealed.id}: {len(jobs)} cards printed.  Look at each, then `station accept`.")
    out.json({"batch": sealed.id, "jobs": [job.name for job in jobs]})
    return ExitCode.GOOD


def read_printers(args: argparse.Namespace) -> Printers | None:
    """Read the print commands; none where cards go into a folder."""
    if args.to is None:
        return None
    if args.slips_to is None:
        raise InputError(
            "station.no_slip_printer",
            "every card has a loss slip, and nothing takes it",
            where="--slips-to",
            mend="Name the command that prints slips.",
        )
    return Printers(args.to, args.slips_to, args.addresses_to)


def find_batch(args: argparse.Namespace) -> SealedBatch:
    """Read the batch's file, or ask the server's database."""
    from denizen_site.issuance.print_seal import read_batch

    if args.file is not None:
        return read_batch(read_limited(args.file, most=MOST_BATCH_BYTES))
    open_home()
    from denizen_site.issuance import print_jobs

    return print_jobs.sealed_batch(args.batch)


def spoil(args: argparse.Namespace, out: Output) -> ExitCode:
    """Note a spoilt card."""
    open_home()
    from denizen_site.issuance import print_jobs

    print_jobs.spoil_job(args.batch, args.job, at=instant(args.at))
    out.say(
        "Noted.  `station print` prints it again; accepted without, it goes into the next batch."
    )
    out.json({"batch": args.batch, "spoilt": True})
    return ExitCode.GOOD


def accept(args: argparse.Namespace, out: Output) -> ExitCode:
    """Accept a batch."""
    open_home()
    from denizen_site.lifecycle import actions

    done = actions.accept_batch(args.batch, at=instant(args.at))
    out.say(f"Accepted: {done.ready} to be picked up, {done.mailed} mailed, {done.spoilt} again.")
    out.say("The sealed cards of this batch are deleted; the server can no longer print them.")
    out.json({"ready": done.ready, "mailed": done.mailed, "spoilt": done.spoilt})
    return ExitCode.GOOD


def check(args: argparse.Namespace, out: Output) -> ExitCode:
    """Look for traces; planted values are read and never shown."""
    from denizen_cli.station_traces import search, usual_places

    planted = sys.stdin.read(MOST_PLANTED).splitlines() if args.planted else []
    places = args.places or usual_places(Path.home())
    found = search(places, planted)
    for trace in found.traces:
        out.say(f"FOUND  {trace.kind:14}  {trace.path}")
    for path in found.shut:
        out.notice(f"could not look into {path}")
    out.say(f"{found.files} files looked at, {len(found.traces)} traces.")
    out.json(
        {
            "traces": [{"kind": each.kind, "path": str(each.path)} for each in found.traces],
            "files": found.files,
            "not_looked_into": [str(path) for path in found.shut],
        }
    )
    if found.traces:
        return ExitCode.REFUSED
    return ExitCode.CANNOT_TELL if found.shut else ExitCode.GOOD
