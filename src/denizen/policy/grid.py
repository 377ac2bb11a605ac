"""A community's answers over the whole space of encounters, as numpy arrays; equal to Cedar on every cell.

    grid = evaluate(community, at=date(2008, 6, 1))
    grid.ruling(EncounterAction.ASK_STATUS, cell)       # as `ask` would answer
    grid.counts(EncounterAction.ASK_STATUS, Stage.CALL)  # {Ruling.MUST_NOT: 96, ...}, possible cells only
    grid.hit_matrix()                                    # every clause x every cell

Counts are unweighted: every possible encounter counts once, however rare it is, and whoever shows a count
says so.  A cell names no person and no frequency.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Final

import numpy as np

from denizen.policy.clause import Clause
from denizen.policy.community import Community
from denizen.policy.expression import Flags, Value, Words, applies
from denizen.policy.resolve import RULINGS, Codes, Hit, Resolution, resolve
from denizen.policy.space import ENCOUNTERS, ROLE_AT, Cell, possible
from denizen.policy.words import ENCOUNTER_FACTS, EncounterAction, Role, Ruling, Stage

UNWEIGHTED: Final = "Every possible encounter counts once, however rare it is."


@dataclass(frozen=True, slots=True)
class Asker:
    """What the grid takes the employee to be."""

    deputised: bool = False
    supervised: bool = False


ANYBODY: Final = Asker()


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """One community's answers on one day over `ENCOUNTERS`; arrays are read-only, one value a cell."""

    community: Community
    at: date
    asker: Asker
    layers: tuple[tuple[Hit, ...], ...] = field(repr=False)
    resolutions: Mapping[EncounterAction, Resolution] = field(repr=False)

    def codes(self, action: EncounterAction) -> Codes:
        """Give the rulings on an action in every cell, as indexes into `RULINGS`."""
        return flat_codes(self.resolutions[action].codes)

    def ruling(self, action: EncounterAction, cell: Cell) -> Ruling:
        """Give the ruling in one cell."""
        place = np.unravel_index(ENCOUNTERS.index(cell), ENCOUNTERS.shape)
        codes = np.broadcast_to(self.resolutions[action].codes, ENCOUNTERS.shape)
        return RULINGS[int(codes[place])]

    def deciding(self, action: EncounterAction, cell: Cell) -> tuple[Clause, ...]:
        """Give the clauses that decide in one cell."""
        place = np.unravel_index(ENCOUNTERS.index(cell), ENCOUNTERS.shape)
        return tuple(
            one.clause
            for one in self.resolutions[action].deciding
            if np.broadcast_to(one.where, ENCOUNTERS.shape)[place]
        )

    def counts(self, action: EncounterAction, stage: Stage | None = None) -> dict[Ruling, int]:
        """Count the possible cells of each ruling, at one stage or at all; unweighted."""
        mask = possible_cells() if stage is None else possible_cells() & at_stage(stage)
        counted = np.bincount(self.codes(action)[mask], minlength=len(RULINGS))
        return {ruling: int(n) for ruling, n in zip(RULINGS, counted, strict=True) if n}

    def hit_matrix(self) -> tuple[tuple[Clause, ...], Flags]:
        """Give every clause x cell: whether the clause is in force and its conditions hold there."""
        hits = [hit for layer in self.layers for hit in layer]
        rows = [np.broadcast_to(hit.where, ENCOUNTERS.shape).reshape(-1) for hit in hits]
        matrix = np.array(rows, dtype=np.bool_).reshape(len(rows), ENCOUNTERS.size)
        return tuple(hit.clause for hit in hits), matrix


def evaluate(community: Community, *, at: date, asker: Asker = ANYBODY) -> Grid:
    """Answer every encounter of the grid on a day, for every encounter action."""
    layers = tuple(hits_of(rules.clauses, at=at, asker=asker) for rules in community.layers)
    resolutions = {action: resolve(layers, action) for action in EncounterAction}
    return Grid(community, at, asker, layers, resolutions)


def hits_of(clauses: Sequence[Clause], *, at: date, asker: Asker) -> tuple[Hit, ...]:
    """Tell where each clause about encounters applies; those out of force are left out."""
    values = encounter_values(asker)
    return tuple(
        Hit(clause, applies(clause.conditions, values))
        for clause in clauses
        if clause.window.covers(at) and about_encounters(clause)
    )


def about_encounters(clause: Clause) -> bool:
    """Tell whether a clause is about encounters; Cedar's schema keeps the kinds apart."""
    return any(action in list(EncounterAction) for action in clause.subjects)


@cache
def encounter_values(asker: Asker) -> Mapping[tuple[str, str], Value]:
    """Give every attribute's values over the grid: those with an axis, and those that are fixed."""
    values: dict[tuple[str, str], Value] = {
        ("context", fact.value): np.zeros((), dtype=np.bool_) for fact in ENCOUNTER_FACTS
    }
    stage = ENCOUNTERS.along("stage")
    if isinstance(stage, Words):
        roles = [list(Role).index(ROLE_AT[one]) for one in Stage]
        indexes = np.array(roles, dtype=np.int16)[stage.indexes]
        values["principal", "role"] = Words("Role", indexes)
    values["principal", "deputised"] = np.asarray(asker.deputised)
    values["principal", "supervised"] = np.asarray(asker.supervised)
    return values | ENCOUNTERS.values


@cache
def possible_cells() -> Flags:
    """Mark the cells that can happen (docs/policy/grid.md), flat."""
    return flat(possible(ENCOUNTERS))


@cache
def at_stage(stage: Stage) -> Flags:
    """Mark the cells of one stage, flat."""
    return flat(ENCOUNTERS.where("stage", frozenset({stage})))


def flat(where: Flags) -> Flags:
    """Write an array over the whole grid, one value a cell; read-only."""
    whole = np.broadcast_to(where, ENCOUNTERS.shape).reshape(-1)
    whole.flags.writeable = False
    return whole


def flat_codes(codes: Codes) -> Codes:
    """Write rulings over the whole grid, one code a cell; read-only."""
    whole = np.broadcast_to(codes, ENCOUNTERS.shape).reshape(-1)
    whole.flags.writeable = False
    return whole
