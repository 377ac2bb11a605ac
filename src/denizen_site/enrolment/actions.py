"""Begin, open, save and end a visit; share it for ten minutes; forget what was left."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.db import IntegrityError, transaction

from denizen.credential.crockford import fold, random_code
from denizen_site.config.database import in_our_words
from denizen_site.enrolment.models import SealedVisit, SharedVisit
from denizen_site.enrolment.seal import VisitToken, key_from_code, not_here, seal, unseal
from denizen_site.enrolment.visit import Visit, read_visit, write_visit
from denizen_site.errors import EnrolmentError
from denizen_site.holds.actions import require_intake_open
from denizen_site.holds.queries import deletion_is_held

SHARE_MINUTES = 10
SHARE_TRIES = 5
LOCATOR_LENGTH, SECRET_LENGTH = 3, 7
QUARTER = timedelta(minutes=15)
# The end of a visit that is over and whose row a legal hold keeps: no hour of anybody's.
KEPT = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class OpenVisit:
    """A visit as it stands, the version it stands at, and what is needed to save it."""

    visit: Visit
    version: int
    id: bytes
    key: bytes = field(repr=False)

    def changed(self, visit: Visit) -> OpenVisit:
        """Give the same row with other content, not saved yet."""
        return OpenVisit(visit, self.version, self.id, self.key)


@in_our_words
def open_visit(visit: Visit, *, station_secret: bytes, at: datetime, hours: int) -> VisitToken:
    """Begin a visit and give what its cookie holds; it ends by itself after `hours`, to the next quarter.

    Raises `HoldError` while intake is paused.
    """
    require_intake_open()
    token = VisitToken.new()
    key = token.key(station_secret)
    SealedVisit.objects.create(
        id=token.id,
        version=1,
        sealed=seal(write_visit(visit), key=key, id_=token.id, version=1),
        ends=quarter_after(at + timedelta(hours=hours)),
    )
    return token


@in_our_words
def load(token: VisitToken, *, station_secret: bytes, at: datetime) -> OpenVisit:
    """Open a visit; raises `EnrolmentError` when it is over or was begun elsewhere."""
    return unsealed(token.id, token.key(station_secret), at=at)


def unsealed(id_: bytes, key: bytes, *, at: datetime) -> OpenVisit:
    """Open a row with its key."""
    row = SealedVisit.objects.filter(id=id_, ends__gt=at).first()
    if row is None:
        raise gone()
    plain = unseal(bytes(row.sealed), key=key, id_=id_, version=row.version)
    return OpenVisit(read_visit(plain), row.version, id_, key)


@in_our_words
def save(opened: OpenVisit) -> OpenVisit:
    """Save the next version; raises `EnrolmentError` when somebody saved one meanwhile, and then saves nothing.

    Within the caller's transaction, if there is one: a card is recorded together with the visit that holds it.
    """
    following = opened.version + 1
    sealed = seal(write_visit(opened.visit), key=opened.key, id_=opened.id, version=following)
    rows = SealedVisit.objects.filter(id=opened.id, version=opened.version)
    if rows.update(sealed=sealed, version=following) != 1:
        raise changed_elsewhere() if SealedVisit.objects.filter(id=opened.id).exists() else gone()
    return OpenVisit(opened.visit, following, opened.id, opened.key)


@in_our_words
def end(opened: OpenVisit) -> None:
    """Delete the visit at this version; raises `EnrolmentError` when it was changed or ended meanwhile.

    A legal hold keeps the row, which is over all the same and which nobody can open any more.
    """
    with transaction.atomic():
        rows = SealedVisit.objects.select_for_update().filter(id=opened.id)
        row = rows.exclude(ends=KEPT).first()
        if row is None:
            raise gone()
        if row.version != opened.version:
            raise changed_elsewhere()
        if deletion_is_held():
            rows.update(ends=KEPT)
        else:
            row.delete()


@in_our_words
def share(opened: OpenVisit, *, at: datetime) -> str:
    """Wrap the visit's key under a new one-time code and give the code; an earlier one stops working."""
    word = random_code(LOCATOR_LENGTH + SECRET_LENGTH)
    locator, secret = word[:LOCATOR_LENGTH], word[LOCATOR_LENGTH:]
    salt = secrets.token_bytes(16)
    wrapped = seal(opened.key, key=key_from_code(secret, salt), id_=opened.id, version=0)
    with transaction.atomic():
        SharedVisit.objects.filter(visit_id=opened.id).delete()
        SharedVisit.objects.filter(ends__lte=at).delete()
        try:
            SharedVisit.objects.create(
                locator=locator,
                visit_id=opened.id,
                salt=salt,
                wrapped=wrapped,
                tries_left=SHARE_TRIES,
                ends=at + timedelta(minutes=SHARE_MINUTES),
            )
        except IntegrityError:
            raise EnrolmentError(
                "visit.share_again", "no code could be made just now", mend="Ask for one again."
            ) from None
    return f"{word[:5]}-{word[5:]}"


