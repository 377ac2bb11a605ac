"""Every word that a rule, a question and an answer may use: closed sets, so that a typo is a fault.

No word here speaks of a person's status, and none may be added: rules ask about the encounter, never about
the person (DESIGN section 11).  `tests/library/policy/test_no_status.py` pins the lists.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Ruling(StrEnum):
    """What the rules answer.  Silence is an answer of its own, neither a permission nor a prohibition."""

    MUST = "must"
    MAY = "may"
    MUST_NOT = "must_not"
    SILENT = "silent"
    CONTESTED = "contested"


class Layer(StrEnum):
    """Who made a rule, the highest first."""

    FEDERAL = "federal"
    STATE = "state"
    COUNTY = "county"
    CITY = "city"
    DEPARTMENT = "department"
    PROGRAMME = "programme"

    @property
    def rank(self) -> int:
        """Give the place in the order of layers; 0 is the highest."""
        return list(Layer).index(self)


class Role(StrEnum):
    """What the employee who asks is employed to do."""

    CALL_TAKER = "call_taker"
    OFFICER = "officer"
    DETECTIVE = "detective"
    SCHOOL_OFFICER = "school_officer"
    JAIL_OFFICER = "jail_officer"
    SERVICE_COUNTER = "service_counter"
    RECORDS_OFFICER = "records_officer"
    CARD_CLERK = "card_clerk"
    CARD_SUPERVISOR = "card_supervisor"
    DIRECTOR = "director"
    CITY_LAWYER = "city_lawyer"
    AUDITOR = "auditor"
    LIAISON = "liaison"


class Stage(StrEnum):
    """How far an encounter has come, from a call to release."""

    CALL = "call"
    COUNTER = "counter"
    STREET_CONTACT = "street_contact"
    TRAFFIC_STOP = "traffic_stop"
    DETENTION = "detention"
    CUSTODIAL_ARREST = "custodial_arrest"
    BOOKING = "booking"
    JAIL = "jail"
    RELEASE = "release"


class Part(StrEnum):
    """The part that the other person plays in this encounter; says nothing of who they are."""

    CALLER = "caller"
    WITNESS = "witness"
    VICTIM = "victim"
    SERVICE_USER = "service_user"
    STUDENT = "student"
    PASSENGER = "passenger"
    DRIVER = "driver"
    SUSPECT = "suspect"
    ARRESTEE = "arrestee"


class Paper(StrEnum):
    """The paper that is held out."""

    NONE = "none"
    ICE_DETAINER = "ice_detainer"
    ICE_ADMIN_WARRANT = "ice_admin_warrant"
    JUDICIAL_WARRANT = "judicial_warrant"
    COURT_ORDER = "court_order"


class Requester(StrEnum):
    """Who asks for a record."""

    RESIDENT = "resident"
    POLICE = "police"
    FEDERAL_AGENT = "federal_agent"
    STATE_AGENCY = "state_agency"
    PRESS = "press"
    COURT = "court"
    OTHER_CITY = "other_city"


class RecordKind(StrEnum):
    """What kind of record is asked for."""

    CARD = "card"
    APPLICATION = "application"
    APPEAL = "appeal"
    LEDGER = "ledger"
    STATUS_LIST = "status_list"
    MARRIAGE = "marriage"
    FIGURES = "figures"


class EncounterAction(StrEnum):
    """What an employee may want to do in an encounter; each has a twin `must_...` in the rules."""

    ASK_STATUS = "ask_status"
    CHECK_STATUS_REMOTELY = "check_status_remotely"
    ARREST_ON_CIVIL_PAPER = "arrest_on_civil_paper"
    HOLD_PAST_RELEASE = "hold_past_release"
    NOTIFY_RELEASE = "notify_release"
    ALLOW_INTERVIEW = "allow_interview"
    PERFORM_FEDERAL_FUNCTION = "perform_federal_function"
    SHARE_STATUS = "share_status"
    NOTIFY_FEDERAL = "notify_federal"
    PROVIDE_SERVICE = "provide_service"
    VERIFY_STATUS_FOR_SERVICE = "verify_status_for_service"
    RECORD_ENCOUNTER = "record_encounter"


class RecordAction(StrEnum):
    """What an employee may want to do with a record; each has a twin `must_...` in the rules."""

    VIEW_APPLICATION = "view_application"
    COPY_DOCUMENT = "copy_document"
    KEEP_COPY = "keep_copy"
    DISCLOSE_RECORD = "disclose_record"
    CONFIRM_CARD = "confirm_card"
    SEARCH_BY_NAME = "search_by_name"
    PURGE = "purge"
    DELAY_DELETION = "delay_deletion"


class ProgrammeAction(StrEnum):
    """What staff do in the card software; the values are those of the site's own actions, without twins.

    `tests/site/accounts/test_rulebook.py` holds the two lists equal.
    """

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


Action = EncounterAction | RecordAction | ProgrammeAction

MUST_PREFIX: Final = "must_"


class Fact(StrEnum):
    """What may be true of an encounter, of a demand for a record, or of an act in the software."""

    CRIMINAL_INVESTIGATION = "criminal_investigation"
    PROBABLE_CAUSE = "probable_cause"
    PROLONGS_STOP = "prolongs_stop"
    CLASS_AB_CONVICTION = "class_ab_conviction"
    LISTED_CONVICTION = "listed_conviction"
    TERROR_MATCH = "terror_match"
    WRITTEN_CONSENT = "written_consent"
    REQUIRED_BY_LAW = "required_by_law"
    ADVICE_ONLY = "advice_only"
    FEDERALLY_FUNDED = "federally_funded"
    PUBLIC_SAFETY_RISK = "public_safety_risk"
    SAFETY_DETERMINATION = "safety_determination"
    JUDGE_SIGNED = "judge_signed"
    LEGAL_HOLD = "legal_hold"
    ABOUT_SELF = "about_self"
    STATION = "station"
    OWN = "own"
    SHARED = "shared"
    SECOND_PERSON = "second_person"


ENCOUNTER_FACTS: Final = (
    Fact.CRIMINAL_INVESTIGATION,
    Fact.PROBABLE_CAUSE,
    Fact.PROLONGS_STOP,
    Fact.CLASS_AB_CONVICTION,
    Fact.LISTED_CONVICTION,
    Fact.TERROR_MATCH,
    Fact.WRITTEN_CONSENT,
    Fact.REQUIRED_BY_LAW,
    Fact.ADVICE_ONLY,
    Fact.FEDERALLY_FUNDED,
    Fact.PUBLIC_SAFETY_RISK,
)
RECORD_FACTS: Final = (
    Fact.WRITTEN_CONSENT,
    Fact.SAFETY_DETERMINATION,
    Fact.REQUIRED_BY_LAW,
    Fact.ADVICE_ONLY,
    Fact.JUDGE_SIGNED,
    Fact.LEGAL_HOLD,
    Fact.ABOUT_SELF,
)
PROGRAMME_FACTS: Final = (Fact.STATION, Fact.OWN, Fact.SHARED, Fact.SECOND_PERSON)


def action_named(word: str) -> Action | None:
    """Find the action of a word, of whichever kind; None if there is none."""
    kind: type[EncounterAction | RecordAction | ProgrammeAction]
    for kind in (EncounterAction, RecordAction, ProgrammeAction):
        if word in list(kind):
            return kind(word)
    return None
