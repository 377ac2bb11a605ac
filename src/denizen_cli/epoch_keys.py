"""The keys of the one-card check, as the command line adds, lists and burns them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from denizen.errors import InputError, LinkageError
from denizen_cli.limited_file import read_limited
from denizen_cli.output import ExitCode, Output

if TYPE_CHECKING:
    from denizen.charter import Epoch, OneCard
    from denizen_custodian.remote import RemoteCustodian
    from denizen_site.one_card.custodians import EpochKey

EPOCH = re.compile(r"\d{4}-\d{2}")
MOST_BYTES = 100_000


def is_epoch(name: str) -> bool:
    """Say whether a word names an epoch and no issuer key."""
    return EPOCH.fullmatch(name) is not None


def mode() -> OneCard:
    """Give the check as the charter has it; raises `InputError` where it is off."""
    from denizen_site.custody.bound_charter import bound_charter

    charter = bound_charter()
    found = charter.one_card
    if found is None:
        raise InputError(
            "one_card.off",
            "this city's charter does not have second cards looked for",
            where=f"{charter.id}/charter.toml, [one_card]",
            mend="A council decides it; docs/charter/schema.md shows the table. "
            "A charter that lies elsewhere is found by DENIZEN_CHARTERS.",
        )
    return found


def epoch_named(name: str) -> Epoch:
    """Find an epoch by its name; raises `InputError`."""
    found = mode()
    for number in range(1200):
        epoch = found.epoch(number)
        if epoch.name == name:
            return epoch
        if epoch.name > name:
            break
    raise InputError(
        "one_card.no_epoch",
        "the charter's calendar has no such epoch",
        where=name,
        mend=f"The first is {found.epoch(0).name}, and each has {found.epoch_months} months.",
    )


def embed(out: Output, *, at: datetime) -> None:
    """Deal the shares of every live epoch that has no key into this home; raises as `custodians.embed` does."""
    from denizen_site.custody.queries import programme
    from denizen_site.one_card import custodians

    found, day = mode(), programme().local_day(at)
    for epoch in found.live(day):
        if custodians.key_of(epoch) is None:
            custodians.embed(found, epoch)
            out.notice(f"notice: the shares of {epoch.name} lie in this home and protect nothing.")


def add(files: Sequence[Path], out: Output) -> None:
    """Write an epoch's public key from what every custodian gave; raises `InputError` where they disagree."""
    from denizen_site.one_card import custodians

    described = [described_in(path) for path in files]
    epochs = {str(each["epoch"]) for each in described}
    keys = {json.dumps([each["count"], each["commitments"]]) for each in described}
    if len(epochs) != 1 or len(keys) != 1:
        raise InputError(
            "one_card.custodians_disagree",
            "the files are not of one epoch and one key",
            where="--add",
            mend="All custodians must have seen the same key at the end of the ceremony.",
        )
    key = key_of(described)
    if len(key.signers) != key.public.count:
        raise InputError(
            "one_card.custodians_missing",
            f"{len(key.signers)} of {key.public.count} custodians are described",
            where="--add",
        )
    custodians.write_key(key, into=custodians.folder())
    out.say(f"Wrote the key of {key.public.epoch}.")


def described_in(path: Path) -> dict[str, Any]:
    """Read one custodian's description; raises `InputError`."""
    try:
        body = json.loads(read_limited(path, most=MOST_BYTES))
    except ValueError:
        body = None
    wanted = {"epoch", "index", "count", "commitments", "signer"}
    if not isinstance(body, dict) or set(body) != wanted:
        raise InputError(
            "one_card.description",
            "not what `denizen custodian public` writes",
            where=str(path),
        )
    return body


def key_of(described: Sequence[dict[str, Any]]) -> EpochKey:
    """Join descriptions to the epoch's key; raises `InputError` for values of another kind."""
    from denizen.linkage.oprf import PublicKey
    from denizen_site.one_card.custodians import EpochKey

    first = described[0]
    try:
        public = PublicKey(
            epoch_named(str(first["epoch"])).name,
            int(first["count"]),
            tuple(bytes.fromhex(each) for each in first["commitments"]),
        )
        signers = {int(each["index"]): bytes.fromhex(each["signer"]) for each in described}
    except (ValueError, TypeError):
        raise InputError(
            "one_card.description", "a value is not of its kind", where="--add"
        ) from None
    return EpochKey(public, signers)


