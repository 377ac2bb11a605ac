"""Makes, rotates, lists and destroys the issuer's keys, and launches a live programme."""

from __future__ import annotations

import argparse
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from denizen.trust import KeyPurpose, ProgrammeMode
from denizen_cli.output import ExitCode, Output
from denizen_cli.programme_home import add_at, instant, open_home
from denizen_site.config.charter_folder import open_charter

if TYPE_CHECKING:
    from denizen_site.custody.queries import KeyFacts

SUMMARY = (
    "Make, rotate, list and destroy the issuer's keys. State lies under $DENIZEN_HOME (./var)."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add one subcommand for each thing that can be done with keys."""
    verbs = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    describe_init(verbs.add_parser("init", help="make the root and the first keys"))
    rotate = verbs.add_parser("rotate", help="make a new key; the older ones end after an overlap")
    rotate.add_argument("purpose", choices=("card", "status"), help="what the key signs")
    rotate.add_argument("--overlap-days", type=int, default=30, help="(%(default)s)")
    verbs.add_parser("list", help="show every key and its times")
    burn = verbs.add_parser("burn", help="destroy a private key; what it signed keeps verifying")
    burn.add_argument(
        "key", help="the key's id, as `keys list` shows it, or an epoch such as 2027-07"
    )
    burn.add_argument(
        "--record",
        type=Path,
        action="append",
        default=[],
        help="of an epoch: a custodian's burned.json; as many as the charter asks for",
    )
    describe_custodians(verbs.add_parser("custodians", help="the keys of the one-card check"))
    bad = verbs.add_parser("compromised", help="say since when somebody else may have signed")
    bad.add_argument("key", help="the key's id, as `keys list` shows it")
    bad.add_argument("--since", required=True, metavar="INSTANT", help="date or ISO instant, UTC")
    live = verbs.add_parser(
        "go-live", help="launch a live programme after its launch list is signed off"
    )
    live.add_argument(
        "--confirm", required=True, metavar="ISSUER", help="the issuer's URL, typed out"
    )
    root = verbs.add_parser(
        "next-root", help="make the root that is to follow, named by the present one"
    )
    root.add_argument("next_folder", type=Path, help="an empty folder, such as on a new stick")
    root.add_argument("--root-folder", type=Path, help="where the present root key is")
    for child in verbs.choices.values():
        add_at(child)
        child.add_argument("--json", action="store_true", help="print JSON")


def describe_init(parser: argparse.ArgumentParser) -> None:
    """Add what a new programme chooses."""
    parser.add_argument(
        "--charter", help="folder or name of the charter to bind to (else at the first card)"
    )
    modes = [mode.value for mode in ProgrammeMode]
    parser.add_argument("--mode", choices=modes, default=modes[0], help="(%(default)s)")
    parser.add_argument(
        "--root-folder", type=Path, help="where the root key is kept, apart from the home"
    )
    parser.add_argument(
        "--list-size", type=int, default=2**20, help="places in the status list (%(default)s)"
    )


def describe_custodians(parser: argparse.ArgumentParser) -> None:
    """Add what is known of custodians: a new epoch's key from their descriptions, or an embedded one."""
    parser.add_argument(
        "--add",
        type=Path,
        nargs="+",
        default=[],
        metavar="FILE",
        help="what each custodian's `denizen custodian public` gave, for one epoch",
    )
    parser.add_argument(
        "--embedded", action="store_true", help="deal the shares here; demonstrations only"
    )
    parser.add_argument(
        "--ask",
        action="store_true",
        help="ask each custodian about nobody, and check the proof; counts as one person of the day",
    )


def run(args: argparse.Namespace, out: Output) -> ExitCode:
    """Do what was asked for."""
    open_home()
    acts = {
        "init": init,
        "rotate": rotate,
        "list": list_keys,
        "burn": burn,
        "custodians": custodians,
        "compromised": compromised,
        "go-live": go_live,
        "next-root": next_root,
    }
    return acts[args.act](args, out)


def init(args: argparse.Namespace, out: Output) -> ExitCode:
    """Make the root, the keys and the programme."""
    from denizen_site.custody import actions

    made = actions.initialise(
        mode=ProgrammeMode(args.mode),
        charter=open_charter(args.charter) if args.charter else None,
        at=instant(args.at),
        root_folder=args.root_folder,
        list_size=args.list_size,
    )
    for notice in made.notices:
        out.notice(f"notice: {notice}")
    out.say(
        f"The root lies in {made.root_folder}: keep it apart from this machine, and a copy elsewhere."
    )
    out.say(
        f"Counters pin {made.pin_file}: key {made.pin.public_key.key_id.hex()}, {made.pin.mode.value}."
    )
    say_keys(made.keys, out)
    out.json(
        {
            "root": made.pin.public_key.key_id.hex(),
            "root_folder": str(made.root_folder),
            "pin": str(made.pin_file),
            "mode": made.pin.mode.value,
            "keys": [as_json(key) for key in made.keys],
        }
    )
    return ExitCode.GOOD


def rotate(args: argparse.Namespace, out: Output) -> ExitCode:
    """Make a new key for one purpose."""
    from denizen_site.custody import actions

    new, older = actions.rotate(
        KeyPurpose[args.purpose.upper()],
        at=instant(args.at),
        overlap=timedelta(days=args.overlap_days),
    )
    out.say("New key; it signs once a trust list that names it is published:")
    say_keys((new,), out)
    out.say("Older keys and when they stop signing:")
    say_keys(older, out)
    out.json({"new": as_json(new), "older": [as_json(key) for key in older]})
    return ExitCode.GOOD


def list_keys(args: argparse.Namespace, out: Output) -> ExitCode:
    """Show every key."""
    from denizen_site.custody import queries

    del args
    programme, keys = queries.programme(), queries.keys()
    out.say(f"{programme.name or 'not bound to a city yet'} ({programme.mode.value})")
    say_keys(keys, out)
    out.json(
        {
            "issuer": programme.issuer,
            "mode": programme.mode.value,
            "keys": [as_json(key) for key in keys],
        }
    )
    return ExitCode.GOOD


def custodians(args: argparse.Namespace, out: Output) -> ExitCode:
    """Add an epoch's key, ask those who hold it, or list the epochs."""
    from denizen_cli import epoch_keys

    at = instant(args.at)
    if args.embedded:
        epoch_keys.embed(out, at=at)
    elif args.add:
        epoch_keys.add(args.add, out)
    elif args.ask:
        return epoch_keys.ask(out, at=at)
    epoch_keys.say_epochs(out, at=at)
    return ExitCode.GOOD


def burn(args: argparse.Namespace, out: Output) -> ExitCode:
    """Destroy a private key, or note that custodians destroyed an epoch's."""
    from denizen_cli import epoch_keys
    from denizen_site.custody import actions

    if epoch_keys.is_epoch(args.key):
        return epoch_keys.burn(args.key, args.record, out=out, at=instant(args.at))

    key = actions.burn(args.key, at=instant(args.at))
    out.say("Destroyed. Backups made before still hold the sealed key: see docs/operate.")
    say_keys((key,), out)
    out.json(as_json(key))
    return ExitCode.GOOD


def compromised(args: argparse.Namespace, out: Output) -> ExitCode:
    """Mark a key as compromised."""
    from denizen_site.custody import actions

    key = actions.mark_compromised(args.key, since=instant(args.since), at=instant(args.at))
    out.say("Marked. Publish now, with the root at hand: `denizen publish`. Runbook: docs/operate.")
    say_keys((key,), out)
    out.json(as_json(key))
    return ExitCode.GOOD


def go_live(args: argparse.Namespace, out: Output) -> ExitCode:
    """Launch the programme."""
    from denizen_site.custody import actions

    facts = actions.go_live(typed=args.confirm, at=instant(args.at))
    out.say(f"{facts.name} is live since {facts.live_since}: cards no longer carry SPECIMEN.")
    out.json({"issuer": facts.issuer, "live_since": str(facts.live_since)})
    return ExitCode.GOOD


def next_root(args: argparse.Namespace, out: Output) -> ExitCode:
    """Make and announce the root that is to follow."""
    from denizen_site.custody.announcing import announce_next_root

    pin = announce_next_root(
        root_folder=args.root_folder, next_folder=args.next_folder, at=instant(args.at)
    )
    key = pin.public_key.key_id.hex()
    out.say(f"The next root {key} lies in {args.next_folder}. Publish, and wait before it signs:")
    out.say("counters follow by themselves once they have read a list that names it.")
    out.json({"next_root": key, "folder": str(args.next_folder)})
    return ExitCode.GOOD


def say_keys(keys: tuple[KeyFacts, ...], out: Output) -> None:
    """Write a line for each key."""
    for key in keys:
        out.say(f"  {key.key_id}  {key.purpose.name.lower():6}  {sentence(key)}")


def sentence(key: KeyFacts) -> str:
    """Say what a key is still good for."""
    parts = [f"signs {key.sign_from:%Y-%m-%d} to {key.sign_until:%Y-%m-%d}"]
    parts.append(f"verifies to {key.verify_until:%Y-%m-%d}")
    parts += (
        [f"COMPROMISED since {key.compromised_since:%Y-%m-%d %H:%M}"]
        if key.compromised_since
        else []
    )
    parts += [f"destroyed on {key.burned_on}"] if key.burned_on else []
    parts += [] if key.announced else ["not in a trust list yet"]
    parts += ["in the hardware token"] if key.in_token else []
    return ", ".join(parts)


def as_json(key: KeyFacts) -> dict[str, object]:
    """Give a key's public facts."""
    return {
        "key": key.key_id,
        "purpose": key.purpose.name.lower(),
        "sign_from": key.sign_from.isoformat(),
        "sign_until": key.sign_until.isoformat(),
        "verify_until": key.verify_until.isoformat(),
        "compromised_since": key.compromised_since.isoformat() if key.compromised_since else None,
        "burned_on": str(key.burned_on) if key.burned_on else None,
        "announced": key.announced,
        "in_token": key.in_token,
    }
