"""Runs one custodian of the one-card check: ceremony, daemon, legal hold, burn."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from denizen.errors import InputError
from denizen_cli.output import ExitCode, Output
from denizen_cli.programme_home import add_at, instant

if TYPE_CHECKING:
    from denizen.linkage.oprf import Group

SUMMARY = "Hold one share of a key that nobody holds whole.  docs/operate/custodian.md is the page to follow."


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the acts in the order of a custodian's life."""
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    configure_ceremony(acts)
    serve = acts.add_parser("serve", help="answer stations until stopped")
    public = acts.add_parser("public", help="print what the programme is told of this custodian")
    hold = acts.add_parser("hold", help="keep the share: a court's or a lawyer's hold")
    hold.add_argument("--why", default="legal hold", help="a short reason, without a person's name")
    release = acts.add_parser("release", help="lift the hold")
    burn = acts.add_parser("burn", help="destroy the share now and write the signed record")
    for parser_ in (serve, public, hold, release, burn):
        parser_.add_argument("--folder", type=Path, required=True, help="the custodian's folder")
    for parser_ in acts.choices.values():
        parser_.add_argument("--json", action="store_true", help="print JSON")
        parser_.add_argument(
            "--library", choices=("pysodium", "rbcl"), default="pysodium", help="whose libsodium"
        )
        add_at(parser_)


