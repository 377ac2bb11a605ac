"""Burning an epoch: so many custodians have destroyed their shares that nobody can use the key any more.

Each custodian signs that it did; the records are published.  Then the epoch's rows, noise by now, are taken
away.  Every card goes on working: none ever depended on the index.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from denizen.charter import Epoch, OneCard
from denizen_custodian.durable import destroy
from denizen_custodian.folder import is_signed
from denizen_site.config.database import forget_deleted, in_our_words
from denizen_site.config.files import write_whole
from denizen_site.config.home import disk_error
from denizen_site.config.partitioned import drop_part
from denizen_site.custody.queries import programme
from denizen_site.errors import OneCardError
from denizen_site.holds.actions import require_no_hold
from denizen_site.ledger import actions as ledger
from denizen_site.ledger.acts import Act
from denizen_site.one_card import custodians
from denizen_site.one_card.custodians import EpochKey
from denizen_site.one_card.models import EpochBurn, WaitingCheck
from denizen_site.one_card.nights import TABLE
from denizen_site.one_card.waiting import TABLE as CHECKS_TABLE

PUBLISHED: Final = "burned-epochs.json"


@dataclass(frozen=True, slots=True)
class Burned:
    """One epoch's burn as it is published."""

    epoch: str
    day: date
    records: tuple[Mapping[str, str], ...]


@in_our_words
def burn(mode: OneCard, epoch: Epoch, *, records: Sequence[bytes], at: datetime) -> Burned:
    """Note that an epoch's key is gone, on enough custodians' signed word, and take its rows away.

    In a demonstration the embedded shares are destroyed here instead.  Raises `HoldError` under a legal hold,
    and `OneCardError` for too few good records or an epoch that was burned before.
    """
    require_no_hold()
    if EpochBurn.objects.filter(epoch=epoch.number).exists():
        raise OneCardError("one_card.burned_before", "this epoch was burned", where=epoch.name)
    embedded = bool(custodians.embedded_shares(epoch))
    statements = [] if embedded else checked_records(mode, epoch, records=records)
    burned = Burned(epoch.name, programme().local_day(at), tuple(statements))
    if embedded:
        destroy_embedded(epoch)
    with transaction.atomic():
        note(epoch, burned)
    forget_deleted(CHECKS_TABLE)
    return burned


def note(epoch: Epoch, burned: Burned) -> None:
    """Write the burn down and take the rows and waiting checks of the epoch away."""
    drop_part(TABLE, epoch.number, column="epoch")
    WaitingCheck.objects.filter(epoch=epoch.number).delete()
    EpochBurn.objects.create(
        epoch=epoch.number,
        called=epoch.name,
        day=burned.day,
        records=json.dumps(list(burned.records)),
    )
    ledger.count(Act.EPOCH_BURNED, day=burned.day)


def checked_records(
    mode: OneCard, epoch: Epoch, *, records: Sequence[bytes]
) -> list[Mapping[str, str]]:
    """Hold records to the custodians' keys; raises `OneCardError` for a bad one, or for too few."""
    key = custodians.key_of(epoch)
    if key is None:
        raise OneCardError("one_card.no_key", "the epoch has no key", where=epoch.name)
    by_custodian = dict(checked_record(key, epoch, data=data) for data in records)
    if len(by_custodian) < mode.burners:
        raise OneCardError(
            "one_card.too_few_burned",
            f"{len(by_custodian)} of the {mode.burners} custodians needed have burned",
            where=epoch.name,
            mend="`denizen custodian burn` at each of them; bring its burned.json.",
        )
    return [by_custodian[index] for index in sorted(by_custodian)]


def checked_record(key: EpochKey, epoch: Epoch, *, data: bytes) -> tuple[int, Mapping[str, str]]:
    """Check one signed record; raises `OneCardError`."""
    try:
        record: dict[str, Any] = json.loads(data)
        statement = json.loads(record["statement"])
        index, name = int(statement["custodian"]), str(statement["burned"])
        signer = key.signers[index]
        base64.b64decode(record["signature"], validate=True)
    except (ValueError, KeyError, TypeError):
        raise bad_record("the record cannot be read, or is of no custodian of this epoch") from None
    if name != epoch.name:
        raise bad_record("the record is of another epoch")
    if not is_signed(record, signer):
        raise bad_record(f"the signature is not custodian {index}'s")
    return index, {"statement": record["statement"], "signature": record["signature"]}


def bad_record(summary: str) -> OneCardError:
    """Make the refusal of a record."""
    return OneCardError(
        "one_card.burn_record", summary, mend="Bring the burned.json from the custodian's folder."
    )


def destroy_embedded(epoch: Epoch) -> None:
    """Destroy a demonstration's shares."""
    for path in custodians.folder().glob(f"embedded-{epoch.name}-*.json"):
        destroy(path)


@in_our_words
def burns() -> tuple[Burned, ...]:
    """List the burns, the oldest first."""
    rows = EpochBurn.objects.order_by("epoch")
    return tuple(Burned(row.called, row.day, tuple(json.loads(row.records))) for row in rows)


@in_our_words
def is_burned(epoch: Epoch) -> bool:
    """Say whether an epoch was burned."""
    return EpochBurn.objects.filter(epoch=epoch.number).exists()


def publish(folder: Path) -> Path:
    """Write every burn with what the custodians signed into the public folder; gives the file."""
    path = folder / PUBLISHED
    body = [
        {"epoch": each.epoch, "day": str(each.day), "records": list(each.records)}
        for each in burns()
    ]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise disk_error(fault, folder) from None
    write_whole(path, json.dumps(body, indent=1).encode())
    return path
