"""What the programme does by itself: once a minute what is over is deleted, on the fixed clock lists go out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from denizen_site.accounts import actions as accounts
from denizen_site.adjudication import actions as adjudication
from denizen_site.config.home import disk_error
from denizen_site.custody.bound_charter import bound_charter
from denizen_site.custody.queries import programme
from denizen_site.enrolment import actions as enrolment
from denizen_site.ledger import actions as ledger
from denizen_site.ledger.acts import Act
from denizen_site.lifecycle import actions as lifecycle
from denizen_site.lifecycle.clock import slot_at
from denizen_site.lifecycle.models import PublishedStatus
from denizen_site.lifecycle.public_files import STATUS_CWT
from denizen_site.open_pages.publishing import publish_log


def charter_name() -> str:
    """Name the charter that the public door is to show."""
    return programme().charter_id


def every_minute(*, at: datetime, out: Path) -> None:
    """Delete what is over; publish when the clock's hour has come, or when nothing was published yet."""
    forget(at=at)
    if is_due(at=at, out=out):
        publish(at=at, out=out)


def forget(*, at: datetime) -> None:
    """Delete visits, shares, sessions, invitations and case files that are over."""
    left = enrolment.sweep(at=at)
    if left:
        ledger.count(Act.VISIT_TIMED_OUT, day=programme().local_day(at), times=left)
    accounts.sweep(at=at)
    adjudication.sweep(at=at)


def is_due(*, at: datetime, out: Path) -> bool:
    """Say whether the present hour's list is still to be published."""
    if not (out / STATUS_CWT).is_file():
        return True
    last = PublishedStatus.objects.first()
    return last is None or last.slot < slot_at(at, bound_charter().lists.publish_hours).start


def publish(*, at: datetime, out: Path) -> None:
    """Write the lists and the public log into the folder that the public door gives out."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise disk_error(fault, out) from None
    lifecycle.sweep(at=at)
    lifecycle.publish(out=out, charter=bound_charter(), at=at)
    publish_log(out=out, at=at)
