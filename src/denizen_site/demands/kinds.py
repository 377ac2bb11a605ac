"""What a demand can say: closed choices only, so that nothing of a resident can get into its row."""

from __future__ import annotations

from enum import StrEnum


class Sender(StrEnum):
    """What kind of office or person asks; the values are those of `denizen.policy.Requester`."""

    RESIDENT = "resident"
    PRESS = "press"
    POLICE = "police"
    FEDERAL_AGENT = "federal_agent"
    STATE_AGENCY = "state_agency"
    COURT = "court"
    OTHER_CITY = "other_city"


# Of these no name is kept: they may be private people, and the letter is handed to whoever brings its number.
UNNAMED = frozenset({Sender.RESIDENT, Sender.PRESS})


class Asked(StrEnum):
    """What a demand asks for."""

    CARDHOLDERS = "cardholders"
    ONE_PERSON = "one_person"
    PAPERS = "papers"
    CARD_CHECK = "card_check"
    STATUS = "status"
    CASE_FILES = "case_files"
    STAFF_ACTS = "staff_acts"
    FIGURES = "figures"
    HOLD_PERSON = "hold_person"
    ENTRY = "entry"
    MACHINES = "machines"
    KEEP_FROM_NOW = "keep_from_now"
    NOT_SAID = "not_said"


class DemandState(StrEnum):
    """Where a demand stands."""

    OPEN = "open"
    PROPOSED = "proposed"
    APPROVED = "approved"
    CLOSED = "closed"


class Reply(StrEnum):
    """What the city answers."""

    NOTHING_HELD = "nothing_held"
    REFUSED = "refused"
    FIGURES_ONLY = "figures_only"
    RELEASED = "released"
    WITH_ATTORNEY = "with_attorney"


class Basis(StrEnum):
    """On what somebody would hand over a person's status; only a law is a duty."""

    ADVICE = "advice"
    REQUEST = "request"
    LAW = "law"
