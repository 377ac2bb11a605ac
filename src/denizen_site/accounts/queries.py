"""Read accounts: the staff list for directors, and one's own account."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from denizen_site.accounts import recovery
from denizen_site.accounts.models import Invitation, Passkey, Session, Staff, Station
from denizen_site.accounts.roles import Role
from denizen_site.accounts.sessions import Stage, is_over
from denizen_site.accounts.stations import StationFacts, facts_of
from denizen_site.config.database import in_our_words
from denizen_site.errors import AccountError


@dataclass(frozen=True, slots=True)
class StaffFacts:
    """One account as directors see it."""

    id: str
    username: str = field(repr=False)
    shown_as: str = field(repr=False)
    role: Role
    active: bool
    joined: bool
    is_locked: bool
    invited_until: datetime | None


@dataclass(frozen=True, slots=True)
class PasskeyFacts:
    """One passkey as its owner sees it."""

    id: str
    label: str
    added_on: date


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """One session as its owner sees it: where it began, and whether it is the one that asks."""

    public_id: str
    station: str
    started: datetime
    is_own: bool


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """What somebody sees of their own account."""

    username: str = field(repr=False)
    has_app: bool
    passkeys: tuple[PasskeyFacts, ...]
    recovery_codes: int
    sessions: tuple[SessionFacts, ...]


@in_our_words
def staff_list(*, at: datetime) -> tuple[StaffFacts, ...]:
    """Give every account, those in use first, by name."""
    invited = dict(Invitation.objects.values_list("staff_id", "expires"))
    rows = Staff.objects.order_by("-active", "shown_as", "id")
    return tuple(staff_facts(row, invited.get(row.id), at=at) for row in rows)


@in_our_words
def staff_member(staff: str, *, at: datetime) -> StaffFacts:
    """Give one account; raises `AccountError`."""
    row = Staff.objects.filter(id=staff).first()
    if row is None:
        raise AccountError("accounts.no_such_account", "there is no such account")
    invited = Invitation.objects.filter(staff=row).first()
    return staff_facts(row, invited.expires if invited else None, at=at)


@in_our_words
def id_of(username: str) -> str:
    """Find an account by its sign-in name; raises `AccountError`."""
    found = Staff.objects.filter(username=username).values_list("id", flat=True).first()
    if found is None:
        raise AccountError(
            "accounts.no_such_account",
            "nobody has that sign-in name",
            mend="`denizen staff list` shows them all.",
        )
    return found


@in_our_words
def directors_but(staff: str) -> int:
    """Count the directors who would be left without this account, and who can sign in."""
    others = Staff.objects.filter(role=Role.DIRECTOR, active=True).exclude(id=staff)
    return others.exclude(password="").count()


@in_our_words
def own_account(staff: str, session: str) -> OwnAccount:
    """Give somebody's own account; `session` is the public id of the session that asks."""
    row = Staff.objects.get(id=staff)
    keys = Passkey.objects.filter(staff=row).order_by("added_on", "id")
    live = Session.objects.filter(staff=row, stage=Stage.FULL, epoch=row.epoch)
    return OwnAccount(
        username=row.username,
        has_app=row.totp_sealed is not None,
        passkeys=tuple(PasskeyFacts(key.id, key.label, key.added_on) for key in keys),
        recovery_codes=recovery.how_many(row.id),
        sessions=tuple(
            SessionFacts(
                one.public_id,
                one.station.label if one.station else "",
                one.started,
                one.public_id == session,
            )
            for one in live.select_related("station").order_by("started", "id")
        ),
    )


@in_our_words
def stations() -> tuple[StationFacts, ...]:
    """Give every station, those in use first."""
    rows = Station.objects.order_by("retired_on", "label", "id")
    facts = [facts_of(row) for row in rows]
    return tuple(sorted(facts, key=lambda one: one.retired_on is not None))


@in_our_words
def signed_in_now(*, at: datetime) -> int:
    """Count the members of staff who are signed in at this moment; who they are is nobody's business."""
    rows = Session.objects.filter(stage=Stage.FULL).select_related("staff")
    return len({row.staff_id for row in rows if not is_over(row, at)})


def staff_facts(row: Staff, invited_until: datetime | None, *, at: datetime) -> StaffFacts:
    """Turn a row into a value."""
    return StaffFacts(
        id=row.id,
        username=row.username,
        shown_as=row.shown_as,
        role=Role(row.role),
        active=row.active,
        joined=bool(row.password),
        is_locked=row.locked_until is not None and at < row.locked_until,
        invited_until=invited_until if invited_until and at < invited_until else None,
    )
