"""Decides whether papers suffice: the one entry to the room.

    assess(rule_set, papers, applicant, at=day) -> Accepted | Short | NeedsSupervisor

Three properties hold and are tested: adding a paper never turns `Accepted` into anything else; the order
of papers is irrelevant; every cure cures, and no smaller set would.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from denizen.documents.cures import find_cures
from denizen.documents.outcome import (
    Accepted,
    NeedsSupervisor,
    Outcome,
    PrintEffect,
    Reason,
    ReasonCode,
    Short,
)
from denizen.documents.papers import ApplicantFacts, PresentedPaper
from denizen.documents.rule_set import Path, RuleSet
from denizen.documents.weighing import Weighing, weigh, without_doubts
from denizen.errors import InputError


def assess(
    rule_set: RuleSet,
    presented: Sequence[PresentedPaper],
    *,
    applicant: ApplicantFacts,
    at: date,
) -> Outcome:
    """Decide on a visit's papers.

    Not checked here: that `rule_set` is in force on that day (`Charter.rule_set_at` chooses it), and
    that the papers are what the clerk says.  Raises `InputError` for a document that the rule set
    does not list and for a birth date after `at`.
    """
    if applicant.birth_date is not None and applicant.birth_date > at:
        raise InputError("documents.birth_date", "the birth date lies after the day of the visit")
    weighing = weigh(rule_set, presented, applicant=applicant, at=at)
    barred = bars(rule_set, applicant, at=at)
    effect = PrintEffect(weighing.printed_address)
    if barred:
        return Short(weighing.score, (), barred, effect, rule_set.id)
    if weighing.suffices:
        return Accepted(weighing.score, effect, rule_set.id)
    cures = find_cures(weighing, applicant, at=at)
    if without_doubts(weighing, applicant, at=at).suffices:
        doubt = (Reason(ReasonCode.PAPER_IN_DOUBT),)
        return NeedsSupervisor(weighing.score, cures, doubt, effect, rule_set.id)
    return Short(weighing.score, cures, shortfalls(weighing), effect, rule_set.id)


def bars(rule_set: RuleSet, applicant: ApplicantFacts, *, at: date) -> tuple[Reason, ...]:
    """List what no paper can cure: too young, no caretaker, no path for that age."""
    age = applicant.age_on(at)
    below = rule_set.caretaker_below_age
    found = []
    if rule_set.min_age is not None and age < rule_set.min_age:
        found.append(Reason(ReasonCode.TOO_YOUNG, have=age, need=rule_set.min_age))
    if below is not None and age < below and not applicant.with_caretaker:
        found.append(Reason(ReasonCode.CARETAKER_NEEDED, have=age, need=below))
    if not rule_set.open_paths(applicant, at):
        found.append(Reason(ReasonCode.NO_PATH_FOR_AGE, have=age))
    return tuple(found)


def shortfalls(weighing: Weighing) -> tuple[Reason, ...]:
    """List, path by path, the columns that are below their minima."""
    return tuple(reason for path in weighing.paths for reason in shortfalls_of(path, weighing))


def shortfalls_of(path: Path, weighing: Weighing) -> list[Reason]:
    """List the columns of one path that are below their minima."""
    return [
        Reason(ReasonCode.COLUMN_SHORT, path.id, column, weighing.score[column], need)
        for column, need in path.needs.items()
        if weighing.score[column] < need
    ]
