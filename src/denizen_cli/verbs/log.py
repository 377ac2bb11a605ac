"""Verifies and shows the public log, and adds legal notices to it."""

from __future__ import annotations

import argparse
from pathlib import Path

from denizen.public_log import (
    Entry,
    Kind,
    VerifiedLog,
    consistency_proof,
    parse_entry,
    parse_head,
    verify,
    verify_extends,
)
from denizen_cli.limited_file import read_limited
from denizen_cli.output import ExitCode, Output
from denizen_cli.programme_home import add_at, home_folder, instant, open_home
from denizen_cli.public_folder import VersionMemory, open_trust, read_pin, require_folder
from denizen_cli.public_log_folder import (
    HEAD_FILE,
    OlderHead,
    key_by_set,
    key_by_trust,
    older_head,
    read_entries,
    read_head_text,
)

SUMMARY = (
    "Verify that the public log was not changed since its head, or since a head that you kept, was signed;"
    " show it; add a legal notice. verify: good (exit 0), not good (1), cannot tell (2)."
)
NOTICE_BYTES = 32 << 10


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the three verbs."""
    verbs = parser.add_subparsers(dest="log_verb", metavar="verify | show | notice", required=True)
    check = verbs.add_parser("verify", help="check signature, entries, and an older head")
    check.add_argument(
        "--public", required=True, type=Path, metavar="DIR", help="the city's published folder"
    )
    check.add_argument(
        "--since", type=Path, metavar="HEADFILE", help="a head that you kept from before"
    )
    check.add_argument(
        "--root", type=Path, metavar="FILE", help="the pinned root (default: root.pub at home)"
    )
    check.add_argument(
        "--keys", type=Path, metavar="FILE", help="trust this keys.json instead of the trust list"
    )
    add_at(check)
    show = verbs.add_parser("show", help="list the entries, without checking them")
    show.add_argument(
        "--public", required=True, type=Path, metavar="DIR", help="the city's published folder"
    )
    show.add_argument(
        "--kind", choices=[kind.value for kind in Kind], help="entries of this kind only"
    )
    notice = verbs.add_parser(
        "notice", help="add a legal notice; `denizen publish` then gives it out"
    )
    notice.add_argument("--id", required=True, help="a name for it, never used before")
    notice.add_argument(
        "--text-file", required=True, type=Path, metavar="FILE", help="its text, in UTF-8"
    )
    add_at(notice)
    for each in (check, show, notice):
        each.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace, out: Output) -> ExitCode:
    """Do what was asked for."""
    return {"verify": check_log, "show": show_log, "notice": add_notice}[args.log_verb](args, out)


def check_log(args: argparse.Namespace, out: Output) -> ExitCode:
    """Verify the folder's log, and that it goes on from an older head."""
    require_folder(args.public)
    text = read_head_text(args.public / HEAD_FILE)
    head = parse_head(text)
    if args.keys is not None:
        key = key_by_set(head, args.keys)
    else:
        memory = VersionMemory(home_folder() / "trust-version.json")
        pin = read_pin(args.root or home_folder() / "root.pub")
        key = key_by_trust(
            head, open_trust(args.public, pin=pin, memory=memory, at=instant(args.at))
        )
    found = verify(read_entries(args.public), text, key=key)
    older = None if args.since is None else older_head(args.since, found.entries)
    if older is not None:
        verify_extends(older.head, found.head, proof=consistency_proof_since(found, older))
    say_verified(found, older, out=out)
    out.json(
        {
            "verdict": "good",
            "log": found.head.log,
            "size": found.head.size,
            "day": found.head.day.isoformat(),
            "root": found.head.root.hex(),
            "key": head.key_id.hex(),
            "not_covered_yet": found.uncovered,
            "since": None if older is None else since_as_json(older),
        }
    )
    return ExitCode.GOOD


def consistency_proof_since(found: VerifiedLog, older: OlderHead) -> tuple[bytes, ...]:
    """Make the proof from the whole log, which is at hand; of a log that shrank there is none."""
    size = older.head.size
    return consistency_proof(found.leaves, size) if size <= len(found.leaves) else ()


def since_as_json(older: OlderHead) -> dict[str, object]:
    """Describe the older head."""
    return {
        "size": older.head.size,
        "day": older.head.day.isoformat(),
        "signature_checked": older.is_signed,
    }


def say_verified(found: VerifiedLog, older: OlderHead | None, *, out: Output) -> None:
    """Say what holds, for people."""
    head = found.head
    out.say(f"The public log {head.log} holds: {head.size} entries, signed on {head.day}.")
    out.say(f"  root: {head.root.hex()}")
    if found.uncovered:
        out.say(f"  {found.uncovered} newer entries are not signed yet; look again in a moment.")
    if older is None:
        out.say(f"  Keep {HEAD_FILE}: with --since it shows later that nothing was taken back.")
        return
    out.say(
        f"It goes on from your head of {older.head.day} ({older.head.size} entries):"
        " nothing of it was changed or taken back."
    )
    if not older.is_signed:
        out.notice(
            "notice: your older head is by a key that the log does not name; only its root was compared."
        )


def show_log(args: argparse.Namespace, out: Output) -> ExitCode:
    """List the entries as they are written."""
    require_folder(args.public)
    entries = [parse_entry(data) for data in read_entries(args.public)]
    shown = [
        (index, entry)
        for index, entry in enumerate(entries)
        if args.kind is None or entry.kind.value == args.kind
    ]
    for index, entry in shown:
        out.say(f"{index:6}  {entry.day}  {entry.kind.value:16}  {sentence(entry)}")
    out.say("Shown as written; `denizen log verify` says whether it is what was signed.")
    out.json(
        [
            {
                "index": index,
                "day": entry.day.isoformat(),
                "kind": entry.kind.value,
                "body": dict(entry.body),
            }
            for index, entry in shown
        ]
    )
    return ExitCode.GOOD


def sentence(entry: Entry) -> str:
    """Say an entry in a few words; control characters never reach a terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in words_of(entry))


def words_of(entry: Entry) -> str:
    """Choose the words by kind."""
    body = entry.body
    match entry.kind:
        case Kind.KEY_ANNOUNCED:
            return f"{body['purpose']} key {body['key']}, signs from {body['signs_from']} ({body['mode']})"
        case Kind.KEY_BURNED:
            return f"key {body['key']} destroyed on {body['on']}"
        case Kind.KEY_COMPROMISED:
            return f"key {body['key']} compromised since {body['since']}"
        case Kind.WENT_LIVE:
            return f"{body['issuer']} went live on {body['on']}"
        case Kind.DAILY_TOTALS:
            return f"totals of {body['of']}, rounded to {body['base']}, below {body['threshold']} withheld"
        case Kind.LEGAL_NOTICE:
            return f"{body['id']}: {body['text']}"


def add_notice(args: argparse.Namespace, out: Output) -> ExitCode:
    """Add a legal notice to the programme's own log."""
    text = read_limited(args.text_file, most=NOTICE_BYTES).decode("utf-8").strip()
    open_home()
    from denizen_site.open_pages.publishing import publish_notice

    publish_notice(args.id, text, at=instant(args.at))
    out.say(f"The notice {args.id} is in the log for good; `denizen publish` gives it out.")
    out.json({"notice": args.id})
    return ExitCode.GOOD
