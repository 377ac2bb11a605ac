"""The one place that says who may do what: `may(actor, action, record=...)`.

The charter's policy decides (`accounts.rulebook`, DESIGN section 11): a clause lets a role do an action, at
a registered station or anywhere, under facts such as "it is their own visit".  What no clause lets is refused,
and the refusal carries the clauses that decided, or those that let others.  This module turns a record into
facts (`FACTS`), and finds the reason of a refusal by asking what would have let it.  A view is asked about
without a record first (`accounts.gate.page`), as if every fact about it held, and then with it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, Final

from denizen.policy import ClauseUse, Fact, Ruling
from denizen_site.accounts import rulebook
from denizen_site.accounts.roles import Role
from denizen_site.accounts.rulebook import ABOUT_THE_RECORD, STATION, Asked


class Action(StrEnum):
    """One thing that staff do at the desk door."""

    SEE_HOME = "see_home"
    OWN_ACCOUNT = "own_account"
    SEE_REGISTER = "see_register"

    OPEN_VISIT = "open_visit"
    CHECK_PAPERS = "check_papers"
    ENTER_PERSON = "enter_person"
    TAKE_PHOTO = "take_photo"
    CONFIRM = "confirm"
    ISSUE = "issue"
    HAND_OVER = "hand_over"
    END_VISIT = "end_visit"
    SHARE_VISIT = "share_visit"
    TAKE_FEE = "take_fee"
    WAIVE_FEE = "waive_fee"
    TEST_APPLICANT = "test_applicant"

    SECOND_LOOK = "second_look"
    OVERRIDE = "override"
    ADJUDICATE_MATCH = "adjudicate_match"
    RECHECK = "recheck"
    APPEALS = "appeals"
    FILE_APPEAL = "file_appeal"
    CASES = "cases"
    ALLOW_RECORDS_KEY = "allow_records_key"
    MAKE_RECORDS_KEY = "make_records_key"

    REFUSED_CARDS = "refused_cards"

    SHOW_CARD = "show_card"
    STOP_CARD = "stop_card"
    STOP_CARD_WITHOUT_CODE = "stop_card_without_code"
    REPLACE_CARD = "replace_card"
    RENEW_CARD = "renew_card"

    PRINT_QUEUE = "print_queue"
    PICK_UP = "pick_up"
    STOCK = "stock"
    CLOSE_DAY = "close_day"
    SEE_DAY = "see_day"
    SEE_LEDGER = "see_ledger"
    PUBLISH = "publish"

    DEMANDS = "demands"
    RECORD_DEMAND = "record_demand"
    APPROVE_DEMAND = "approve_demand"
    HOLD_DELETION = "hold_deletion"
    LIFT_HOLD = "lift_hold"
    AGENTS_AT_DOOR = "agents_at_door"
    RESUME_INTAKE = "resume_intake"

    MANAGE_STAFF = "manage_staff"
    MANAGE_STATIONS = "manage_stations"


class Reason(StrEnum):
    """Why an action is refused; a stable code."""

    NOT_YOUR_ROLE = "not_your_role"
    RULE = "rule"
    NO_STATION = "no_station"
    NOT_YOUR_VISIT = "not_your_visit"
    NOT_SHARED = "not_shared"
    TWO_PEOPLE = "two_people"
    NOT_YOUR_ACCOUNT = "not_your_account"
    NOT_ON_YOURSELF = "not_on_yourself"
    LAST_DIRECTOR = "last_director"


# English source sentences; the gate's page translates them.  Marked for the catalogue in accounts.words.
SENTENCES: dict[Reason, str] = {
    Reason.NOT_YOUR_ROLE: "This page is not part of your work here.",
    Reason.RULE: "The city's rules forbid this.",
    Reason.NO_STATION: "This computer is not one of the programme's stations. "
    "A director can register it.",
    Reason.NOT_YOUR_VISIT: "This visit belongs to another desk.",
    Reason.NOT_SHARED: "The clerk has not shared this visit, or the ten minutes are over.",
    Reason.TWO_PEOPLE: "This needs a second person: somebody else must decide it.",
    Reason.NOT_YOUR_ACCOUNT: "This belongs to another account.",
    Reason.NOT_ON_YOURSELF: "You cannot do this to your own account. Another director can.",
    Reason.LAST_DIRECTOR: "This is the only director. Add another one first.",
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever is signed in: a random id, the role, the station at which they sit, and the city's day."""

    staff: str
    role: Role
    station: str | None = None
    day: date = field(kw_only=True, compare=False)
    shown_as: str = field(default="", repr=False, compare=False)
    language: str = field(default="", compare=False)

    @property
    def actions(self) -> frozenset[Action]:
        """Give what the actor may try here at all, for menus: `{% if "stock" in actor.actions %}`."""
        return actions_of(
            rulebook.in_force(), self.role, at_station=self.station is not None, day=self.day
        )


