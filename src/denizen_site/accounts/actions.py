"""What is done to accounts: added, invited, changed, opened again, closed; one's own settings; the sweep."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, connection, transaction
from django.db.models import F

from denizen_site.accounts import passwords, sessions
from denizen_site.accounts.code_app import SECONDS, SLACK
from denizen_site.accounts.codes import invitation_hash, new_invitation
from denizen_site.accounts.days import city_day
from denizen_site.accounts.models import Invitation, Passkey, RecoveryCode, Session, Staff
from denizen_site.accounts.roles import Role
from denizen_site.accounts.sessions import SignedInSession
from denizen_site.accounts.sign_in import folded, has_factor
from denizen_site.config.database import in_our_words
from denizen_site.errors import AccountError
from denizen_site.ledger.actions import count
from denizen_site.ledger.acts import Act

INVITATION_LIFE = timedelta(days=3)
USERNAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,38}[a-z0-9])")
NOT_LAST = "accounts.last_director"
DIRECTORS_LOCK = (
    0x6469726563746F72  # any number of our own; PostgreSQL's advisory locks are numbered
)


@dataclass(frozen=True, slots=True)
class Invited:
    """An account and the code of its invitation, which is shown once and stored nowhere."""

    staff: str
    username: str
    code: str
    expires: datetime

    def __repr__(self) -> str:
        """Show neither the name nor the code."""
        return f"Invited({self.staff})"


@in_our_words
def add(username: str, shown_as: str, *, role: Role, at: datetime, by: str) -> Invited:
    """Add a member of staff, who sets their own password and factor with the invitation's code."""
    with transaction.atomic():
        staff = create(username, shown_as, role=role)
        count(Act.STAFF_ADDED, day=city_day(at), by=by)
        return invitation(staff, at=at)


@in_our_words
def first_director(username: str, shown_as: str, *, at: datetime) -> Invited:
    """Add the first director; raises `AccountError` when there is an active one already."""
    with transaction.atomic():
        one_at_a_time()
        if Staff.objects.filter(role=Role.DIRECTOR, active=True).exists():
            raise AccountError(
                "accounts.director_exists",
                "this programme has a director already",
                mend="A director adds others on the Staff page. If none can sign in: "
                "`denizen staff list`, then `denizen staff invite USERNAME`.",
            )
        staff = create(username, shown_as, role=Role.DIRECTOR)
        count(Act.STAFF_ADDED, day=city_day(at))
        return invitation(staff, at=at)


def create(username: str, shown_as: str, *, role: Role) -> Staff:
    """Write a new account down; raises `AccountError` for a name that will not do or is taken."""
    name = folded(username)
    if not USERNAME.fullmatch(name):
        raise AccountError(
            "accounts.username",
            "a sign-in name has 2 to 40 letters a-z, digits, dots, hyphens or underscores",
            mend="Choose one that begins and ends with a letter or a digit.",
        )
    try:
        with transaction.atomic():
            return Staff.objects.create(username=name, shown_as=shown_as.strip(), role=role)
    except IntegrityError:
        raise AccountError("accounts.username_taken", "somebody has that sign-in name") from None


@in_our_words
def invite(staff: str, *, at: datetime, by: str | None) -> Invited:
    """Invite somebody anew: password and factors are taken away and every session ends."""
    with transaction.atomic():
        row = locked(staff, active=True)
        strip(row)
        count(Act.SECOND_FACTOR_RESET, day=city_day(at), by=by)
        return invitation(row, at=at)


def invitation(staff: Staff, *, at: datetime) -> Invited:
    """Write an invitation down in place of an older one."""
    code, expires = new_invitation(), at + INVITATION_LIFE
    Invitation.objects.filter(staff=staff).delete()
    Invitation.objects.create(id=invitation_hash(code), staff=staff, expires=expires)
    return Invited(staff.id, staff.username, code, expires)


@in_our_words
def invited_by(code: str, *, at: datetime) -> Staff | None:
    """Find whom a code invites, or nothing."""
    rows = Invitation.objects.filter(id=invitation_hash(code), expires__gt=at, staff__active=True)
    found = rows.select_related("staff").first()
    return None if found is None else found.staff


@in_our_words
def joined(session: SignedInSession, *, at: datetime) -> Staff:
    """End an invitation, now that its account has a password and a factor; raises `AccountError`."""
    with transaction.atomic():
        row = locked(session.staff, active=True)
        if not row.password or not has_factor(row):
            raise AccountError("accounts.not_joined", "password and second factor are not both set")
        if not Invitation.objects.filter(staff=row).delete()[0]:
            raise AccountError("accounts.no_invitation", "the invitation is over")
        count(Act.SECOND_FACTOR_ADDED, day=city_day(at), by=row.id)
    return row


@in_our_words
def change_role(staff: str, role: Role, *, at: datetime, by: str) -> None:
    """Give somebody another role; every session of theirs ends."""
    with transaction.atomic():
        one_at_a_time()
        row = locked(staff, active=True)
        if role is not Role.DIRECTOR:
            keep_a_director(row)
        if row.role == role:
            return
        row.role = role
        row.save(update_fields=["role"])
        end_sessions(row)
        count(Act.STAFF_CHANGED, day=city_day(at), by=by)