def configure_ceremony(acts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add what the ceremony needs."""
    deal = acts.add_parser("deal", help="ceremony, first: deal shares of a number of one's own")
    deal.add_argument("--epoch", required=True, help='such as "2027a"')
    deal.add_argument("--threshold", type=int, default=3, help="how many have to answer (3)")
    deal.add_argument("--of", type=int, default=4, help="how many custodians there are (4)")
    deal.add_argument("--out", type=Path, required=True, help="an empty folder")
    accept = acts.add_parser("accept", help="ceremony, second: add up what all dealt")
    accept.add_argument("--from", dest="given", type=Path, required=True, help="folder of dealings")
    accept.add_argument("--folder", type=Path, required=True, help="the custodian's folder")
    for parser in (deal, accept):
        parser.add_argument(
            "--as", dest="own", type=int, required=True, help="one's own number, from 1"
        )
    issue = acts.add_parser("certificates", help="certificates for custodians and stations")
    issue.add_argument("--out", type=Path, required=True, help="an empty folder")
    issue.add_argument("--custodian", action="append", default=[], metavar="NAME=HOST")
    issue.add_argument("--station", action="append", default=[], metavar="NAME")


def run(args: argparse.Namespace, out: Output) -> ExitCode:
    """Carry out one act."""
    acts: dict[str, Callable[[argparse.Namespace, Output], ExitCode]] = {
        "deal": deal,
        "accept": accept,
        "certificates": certificates,
        "serve": serve,
        "public": public,
        "hold": hold,
        "release": release,
        "burn": burn,
    }
    return acts[cast("str", args.act)](args, out)


def group_of(args: argparse.Namespace) -> Group:
    """Load the group from the library that was chosen."""
    from denizen_custodian.sodium import opened_group

    return opened_group(args.library)


def new_folder(path: Path) -> Path:
    """Make an empty folder that only its owner reads; raises `InputError` for one in use."""
    if path.exists() and any(path.iterdir()):
        raise InputError("custodian.folder_in_use", "the folder is not empty", where=str(path))
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def deal(args: argparse.Namespace, out: Output) -> ExitCode:
    """Deal, and say the digest that is read out before anybody shows anything."""
    from denizen.linkage.oprf import deal as dealt
    from denizen.linkage.oprf.ceremony import Plan, digest_of
    from denizen_custodian.ceremony_files import write_dealing

    plan = Plan(args.epoch, args.threshold, args.of)
    if not 1 <= args.own <= plan.count:
        raise InputError("custodian.number", f"expected 1 to {plan.count}", where="--as")
    dealing = dealt(plan, args.own, group=group_of(args))
    files = write_dealing(plan, dealing, folder=new_folder(args.out))
    digest = digest_of(dealing).hex()[:32]
    out.say(f"Read out first, before any file changes hands: {digest}")
    out.say(
        f"Then give dealing-{args.own}.json to all, and each secret-from-{args.own}-to-N.json to N alone."
    )
    out.json({"digest": digest, "files": [path.name for path in files]})
    return ExitCode.GOOD


def accept(args: argparse.Namespace, out: Output) -> ExitCode:
    """Check every part, add up, write the share."""
    from denizen.linkage.oprf import write_share
    from denizen_custodian.ceremony_files import accept_folder, digests
    from denizen_custodian.durable import write_whole
    from denizen_custodian.folder import CustodianFolder

    share = accept_folder(args.given, args.own, group=group_of(args))
    folder = CustodianFolder(args.folder)
    if folder.share.exists() or folder.burned():
        raise InputError(
            "custodian.folder_in_use", "a share is or was here", where=str(args.folder)
        )
    args.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_whole(folder.share, write_share(share), mode=0o600)
    found = digests(args.given, args.own)
    for dealer, digest in found.items():
        out.say(f"custodian {dealer} had to read out: {digest}")
    public = share.public.commitments[0].hex()
    out.say(f"Key of epoch {share.public.epoch}: {public}.  All custodians must see the same.")
    out.say("Now destroy the folder of dealings: it holds what was dealt to you.")
    out.json({"epoch": share.public.epoch, "key": public, "digests": found})
    return ExitCode.GOOD


def certificates(args: argparse.Namespace, out: Output) -> ExitCode:
    """Make an authority, and a folder with certificate, key and authority for each side."""
    from denizen_custodian.certificates import issue, make_authority
    from denizen_custodian.durable import write_whole

    at = instant(args.at)
    authority = make_authority("one-card check", at=at)
    hosts = dict(each.split("=", 1) for each in args.custodian if "=" in each)
    if len(hosts) < len(args.custodian) or not (hosts or args.station):
        raise InputError("custodian.certificates", "expected NAME=HOST", where="--custodian")
    folder = new_folder(args.out)
    sides: dict[str, str | None] = {**hosts, **dict.fromkeys(args.station)}
    for name, host in sides.items():
        issued = issue(authority, name, host=host, at=at)
        own = new_folder(folder / name)
        write_whole(own / "tls.pem", issued.certificate, mode=0o644)
        write_whole(own / "tls.key", issued.key, mode=0o600)
        write_whole(own / "authority.pem", authority.certificate, mode=0o644)
    out.say(
        f"Wrote {len(sides)} folders.  The authority's key was not written: more sides mean a new authority."
    )
    out.json({"folders": sorted(sides)})
    return ExitCode.GOOD


def serve(args: argparse.Namespace, out: Output) -> ExitCode:
    """Answer stations until stopped."""
    from denizen_custodian.daemon import Daemon, server_tls
    from denizen_custodian.folder import CustodianFolder
    from denizen_custodian.service import Service

    folder, group = CustodianFolder(args.folder), group_of(args)
    rules = folder.rules()
    share = folder.read_share(group)
    service = Service(folder, rules, share, group, folder.signing_key())
    host, _, port = rules.listen.rpartition(":")
    with Daemon((host, int(port)), service, tls=server_tls(folder)) as daemon:
        out.say(f"Custodian {share.index} of epoch {share.public.epoch} listens at {rules.listen}.")
        try:
            daemon.serve_forever()
        except KeyboardInterrupt:
            out.say("Stopped.")
    return ExitCode.GOOD


def public(args: argparse.Namespace, out: Output) -> ExitCode:
    """Print the public half of the key and of the signatures, for `denizen keys custodians --add`."""
    from denizen_custodian.folder import CustodianFolder

    folder = CustodianFolder(args.folder)
    share = folder.read_share(group_of(args))
    described: dict[str, object] = {
        "epoch": share.public.epoch,
        "index": share.index,
        "count": share.public.count,
        "commitments": [each.hex() for each in share.public.commitments],
        "signer": folder.signing_key().public_key().public_bytes_raw().hex(),
    }
    out.say(json.dumps(described))
    out.json(described)
    return ExitCode.GOOD


def hold(args: argparse.Namespace, out: Output) -> ExitCode:
    """Place a hold."""
    from denizen_custodian.folder import CustodianFolder, place_hold

    folder = CustodianFolder(args.folder)
    place_hold(folder, day=folder.day(instant(args.at)), why=args.why)
    out.say("The share is held: nothing destroys it until `denizen custodian release`.")
    out.json({"held": True})
    return ExitCode.GOOD


def release(args: argparse.Namespace, out: Output) -> ExitCode:
    """Lift the hold."""
    from denizen_custodian.folder import CustodianFolder, lift_hold

    lift_hold(CustodianFolder(args.folder))
    out.say("The hold is lifted.")
    out.json({"held": False})
    return ExitCode.GOOD


def burn(args: argparse.Namespace, out: Output) -> ExitCode:
    """Destroy the share; a restart of the daemon then finds none."""
    from denizen_custodian.folder import CustodianFolder
    from denizen_custodian.folder import burn as burned

    folder = CustodianFolder(args.folder)
    record = burned(folder, folder.read_share(group_of(args)), day=folder.day(instant(args.at)))
    out.say(f"The share is destroyed.  Publish this record: {record.decode().strip()}")
    out.json({"burned": True, "record": record.decode().strip()})
    return ExitCode.GOOD