@in_our_words
def unshare(opened: OpenVisit) -> None:
    """Take a shared visit back at once."""
    SharedVisit.objects.filter(visit_id=opened.id).delete()


@in_our_words
def open_shared(code: str, *, at: datetime) -> OpenVisit:
    """Open a visit by the code that its clerk reads out, while it is shared.

    Raises `EnrolmentError` for a wrong or worn-out code; after five wrong ones the code stops working.
    """
    word = fold(code)
    locator, secret = word[:LOCATOR_LENGTH], word[LOCATOR_LENGTH:]
    with transaction.atomic():
        rows = SharedVisit.objects.select_for_update().filter(locator=locator, ends__gt=at)
        row = rows.filter(tries_left__gt=0).first()  # none are left once the code was used
        if row is None or len(secret) != SECRET_LENGTH:
            raise wrong_code()
        key = unwrapped(row, secret)
        if key is None:
            spend_a_try(row)
    if key is None:
        raise wrong_code()
    return unsealed(bytes(row.visit_id), key, at=at)


def unwrapped(row: SharedVisit, secret: str) -> bytes | None:
    """Unwrap the visit's key, or give nothing for a wrong code."""
    wrapping = key_from_code(secret, bytes(row.salt))
    try:
        return unseal(bytes(row.wrapped), key=wrapping, id_=bytes(row.visit_id), version=0)
    except EnrolmentError:
        return None


def spend_a_try(row: SharedVisit) -> None:
    """Note a wrong code; the last one withdraws the offer."""
    if row.tries_left <= 1:
        row.delete()
        return
    row.tries_left -= 1
    row.save(update_fields=["tries_left"])


@in_our_words
def sweep(*, at: datetime) -> int:
    """Delete unread what is past its end; gives how many visits nobody had ended.  A hold keeps all of it."""
    with transaction.atomic():
        if deletion_is_held():
            return 0
        SharedVisit.objects.filter(ends__lte=at).delete()
        over = SealedVisit.objects.filter(ends__lte=at)
        number = over.exclude(ends=KEPT).count()
        over.delete()
    return number


def quarter_after(at: datetime) -> datetime:
    """Round up to a quarter of an hour, so that the row does not say when its visit began."""
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    quarters = -((midnight - at) // QUARTER)
    return midnight + quarters * QUARTER


def gone() -> EnrolmentError:
    """Make the refusal of a visit that is over."""
    return EnrolmentError(
        "visit.gone",
        "this visit is over: handed over, ended, or left for too long",
        mend="Nothing of it is kept.  Begin a new visit.",
    )


def changed_elsewhere() -> EnrolmentError:
    """Make the refusal to save over what somebody else saved."""
    return EnrolmentError(
        "visit.changed_elsewhere",
        "this visit was changed in another window after this page was opened",
        mend="The newest state is shown now; what was saved there is kept.  Enter your change again.",
    )


def wrong_code() -> EnrolmentError:
    """Make the refusal of a share code, the same for every cause."""
    return EnrolmentError(
        "visit.share_code",
        "no visit is shared under this code",
        mend="Codes work for ten minutes.  Ask the clerk to read it again, or to share anew.",
    )


__all__ = [
    "OpenVisit", "VisitToken", "end", "load", "not_here", "open_shared", "open_visit", "save", "share",
    "sweep", "unshare",
]  # fmt: skip
