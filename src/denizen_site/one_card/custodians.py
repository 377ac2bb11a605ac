"""The custodians as the programme knows them: public keys by epoch, where daemons answer, or an embedded set.

$DENIZEN_HOME/custodians/key-2027-07.json      the epoch's public key, and the keys that sign burns
$DENIZEN_HOME/custodians/custodians.toml       [[custodian]] index, host, port; tls.pem, tls.key, authority.pem
$DENIZEN_HOME/custodians/embedded-2027-07-1.json   a demonstration's shares; refused in live mode
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from denizen.charter import Epoch, OneCard
from denizen.linkage.oprf import (
    EmbeddedCustodian,
    Evaluator,
    Group,
    KeyShare,
    PublicKey,
    ThresholdEvaluator,
    accept,
    deal,
    read_share,
    write_share,
)
from denizen.linkage.oprf.ceremony import Plan
from denizen.trust import ProgrammeMode
from denizen_custodian.remote import RemoteCustodian, client_tls
from denizen_custodian.sodium import opened_group
from denizen_site.config.boot import current_environment
from denizen_site.config.files import write_whole
from denizen_site.custody.queries import programme
from denizen_site.errors import OneCardError
from denizen_site.one_card.together import TogetherEvaluator

FOLDER: Final = "custodians"
RULES: Final = "custodians.toml"


@dataclass(frozen=True, slots=True)
class EpochKey:
    """One epoch's public key, and by index the keys with which custodians sign counts and burns."""

    public: PublicKey
    signers: Mapping[int, bytes] = field(default_factory=dict)


def folder() -> Path:
    """Name the folder in the home."""
    return current_environment().home / FOLDER


def group() -> Group:
    """Load the group: the system's own libsodium in live mode, the carried one in a demonstration."""
    return group_of(programme().mode)


@lru_cache(maxsize=2)
def group_of(mode: ProgrammeMode) -> Group:
    """Load it once a process."""
    return opened_group("pysodium" if mode is ProgrammeMode.LIVE else "rbcl")


def key_of(epoch: Epoch) -> EpochKey | None:
    """Read an epoch's public key; None where the ceremony was not held yet.  Raises `OneCardError`."""
    path = folder() / f"key-{epoch.name}.json"
    if not path.exists():
        return None
    try:
        return read_key(json.loads(path.read_bytes()), epoch)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise damaged(path) from None


def read_key(body: Mapping[str, Any], epoch: Epoch) -> EpochKey:
    """Read the file's content; raises `ValueError` for anything but the epoch's key."""
    public = PublicKey(
        str(body["epoch"]),
        int(body["count"]),
        tuple(bytes.fromhex(each) for each in body["commitments"]),
    )
    if public.epoch != epoch.name:
        raise ValueError(epoch.name)
    for each in public.commitments:
        group().element(each, where="key")
    return EpochKey(public, {int(i): bytes.fromhex(key) for i, key in body["signers"].items()})


def write_key(key: EpochKey, *, into: Path) -> None:
    """Write an epoch's public key."""
    body = {
        "epoch": key.public.epoch,
        "count": key.public.count,
        "commitments": [each.hex() for each in key.public.commitments],
        "signers": {str(index): each.hex() for index, each in sorted(key.signers.items())},
    }
    into.mkdir(mode=0o700, exist_ok=True)
    path = into / f"key-{key.public.epoch}.json"
    write_whole(path, json.dumps(body, indent=1).encode(), mode=0o600)


def evaluator(epoch: Epoch, key: PublicKey, *, at: datetime) -> Evaluator:
    """Give whoever evaluates under an epoch's key; raises `OneCardError` where nobody is named."""
    embedded = embedded_shares(epoch)
    if embedded:
        refuse_embedded()
        here = [EmbeddedCustodian(each, group()) for each in embedded]
        return ThresholdEvaluator(key, here, group())
    return TogetherEvaluator(key, remote(at), group())


def embedded_shares(epoch: Epoch) -> list[KeyShare]:
    """Read a demonstration's shares of an epoch; none where there are none."""
    paths = sorted(folder().glob(f"embedded-{epoch.name}-*.json"))
    return [read_share(path.read_bytes(), group()) for path in paths]


def is_embedded() -> bool:
    """Say whether any epoch's shares lie in this very home; they protect nothing."""
    return any(folder().glob("embedded-*.json"))


def refuse_embedded() -> None:
    """Refuse embedded custodians in live mode (`OneCardError`)."""
    if programme().mode is ProgrammeMode.LIVE:
        raise OneCardError(
            "one_card.embedded_in_live",
            "embedded custodians are for demonstrations only",
            where=str(folder()),
            mend="Hold the ceremony with custodians of their own: docs/operate/custodian.md.",
        )


def embed(mode: OneCard, epoch: Epoch) -> EpochKey:
    """Deal an epoch's shares into this home, for a demonstration; raises `OneCardError` in live mode."""
    refuse_embedded()
    if key_of(epoch) is not None:
        raise OneCardError("one_card.has_key", "this epoch has a key", where=epoch.name)
    plan = Plan(epoch.name, mode.needed, len(mode.custodians))
    numbers = range(1, plan.count + 1)
    dealings = [deal(plan, dealer, group=group()) for dealer in numbers]
    shares = [accept(plan, own, dealings=dealings, group=group()) for own in numbers]
    key = EpochKey(shares[0].public)
    write_key(key, into=folder())
    for share in shares:
        path = folder() / f"embedded-{epoch.name}-{share.index}.json"
        write_whole(path, write_share(share), mode=0o600)
    return key


def remote(at: datetime) -> list[RemoteCustodian]:
    """Read where custodians answer; raises `OneCardError` where nobody is named or a line is wrong."""
    rows = addresses()
    tls = client_tls(folder())
    day = programme().local_day(at)
    return [RemoteCustodian(index, host, port, tls, lambda: day) for index, host, port in rows]


def addresses() -> list[tuple[int, str, int]]:
    """Read custodians.toml."""
    path = folder() / RULES
    try:
        body = tomllib.loads(path.read_text(encoding="utf-8"))
        return [
            (int(row["index"]), str(row["host"]), int(row["port"])) for row in body["custodian"]
        ]
    except FileNotFoundError:
        raise OneCardError(
            "one_card.no_custodians",
            "no custodian is named",
            where=str(path),
            mend="docs/operate/one-card.md shows the file.",
        ) from None
    except (OSError, ValueError, KeyError, TypeError):
        raise damaged(path) from None


def damaged(path: Path) -> OneCardError:
    """Make the refusal of a file that cannot be used."""
    return OneCardError(
        "one_card.custodians_file",
        "the file is damaged or is not of this epoch",
        where=path.name,
        mend="Write it again from what the custodians gave (docs/operate/one-card.md).",
    )
