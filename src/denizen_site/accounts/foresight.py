"""A day's usual questions to the rules, asked once before children are forked, who would each ask them again.

An answer depends on the rules, a role, facts and a day, and on nobody's data (docs/decisions/0014).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from denizen.policy import Fact
from denizen_site.accounts import rulebook
from denizen_site.accounts.permission import RECORDS, Action, VisitRecord, actions_of
from denizen_site.accounts.roles import Role
from denizen_site.accounts.rulebook import ABOUT_THE_RECORD, STATION, Asked

# One's own visit, one's own that is shared, and a colleague's that is.
VISITS: Final = (
    frozenset({Fact.OWN, STATION}),
    frozenset({Fact.OWN, Fact.SHARED, STATION}),
    frozenset({Fact.SHARED, Fact.SECOND_PERSON, STATION}),
)


def foresee(day: date) -> None:
    """Ask what a day's pages will ask, and forget the days before."""
    rulebook.remembered.cache_clear()
    actions_of.cache_clear()
    for asked in usual_questions():
        rulebook.answer(asked, day=day)
    for role in Role:
        for at_station in (True, False):
            actions_of(rulebook.in_force(), role, at_station=at_station, day=day)


def usual_questions() -> Iterator[Asked]:
    """List what is asked of every role: each action at a station, and each of a visit about the usual ones."""
    for role in Role:
        for action in Action:
            yield Asked(role, action.value, ABOUT_THE_RECORD | {STATION})
            facts = VISITS if RECORDS.get(action) is VisitRecord else ()
            yield from (Asked(role, action.value, each) for each in facts)
