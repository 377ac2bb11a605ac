"""The finite space of encounters: its axes, its cells, and which of them cannot happen.

    ENCOUNTERS.size -> 51,840 = 9 stages x 9 parts x 5 papers x 2^7 facts
    ENCOUNTERS.cell(17) -> Cell(stage=..., part=..., paper=..., facts=...)

The employee follows the stage (`ROLE_AT`); facts without an axis are false; the mask of what cannot happen is
explained in docs/policy/grid.md.  No cell is more frequent than another: counts are unweighted, and every
place that shows them says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import Final

import numpy as np

from denizen.policy.expression import Flags, Value, Words
from denizen.policy.question import Question
from denizen.policy.schema import EMPLOYEE, ENCOUNTER, ENUMS, Shape
from denizen.policy.words import (
    ENCOUNTER_FACTS,
    EncounterAction,
    Fact,
    Paper,
    Part,
    Role,
    Stage,
)

GRID_FACTS: Final = (
    Fact.CRIMINAL_INVESTIGATION,
    Fact.PROBABLE_CAUSE,
    Fact.PROLONGS_STOP,
    Fact.LISTED_CONVICTION,
    Fact.REQUIRED_BY_LAW,
    Fact.WRITTEN_CONSENT,
    Fact.FEDERALLY_FUNDED,
)
ROLE_AT: Final[Mapping[Stage, Role]] = {
    Stage.CALL: Role.CALL_TAKER,
    Stage.COUNTER: Role.SERVICE_COUNTER,
    Stage.STREET_CONTACT: Role.OFFICER,
    Stage.TRAFFIC_STOP: Role.OFFICER,
    Stage.DETENTION: Role.OFFICER,
    Stage.CUSTODIAL_ARREST: Role.OFFICER,
    Stage.BOOKING: Role.JAIL_OFFICER,
    Stage.JAIL: Role.JAIL_OFFICER,
    Stage.RELEASE: Role.JAIL_OFFICER,
}
POLICE_STAGES: Final = frozenset({Stage.STREET_CONTACT, Stage.TRAFFIC_STOP, Stage.DETENTION})
CUSTODY: Final = frozenset({Stage.CUSTODIAL_ARREST, Stage.BOOKING, Stage.JAIL, Stage.RELEASE})
STAGES_OF: Final[Mapping[Part, frozenset[Stage]]] = {
    Part.CALLER: frozenset({Stage.CALL}),
    Part.WITNESS: frozenset(Stage),
    Part.VICTIM: frozenset(Stage),
    Part.SERVICE_USER: frozenset({Stage.COUNTER}),
    Part.STUDENT: frozenset(
        {Stage.COUNTER, Stage.STREET_CONTACT, Stage.DETENTION, Stage.CUSTODIAL_ARREST}
    ),
    Part.PASSENGER: frozenset({Stage.TRAFFIC_STOP, Stage.DETENTION}),
    Part.DRIVER: frozenset({Stage.TRAFFIC_STOP, Stage.DETENTION}),
    Part.SUSPECT: POLICE_STAGES,
    Part.ARRESTEE: CUSTODY,
}
STAGES_OF_PAPER: Final[Mapping[Paper, frozenset[Stage]]] = {
    Paper.NONE: frozenset(Stage),
    Paper.ICE_DETAINER: CUSTODY,  # it is addressed to whoever holds the person
    Paper.ICE_ADMIN_WARRANT: frozenset(Stage) - {Stage.CALL},
    Paper.JUDICIAL_WARRANT: frozenset(Stage) - {Stage.CALL},
    Paper.COURT_ORDER: frozenset(Stage) - {Stage.CALL},
}
STAGES_OF_FACT: Final[Mapping[Fact, frozenset[Stage]]] = {
    Fact.PROBABLE_CAUSE: POLICE_STAGES | CUSTODY,
    Fact.PROLONGS_STOP: POLICE_STAGES,
    Fact.FEDERALLY_FUNDED: frozenset({Stage.COUNTER, Stage.JAIL}),
}


@dataclass(frozen=True, slots=True)
class Axis:
    """One attribute along which a space extends; `kind` is the name of an enum, or Bool."""

    variable: str
    name: str
    kind: str

    @property
    def size(self) -> int:
        """Give the number of its values."""
        return 2 if self.kind == "Bool" else len(ENUMS[self.kind])


@dataclass(frozen=True, slots=True)
class Cell:
    """One encounter of the grid."""

    stage: Stage
    part: Part
    paper: Paper
    facts: frozenset[Fact]

    def question(
        self, action: EncounterAction, *, deputised: bool = False, supervised: bool = False
    ) -> Question:
        """Ask about an action in this encounter, for the employee who stands at its stage."""
        return Question(
            action,
            role=ROLE_AT[self.stage],
            stage=self.stage,
            part=self.part,
            paper=self.paper,
            deputised=deputised,
            supervised=supervised,
            facts=self.facts,
        )


@dataclass(frozen=True)
class Space:
    """A finite space of questions; every combination of its axes' values is one cell."""

    axes: tuple[Axis, ...]

    @property
    def shape(self) -> tuple[int, ...]:
        """Give the length of each axis."""
        return tuple(axis.size for axis in self.axes)

    @property
    def size(self) -> int:
        """Count the cells."""
        return prod(self.shape)

    def along(self, name: str) -> Value:
        """Give an attribute's values along its axis."""
        place = next(i for i, axis in enumerate(self.axes) if axis.name == name)
        axis = self.axes[place]
        shape = [axis.size if i == place else 1 for i in range(len(self.axes))]
        if axis.kind == "Bool":
            return np.array([False, True]).reshape(shape)
        return Words(axis.kind, np.arange(axis.size, dtype=np.int16).reshape(shape))

    @cached_property
    def values(self) -> dict[tuple[str, str], Value]:
        """Give every attribute that has an axis."""
        return {(axis.variable, axis.name): self.along(axis.name) for axis in self.axes}

    def where(self, name: str, words: frozenset[str]) -> Flags:
        """Tell where an attribute of a closed set is one of some words."""
        value = self.along(name)
        if not isinstance(value, Words):
            raise TypeError(f"{name} is not a word")
        members = list(ENUMS[value.kind])
        return np.isin(
            value.indexes, [members.index(member) for member in members if member in words]
        )

    def cell(self, index: int) -> Cell:
        """Give the encounter of an index, for a space of encounters."""
        found = np.unravel_index(index, self.shape)
        place = {axis.name: int(at) for axis, at in zip(self.axes, found, strict=True)}
        return Cell(
            stage=list(Stage)[place["stage"]],
            part=list(Part)[place["part"]],
            paper=list(Paper)[place["paper"]],
            facts=frozenset(fact for fact in ENCOUNTER_FACTS if place.get(fact.value)),
        )

    def index(self, cell: Cell) -> int:
        """Give the index of an encounter; facts that have no axis here are a `KeyError`."""
        known = {axis.name for axis in self.axes}
        strange = [fact.value for fact in cell.facts if fact.value not in known]
        if strange:
            raise KeyError(*strange)
        words = {"stage": cell.stage, "part": cell.part, "paper": cell.paper}
        place = [
            int(Fact(axis.name) in cell.facts)
            if axis.kind == "Bool"
            else list(ENUMS[axis.kind]).index(words[axis.name])
            for axis in self.axes
        ]
        return int(np.ravel_multi_index(place, self.shape))


