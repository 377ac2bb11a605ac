"""Take a demand in, search, propose a reply, have two people sign it, close it; stop a disclosure of status.

Every verb is an act of the ledger under the id of whoever did it.  What a demand is about never is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from denizen.charter import DemandKind
from denizen.credential import CardNumber
from denizen.policy import Answer, Ruling
from denizen_site.config.database import forget_deleted, in_our_words
from denizen_site.custody.bound_charter import bound_charter
from denizen_site.custody.queries import programme
from denizen_site.demands.holdings import is_good, is_held
from denizen_site.demands.kinds import UNNAMED, Asked, DemandState, Reply, Sender
from denizen_site.demands.models import Demand
from denizen_site.demands.queries import no_such_demand
from denizen_site.errors import DemandError
from denizen_site.holds import actions as holds
from denizen_site.holds.queries import deletion_is_held
from denizen_site.ledger import actions as ledger
from denizen_site.ledger.acts import Act

HELD, NOTHING = "held", "nothing"
ALLOWING = frozenset({Ruling.MAY, Ruling.MUST})


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was handed in, as the form reads it."""

    kind: DemandKind
    sender: Sender
    asked: tuple[Asked, ...]
    received: date
    office: str = ""
    judge_signed: bool = False
    safety_finding: bool = False


@in_our_words
def receive(receipt: Receipt, *, at: datetime, by: str) -> str:
    """Take a demand in and give its reference; the charter says by when it is answered.

    Raises `DemandError` for one that asks nothing, that came tomorrow, or that names a resident as its sender.
    """
    today = programme().local_day(at)
    check(receipt, today=today)
    with transaction.atomic():
        row = Demand.objects.create(
            kind=receipt.kind.value,
            sender=receipt.sender.value,
            office=receipt.office,
            asked=",".join(each.value for each in receipt.asked),
            judge_signed=receipt.judge_signed,
            safety_finding=receipt.safety_finding,
            received=receipt.received,
            due=bound_charter().demands.due(receipt.kind, receipt.received),
        )
        ledger.count(Act.DEMAND_RECEIVED, day=today, by=by)
    return row.id


def check(receipt: Receipt, *, today: date) -> None:
    """Refuse what no row may say."""
    if not receipt.asked or receipt.received > today:
        raise DemandError(
            "demand.incomplete",
            "a demand asks for something, and came today or before",
            mend="Choose what it asks for, and the day on which it came.",
        )
    if receipt.sender in UNNAMED and receipt.office:
        raise DemandError(
            "demand.names_a_person",
            "of a resident or the press no name is kept",
            mend="Leave the office empty. The letter carries the reference instead.",
        )


@in_our_words
def search(id_: str, number: CardNumber | None, *, at: datetime, by: str) -> bool:
    """Look for a card by the number that a demand names; the number is forgotten, whether it was held stays.

    Without a number nothing can be looked for: no table knows a name.
    """
    found = number is not None and is_held(number)
    with transaction.atomic():
        row = locked(id_)
        row.searched = HELD if found else NOTHING
        row.save(update_fields=["searched"])
        act = Act.DEMAND_SEARCHED_HELD if found else Act.DEMAND_SEARCHED_NOTHING
        ledger.count(act, day=programme().local_day(at), by=by)
    return found


@in_our_words
def propose(id_: str, reply: Reply, *, at: datetime, by: str) -> None:
    """Propose a reply; whoever had signed another one signs again."""
    with transaction.atomic():
        row = locked(id_)
        require_not_closed(row)
        row.reply, row.proposed_by, row.state = reply.value, by, DemandState.PROPOSED.value
        row.lawyer = row.director = ""
        row.save(update_fields=["reply", "proposed_by", "state", "lawyer", "director"])
        ledger.count(Act.DEMAND_PROPOSED, day=programme().local_day(at), by=by)


@in_our_words
def sign(id_: str, side: holds.Side, *, reply: Reply, at: datetime, by: str) -> None:
    """Sign the reply that was read; with the lawyer's and the director's signature it is approved.

    Raises `DemandError` when another reply was proposed meanwhile, or when one person would be both.
    """
    with transaction.atomic():
        row = locked(id_)
        if row.state not in {DemandState.PROPOSED, DemandState.APPROVED} or row.reply != reply:
            raise changed_meanwhile()
        other = row.lawyer if side is holds.Side.DIRECTOR else row.director
        if by in {other, row.proposed_by}:
            raise DemandError(
                "demand.same_person", "two others sign a reply", mend="Ask somebody else."
            )
        setattr(row, side.value, by)
        if row.lawyer and row.director:
            row.state = DemandState.APPROVED.value
        row.save(update_fields=[side.value, "state"])
        ledger.count(Act.DEMAND_APPROVED, day=programme().local_day(at), by=by)


