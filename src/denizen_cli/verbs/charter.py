"""Starts, checks, lists and shows charters."""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from denizen.charter import Charter, CharterFaultsError, load_charter, run_scenarios
from denizen.errors import CharterError
from denizen_cli.charter_on_card import check_on_card
from denizen_cli.charter_start import start_charter
from denizen_cli.charter_words import for_machines, shown_lines
from denizen_cli.output import ExitCode, Output
from denizen_site.config.charter_folder import (
    RULES_MARKER,
    find_folder,
    has_rules,
    holds_rules_only,
    knows_rules,
    open_charter,
    policy_folders,
    read_folder,
    shipped_folders,
    today_in,
)

if TYPE_CHECKING:
    from denizen_cli.policy_check import PolicyCheck

SUMMARY = "Start, check, list and show charters: the folders in which a city says how it differs from others."


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the four acts."""
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    new = acts.add_parser("new", help="start a charter from another one")
    new.add_argument("name", help='the new charter\'s id, such as "springfield"')
    new.add_argument(
        "--from",
        dest="origin",
        default="new-haven",
        metavar="NAME",
        help="the charter to copy (%(default)s)",
    )
    new.add_argument("--out", required=True, type=Path, metavar="DIR", help="the new folder")
    check = acts.add_parser("check", help="read a charter strictly and run its scenarios")
    check.add_argument("charter", metavar="DIR", help="a folder, or a shipped charter's name")
    acts.add_parser("list", help="list the shipped charters")
    show = acts.add_parser("show", help="show a charter: rules, marks, sources, what is incomplete")
    show.add_argument("charter", metavar="DIR", help="a folder, or a shipped charter's name")
    show.add_argument("--documents", action="store_true", help="list every document as well")
    for act in acts.choices.values():
        act.add_argument("--json", action="store_true", help="print the answer as JSON")
    parser.set_defaults(json=False)


def run(args: argparse.Namespace, out: Output) -> ExitCode:
    """Carry out one of the four acts."""
    acts: dict[str, Callable[[argparse.Namespace, Output], ExitCode]] = {
        "new": new_charter,
        "check": check_charter,
        "list": list_charters,
        "show": show_charter,
    }
    return acts[cast("str", args.act)](args, out)


def new_charter(args: argparse.Namespace, out: Output) -> ExitCode:
    """Copy a charter under a new name and mark what has to be decided."""
    files = read_folder(find_folder(args.origin))
    load_charter(files)  # a copy of something broken would only be broken twice
    written = start_charter(files, name=args.name, folder=args.out)
    charter = load_charter(read_folder(args.out))
    out.say(f"Wrote {len(written)} files into {args.out}/, copied from {args.origin}.")
    out.say(
        f"{len(charter.unfinished)} values are marked TODO; `denizen charter check {args.out}` lists them."
    )
    out.json({"folder": str(args.out), "files": written, "unfinished": list(charter.unfinished)})
    return ExitCode.GOOD


def check_charter(args: argparse.Namespace, out: Output) -> ExitCode:
    """Read strictly, run scenarios and golden encounters, list what is unfinished."""
    if holds_rules_only(args.charter):
        return check_rules(args.charter, out)
    folder = find_folder(args.charter)
    try:
        charter = load_charter(read_folder(folder))
    except CharterFaultsError as error:
        return refuse(error, str(folder), out=out)
    rules = checked_rules(str(folder), at=today_in(charter)) if has_rules(folder) else None
    differences = [*run_scenarios(charter), *check_on_card(charter)]
    for one in differences:
        out.say(f"{one.scenario}: {one.what}: expected {one.expected}; found {one.found}")
    for spot in charter.unfinished:
        out.say(f"unfinished: {spot}")
    for line in rules.lines() if rules else ():
        out.say(line)
    holds = not differences and not charter.unfinished and (rules is None or rules.holds)
    out.say(summary_of(charter, holds=holds))
    out.json(
        {
            "charter": charter.id,
            "holds": holds,
            "faults": [],
            "differences": [asdict(one) for one in differences],
            "unfinished": list(charter.unfinished),
            "scenarios": len(charter.scenarios),
            "accept": len(charter.acceptance.rows),
            "accept_unchecked": len(charter.acceptance.unchecked),
            "completeness": charter.completeness.value,
            "completeness_note": charter.completeness_note,
            "rules": rules.for_machines() if rules else None,
        }
    )
    return ExitCode.GOOD if holds else ExitCode.REFUSED


def checked_rules(name: str, *, at: date) -> PolicyCheck:
    """Check rules; the engine is loaded here, since a clerk's laptop may have none."""
    from denizen_cli.policy_check import check_policy

    return check_policy(name, at=at)


