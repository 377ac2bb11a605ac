"""The one place that says who may do what: `may(actor, action, record=...)`.

Two tables.  `RULES` says which roles may try an action at all, whether only at a registered station, and
which kind of record the action is done to.  `RECORD_RULES` says what else must hold of that record.  A view
is asked about without a record first (`accounts.gate.page`) and asks again once it knows the record.
The charter's policy (DESIGN section 11) will take the tables' place; nothing outside this module will change.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from denizen_site.accounts.roles import EVERYBODY, SERVING, Role


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

    MANAGE_STAFF = "manage_staff"
    MANAGE_STATIONS = "manage_stations"


class Reason(StrEnum):
    """Why an action is refused; a stable code."""

    NOT_YOUR_ROLE = "not_your_role"
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
    """Whoever is signed in: a random id, the role, and the station at which they sit, if it is one."""

    staff: str
    role: Role
    station: str | None = None
    shown_as: str = field(default="", repr=False, compare=False)
    language: str = field(default="", compare=False)

    @property
    def actions(self) -> frozenset[Action]:
        """Give what the actor may try here at all, for menus: `{% if "stock" in actor.actions %}`."""
        return frozenset(action for action in Action if isinstance(may(self, action), Allowed))


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
    """The actor may not, and why."""

    reason: Reason

    @property
    def code(self) -> str:
        """Give the stable dotted code."""
        return f"permission.{self.reason.value}"

    @property
    def sentence(self) -> str:
        """Give the English sentence, which is the message's id in the catalogues."""
        return SENTENCES[self.reason]


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may try an action, where, and to which kind of record it is done."""

    roles: frozenset[Role]
    station: bool = False
    record: type[Record] | None = None


SUPERVISING = frozenset({Role.SUPERVISOR})
DIRECTING = frozenset({Role.DIRECTOR})
OVERSEEING = frozenset({Role.SUPERVISOR, Role.RECORDS_OFFICER, Role.AUDITOR, Role.DIRECTOR})
LIAISON = frozenset({Role.SUPERVISOR, Role.DIRECTOR})
VISITING = Rule(SERVING, station=True, record=VisitRecord)
DECIDING = Rule(SUPERVISING, station=True, record=DecisionRecord)
AT_A_STATION = Rule(SERVING, station=True)

RULES: dict[Action, Rule] = {
    Action.SEE_HOME: Rule(EVERYBODY),
    Action.OWN_ACCOUNT: Rule(EVERYBODY, record=OwnRecord),
    Action.SEE_REGISTER: Rule(EVERYBODY),
    Action.OPEN_VISIT: AT_A_STATION,
    Action.CHECK_PAPERS: VISITING,
    Action.ENTER_PERSON: VISITING,
    Action.TAKE_PHOTO: VISITING,
    Action.CONFIRM: VISITING,
    Action.ISSUE: VISITING,
    Action.HAND_OVER: VISITING,
    Action.END_VISIT: VISITING,
    Action.SHARE_VISIT: VISITING,
    Action.TAKE_FEE: VISITING,
    Action.WAIVE_FEE: VISITING,
    Action.TEST_APPLICANT: Rule(frozenset({Role.SUPERVISOR, Role.DIRECTOR})),
    Action.SECOND_LOOK: Rule(SUPERVISING, station=True, record=VisitRecord),
    Action.OVERRIDE: DECIDING,
    Action.RECHECK: Rule(SERVING, station=True, record=DecisionRecord),
    Action.APPEALS: DECIDING,
    Action.CASES: Rule(frozenset({Role.SUPERVISOR, Role.RECORDS_OFFICER}), station=True),
    Action.FILE_APPEAL: AT_A_STATION,
    Action.ALLOW_RECORDS_KEY: Rule(DIRECTING),
    Action.MAKE_RECORDS_KEY: Rule(
        frozenset({Role.RECORDS_OFFICER}), station=True, record=DecisionRecord
    ),
    Action.REFUSED_CARDS: Rule(LIAISON),
    Action.SHOW_CARD: AT_A_STATION,
    Action.STOP_CARD: AT_A_STATION,
    Action.STOP_CARD_WITHOUT_CODE: DECIDING,
    Action.REPLACE_CARD: AT_A_STATION,
    Action.RENEW_CARD: AT_A_STATION,
    Action.PRINT_QUEUE: AT_A_STATION,
    Action.PICK_UP: AT_A_STATION,
    Action.STOCK: AT_A_STATION,
    Action.CLOSE_DAY: Rule(SUPERVISING, station=True),
    Action.SEE_DAY: Rule(OVERSEEING),
    Action.SEE_LEDGER: Rule(OVERSEEING),
    Action.PUBLISH: Rule(DIRECTING),
    Action.MANAGE_STAFF: Rule(DIRECTING, record=AccountRecord),
    Action.MANAGE_STATIONS: Rule(DIRECTING),
}


def may(actor: Actor, action: Action, *, record: Record | None = None) -> Allowed | Refused:
    """Say whether the actor may do the action, to this record if one is given.

    A record of another kind than the action's is a fault of ours (`TypeError`), never an answer.
    """
    rule = RULES[action]
    if actor.role not in rule.roles:
        return Refused(Reason.NOT_YOUR_ROLE)
    if rule.station and actor.station is None:
        return Refused(Reason.NO_STATION)
    if record is None:
        return Allowed()
    if rule.record is not type(record):
        raise TypeError(f"{action.value} is not done to a {type(record).__name__}")
    reason = RECORD_RULES[type(record)](Asked(actor, action), record)
    return Allowed() if reason is None else Refused(reason)


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, and for what."""

    actor: Actor
    action: Action


def about_visit(asked: Asked, record: VisitRecord) -> Reason | None:
    """Keep a visit with its clerk; a second look needs another person, and only while it is shared."""
    actor = asked.actor
    if asked.action is Action.SECOND_LOOK:
        if record.clerk == actor.staff:
            return Reason.TWO_PEOPLE
        return None if record.shared else Reason.NOT_SHARED
    return None if record.clerk == actor.staff else Reason.NOT_YOUR_VISIT


def about_decision(asked: Asked, record: DecisionRecord) -> Reason | None:
    """Insist on a second person."""
    return Reason.TWO_PEOPLE if asked.actor.staff in record.done_by else None


def about_own(asked: Asked, record: OwnRecord) -> Reason | None:
    """Keep what belongs to an account with that account."""
    return None if record.staff == asked.actor.staff else Reason.NOT_YOUR_ACCOUNT


def about_account(asked: Asked, record: AccountRecord) -> Reason | None:
    """Keep at least one director, and nobody's hand on their own account."""
    if record.takes_director and record.directors_left < 1:
        return Reason.LAST_DIRECTOR
    return Reason.NOT_ON_YOURSELF if record.staff == asked.actor.staff else None


RECORD_RULES: dict[type[Record], Callable[[Asked, Any], Reason | None]] = {
    VisitRecord: about_visit,
    DecisionRecord: about_decision,
    OwnRecord: about_own,
    AccountRecord: about_account,
}
