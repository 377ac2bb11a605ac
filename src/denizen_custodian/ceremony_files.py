"""The ceremony's files, carried on sticks: what a custodian shows to all, and what is for one other alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from denizen.errors import LinkageError
from denizen.linkage.oprf import Dealing, Group, KeyShare, accept
from denizen.linkage.oprf.ceremony import Plan, digest_of
from denizen_custodian.durable import write_whole


def write_dealing(plan: Plan, dealing: Dealing, *, folder: Path) -> list[Path]:
    """Write what is for all and, each apart, what is for one; gives the files."""
    shown = {
        "epoch": plan.epoch,
        "threshold": plan.threshold,
        "count": plan.count,
        "dealer": dealing.dealer,
        "commitments": [each.hex() for each in dealing.commitments],
        "proof": dealing.proof.hex(),
    }
    written = [folder / f"dealing-{dealing.dealer}.json"]
    write_whole(written[0], json.dumps(shown, indent=1).encode(), mode=0o644)
    for index, share in dealing.shares.items():
        path = folder / f"secret-from-{dealing.dealer}-to-{index}.json"
        write_whole(path, json.dumps({"share": share.hex()}).encode(), mode=0o600)
        written.append(path)
    return written


def read_plan(folder: Path) -> Plan:
    """Read what the custodians agreed on; raises `LinkageError` where their files do not agree."""
    plans = {
        (str(body["epoch"]), int(body["threshold"]), int(body["count"]))
        for body in (read_file(path) for path in sorted(folder.glob("dealing-*.json")))
        if {"epoch", "threshold", "count"} <= set(body)
    }
    if len(plans) != 1:
        raise LinkageError(
            "custodian.ceremony",
            "the dealings are missing or are not of one plan",
            where=str(folder),
            mend="Every dealing-N.json of one epoch belongs into the folder.",
        )
    return Plan(*plans.pop())


def read_dealing(folder: Path, dealer: int, *, own: int) -> Dealing:
    """Read one dealing with the share that is for us."""
    shown = read_file(folder / f"dealing-{dealer}.json")
    secret = read_file(folder / f"secret-from-{dealer}-to-{own}.json")
    try:
        return Dealing(
            int(shown["dealer"]),
            tuple(bytes.fromhex(each) for each in shown["commitments"]),
            bytes.fromhex(shown["proof"]),
            {own: bytes.fromhex(secret["share"])},
        )
    except (KeyError, ValueError, TypeError):
        raise LinkageError(
            "custodian.ceremony", "a dealing is damaged", where=f"dealing-{dealer}.json"
        ) from None


def accept_folder(folder: Path, own: int, *, group: Group) -> KeyShare:
    """Add up what all dealt; raises `CustodianFaultError` naming the dealer whose part does not fit."""
    plan = read_plan(folder)
    dealings = [read_dealing(folder, dealer, own=own) for dealer in range(1, plan.count + 1)]
    return accept(plan, own, dealings=dealings, group=group)


def digests(folder: Path, own: int) -> dict[int, str]:
    """Give each dealer's digest, to be compared with what was read out before."""
    count = read_plan(folder).count
    return {
        dealer: digest_of(read_dealing(folder, dealer, own=own)).hex()[:32]
        for dealer in range(1, count + 1)
    }


def read_file(path: Path) -> Mapping[str, Any]:
    """Read one JSON file of the ceremony; raises `LinkageError`."""
    try:
        body = json.loads(path.read_bytes())
    except (OSError, ValueError):
        body = None
    if not isinstance(body, dict):
        raise LinkageError(
            "custodian.ceremony",
            "a file is missing or cannot be read",
            where=str(path),
            mend="Into the folder belong the dealings of all, and all secrets to you, your own with them.",
        )
    return body
