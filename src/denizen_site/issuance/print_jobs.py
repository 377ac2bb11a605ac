"""Cards that are printed later: queued sealed, printed in batches, and forgotten when a batch is accepted.

The database can name nobody: a job is sealed to the printing station's key in the transaction that issues its
card, and only the station has the other half.  A job stays until its batch is accepted, so that a card that
came out badly can be printed again; what becomes of the card then is `lifecycle.later`.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from denizen_site.config.database import in_our_words
from denizen_site.custody.queries import programme
from denizen_site.errors import IssuanceError
from denizen_site.holds.queries import deletion_is_held
from denizen_site.issuance.models import (
    BatchState,
    Card,
    JobState,
    PickUp,
    PrintBatch,
    PrintingStation,
    PrintJob,
    PrintState,
    Standing,
)
from denizen_site.issuance.orders import HeldCard
from denizen_site.issuance.print_seal import (
    ID_BYTES,
    KEY_BYTES,
    PrintedParts,
    SealedBatch,
    SealedJob,
    seal_job,
)
from denizen_site.issuance.stock import take_next
from denizen_site.ledger import actions as ledger
from denizen_site.ledger.acts import Act

MOST_IN_A_BATCH = 100
FEWEST_LETTERS = 6


@dataclass(frozen=True, slots=True)
class BatchFacts:
    """A batch as a value."""

    id: str
    station: str
    day: date
    size: int
    state: BatchState


@in_our_words
def register_station(public_key: bytes, *, at: datetime, by: str | None = None) -> str:
    """Seal cards to a new printing station from now on; gives its id.  Earlier ones keep their jobs."""
    day = programme().local_day(at)
    if len(public_key) != KEY_BYTES:
        raise IssuanceError("issuance.station_key", "not the public key of a printing station")
    with transaction.atomic():
        row = PrintingStation.objects.create(public_key=public_key, since=day)
        ledger.count(Act.PRINTING_KEY_REGISTERED, day=day, by=by)
    return row.id


@in_our_words
def retire_station(station: str, *, at: datetime, by: str | None = None) -> None:
    """Seal no more cards to a printing station; what waits for it may still be printed there."""
    day = programme().local_day(at)
    with transaction.atomic():
        rows = PrintingStation.objects.filter(id=station, retired__isnull=True)
        if rows.update(retired=day) != 1:
            raise no_station("there is no such printing station in use")
        ledger.count(Act.PRINTING_KEY_RETIRED, day=day, by=by)


def no_station(summary: str) -> IssuanceError:
    """Make the refusal where there is no printing station."""
    return IssuanceError(
        "issuance.no_printing_station",
        summary,
        mend="Make its key there (`denizen station keys`) and register it here (`denizen station register`).",
    )


@in_our_words
def queue(
    held: HeldCard, *, mail_to: Sequence[str] = (), at: datetime, by: str | None = None
) -> str:
    """Seal a card to the newest printing station, within the caller's transaction; gives its pick-up code.

    Meant for `hold` of `issue_held`.  A card with `mail_to`, the lines of a postal address, goes by mail and
    has no code (an empty text).  Raises `IssuanceError` where no printing station is registered.
    """
    if not transaction.get_connection().in_atomic_block:
        raise TypeError("a card is queued within its own transaction")
    station = newest_station()
    job_id, facts = secrets.token_bytes(ID_BYTES), programme()
    parts = PrintedParts.of(held.files, mail_to)
    PrintJob.objects.create(
        id=job_id,
        card_id=held.number.value,
        station=station,
        sealed=seal_job(parts, public_key=bytes(station.public_key), tag=facts.tag, job_id=job_id),
        day=facts.local_day(at),
        mailed=bool(mail_to),
    )
    Card.objects.filter(number=held.number.value).update(print_state=PrintState.WAITING)
    ledger.count(Act.PRINT_JOB_QUEUED, day=facts.local_day(at), by=by)
    return "" if mail_to else PickUp.objects.create(card_id=held.number.value).code


def newest_station() -> PrintingStation:
    """Find the printing station that cards are sealed to now."""
    rows = PrintingStation.objects.filter(retired__isnull=True).order_by("-since", "id")
    station = rows.first()
    if station is None:
        raise no_station("no printing station is registered, and this city prints later")
    return station


@in_our_words
def make_batch(
    *, station: str | None = None, most: int = MOST_IN_A_BATCH, at: datetime, by: str | None = None
) -> BatchFacts:
    """Put waiting jobs into a batch, in the order of their random ids; stopped cards are left out for good.

    Raises `IssuanceError` when none waits.
    """
    day = programme().local_day(at)
    with transaction.atomic():
        at_station = station or newest_station().id
        drop(PrintJob.objects.filter(card__standing=Standing.REVOKED), day=day)
        waiting = PrintJob.objects.filter(station=at_station, state=JobState.WAITING)
        rows = waiting.select_for_update(skip_locked=True).order_by("id")
        chosen = list(rows.values_list("id", flat=True)[: min(most, MOST_IN_A_BATCH)])
        if not chosen:
            raise IssuanceError(
                "issuance.no_jobs_waiting", "no card waits to be printed", mend="Nothing is to do."
            )
        batch = PrintBatch.objects.create(station_id=at_station, day=day, size=len(chosen))
        PrintJob.objects.filter(id__in=chosen).update(batch=batch, state=JobState.BATCHED)
        ledger.count(Act.BATCH_MADE, day=day, by=by)
    return batch_facts(batch)


def batch_facts(row: PrintBatch) -> BatchFacts:
    """Turn a row into a value."""
    return BatchFacts(row.id, row.station_id, row.day, row.size, BatchState(row.state))


@in_our_words
def batches() -> tuple[BatchFacts, ...]:
    """List the batches that are not accepted yet, oldest first."""
    rows = PrintBatch.objects.exclude(state=BatchState.ACCEPTED).order_by("day", "id")
    return tuple(batch_facts(row) for row in rows)


@in_our_words
def jobs_waiting() -> int:
    """Give how many cards wait for a batch."""
    return PrintJob.objects.filter(state=JobState.WAITING).count()


@in_our_words
def sealed_batch(batch_id: str) -> SealedBatch:
    """Give a batch's sealed jobs, for its printing station alone; raises `IssuanceError` for one unknown."""
    batch = find_batch(batch_id)
    rows = PrintJob.objects.filter(batch=batch).order_by("id")
    jobs = tuple(SealedJob(bytes(row.id), bytes(row.sealed)) for row in rows)
    return SealedBatch(programme().tag, batch.id, batch.station_id, jobs)


