"""The charter's policy, as the desk asks it: who may do what in the software, by which clause, today.

The clauses are the `programme` layer of the charter's community: those of `charters/<id>/policy`, and the
model's where the charter names it.  What no clause lets, the software refuses.  A city writes a clause of its
own, and the desk obeys it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from django.conf import settings

from denizen.policy import Answer, ClauseUse, Fact, Question, Ruling, ask
from denizen.policy import Role as PolicyRole
from denizen_site.accounts.roles import Role
from denizen_site.config.charter_folder import WITHOUT_RULES
from denizen_site.config.policy_folder import community_once

STATION: Final = Fact.STATION
ABOUT_THE_RECORD: Final = frozenset({Fact.OWN, Fact.SHARED, Fact.SECOND_PERSON})
LETTING: Final = frozenset({Ruling.MAY, Ruling.MUST})
POLICY_ROLES: Final = {
    Role.CLERK: PolicyRole.CARD_CLERK,
    Role.SUPERVISOR: PolicyRole.CARD_SUPERVISOR,
    Role.RECORDS_OFFICER: PolicyRole.RECORDS_OFFICER,
    Role.CITY_LAWYER: PolicyRole.CITY_LAWYER,
    Role.AUDITOR: PolicyRole.AUDITOR,
    Role.DIRECTOR: PolicyRole.DIRECTOR,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Who would do what, and which facts hold."""

    role: Role
    action: str
    facts: frozenset[Fact]


def answer(asked: Asked, *, day: date) -> Answer:
    """Ask the city's rules; the same question on the same day is answered once a process."""
    return remembered(in_force(), asked, day=day)


def in_force() -> str:
    """Name the community whose rules govern this city's desk."""
    return getattr(settings, "CITY_RULES", WITHOUT_RULES)


@cache  # without an order to keep, so that a forked child writes to none of it
def remembered(community: str, asked: Asked, *, day: date) -> Answer:
    """Ask and keep the answer; `foresight` empties it with each new day."""
    question = Question(asked.action, role=POLICY_ROLES[asked.role], facts=asked.facts)
    return ask(community_once(community), question, at=day)


def lets(asked: Asked, *, day: date) -> bool:
    """Say whether a clause lets it be done."""
    return answer(asked, day=day).ruling in LETTING


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """A clause's sentence in the reader's language, or in English if nobody has translated it."""

    says: str
    language: str
    cite: str


def in_words(clauses: Iterable[ClauseUse], *, language: str) -> list[ClauseWords]:
    """Give clauses as a page shows them."""
    community = community_once(in_force())
    return [
        ClauseWords(*community.spoken(clause, language=language), clause.cite) for clause in clauses
    ]


def clauses_that_let(action: str, *, day: date) -> tuple[ClauseUse, ...]:
    """Give the clauses that let anybody do an action, under whatever facts: what a refusal is read beside."""
    found: dict[str, ClauseUse] = {}
    for role in Role:
        asked = Asked(role, action, ABOUT_THE_RECORD | {STATION})
        held = answer(asked, day=day)
        if held.ruling in LETTING:
            found.update({clause.id: clause for clause in held.clauses})
    return tuple(found.values())
