"""What becomes of cards that are printed later: accepted, mailed, picked up, or stopped when nobody comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from denizen.credential import CardNumber
from denizen.credential.crockford import fold
from denizen_site.config.database import forget_deleted, in_our_words
from denizen_site.custody.queries import programme
from denizen_site.errors import LifecycleError
from denizen_site.holds.actions import require_no_hold
from denizen_site.issuance.models import BatchState, JobState, PickUp, PrintBatch, PrintJob
from denizen_site.issuance.print_jobs import drop, find_batch, mark_printed
from denizen_site.ledger import actions as ledger
from denizen_site.ledger.acts import Act
from denizen_site.lifecycle.stopping import mark_stopped
from denizen_site.lifecycle.succession import hand_over


@dataclass(frozen=True, slots=True)
class AcceptedBatch:
    """How many cards lie ready, how many went by mail, how many wait again since they were spoilt."""

    ready: int
    mailed: int
    spoilt: int


@in_our_words
def accept_batch(batch_id: str, *, at: datetime, by: str | None = None) -> AcceptedBatch:
    """Accept what a printing station delivered, and delete its sealed jobs: from now on they name nobody.

    Cards for the mail are posted and count as handed over; the others wait for their pick-up codes.  What is
    still spoilt goes into another batch.  Raises `IssuanceError` for an unknown batch, and `HoldError` while a
    legal hold is in force, since to accept is to delete.
    """
    require_no_hold()
    day = programme().local_day(at)
    with transaction.atomic():
        batch = find_batch(batch_id, lock=True)
        spoilt = PrintJob.objects.filter(batch=batch, state=JobState.SPOILT)
        again = spoilt.update(state=JobState.WAITING, batch=None)
        if PrintJob.objects.filter(batch=batch, state=JobState.BATCHED).exists():
            mark_printed(batch.id, at=at, by=by)
        jobs = PrintJob.objects.filter(batch=batch)
        rows = list(jobs.filter(card__standing="active").values_list("card_id", "mailed"))
        jobs.delete()
        posted = [number for number, mailed in rows if mailed]
        for number in posted:
            hand_over(CardNumber(number), at=at, by=by)
        waiting = [number for number, mailed in rows if not mailed]
        PickUp.objects.filter(card_id__in=waiting).update(ready=day)
        PrintBatch.objects.filter(id=batch.id).update(state=BatchState.ACCEPTED)
        ledger.count(Act.CARD_MAILED, day=day, times=len(posted), by=by)
        ledger.count(Act.BATCH_ACCEPTED, day=day, by=by)
    # PostgreSQL keeps deleted rows until it tidies up; a caller's own transaction leaves that to the night.
    if not transaction.get_connection().in_atomic_block:
        forget_deleted("issuance_printjob")
    return AcceptedBatch(len(waiting), len(posted), again)


@in_our_words
def find_pick_up(code: str) -> CardNumber:
    """Give the number of the card that lies ready for a code; raises `LifecycleError` for none."""
    row = PickUp.objects.filter(code=fold(code)).first()
    if row is None:
        raise LifecycleError(
            "lifecycle.unknown_pick_up",
            "no card waits under this code",
            mend="Read the slip again.  A card that nobody fetched in time was stopped.",
        )
    if row.ready is None:
        raise LifecycleError(
            "lifecycle.not_ready", "the card is not printed yet", mend="Ask again another day."
        )
    return CardNumber(row.card_id)


@in_our_words
def pick_up(code: str, *, at: datetime, by: str | None = None) -> CardNumber:
    """Hand a card over to whoever brought its code and has its face; raises as `find_pick_up`."""
    with transaction.atomic():
        number = find_pick_up(code)
        hand_over(number, at=at, by=by)
    return number


def expire(today: date, *, days: int) -> int:
    """Delete jobs that no batch was accepted for in time, and pick-ups that nobody came for; stop their cards.

    Within the caller's transaction; gives how many cards were stopped.
    """
    last = today - timedelta(days=days)
    jobs = PrintJob.objects.filter(day__lt=last)
    fetched = PickUp.objects.filter(ready__lt=last)
    numbers = {*jobs.values_list("card_id", flat=True), *fetched.values_list("card_id", flat=True)}
    drop(jobs, day=today)
    fetched.delete()
    stopped = sum(mark_stopped(number) for number in numbers)
    ledger.count(Act.STOPPED_NOT_COLLECTED, day=today, times=stopped)
    drop(PrintJob.objects.filter(card__standing="revoked"), day=today)
    return stopped