def find_batch(batch_id: str, *, lock: bool = False) -> PrintBatch:
    """Find a batch that is not accepted yet, locked until the transaction ends if asked."""
    rows = PrintBatch.objects.select_for_update() if lock else PrintBatch.objects.all()
    batch = rows.filter(id=batch_id.strip().upper()).exclude(state=BatchState.ACCEPTED).first()
    if batch is None:
        raise IssuanceError(
            "issuance.unknown_batch",
            "there is no open batch of this id",
            mend="Read it again; an accepted batch is over, and its jobs are deleted.",
        )
    return batch


@in_our_words
def mark_printed(
    batch_id: str,
    *,
    jobs: Collection[bytes] | None = None,
    at: datetime,
    by: str | None = None,
) -> int:
    """Note that a batch's jobs were printed, and use a blank card of the station for each; gives how many.

    `jobs` are the ids of those that were, if it was not the whole batch; spoilt ones that were printed again
    count again.  Raises `IssuanceError` when the stock does not reach.
    """
    day = programme().local_day(at)
    with transaction.atomic():
        batch = find_batch(batch_id, lock=True)
        due = PrintJob.objects.filter(batch=batch, state__in=[JobState.BATCHED, JobState.SPOILT])
        if jobs is not None:
            due = due.filter(id__in=jobs)
        printed = due.update(state=JobState.PRINTED)
        for _ in range(printed):
            take_next(batch.station_id, at=at, by=by)
        if batch.state == BatchState.MADE:
            PrintBatch.objects.filter(id=batch.id).update(state=BatchState.PRINTED)
            ledger.count(Act.BATCH_PRINTED, day=day, by=by)
        ledger.count(Act.CARD_PRINTED, day=day, times=printed, by=by)
    return printed


@in_our_words
def spoil_job(batch_id: str, job: str, *, at: datetime, by: str | None = None) -> None:
    """Note that a job's card came out badly: it is printed again, in this batch or the next.

    `job` is its id or the id's beginning.  Raises `IssuanceError` for one that is not in the batch.
    """
    day = programme().local_day(at)
    with transaction.atomic():
        batch = find_batch(batch_id, lock=True)
        begins = job.strip().lower()
        rows = PrintJob.objects.filter(batch=batch).exclude(state=JobState.SPOILT)
        ids = [each for each in rows.values_list("id", flat=True) if each.hex().startswith(begins)]
        if len(ids) != 1 or len(begins) < FEWEST_LETTERS:
            raise IssuanceError(
                "issuance.unknown_job",
                "no one job of this batch has an id that begins so",
                mend="The ids are in the names of the printed files.",
            )
        PrintJob.objects.filter(id=ids[0]).update(state=JobState.SPOILT)
        ledger.count(Act.CARD_SPOILT, day=day, by=by)


def drop(rows: QuerySet[PrintJob], *, day: date) -> int:
    """Delete jobs unprinted, with the pick-ups of their cards, within the caller's transaction.

    A legal hold keeps them; the card is stopped all the same.
    """
    if deletion_is_held():
        return 0
    cards = list(rows.values_list("card_id", flat=True))
    PickUp.objects.filter(card_id__in=cards).delete()
    deleted, _ = PrintJob.objects.filter(card_id__in=cards).delete()
    ledger.count(Act.PRINT_JOB_DELETED, day=day, times=deleted)
    return deleted


def let_go_of(number: str, *, day: date) -> None:
    """Delete whatever waits for one card, within the caller's transaction."""
    drop(PrintJob.objects.filter(card_id=number), day=day)
    if not deletion_is_held():
        PickUp.objects.filter(card_id=number).delete()