@dataclass(frozen=True, slots=True)
class VisitRecord:
    """A visit: whose it is, and whether it is shared with the asker at this moment."""

    clerk: str
    shared: bool = False


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """Something that a second person decides: an override, a re-check, an appeal; `done_by` came before."""

    done_by: frozenset[str]


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """Something that belongs to one account: a session, a factor."""

    staff: str


@dataclass(frozen=True, slots=True)
class AccountRecord:
    """An account that is to be changed: whether this takes a director away, and how many are left then."""

    staff: str
    takes_director: bool = False
    directors_left: int = 1


Record = VisitRecord | DecisionRecord | OwnRecord | AccountRecord


@dataclass(frozen=True, slots=True)
class Allowed:
    """The actor may."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The actor may not, and why; beside it the clauses that forbid it, or those that let others do it."""

    reason: Reason
    clauses: tuple[ClauseUse, ...] = field(default=(), compare=False)
    ruling: Ruling = field(default=Ruling.SILENT, compare=False)

    @property
    def code(self) -> str:
        """Give the stable dotted code."""
        return f"permission.{self.reason.value}"

    @property
    def sentence(self) -> str:
        """Give the English sentence, which is the message's id in the catalogues."""
        return SENTENCES[self.reason]


# To which kind of record an action is done; the others are done to none.
RECORDS: Final[dict[Action, type[Record]]] = {
    Action.OWN_ACCOUNT: OwnRecord,
    Action.CHECK_PAPERS: VisitRecord,
    Action.ENTER_PERSON: VisitRecord,
    Action.TAKE_PHOTO: VisitRecord,
    Action.CONFIRM: VisitRecord,
    Action.ISSUE: VisitRecord,
    Action.HAND_OVER: VisitRecord,
    Action.END_VISIT: VisitRecord,
    Action.SHARE_VISIT: VisitRecord,
    Action.TAKE_FEE: VisitRecord,
    Action.WAIVE_FEE: VisitRecord,
    Action.SECOND_LOOK: VisitRecord,
    Action.OVERRIDE: DecisionRecord,
    Action.ADJUDICATE_MATCH: DecisionRecord,
    Action.RECHECK: DecisionRecord,
    Action.APPEALS: DecisionRecord,
    Action.MAKE_RECORDS_KEY: DecisionRecord,
    Action.STOP_CARD_WITHOUT_CODE: DecisionRecord,
    Action.APPROVE_DEMAND: DecisionRecord,
    Action.LIFT_HOLD: DecisionRecord,
    Action.MANAGE_STAFF: AccountRecord,
}


def may(actor: Actor, action: Action, *, record: Record | None = None) -> Allowed | Refused:
    """Say whether the actor may do the action, to this record if one is given.

    A record of another kind than the action's is a fault of ours (`TypeError`), never an answer.
    """
    if record is not None and RECORDS.get(action) is not type(record):
        raise TypeError(f"{action.value} is not done to a {type(record).__name__}")
    about = ABOUT_THE_RECORD if record is None else FACTS[type(record)](actor, record)
    facts = about if actor.station is None else about | {STATION}
    asked = Asked(actor.role, action.value, facts)
    if rulebook.lets(asked, day=actor.day):
        return last_director(record) or Allowed()
    refused = refusal(asked, record, day=actor.day)
    if refused.reason is Reason.NOT_ON_YOURSELF:
        return last_director(record) or refused
    return refused


