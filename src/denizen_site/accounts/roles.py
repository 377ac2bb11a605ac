"""The six kinds of staff; one account has one of them."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a member of staff is employed to do."""

    CLERK = "clerk"
    SUPERVISOR = "supervisor"
    RECORDS_OFFICER = "records_officer"
    CITY_LAWYER = "city_lawyer"
    AUDITOR = "auditor"
    DIRECTOR = "director"


SERVING = frozenset({Role.CLERK, Role.SUPERVISOR})
EVERYBODY = frozenset(Role)
