"""Every answer about encounters on one day, small enough to be carried on a phone.

    table = answer_table(community, at=date(2026, 11, 22))
    table.answer(EncounterAction.ASK_STATUS, cell)      # the answer that `ask` gives
    table.valid_until                                   # the last day on which it is still so

What a clause asks about decides how large its action's part is: an action whose clauses ask about stage and one
fact needs eighteen cells, not 51,840.  Which clauses apply in a cell is worked out with arrays, and what
follows from them by the same function as in `ask` (docs/policy/pocket-card.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import prod
from typing import Final

import numpy as np
from numpy.typing import NDArray

from denizen.policy.answer import Answer
from denizen.policy.ask import answer_from, of_action
from denizen.policy.clause import Clause
from denizen.policy.community import Community, mentioned
from denizen.policy.expression import Value, Words, applies
from denizen.policy.review import turning_days
from denizen.policy.schema import ENCOUNTER, ENUMS
from denizen.policy.space import ROLE_AT, Axis, Cell, Space, axes_of
from denizen.policy.words import ENCOUNTER_FACTS, EncounterAction, Fact, Role, Stage

LONGEST: Final = timedelta(days=30)  # a copy is fetched anew at least so often, whatever it says
DEPUTISED: Final = "deputised"
EVERYTHING: Final = Space(
    (*axes_of(ENCOUNTER, ENCOUNTER_FACTS), Axis("context", DEPUTISED, "Bool"))
)


@dataclass(frozen=True, slots=True)
class Encounter:
    """An encounter of the table: a cell, and whether the officer works under a 287(g) agreement, supervised."""

    cell: Cell
    deputised: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class ActionAnswers:
    """The answers about one action: `codes` point into `answers`, along the axes that its clauses ask about."""

    action: EncounterAction
    axes: tuple[Axis, ...]
    codes: NDArray[np.int32] = field(repr=False)
    answers: tuple[Answer, ...] = field(repr=False)

    def answer(self, encounter: Encounter) -> Answer:
        """Give the answer in one encounter."""
        return self.answers[self.number(encounter)]

    def number(self, encounter: Encounter) -> int:
        """Say which of `answers` stands in one encounter."""
        return int(self.codes[tuple(place_on(axis, encounter) for axis in self.axes)])


@dataclass(frozen=True, slots=True, eq=False)
class AnswerTable:
    """All answers about encounters in one community from one day to another, both included."""

    community: Community
    at: date
    valid_until: date
    actions: Mapping[EncounterAction, ActionAnswers] = field(repr=False)

    def answer(self, action: EncounterAction, encounter: Encounter) -> Answer:
        """Give the answer about an action in one encounter."""
        return self.actions[action].answer(encounter)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """List the facts on which any answer depends, in their usual order."""
        asked = self.asked_about
        return tuple(fact for fact in ENCOUNTER_FACTS if fact.value in asked)

    @property
    def asked_about(self) -> frozenset[str]:
        """Name everything on which any answer depends."""
        return frozenset(axis.name for one in self.actions.values() for axis in one.axes)


def answer_table(community: Community, *, at: date) -> AnswerTable:
    """Answer every encounter on a day, for every encounter action."""
    actions = {action: answers_about(action, community, at=at) for action in EncounterAction}
    return AnswerTable(community, at, valid_until(community, at=at), actions)


def valid_until(community: Community, *, at: date) -> date:
    """Give the last day on which the answers of a day still hold, as far as the rules themselves say."""
    days = [at + LONGEST]
    days += [day - timedelta(days=1) for day in turning_days(community) if day > at]
    days += [one.review_by for one in community.instructions if one.review_by >= at]
    return min(days)


def answers_about(action: EncounterAction, community: Community, *, at: date) -> ActionAnswers:
    """Answer every encounter for one action."""
    clauses = [one for one in community.clauses if action in one.subjects and one.window.covers(at)]
    axes = axes_asked(clauses)
    shape = tuple(axis.size for axis in axes)
    values = values_along(axes)
    hits = [np.broadcast_to(applies(one.conditions, values), shape).reshape(-1) for one in clauses]
    matrix = np.array(hits, dtype=np.bool_).reshape(len(clauses), prod(shape))
    distinct, codes = np.unique(matrix, axis=1, return_inverse=True)
    answers = tuple(
        answer_from(
            of_action([one for one, hit in zip(clauses, column, strict=True) if hit], action),
            community,
            action=action,
            at=at,
        )
        for column in distinct.T
    )
    return ActionAnswers(action, axes, codes.reshape(shape).astype(np.int32), answers)


def axes_asked(clauses: Sequence[Clause]) -> tuple[Axis, ...]:
    """Give the axes that clauses ask about; the employee's role follows the stage."""
    names = {name for one in clauses for name in mentioned(list(one.conditions))}
    if "role" in names:
        names.add("stage")
    if "supervised" in names:
        names.add(DEPUTISED)
    return tuple(axis for axis in EVERYTHING.axes if axis.name in names)


def values_along(axes: tuple[Axis, ...]) -> dict[tuple[str, str], Value]:
    """Give every attribute that clauses with these axes can ask for."""
    space = Space(axes)
    values = dict(space.values)
    if any(axis.name == "stage" for axis in axes):
        values["principal", "role"] = roles_along(space)
    deputised = values.pop(("context", DEPUTISED), None)
    if deputised is not None:
        values["principal", "deputised"] = values["principal", "supervised"] = deputised
    return values


def roles_along(space: Space) -> Words:
    """Give the employee's role at each stage."""
    stage = space.along("stage")
    if not isinstance(stage, Words):
        raise TypeError("a stage is a word")
    roles = [list(Role).index(ROLE_AT[one]) for one in Stage]
    return Words("Role", np.array(roles, dtype=np.int16)[stage.indexes])


def place_on(axis: Axis, encounter: Encounter) -> int:
    """Say where an encounter lies along an axis."""
    if axis.name == DEPUTISED:
        return int(encounter.deputised)
    if axis.kind == "Bool":
        return int(Fact(axis.name) in encounter.cell.facts)
    return list(ENUMS[axis.kind]).index(getattr(encounter.cell, axis.name))