@cache
def actions_of(community: str, role: Role, *, at_station: bool, day: date) -> frozenset[Action]:
    """Give what a role may try at all on a day, by a community's rules: what `may` allows without a record."""
    facts = ABOUT_THE_RECORD | {STATION} if at_station else ABOUT_THE_RECORD
    asked = (Asked(role, action.value, facts) for action in Action)
    return frozenset(
        Action(each.action)
        for each in asked
        if rulebook.remembered(community, each, day=day).ruling in rulebook.LETTING
    )


def last_director(record: Record | None) -> Refused | None:
    """Keep at least one director, whatever the rules say: without one nobody could mend them."""
    is_last = (
        isinstance(record, AccountRecord) and record.takes_director and record.directors_left < 1
    )
    return Refused(Reason.LAST_DIRECTOR) if is_last else None


def refusal(asked: Asked, record: Record | None, *, day: date) -> Refused:
    """Say why not, and by which clauses."""
    held = rulebook.answer(asked, day=day)
    clauses = held.clauses or rulebook.clauses_that_let(asked.action, day=day)
    return Refused(reason_of(asked, record, day=day), clauses, held.ruling)


def reason_of(asked: Asked, record: Record | None, *, day: date) -> Reason:
    """Find what would have let it: another role, a station, or the first fact about the record that fails."""
    best = Asked(asked.role, asked.action, ABOUT_THE_RECORD | {STATION})
    if not rulebook.lets(best, day=day):
        forbidden = rulebook.answer(best, day=day).ruling is Ruling.MUST_NOT
        return Reason.RULE if forbidden else Reason.NOT_YOUR_ROLE
    here = Asked(asked.role, asked.action, ABOUT_THE_RECORD | (asked.facts & {STATION}))
    if not rulebook.lets(here, day=day):
        return Reason.NO_STATION
    for fact in (Fact.SECOND_PERSON, Fact.SHARED, Fact.OWN):
        without = Asked(asked.role, asked.action, here.facts - {fact})
        if fact not in asked.facts and not rulebook.lets(without, day=day):
            return missing(fact, record)
    return Reason.RULE


def missing(fact: Fact, record: Record | None) -> Reason:
    """Name the reason for a fact that fails."""
    if fact is Fact.OWN:
        return Reason.NOT_YOUR_VISIT if isinstance(record, VisitRecord) else Reason.NOT_YOUR_ACCOUNT
    if fact is Fact.SHARED:
        return Reason.NOT_SHARED
    return Reason.NOT_ON_YOURSELF if isinstance(record, AccountRecord) else Reason.TWO_PEOPLE


def facts_that(*, own: bool, shared: bool, second_person: bool) -> frozenset[Fact]:
    """Gather the facts that hold."""
    held = {Fact.OWN: own, Fact.SHARED: shared, Fact.SECOND_PERSON: second_person}
    return frozenset(fact for fact, holds in held.items() if holds)


def about_visit(actor: Actor, record: VisitRecord) -> frozenset[Fact]:
    """Say whose visit it is; a second look needs another person, and only while it is shared."""
    own = record.clerk == actor.staff
    return facts_that(own=own, shared=record.shared, second_person=not own)


def about_decision(actor: Actor, record: DecisionRecord) -> frozenset[Fact]:
    """Say whether somebody else did what came before."""
    return facts_that(own=True, shared=True, second_person=actor.staff not in record.done_by)


def about_own(actor: Actor, record: OwnRecord) -> frozenset[Fact]:
    """Say whether it belongs to the actor's account."""
    return facts_that(own=record.staff == actor.staff, shared=True, second_person=True)


def about_account(actor: Actor, record: AccountRecord) -> frozenset[Fact]:
    """Say whether the account is somebody else's."""
    return facts_that(own=True, shared=True, second_person=record.staff != actor.staff)


FACTS: Final[dict[type[Record], Callable[[Actor, Any], frozenset[Fact]]]] = {
    VisitRecord: about_visit,
    DecisionRecord: about_decision,
    OwnRecord: about_own,
    AccountRecord: about_account,
}