@in_our_words
def close(id_: str, *, at: datetime, by: str) -> None:
    """Note that the letter went out today; from now the demand's own schedule runs."""
    today = programme().local_day(at)
    with transaction.atomic():
        row = locked(id_)
        if row.state != DemandState.APPROVED:
            raise DemandError(
                "demand.not_approved",
                "two people have to sign the reply before it goes out",
                mend="Ask the city's lawyer and the director.",
            )
        row.state, row.answered = DemandState.CLOSED.value, today
        row.delete_on = years_after(today, bound_charter().demands.kept_years)
        row.save(update_fields=["state", "answered", "delete_on"])
        ledger.count(Act.DEMAND_CLOSED, day=today, by=by)


@in_our_words
def stop_disclosure(id_: str, answer: Answer, *, at: datetime, by: str) -> None:
    """Write down that somebody was about to tell a status and was stopped, and by which clauses.

    The day page shows it today.
    """
    today = programme().local_day(at)
    with transaction.atomic():
        Demand.objects.filter(id=id_).update(stopped_on=today)
        ledger.count(Act.DISCLOSURE_STOPPED, day=today, by=by)
        applied = [clause.id for clause in answer.clauses]
        ledger.count_clauses(applied, ruling=answer.ruling.value, day=today)


@in_our_words
def confirm_card(id_: str, number: CardNumber, *, at: datetime, by: str) -> bool:
    """Say whether a card is good today, and nothing else; counted beside the search.

    Whether the rules let the caller be told is asked before.
    """
    today = programme().local_day(at)
    with transaction.atomic():
        search(id_, number, at=at, by=by)
        ledger.count(Act.CARD_CONFIRMED, day=today, by=by)
    return is_good(number, on=today)


@in_our_words
def hold(id_: str, *, at: datetime, by: str) -> None:
    """Stop every deletion because of this demand."""
    with transaction.atomic():
        holds.place(holds.Cause.DEMAND, demand=locked(id_).id, at=at, by=by)


@in_our_words
def agents_at_door(*, at: datetime, by: str) -> str:
    """Pause intake, stop every deletion and record the demand, in one transaction; gives its reference.

    Pressed again before the demand is answered, it leads to the same one.
    """
    today = programme().local_day(at)
    with transaction.atomic():
        kind = DemandKind.AT_THE_DOOR
        waiting = Demand.objects.filter(kind=kind.value, received=today)
        found = waiting.exclude(state=DemandState.CLOSED.value).first()
        receipt = Receipt(kind, Sender.FEDERAL_AGENT, (Asked.NOT_SAID,), today)
        id_ = found.id if found else receive(receipt, at=at, by=by)
        holds.pause_intake(at=at, by=by)
        holds.place(holds.Cause.AT_THE_DOOR, demand=id_, at=at, by=by)
    return id_


@in_our_words
def sweep(*, at: datetime) -> int:
    """Delete demands whose years are over, unless a hold is in force; gives how many."""
    if deletion_is_held():
        return 0
    today = programme().local_day(at)
    with transaction.atomic():
        number, _ = Demand.objects.filter(delete_on__lte=today).delete()
        ledger.count(Act.DEMAND_DELETED, day=today, times=number)
    if number and not transaction.get_connection().in_atomic_block:
        forget_deleted("demands_demand")
    return number


def locked(id_: str) -> Demand:
    """Find a row and hold it until the transaction ends."""
    row = Demand.objects.select_for_update().filter(id=id_).first()
    if row is None:
        raise no_such_demand()
    return row


def require_not_closed(row: Demand) -> None:
    """Refuse to change what was answered."""
    if row.state == DemandState.CLOSED:
        raise DemandError(
            "demand.closed",
            "this demand was answered already",
            mend="Record a new demand if the office asks again.",
        )


def changed_meanwhile() -> DemandError:
    """Make the refusal to sign what is not what was read."""
    return DemandError(
        "demand.changed", "the reply was changed after you opened it", mend="Read it again."
    )


def years_after(day: date, years: int) -> date:
    """Give the same day so many years on; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
