"""Signing in: password, then a second factor, with a lock-out that strangers learn nothing from.

Every try by password costs the same, whoever it names: one slow hash and two commits.  After five failures
an account takes no password and no code for 15 minutes, after five more for 30, and so on up to a day;
meanwhile the answer is the one that a wrong password gets.  A passkey still opens the account: nobody guesses
one, and so a prankster who types wrong passwords keeps nobody from work.
"""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, timedelta

from django.db import transaction
from django.http import HttpRequest

from denizen_site.accounts import code_app, passkeys, passwords, recovery, sessions
from denizen_site.accounts.days import city_day
from denizen_site.accounts.models import Passkey, Staff
from denizen_site.accounts.sessions import SignedInSession, Stage
from denizen_site.config.database import in_our_words
from denizen_site.ledger.actions import count
from denizen_site.ledger.acts import Act

TRIES = 5
FIRST_LOCK = timedelta(minutes=15)
LONGEST_LOCK = timedelta(days=1)


def folded(username: str) -> str:
    """Write a sign-in name as it is stored."""
    return unicodedata.normalize("NFKC", username).strip().casefold()


@in_our_words
def by_password(username: str, password: str, *, at: datetime) -> Staff | None:
    """Find whose name and password these are, or nothing: unknown, wrong, locked and inactive look alike."""
    row = take_try(folded(username), at=at)
    fits = passwords.fits(password, row.password if row else "")
    if row is None or not fits or not has_factor(row):
        note_refusal(city_day(at))
        return None
    give_back(row.id)
    return row


@in_our_words
def by_code(session: SignedInSession, typed: str, *, at: datetime) -> bool:
    """Check the second factor of a half-way session: an app's code or a recovery code."""
    row = take_try(session.username, at=at)
    entry = typed.replace(" ", "")
    if row is not None and takes_code(row, entry, at=at):
        return True
    note_refusal(city_day(at))
    return False


@in_our_words
def proves(session: SignedInSession, password: str, *, at: datetime) -> bool:
    """Check the password of somebody who is signed in."""
    row = take_try(session.username, at=at)
    if not passwords.fits(password, row.password if row else "") or row is None:
        note_refusal(city_day(at))
        return False
    give_back(row.id)
    sessions.prove(session, at=at)
    return True


@in_our_words
def by_passkey(request: HttpRequest, answer: str, *, at: datetime) -> Staff | None:
    """Find whose passkey answered."""
    row = passkeys.signed_in_by(request, answer, at=at)
    if row is None:
        note_refusal(city_day(at))
    return row


@in_our_words
def complete(request: HttpRequest, staff: Staff, *, at: datetime) -> str:
    """Let somebody in whose factors were right; gives the session's token."""
    with transaction.atomic():
        Staff.objects.filter(id=staff.id).update(failures=0, locked_until=None)
        count(Act.SIGNED_IN, day=city_day(at), by=staff.id)
        return sessions.start(request, staff, stage=Stage.FULL, at=at)


def takes_code(row: Staff, entry: str, *, at: datetime) -> bool:
    """Try what was typed as what it looks like."""
    if code_app.is_code(entry):
        return code_app.take(row, entry, at=at)
    return recovery.is_code(entry) and recovery.take(row.id, entry)


def take_try(username: str, *, at: datetime) -> Staff | None:
    """Count a try before it is judged, so that many at once gain nothing; a right one gives it back.

    Gives nothing for a name that nobody has or that is locked; the commit is made all the same.
    """
    with transaction.atomic():
        count(Act.SIGN_IN_TRIED, day=city_day(at))
        rows = Staff.objects.select_for_update().filter(username=username, active=True)
        row = rows.first()
        if row is None or (row.locked_until is not None and at < row.locked_until):
            return None
        row.failures += 1
        if row.failures % TRIES == 0:
            row.locked_until = at + lock_after(row.failures)
            count(Act.STAFF_LOCKED_OUT, day=city_day(at))
        row.save(update_fields=["failures", "locked_until"])
    return row


def lock_after(failures: int) -> timedelta:
    """Say for how long an account is locked after so many failures."""
    doublings = min(failures // TRIES - 1, 10)
    return min(FIRST_LOCK * 2**doublings, LONGEST_LOCK)


def give_back(staff: str) -> None:
    """Give a right try back, with the lock that it may have set."""
    with transaction.atomic():
        row = Staff.objects.select_for_update().get(id=staff)
        if row.failures and row.failures % TRIES == 0:
            row.locked_until = None
        row.failures = max(row.failures - 1, 0)
        row.save(update_fields=["failures", "locked_until"])


def has_factor(row: Staff) -> bool:
    """Say whether an account has a second factor; without one, only its invitation opens it."""
    return row.totp_sealed is not None or Passkey.objects.filter(staff=row).exists()


def note_refusal(day: date) -> None:
    """Count a refused try; whose name it was is not kept."""
    count(Act.SIGN_IN_REFUSED, day=day)
