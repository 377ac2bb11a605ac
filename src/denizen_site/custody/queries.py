"""Read the programme and its keys."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from denizen.keys import PublicKey
from denizen.trust import KeyPurpose, ProgrammeMode
from denizen_site.config.database import in_our_words
from denizen_site.custody.models import THE_PROGRAMME, IssuerKey, Programme
from denizen_site.errors import CustodyError

STATUS_PATH = "/status"


@dataclass(frozen=True, slots=True)
class ProgrammeFacts:
    """What the programme is, as a value; all of it is public."""

    tag: str
    mode: ProgrammeMode
    charter_id: str
    issuer: str
    name: str
    time_zone: str
    status_list_size: int
    live_since: date | None
    trust_version: int

    @property
    def status_uri(self) -> str:
        """Where the one status list of the city is published; short, since every card carries it."""
        return self.issuer + STATUS_PATH

    @property
    def prints_specimens(self) -> bool:
        """Say whether every card is a specimen: until a live programme was launched."""
        return self.mode is not ProgrammeMode.LIVE or self.live_since is None

    def local_day(self, at: datetime) -> date:
        """Give the city's own day at an instant."""
        return at.astimezone(ZoneInfo(self.time_zone)).date()


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """One issuer key without its private half; `announced` says that a signed trust list names it."""

    key_id: str
    purpose: KeyPurpose
    public_key: PublicKey
    sign_from: datetime
    sign_until: datetime
    verify_until: datetime
    compromised_since: datetime | None
    burned_on: date | None
    announced: bool
    in_token: bool

    def can_sign(self, at: datetime) -> bool:
        """Say whether the key may sign at an instant; another may still be preferred."""
        in_time = self.sign_from <= at < self.sign_until
        return in_time and self.compromised_since is None and self.burned_on is None


# The facts as they were when a page was asked for; a page asks for them some ten times.
_REMEMBERED: ContextVar[list[ProgrammeFacts] | None] = ContextVar("programme", default=None)


@contextmanager
def remembered() -> Iterator[None]:
    """Read the programme's facts once within the block, which is one page; a lock always reads anew."""
    mark = _REMEMBERED.set([])
    try:
        yield
    finally:
        _REMEMBERED.reset(mark)


@in_our_words
def programme() -> ProgrammeFacts:
    """Give the programme; raises `CustodyError` before `keys init`."""
    kept = _REMEMBERED.get()
    if kept:
        return kept[0]
    facts = facts_of(programme_row())
    if kept is not None:
        kept.append(facts)
    return facts


def programme_row(*, lock: bool = False) -> Programme:
    """Find the programme's row, locked until the transaction ends if asked."""
    rows = Programme.objects.select_for_update() if lock else Programme.objects.all()
    row = rows.filter(id=THE_PROGRAMME).first()
    if row is None:
        raise CustodyError(
            "custody.no_programme",
            "this home has no programme yet",
            mend="Run `denizen keys init` first.",
        )
    return row


def facts_of(row: Programme) -> ProgrammeFacts:
    """Turn the row into a value."""
    return ProgrammeFacts(
        tag=row.tag,
        mode=ProgrammeMode(row.mode),
        charter_id=row.charter_id,
        issuer=row.issuer,
        name=row.name,
        time_zone=row.time_zone,
        status_list_size=row.status_list_size,
        live_since=row.live_since,
        trust_version=row.trust_version,
    )


@in_our_words
def trust_list_ends() -> datetime | None:
    """Give the instant from which the last signed trust list is over; none before one was signed."""
    return programme_row().trust_expires


@in_our_words
def keys() -> tuple[KeyFacts, ...]:
    """List all keys, by purpose and then by when they began to sign."""
    return tuple(key_facts(row) for row in key_rows())


def key_rows() -> QuerySet[IssuerKey]:
    """Order the keys as they are listed everywhere."""
    return IssuerKey.objects.order_by("purpose", "sign_from", "key_id")


def key_row(key_id: str) -> IssuerKey:
    """Find one key by its id in hexadecimal digits; raises `CustodyError`."""
    row = IssuerKey.objects.filter(key_id=key_id.strip().lower()).first()
    if row is None:
        raise CustodyError(
            "custody.unknown_key",
            "there is no key with this id",
            where="key id",
            mend="`denizen keys list` shows the ids.",
        )
    return row


def key_facts(row: IssuerKey) -> KeyFacts:
    """Turn a key's row into a value."""
    return KeyFacts(
        key_id=row.key_id,
        purpose=KeyPurpose[row.purpose],
        public_key=PublicKey.from_cose(bytes(row.public_cose)),
        sign_from=row.sign_from,
        sign_until=row.sign_until,
        verify_until=row.verify_until,
        compromised_since=row.compromised_since,
        burned_on=row.burned_on,
        announced=row.announced,
        in_token=bool(row.pkcs11_label),
    )