@in_our_words
def deactivate(staff: str, *, at: datetime, by: str) -> None:
    """Close an account; the row stays, since the ledger names it."""
    with transaction.atomic():
        one_at_a_time()
        row = locked(staff, active=True)
        keep_a_director(row)
        row.active = False
        row.save(update_fields=["active"])
        strip(row)
        Invitation.objects.filter(staff=row).delete()
        count(Act.STAFF_DEACTIVATED, day=city_day(at), by=by)


@in_our_words
def reactivate(staff: str, *, at: datetime, by: str) -> Invited:
    """Open a closed account again, by invitation."""
    with transaction.atomic():
        row = locked(staff, active=False)
        row.active = True
        row.save(update_fields=["active"])
        count(Act.STAFF_CHANGED, day=city_day(at), by=by)
        return invitation(row, at=at)


@in_our_words
def unlock(staff: str, *, at: datetime, by: str | None) -> None:
    """Let an account try again at once after too many wrong tries."""
    with transaction.atomic():
        row = locked(staff, active=True)
        row.failures, row.locked_until = 0, None
        row.save(update_fields=["failures", "locked_until"])
        count(Act.STAFF_UNLOCKED, day=city_day(at), by=by)


def one_at_a_time() -> None:
    """Let one transaction at a time ask how many directors there are; on SQLite each is alone anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [DIRECTORS_LOCK])


def locked(staff: str, *, active: bool) -> Staff:
    """Find an account and hold it until the transaction ends; raises `AccountError`."""
    row = Staff.objects.select_for_update().filter(id=staff, active=active).first()
    if row is None:
        raise AccountError("accounts.no_such_account", "there is no such account")
    return row


def keep_a_director(row: Staff) -> None:
    """Refuse to take the last director away; asked after `one_at_a_time`."""
    if row.role != Role.DIRECTOR:
        return
    others = Staff.objects.filter(role=Role.DIRECTOR, active=True).exclude(id=row.id)
    if not others.exclude(password="").exists():
        raise AccountError(NOT_LAST, "this is the only director", mend="Add another one first.")


def strip(row: Staff) -> None:
    """Take an account's password and factors away, and end its sessions."""
    Passkey.objects.filter(staff=row).delete()
    RecoveryCode.objects.filter(staff=row).delete()
    row.password, row.totp_sealed, row.failures, row.locked_until = "", None, 0, None
    row.save(update_fields=["password", "totp_sealed", "failures", "locked_until"])
    end_sessions(row)


def end_sessions(row: Staff) -> None:
    """End every session of an account: its epoch moves and its rows go."""
    Staff.objects.filter(id=row.id).update(epoch=F("epoch") + 1)
    sessions.end_all(row.id)


@in_our_words
def set_password(staff: str, password: str) -> Staff:
    """Set somebody's own password; every session of theirs ends, and the caller begins a new one."""
    stretched = passwords.hash_password(password)
    with transaction.atomic():
        row = locked(staff, active=True)
        row.password = stretched
        row.save(update_fields=["password"])
        end_sessions(row)
        row.refresh_from_db()
    return row


@in_our_words
def set_language(staff: str, language: str) -> None:
    """Choose the language of somebody's screens."""
    Staff.objects.filter(id=staff).update(language=language)


@in_our_words
def remove_app(staff: str, *, at: datetime) -> None:
    """Take the code app away; raises `AccountError` when it is the only factor."""
    with transaction.atomic():
        row = locked(staff, active=True)
        row.totp_sealed = None
        row.save(update_fields=["totp_sealed"])
        keep_a_factor(row)
        count(Act.SECOND_FACTOR_RESET, day=city_day(at), by=staff)


@in_our_words
def remove_passkey(staff: str, passkey: str, *, at: datetime) -> None:
    """Take one passkey away; raises `AccountError` when it is the only factor."""
    with transaction.atomic():
        row = locked(staff, active=True)
        if not Passkey.objects.filter(id=passkey, staff=row).delete()[0]:
            raise AccountError("accounts.no_such_passkey", "there is no such passkey")
        keep_a_factor(row)
        count(Act.SECOND_FACTOR_RESET, day=city_day(at), by=staff)


def keep_a_factor(row: Staff) -> None:
    """Refuse to leave an account without a second factor."""
    if not has_factor(row):
        raise AccountError(
            "accounts.last_factor",
            "this is the only second factor",
            mend="Add another one first.",
        )


@in_our_words
def note_factor(staff: str, *, at: datetime) -> None:
    """Count that somebody added a factor."""
    count(Act.SECOND_FACTOR_ADDED, day=city_day(at), by=staff)


@in_our_words
def sweep(*, at: datetime) -> int:
    """Forget sessions, invitations and instants of last use that are over; gives how many sessions."""
    with transaction.atomic():
        ended = sessions.sweep(at=at)
        Invitation.objects.filter(expires__lte=at).delete()
        spent = int(at.timestamp()) // SECONDS - 2 * len(SLACK)
        Staff.objects.filter(totp_step__gt=0, totp_step__lt=spent).update(totp_step=0)
        Staff.objects.filter(locked_until__lte=at).update(locked_until=None)
        Passkey.objects.filter(answered__lt=at - timedelta(hours=1)).update(answered=None)
    return ended


@in_our_words
def end_session(staff: str, public_id: str) -> None:
    """End one session of an account."""
    Session.objects.filter(staff=staff, public_id=public_id).delete()