def say_epochs(out: Output, *, at: datetime) -> None:
    """List the epochs that have begun and the next: their keys, who answers for them, when they are burned."""
    from denizen_site.custody.queries import programme
    from denizen_site.one_card import custodians
    from denizen_site.one_card.burning import is_burned
    from denizen_site.one_card.waiting import waits

    rows, day = [], programme().local_day(at)
    for epoch in begun_and_next(mode(), day):
        row = {
            "epoch": epoch.name,
            "begins": str(epoch.first_day) if epoch.first_day > day else None,
            "has_key": custodians.key_of(epoch) is not None,
            "embedded": bool(custodians.embedded_shares(epoch)),
            "burn_on": str(epoch.burn_on),
            "burned": is_burned(epoch),
        }
        rows.append(row)
        out.say(f"  {epoch.name}  {words(row)}")
    out.say(f"Checks that wait for custodians: {waits()}")
    out.json({"epochs": rows, "waiting": waits()})


def begun_and_next(found: OneCard, day: date) -> list[Epoch]:
    """Give the epochs that have begun, the oldest first, and the next, whose ceremony is held before."""
    begun = list(found.epochs_until(day))
    return [*begun, found.epoch(len(begun))]


def words(row: Mapping[str, object]) -> str:
    """Put one epoch into words."""
    if row["burned"]:
        return "burned"
    begins = f"begins on {row['begins']}, " if row["begins"] else ""
    if not row["has_key"]:
        return f"{begins}no key yet: hold the ceremony (docs/operate/custodian.md)"
    holders = "embedded, protects nothing" if row["embedded"] else "held by custodians"
    return f"{begins}{holders}, burned on {row['burn_on']}"


def ask(out: Output, *, at: datetime) -> ExitCode:
    """Ask the custodians of each key about nobody; `REFUSED` where too few answer, or no epoch has a key.

    Raises `OneCardError` where no custodian is named.
    """
    from denizen_site.one_card import custodians

    enough, rows = [], []
    for key in keys_in_force(at):
        told = [asked(key, each) for each in custodians.remote(at)]
        good, needed = sum(row["code"] is None for row in told), key.public.threshold
        enough.append(good >= needed)
        out.say(f"{key.public.epoch}: {good} of {key.public.count} answer; {needed} are needed.")
        for row in told:
            out.say(f"  {row['custodian']}  {row['host']}  {row['says']}")
        rows.append({"epoch": key.public.epoch, "good": good, "custodians": told})
    if not rows:
        out.say("No epoch has a key in force: hold the ceremony (docs/operate/custodian.md).")
    out.json({"epochs": rows})
    return ExitCode.GOOD if enough and all(enough) else ExitCode.REFUSED


def keys_in_force(at: datetime) -> list[EpochKey]:
    """Give the keys that are there and not burned; raises as `custodians.key_of` does."""
    from denizen_site.custody.queries import programme
    from denizen_site.one_card import custodians
    from denizen_site.one_card.burning import is_burned

    epochs = begun_and_next(mode(), programme().local_day(at))
    keys = [custodians.key_of(each) for each in epochs if not is_burned(each)]
    return [key for key in keys if key is not None]


def asked(key: EpochKey, custodian: RemoteCustodian) -> dict[str, Any]:
    """Ask one custodian for a random element, which is nobody's, and hold the answer to its proof."""
    from denizen.linkage.oprf import ThresholdEvaluator
    from denizen_site.one_card import custodians

    group = custodians.group()
    nobody = group.base_times(group.random_scalar())
    row: dict[str, Any] = {"custodian": custodian.index, "host": custodian.host}
    try:
        ThresholdEvaluator(key.public, [custodian], group).checked(custodian, (nobody,))
    except LinkageError as fault:
        return {**row, "code": fault.code, "says": f"{fault.summary} ({fault.code})"}
    return {**row, "code": None, "says": "answers, and the proof holds"}


def burn(name: str, records: Sequence[Path], *, out: Output, at: datetime) -> ExitCode:
    """Note an epoch's burn and publish its record; raises as `one_card.burning.burn` does."""
    from denizen_site.config.boot import current_environment
    from denizen_site.one_card import burning

    read = [read_limited(path, most=MOST_BYTES) for path in records]
    burned = burning.burn(mode(), epoch_named(name), records=read, at=at)
    path = burning.publish(current_environment().home / "public")
    out.say(f"The key of {burned.epoch} is gone for good; its rows were taken away.")
    out.say(f"Cards go on working. The record: {path}")
    out.json({"epoch": burned.epoch, "day": str(burned.day), "records": len(burned.records)})
    return ExitCode.GOOD
