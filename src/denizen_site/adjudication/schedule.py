"""Which files there are, by when each is answered, and how long it is kept (docs/desk/appeals.md says why)."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum


class CaseKind(StrEnum):
    """What a file is about."""

    APPEAL = "appeal"
    WRONGLY_ISSUED = "wrongly_issued"
    FOUND = "found"
    MISCONDUCT = "misconduct"


class CaseState(StrEnum):
    """Where a file stands; `upheld` means that the appeal was right, `closed` that nothing is to be decided."""

    OPEN = "open"
    UPHELD = "upheld"
    DISMISSED = "dismissed"
    CLOSED = "closed"


# Ours, not a law's: ten working days to answer an appeal.  Monday to Friday; a public holiday counts as a
# working day, so that the day we promise is early rather than late.
ANSWER_WORKING_DAYS = 10
SATURDAY = 5
# Days from the end of a case to its deletion.  180: whoever lost can go to court, for which New York for one
# gives four months, and two more to be served.  30: long enough to ask why a card that was found does not work.
KEPT_AFTER_THE_END = {
    CaseKind.APPEAL: 180,
    CaseKind.WRONGLY_ISSUED: 180,
    CaseKind.FOUND: 30,
    CaseKind.MISCONDUCT: 3 * 365,
}
# Days after which a file that nobody ended is deleted all the same.
KEPT_OPEN = {
    CaseKind.APPEAL: 365,
    CaseKind.WRONGLY_ISSUED: 180,
    CaseKind.FOUND: 30,
    CaseKind.MISCONDUCT: 3 * 365,
}


def first_state(kind: CaseKind) -> CaseState:
    """Say how a file begins: a stopped card is stopped already, and the file only tells why."""
    is_done = kind in (CaseKind.WRONGLY_ISSUED, CaseKind.FOUND)
    return CaseState.CLOSED if is_done else CaseState.OPEN


def due_day(kind: CaseKind, opened: date) -> date | None:
    """Give the day by which a file is to be answered; only appeals have one."""
    return working_day_after(opened, ANSWER_WORKING_DAYS) if kind is CaseKind.APPEAL else None


def working_day_after(day: date, number: int) -> date:
    """Count working days on from a day."""
    while number:
        day += timedelta(days=1)
        number -= day.weekday() < SATURDAY
    return day


def delete_day(kind: CaseKind, state: CaseState, *, since: date) -> date:
    """Give the day on which a file is deleted that came into its state on a day."""
    kept = KEPT_OPEN if state is CaseState.OPEN else KEPT_AFTER_THE_END
    return since + timedelta(days=kept[kind])