def check_rules(name: str, out: Output) -> ExitCode:
    """Check a community that has rules and no card programme."""
    found = checked_rules(name, at=datetime.now(UTC).date())
    for line in found.lines():
        out.say(line)
    out.json({"charter": found.name, **found.for_machines(), "unfinished": []})
    return ExitCode.GOOD if found.holds else ExitCode.REFUSED


def summary_of(charter: Charter, *, holds: bool) -> str:
    """Say in one line how the check went."""
    rows = sum(len(entry.rows) for entry in charter.entries)
    takers = len(charter.acceptance.rows)
    what = (
        f"{rows} documents, {len(charter.scenarios)} scenarios, {len(charter.sources)} sources, "
        f"{takers} who accept the card, {len(charter.acceptance.unchecked)} of them never asked"
    )
    answer = "good" if holds else "not good yet"
    return f"{charter.id}: {answer} ({what}; {charter.completeness.value}: {charter.completeness_note})"


def refuse(error: CharterFaultsError, folder: str, *, out: Output) -> ExitCode:
    """List every fault of a charter that cannot be read."""
    faults = (error, *error.others)
    for one in faults:
        out.say(f"{folder}/{one.where}: {one.key}: expected {one.expected}  [{one.code}]")
    out.say(
        f"{len(faults)} {'fault' if len(faults) == 1 else 'faults'}. The schema: docs/charter/schema.md"
    )
    rows = [fault_for_machines(one) for one in faults]
    out.json(
        {"charter": folder, "holds": False, "faults": rows, "differences": [], "unfinished": []}
    )
    return ExitCode.REFUSED


def fault_for_machines(error: CharterError) -> dict[str, object]:
    """Give one fault."""
    return {
        "code": error.code,
        "file": error.file,
        "line": error.line,
        "key": error.key,
        "expected": error.expected,
    }


def list_charters(_: argparse.Namespace, out: Output) -> ExitCode:
    """List the shipped charters; one that cannot be read is named as such."""
    rows: list[dict[str, object]] = []
    for folder in shipped_folders():
        try:
            charter = load_charter(read_folder(folder))
        except CharterFaultsError as error:
            rows.append({"id": folder.name, "error": str(error)})
            out.say(f"{folder.name:15} cannot be read; run `denizen charter check {folder.name}`")
            continue
        rows.append(row_of(charter))
        out.say(
            f"{charter.id:15} {charter.place.programme_name}, {charter.place.name}, {charter.place.state}"
        )
        out.say(f"{'':15} {charter.completeness.value}: {charter.completeness_note}")
    rows += rules_only_rows(out)
    out.json(rows)
    return ExitCode.GOOD if all("error" not in row for row in rows) else ExitCode.REFUSED


def rules_only_rows(out: Output) -> list[dict[str, object]]:
    """List the communities that have rules and no card programme; their rules are not tried here."""
    rows: list[dict[str, object]] = []
    for name, folder in policy_folders().items():
        if not holds_rules_only(name):
            continue
        row: dict[str, object] = {"id": name, "completeness": "rules only"}
        try:
            heading = tomllib.loads((folder / RULES_MARKER).read_text(encoding="utf-8"))[
                "community"
            ]
            row |= {"place": heading["name"], "completeness_note": heading["completeness_note"]}
            out.say(f"{name:15} {row['place']}")
            out.say(f"{'':15} rules only: {row['completeness_note']}")
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError):
            row["error"] = "policy/policy.toml cannot be read"
            out.say(f"{name:15} cannot be read; run `denizen charter check {name}`")
        rows.append(row)
    return rows


def row_of(charter: Charter) -> dict[str, object]:
    """Give one line of the list."""
    return {
        "id": charter.id,
        "place": charter.place.name,
        "state": charter.place.state,
        "programme": charter.place.programme_name,
        "completeness": charter.completeness.value,
        "completeness_note": charter.completeness_note,
        "documents": len(charter.entries[-1].rows),
        "scenarios": len(charter.scenarios),
        "languages": list(charter.languages),
    }


def show_charter(args: argparse.Namespace, out: Output) -> ExitCode:
    """Show a charter for people or machines, with the rules that govern it."""
    from denizen_cli.policy_show import rules_json, rules_lines
    from denizen_site.config.policy_folder import open_community

    rules = open_community(args.charter) if knows_rules(args.charter) else None
    shown: dict[str, object] = {}
    if not holds_rules_only(args.charter):
        charter = open_charter(args.charter)
        shown = for_machines(charter)
        for line in shown_lines(charter, with_documents=args.documents):
            out.say(line)
    for line in rules_lines(rules) if rules else ():
        out.say(line)
    out.json({**shown, "rules": rules_json(rules) if rules else None})
    return ExitCode.GOOD
