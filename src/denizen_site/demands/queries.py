"""Read the demands: what is open and by when, one of them whole, and a quarter's counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from denizen.charter import DemandKind
from denizen_site.config.database import in_our_words
from denizen_site.demands.kinds import Asked, DemandState, Reply, Sender
from denizen_site.demands.models import Demand
from denizen_site.demands.rules import Asking
from denizen_site.errors import DemandError
from denizen_site.holds.queries import HoldFacts, holds_in_force

SHOWN_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class DemandFacts:
    """One demand as a value; `has_lawyer` and `has_director` say who has signed the reply."""

    id: str
    kind: DemandKind
    sender: Sender
    office: str
    asked: tuple[Asked, ...]
    judge_signed: bool
    safety_finding: bool
    received: date
    due: date | None
    state: DemandState
    reply: Reply | None
    searched: str
    proposed_by: str
    lawyer: str
    director: str
    answered: date | None
    stopped_on: date | None
    delete_on: date | None
    hold: HoldFacts | None = None

    @property
    def asking(self) -> Asking:
        """Give the demand as the rules see it."""
        return Asking(
            self.kind, self.sender, self.judge_signed, self.safety_finding, self.hold is not None
        )

    @property
    def is_signed(self) -> bool:
        """Say whether both have signed the reply."""
        return bool(self.lawyer and self.director)


@in_our_words
def find(id_: str) -> DemandFacts:
    """Give one demand; raises `DemandError` for a reference that none has."""
    row = Demand.objects.filter(id=id_).first()
    if row is None:
        raise no_such_demand()
    return facts_of(row, holds={each.demand: each for each in holds_in_force()})


@in_our_words
def open_demands() -> tuple[DemandFacts, ...]:
    """List what is not answered, what is due first at the top."""
    rows = Demand.objects.exclude(state=DemandState.CLOSED.value)
    return listed(list(rows.order_by("due", "received", "id")[:SHOWN_AT_ONCE]))


@in_our_words
def closed_demands() -> tuple[DemandFacts, ...]:
    """List what is answered, the last first."""
    rows = Demand.objects.filter(state=DemandState.CLOSED.value)
    return listed(list(rows.order_by("-answered", "id")[:SHOWN_AT_ONCE]))


def listed(rows: list[Demand]) -> tuple[DemandFacts, ...]:
    """Turn rows into values."""
    holds = {each.demand: each for each in holds_in_force()}
    return tuple(facts_of(row, holds=holds) for row in rows)


def facts_of(row: Demand, *, holds: dict[str, HoldFacts]) -> DemandFacts:
    """Turn a row into a value."""
    return DemandFacts(
        id=row.id,
        kind=DemandKind(row.kind),
        sender=Sender(row.sender),
        office=row.office,
        asked=tuple(Asked(each) for each in row.asked.split(",")),
        judge_signed=row.judge_signed,
        safety_finding=row.safety_finding,
        received=row.received,
        due=row.due,
        state=DemandState(row.state),
        reply=Reply(row.reply) if row.reply else None,
        searched=row.searched,
        proposed_by=row.proposed_by,
        lawyer=row.lawyer,
        director=row.director,
        answered=row.answered,
        stopped_on=row.stopped_on,
        delete_on=row.delete_on,
        hold=holds.get(row.id),
    )


@in_our_words
def due_by(day: date) -> tuple[DemandFacts, ...]:
    """List what is not answered and due on or before a day."""
    return tuple(each for each in open_demands() if each.due is not None and each.due <= day)


@in_our_words
def stopped_since(day: date) -> tuple[DemandFacts, ...]:
    """List the demands on which somebody was about to hand over a status since a day."""
    return listed(list(Demand.objects.filter(stopped_on__gte=day).order_by("-stopped_on", "id")))


@in_our_words
def received_between(first: date, end: date) -> dict[str, int]:
    """Count by kind what was received from a day on and before another."""
    rows = Demand.objects.filter(received__gte=first, received__lt=end)
    return dict(rows.values_list("kind").annotate(n=Count("id")))


@in_our_words
def answered_between(first: date, end: date) -> dict[str, int]:
    """Count by reply what was answered from a day on and before another."""
    rows = Demand.objects.filter(answered__gte=first, answered__lt=end)
    return dict(rows.values_list("reply").annotate(n=Count("id")))


@in_our_words
def late_between(first: date, end: date) -> int:
    """Count what was answered after its day, among what was answered between two days."""
    rows = Demand.objects.filter(
        Q(answered__gte=first) & Q(answered__lt=end) & Q(due__isnull=False)
    )
    return sum(answered > due for answered, due in rows.values_list("answered", "due"))


def no_such_demand() -> DemandError:
    """Make the refusal of a reference that no demand has."""
    return DemandError(
        "demand.gone", "there is no such demand", mend="It may have been deleted on its day."
    )
