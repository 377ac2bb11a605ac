"""Sessions: started, found, moved on a stage, ended.

The browser holds a random token in `__Host-desk`; the table holds its hash.  A session ends 15 minutes after
it was last used, ten hours after it began, when its account's epoch moves, when it is the third, or when its
station is retired.  A session that is half-way (password given, second factor not) lives ten minutes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from denizen_site.accounts.codes import new_token, token_hash
from denizen_site.accounts.models import Session, Staff
from denizen_site.accounts.permission import Actor
from denizen_site.accounts.roles import Role
from denizen_site.accounts.stations import StationFacts, station_of
from denizen_site.config.database import in_our_words

COOKIE = "__Host-desk"
IDLE = timedelta(minutes=15)
LONGEST = timedelta(hours=10)
HALF_WAY = timedelta(minutes=10)
# How exactly `seen` is kept: one write a minute is enough, and says less of how somebody works.
GRAIN = timedelta(minutes=1)
# For how long a sign-in or a repeated password counts as proof for changing factors.
PROOF = timedelta(minutes=10)
AT_ONCE = 2


class Stage(StrEnum):
    """How far a session has come."""

    HALF = "half"  # the password was right; the second factor is still asked for
    JOINING = "joining"  # an invitation was taken up; password and factor are being set
    FULL = "full"


@dataclass(frozen=True, slots=True)
class SignedInSession:
    """A live session with the account that it belongs to."""

    id: str = field(repr=False)
    public_id: str
    stage: Stage
    staff: str
    role: Role
    shown_as: str = field(repr=False)
    username: str = field(repr=False)
    language: str
    started: datetime
    proved: datetime

    @property
    def is_full(self) -> bool:
        """Say whether a second factor was given."""
        return self.stage is Stage.FULL

    def is_proved(self, at: datetime) -> bool:
        """Say whether the person showed recently that it is they."""
        return at - self.proved <= PROOF

    def actor(self, station: StationFacts | None, *, day: date) -> Actor:
        """Give whoever acts in this session, on the city's day."""
        return Actor(
            staff=self.staff,
            role=self.role,
            station=None if station is None else station.id,
            day=day,
            shown_as=self.shown_as,
            language=self.language,
        )


@in_our_words
def find(request: HttpRequest, *, at: datetime) -> SignedInSession | None:
    """Find the live session of a request and note that it is in use; one that is over is deleted."""
    token = request.COOKIES.get(COOKIE)
    if not token:
        return None
    rows = Session.objects.filter(id=token_hash(token))
    row = rows.select_related("staff").first()
    if row is None:
        return None
    if is_over(row, at):
        rows.delete()
        return None
    if at - row.seen >= GRAIN:
        rows.update(seen=at)
    return facts_of(row)


def is_over(row: Session, at: datetime) -> bool:
    """Say whether a session has come to its end."""
    account = row.staff
    if row.epoch != account.epoch or not account.active:
        return True
    longest = LONGEST if row.stage == Stage.FULL else HALF_WAY
    return at - row.seen > IDLE or at - row.started > longest


@in_our_words
def start(request: HttpRequest, staff: Staff, *, stage: Stage, at: datetime) -> str:
    """Begin a session in place of the one that the browser had; gives its new token."""
    with transaction.atomic():
        end(request)
        return begin(staff, stage=stage, station=station_of(request), at=at)


def begin(staff: Staff, *, stage: Stage, station: StationFacts | None, at: datetime) -> str:
    """Write a new session down; gives its token, which is for one browser only."""
    token = new_token()
    Session.objects.create(
        id=token_hash(token),
        staff=staff,
        station_id=None if station is None else station.id,
        stage=stage,
        epoch=staff.epoch,
        started=at,
        seen=at,
        proved=at,
    )
    end_beyond(staff.id, stage, most=AT_ONCE)
    return token


def end_beyond(staff: str, stage: Stage, *, most: int) -> None:
    """End an account's oldest sessions of a stage until `most` are left."""
    rows = Session.objects.filter(staff=staff, stage=stage).order_by("-started", "id")
    ids = list(rows.values_list("id", flat=True)[most:])
    Session.objects.filter(id__in=ids).delete()


@in_our_words
def end(request: HttpRequest) -> None:
    """End the session of the browser that asks, at whatever stage."""
    token = request.COOKIES.get(COOKIE)
    if token:
        Session.objects.filter(id=token_hash(token)).delete()


def end_all(staff: str, *, but: str | None = None) -> None:
    """End every session of an account, but one if it is named by its public id."""
    rows = Session.objects.filter(staff=staff)
    if but is not None:
        rows = rows.exclude(public_id=but)
    rows.delete()


@in_our_words
def prove(session: SignedInSession, *, at: datetime) -> None:
    """Note that the person showed again that it is they."""
    Session.objects.filter(id=session.id).update(proved=at)


@in_our_words
def sweep(*, at: datetime) -> int:
    """Delete the sessions that are over; gives how many."""
    over = [row.id for row in Session.objects.select_related("staff") if is_over(row, at)]
    return Session.objects.filter(id__in=over).delete()[0]


def keep_in_browser(response: HttpResponse, token: str) -> None:
    """Put the token into the browser until it is closed."""
    response.set_cookie(COOKIE, token, secure=True, httponly=True, samesite="Strict")


def forget_in_browser(response: HttpResponse) -> None:
    """Take the token out of the browser."""
    response.set_cookie(COOKIE, "", max_age=0, secure=True, httponly=True, samesite="Strict")


def facts_of(row: Session) -> SignedInSession:
    """Turn a row into a value."""
    return SignedInSession(
        id=row.id,
        public_id=row.public_id,
        stage=Stage(row.stage),
        staff=row.staff.id,
        role=Role(row.staff.role),
        shown_as=row.staff.shown_as,
        username=row.staff.username,
        language=row.staff.language,
        started=row.started,
        proved=row.proved,
    )