def axes_of(shape: Shape, facts: tuple[Fact, ...]) -> tuple[Axis, ...]:
    """Give the axes of a kind of action for some facts."""
    choices = tuple(Axis("context", name, kind) for name, kind in shape.choices.items())
    return choices + tuple(Axis("context", fact.value, "Bool") for fact in facts)


def whole_space(shape: Shape) -> Space:
    """Give the space of everything that a clause about one kind of action can ask, the employee too."""
    employee = tuple(Axis("principal", name, kind) for name, kind in EMPLOYEE.items())
    return Space(axes_of(shape, shape.facts) + employee)


ENCOUNTERS: Final = Space(axes_of(ENCOUNTER, GRID_FACTS))


def possible(space: Space) -> Flags:
    """Mark the encounters that can happen; a space without stages knows no impossible cell."""
    found: Flags = np.ones((), dtype=np.bool_)
    if not any(axis.name == "stage" for axis in space.axes):
        return found
    for part, stages in STAGES_OF.items():
        found = found & (~space.where("part", frozenset({part})) | space.where("stage", stages))
    for paper, stages in STAGES_OF_PAPER.items():
        found = found & (~space.where("paper", frozenset({paper})) | space.where("stage", stages))
    for fact, stages in STAGES_OF_FACT.items():
        found = found & (~truth(space, fact) | space.where("stage", stages))
    return found


def truth(space: Space, fact: Fact) -> Flags:
    """Give the truth of a fact along its axis."""
    value = space.along(fact.value)
    if isinstance(value, Words):
        raise TypeError(f"{fact} is a word")
    return value
