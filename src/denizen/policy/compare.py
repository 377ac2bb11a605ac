"""Lays two communities side by side over the grid: where they agree, where they differ, what would close it.

    comparison = compare(a, b, at=date(2008, 6, 1))
    comparison.actions[EncounterAction.ASK_STATUS].disputed   # cells in which both speak and differ
    comparison.changes                                        # single clauses, and what each would close

A cell is *in dispute* where both communities speak and say different things; where one is silent the two
differ, and nothing opposes.  What a single clause would change is computed by leaving it out wherever it
stands, or by putting it into the own layer of a community that lacks it, and answering everything again.
Which change is right is not said here.
Counts are of possible encounters, unweighted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

import numpy as np

from denizen.policy.clause import Clause
from denizen.policy.community import Community
from denizen.policy.expression import Flags
from denizen.policy.grid import (
    ANYBODY,
    Asker,
    Grid,
    at_stage,
    evaluate,
    flat,
    flat_codes,
    hits_of,
    possible_cells,
)
from denizen.policy.resolve import RULINGS, SILENT, Codes, Hit, resolve
from denizen.policy.space import ENCOUNTERS, Cell
from denizen.policy.words import EncounterAction, Layer, Ruling, Stage

Layers = Sequence[Sequence[Hit]]


class Change(StrEnum):
    """What would be done to a clause."""

    REMOVE = "remove"  # from the community that has it
    ADD = "add"  # to the community that lacks it, in its own layer


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """One clause changed: how many disputed cells it would close, and how many others it would open."""

    change: Change
    community: str
    clause: Clause
    closes: int
    opens: int
    actions: tuple[EncounterAction, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ActionComparison:
    """Both communities' answers about one action, one value a cell of the grid."""

    action: EncounterAction
    a: Codes = field(repr=False)
    b: Codes = field(repr=False)

    @property
    def agreed(self) -> Flags:
        """Mark the possible cells in which both speak and say the same."""
        return np.asarray(possible_cells() & (self.a == self.b) & (self.a != SILENT))

    @property
    def silent(self) -> Flags:
        """Mark the possible cells in which neither speaks."""
        return np.asarray(possible_cells() & (self.a == SILENT) & (self.b == SILENT))

    @property
    def one_silent(self) -> Flags:
        """Mark the possible cells in which exactly one speaks."""
        return np.asarray(possible_cells() & ((self.a == SILENT) != (self.b == SILENT)))

    @property
    def disputed(self) -> Flags:
        """Mark the possible cells in which both speak and say different things."""
        return possible_cells() & disputes(self.a, self.b)

    def pairs(self, stage: Stage | None = None) -> dict[tuple[Ruling, Ruling], int]:
        """Count the possible cells of each pair of answers, at one stage or at all."""
        mask = possible_cells() if stage is None else possible_cells() & at_stage(stage)
        size = len(RULINGS)
        both = self.a[mask].astype(np.intp) * size + self.b[mask]
        counted = np.bincount(both, minlength=size * size)
        return {(RULINGS[i // size], RULINGS[i % size]): int(n) for i, n in enumerate(counted) if n}


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Two communities on one day; counts of possible cells, summed over the actions, unweighted."""

    a: Grid
    b: Grid
    actions: Mapping[EncounterAction, ActionComparison] = field(repr=False)
    changes: tuple[ClauseChange, ...] = ()

    @property
    def agreed(self) -> int:
        """Count where both speak and say the same."""
        return sum(int(one.agreed.sum()) for one in self.actions.values())

    @property
    def silent(self) -> int:
        """Count where neither speaks."""
        return sum(int(one.silent.sum()) for one in self.actions.values())

    @property
    def one_silent(self) -> int:
        """Count where exactly one speaks."""
        return sum(int(one.one_silent.sum()) for one in self.actions.values())

    @property
    def disputed(self) -> int:
        """Count where both speak and say different things."""
        return sum(int(one.disputed.sum()) for one in self.actions.values())

    def cells_in_dispute(self, action: EncounterAction) -> Iterator[tuple[Cell, Ruling, Ruling]]:
        """Go through the disputed cells of an action with both answers."""
        one = self.actions[action]
        for index in np.flatnonzero(one.disputed):
            yield ENCOUNTERS.cell(int(index)), RULINGS[one.a[index]], RULINGS[one.b[index]]


def compare(
    a: Community,
    b: Community,
    *,
    at: date,
    asker: Asker = ANYBODY,
    with_changes: bool = True,
) -> Comparison:
    """Compare two communities on a day, for the same kind of employee."""
    grids = evaluate(a, at=at, asker=asker), evaluate(b, at=at, asker=asker)
    actions = {
        action: ActionComparison(action, grids[0].codes(action), grids[1].codes(action))
        for action in EncounterAction
    }
    comparison = Comparison(*grids, actions)
    if not with_changes:
        return comparison
    return replace(comparison, changes=tuple(ordered(single_changes(comparison))))


def disputes(a: Codes, b: Codes) -> Flags:
    """Mark where both speak and say different things."""
    return np.asarray((a != b) & (a != SILENT) & (b != SILENT))


def ordered(changes: Iterator[ClauseChange]) -> list[ClauseChange]:
    """Put those that close most first; then those that open fewest."""
    return sorted(changes, key=lambda one: (-one.closes, one.opens, one.clause.id, one.community))


def single_changes(comparison: Comparison) -> Iterator[ClauseChange]:
    """Try every single clause: without it wherever it stands, and with it where it does not."""
    both = (comparison.a, comparison.b)
    having = {grid: {clause.id for clause in grid.community.clauses} for grid in both}
    for clause in changeable(comparison):
        owners = tuple(grid for grid in both if clause.id in having[grid])
        # What stands over both communities cannot go from one alone: Congress repeals for all.
        yield from tried(Trial(comparison, owners, clause, Change.REMOVE))
        for grid in both:
            if grid not in owners:
                yield from tried(Trial(comparison, (grid,), clause, Change.ADD))


def changeable(comparison: Comparison) -> list[Clause]:
    """List the clauses that decide in a disputed cell; no other can close one by going away."""
    found = {}
    for grid in (comparison.a, comparison.b):
        for action, resolution in grid.resolutions.items():
            disputed = comparison.actions[action].disputed
            for one in resolution.deciding if disputed.any() else ():
                if (flat(one.where) & disputed).any():
                    found[one.clause.id] = one.clause
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Trial:
    """One clause changed in one of the two communities, or in both that have it."""

    comparison: Comparison
    grids: tuple[Grid, ...]
    clause: Clause
    change: Change

    @property
    def place(self) -> str:
        """Name the community whose text would change."""
        return self.clause.community if self.change is Change.REMOVE else self.grids[0].community.id


def tried(trial: Trial) -> Iterator[ClauseChange]:
    """Answer everything again with the change, and yield it if it closes anything."""
    closes = opens = 0
    actions = []
    layers = {grid: changed_layers(trial, grid) for grid in trial.grids}
    for action in EncounterAction:
        if action in trial.clause.subjects:
            closed, opened = effect_on(action, trial.comparison, layers=layers)
            closes, opens = closes + closed, opens + opened
            actions += [action] if closed else []
    if closes:
        yield ClauseChange(trial.change, trial.place, trial.clause, closes, opens, tuple(actions))


def effect_on(
    action: EncounterAction, comparison: Comparison, *, layers: Mapping[Grid, Layers]
) -> tuple[int, int]:
    """Count the disputed cells of an action that a change closes, and those that it opens."""
    before = comparison.actions[action]
    a, b = (
        flat_codes(resolve(layers[grid], action).codes) if grid in layers else codes
        for grid, codes in ((comparison.a, before.a), (comparison.b, before.b))
    )
    now = disputes(a, b) & possible_cells()
    was = before.disputed
    return int((was & ~now).sum()), int((now & ~was).sum())


def changed_layers(trial: Trial, grid: Grid) -> Layers:
    """Give the layers of a community with one clause left out, or put into its own layer."""
    clause = trial.clause
    if trial.change is Change.REMOVE:
        return [tuple(hit for hit in layer if hit.clause.id != clause.id) for layer in grid.layers]
    home = grid.community.kind.layer
    moved = replace(clause, layer=home, community=grid.community.id)
    added = hits_of((moved,), at=grid.at, asker=grid.asker)
    stack = zip(grid.community.layers, grid.layers, strict=True)
    by_layer = {rules.layer: hits for rules, hits in stack}
    by_layer[home] = (*by_layer.get(home, ()), *added)
    return [by_layer[layer] for layer in Layer if layer in by_layer]
