"""What a community's author should know: clauses that can never apply, that never decide, that contradict.

Each clause is judged over everything that it could ask about, not over the grid alone, and whatever the day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

import numpy as np

from denizen.policy.clause import Clause
from denizen.policy.community import Community
from denizen.policy.expression import Flags, applies
from denizen.policy.grid import Grid, possible_cells
from denizen.policy.judge import overlap
from denizen.policy.schema import SHAPES, Shape
from denizen.policy.space import ENCOUNTERS, possible, whole_space
from denizen.policy.words import Ruling


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A prohibition and a duty of one layer that hold at once, in at least one possible encounter."""

    action: str
    forbidding: Clause
    demanding: Clause


def dead_clauses(community: Community) -> tuple[Clause, ...]:
    """List the clauses that apply in no possible encounter, on no day, for nobody."""
    return tuple(clause for clause in community.clauses if not whole_hits(clause).any())


def contradictions(community: Community) -> tuple[Contradiction, ...]:
    """List every prohibition and duty of one layer that can hold at once."""
    return tuple(
        found
        for rules in community.layers
        for first, second in combinations(rules.clauses, 2)
        if overlap(first, second)
        for found in clashes(first, second)
    )


def clashes(first: Clause, second: Clause) -> Iterator[Contradiction]:
    """List the actions on which two clauses contradict each other."""
    for action in sorted(first.subjects & second.subjects):
        said = {first.ruling_on(action): first, second.ruling_on(action): second}
        if set(said) == {Ruling.MUST, Ruling.MUST_NOT} and meet(first, second):
            yield Contradiction(action, said[Ruling.MUST_NOT], said[Ruling.MUST])


def meet(first: Clause, second: Clause) -> bool:
    """Tell whether two clauses apply at once in any possible encounter."""
    return bool((whole_hits(first) & whole_hits(second)).any())


def whole_hits(clause: Clause) -> Flags:
    """Tell where a clause applies, over all that it could ask, within what can happen."""
    space = whole_space(shape_about(clause))
    return applies(clause.conditions, space.values) & possible(space)


def shape_about(clause: Clause) -> Shape:
    """Give the kind of action that a clause is about."""
    return next(shape for shape in SHAPES if clause.actions[0] in shape.action_words)


def undeciding_clauses(grid: Grid) -> tuple[Clause, ...]:
    """List the clauses in force that apply in possible cells of the grid and decide in none of them."""
    applying = {
        hit.clause.id: hit.clause for layer in grid.layers for hit in layer if reaches(hit.where)
    }
    deciding = {
        one.clause.id
        for resolution in grid.resolutions.values()
        for one in resolution.deciding
        if reaches(one.where)
    }
    return tuple(clause for id_, clause in applying.items() if id_ not in deciding)


def reaches(where: Flags) -> bool:
    """Tell whether an array holds in any possible cell."""
    return bool((np.broadcast_to(where, ENCOUNTERS.shape).reshape(-1) & possible_cells()).any())


def turning_days(community: Community) -> tuple[date, ...]:
    """List the days on which a clause begins or ends, in order; between two of them nothing changes."""
    days = {clause.window.start for clause in community.clauses}
    return tuple(sorted(days | {one.window.end for one in community.clauses if one.window.end}))
