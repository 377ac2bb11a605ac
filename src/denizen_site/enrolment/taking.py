"""A supervisor takes up a visit that its clerk shares: the code works once, then only at that station.

Taking up wraps the visit's key anew, under a key that the supervisor's browser and station hold together; the
code that was read aloud opens nothing from then on.  All of it ends with the row: after ten minutes, or when
the clerk takes the visit back, or when the visit ends.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from denizen_site.config.database import in_our_words
from denizen_site.enrolment.actions import OpenVisit, unsealed, wrong_code
from denizen_site.enrolment.models import SharedVisit
from denizen_site.enrolment.seal import KEY_BYTES, VisitToken, seal, unseal
from denizen_site.errors import EnrolmentError

# A code's wrapping is sealed as version 0; one wrapping never stands in for the other.
TAKEN = 1


@dataclass(frozen=True, slots=True)
class ShareFacts:
    """Until when a visit is shared, and whether somebody has taken it up."""

    ends: datetime
    is_taken: bool


@in_our_words
def share_facts(opened: OpenVisit, *, at: datetime) -> ShareFacts | None:
    """Say how a visit is shared now; nothing when it is not."""
    row = SharedVisit.objects.filter(visit_id=opened.id, ends__gt=at).first()
    return None if row is None else ShareFacts(row.ends, row.tries_left == 0)


@in_our_words
def take_up(opened: OpenVisit, *, station_secret: bytes, at: datetime) -> VisitToken:
    """Take up a visit that was opened by its code; gives what the supervisor's cookie holds.

    Raises `EnrolmentError` when the code was used by somebody else at this moment.
    """
    token = VisitToken(opened.id, secrets.token_bytes(KEY_BYTES))
    wrapped = seal(opened.key, key=token.key(station_secret), id_=opened.id, version=TAKEN)
    rows = SharedVisit.objects.filter(visit_id=opened.id, ends__gt=at, tries_left__gt=0)
    if rows.update(wrapped=wrapped, tries_left=0) != 1:
        raise wrong_code()
    return token


@in_our_words
def open_taken(token: VisitToken, *, station_secret: bytes, at: datetime) -> OpenVisit:
    """Open a visit that was taken up at this station, while it is shared; raises `EnrolmentError`."""
    row = SharedVisit.objects.filter(visit_id=token.id, ends__gt=at, tries_left=0).first()
    if row is None:
        raise no_longer_shared()
    key = unseal(bytes(row.wrapped), key=token.key(station_secret), id_=token.id, version=TAKEN)
    return unsealed(token.id, key, at=at)


def no_longer_shared() -> EnrolmentError:
    """Make the refusal of a visit that is not shared any more."""
    return EnrolmentError(
        "visit.not_shared",
        "this visit is no longer shared: its ten minutes are over, or its clerk took it back",
        mend="Nothing is lost.  The clerk can share it again under a new code.",
    )
