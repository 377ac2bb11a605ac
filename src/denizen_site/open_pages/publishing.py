"""Add to the public log, sign its head, and write both as files.

One publisher works at a time, under the lock on the programme's row.  Entries, totals and head are one
transaction of the published database: whoever is killed leaves the log as it was or as it should be, and the
next run writes the files.  Running it twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from django.db import router, transaction

from denizen.charter import Charter
from denizen.public_log import (
    Entry,
    Kind,
    LogHead,
    leaf_hash,
    parse_head,
    root_of,
    sign_head,
    write_log,
)
from denizen.trust import KeyPurpose
from denizen_site.config.database import in_our_words
from denizen_site.config.files import write_whole
from denizen_site.config.home import alone_in, disk_error
from denizen_site.custody import queries as custody
from denizen_site.custody.bound_charter import bound_charter
from denizen_site.custody.queries import ProgrammeFacts
from denizen_site.custody.signing import choose_key, signer_for
from denizen_site.errors import PublicationError
from denizen_site.holds.queries import deletion_is_held
from denizen_site.ledger import actions as ledger
from denizen_site.ledger.acts import Act
from denizen_site.open_pages.models import DailyTotal, LogEntry
from denizen_site.open_pages.models import LogHead as HeadRow
from denizen_site.open_pages.pending import Pending, pending

LOG_FILE, HEAD_FILE = "log.jsonl", "log-head.jws"
LOG_PATH: Final = "/log"


@dataclass(frozen=True, slots=True)
class LogPublished:
    """What was done: entries added, the head's size, whether it was signed now, and the files written."""

    added: int
    size: int
    signed_now: bool
    days_deleted: int
    files: dict[str, Path]


@in_our_words
def publish_log(*, out: Path | None, at: datetime, charter: Charter | None = None) -> LogPublished:
    """Close the ledger's days, add what is new, sign the head, write the files, let old ledger days go.

    Without a folder only the database is written.  Raises `CustodyError` and `SigningUnavailableError` when the
    head cannot be signed, `PublicationError` for a clock behind the log, `StateError` for the disk.
    """
    today = custody.programme().local_day(at)
    ledger.close_days_before(today)
    with transaction.atomic():
        programme = custody.facts_of(custody.programme_row(lock=True))
        new = pending(today)
        signed = add(new, programme, at=at)
        if new:
            ledger.count(Act.LOG_PUBLISHED, day=today)
    files = {} if out is None else write_files(out)
    years = (charter or bound_charter()).retention.ledger_years
    # A legal hold keeps the ledger too.
    held = deletion_is_held()
    deleted = 0 if held else ledger.delete_by_schedule(today=today, years=years)
    return LogPublished(len(new), LogEntry.objects.count(), signed, deleted, files)


@in_our_words
def publish_notice(notice_id: str, text: str, *, at: datetime, by: str | None = None) -> None:
    """Add a legal notice to the log; the files follow with the next publishing.

    Raises `PublicationError` for a notice that was published already, and `MalformedError` for a text with a
    time of day in it.
    """
    with transaction.atomic():
        programme = custody.facts_of(custody.programme_row(lock=True))
        today = programme.local_day(at)
        subject = f"{Kind.LEGAL_NOTICE.value}:{notice_id}"
        if LogEntry.objects.filter(subject=subject).exists():
            raise PublicationError(
                "publication.notice_known",
                "a notice of this name was published before",
                mend="What is in the log stays; publish the new text under another name.",
            )
        body = {"id": notice_id, "text": text}
        add([Pending(subject, Entry(Kind.LEGAL_NOTICE, today, body))], programme, at=at)
        ledger.count(Act.NOTICE_PUBLISHED, day=today, by=by)


def add(new: Sequence[Pending], programme: ProgrammeFacts, *, at: datetime) -> bool:
    """Add entries and sign the head over all of them; says whether it was signed now."""
    today = programme.local_day(at)
    with transaction.atomic(using=router.db_for_write(LogEntry)):
        require_clock(today)
        size = LogEntry.objects.count()
        for index, each in enumerate(new, start=size):
            LogEntry.objects.create(
                index=index, subject=each.subject, day=today, entry=each.entry.to_bytes()
            )
            if each.entry.kind is Kind.DAILY_TOTALS:
                DailyTotal.objects.create(
                    day=date.fromisoformat(each.entry.body["of"]), table=each.entry.body["totals"]
                )
        if not new and head_is_current(size, today=today, at=at):
            return False
        sign(programme, at=at)
        return True


def require_clock(today: date) -> None:
    """Refuse to add on a day before the last one that the log names (`PublicationError`)."""
    last = HeadRow.objects.order_by("-size").first()
    if last is not None and today < last.day:
        raise PublicationError(
            "publication.clock_behind",
            "the public log was signed on a later day already",
            mend="Set this machine's date and time.",
        )


def head_is_current(size: int, *, today: date, at: datetime) -> bool:
    """Say whether the last head covers everything, is of today, and is by the key that signs now."""
    row = HeadRow.objects.filter(size=size, day=today).first()
    if row is None:
        return False
    key = choose_key(custody.keys(), KeyPurpose.STATUS, at=at)
    return parse_head(row.jws).key_id == key.public_key.key_id


def sign(programme: ProgrammeFacts, *, at: datetime) -> None:
    """Sign a head over all entries, and keep it."""
    leaves = [leaf_hash(entry) for entry in stored_entries()]
    head = LogHead(
        log=programme.issuer + LOG_PATH,
        size=len(leaves),
        root=root_of(leaves),
        day=programme.local_day(at),
    )
    text = sign_head(head, signer_for(KeyPurpose.STATUS, at=at))
    HeadRow.objects.update_or_create(size=head.size, defaults={"day": head.day, "jws": text})


def stored_entries() -> list[bytes]:
    """Give the bytes of all entries, in order."""
    rows = LogEntry.objects.order_by("index").values_list("entry", flat=True)
    return [bytes(entry) for entry in rows]


def write_files(out: Path) -> dict[str, Path]:
    """Write the log, and after it its head, so that no head covers more than the log beside it.

    The rows are read once the folder is ours: of two writers the later one has the newer log.
    """
    try:
        out.mkdir(mode=0o755, parents=True, exist_ok=True)
        with alone_in(out):
            with transaction.atomic(using=router.db_for_read(LogEntry)):
                entries = stored_entries()
                head = HeadRow.objects.get(size=len(entries))
            write_whole(out / LOG_FILE, write_log(entries))
            write_whole(out / HEAD_FILE, head.jws.encode() + b"\n")
    except OSError as fault:
        raise disk_error(fault, out) from None
    return {name: out / name for name in (LOG_FILE, HEAD_FILE)}
