"""Turns a view into a table: questions down, stages across, both communities' answers in each cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language

from denizen.policy import Clause, Community, EncounterAction, Ruling, Stage
from denizen.policy.compare import Change, ClauseChange, Comparison, compare
from denizen.policy.grid import Asker, Grid, evaluate, possible_cells
from denizen.policy.space import ENCOUNTERS, Cell
from denizen_site.atlas_pages.forms import View
from denizen_site.config.policy_folder import community_once, policy_folders
from denizen_site.ui.policy_words import ACTIONS, READINGS, RULINGS, SIGNS, STAGES, Words

MOST_CHANGES = 6


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """A clause as it is shown below an answer."""

    id: str
    says: str
    language: str
    cite: str
    reading: Words


@dataclass(frozen=True, slots=True)
class Said:
    """One community's answer in one cell."""

    place: str
    ruling: Ruling
    clauses: tuple[ClauseLine, ...]

    @property
    def words(self) -> Words:
        """Name the answer."""
        return RULINGS[self.ruling]

    @property
    def sign(self) -> str:
        """Give the sign beside the colour."""
        return SIGNS[self.ruling]


@dataclass(frozen=True, slots=True)
class Square:
    """One cell of the table."""

    stage: Stage
    said: tuple[Said, ...]

    @property
    def stage_words(self) -> Words:
        """Name the stage."""
        return STAGES[self.stage]

    @property
    def differs(self) -> bool:
        """Say whether the answers are not the same."""
        return len({each.ruling for each in self.said}) > 1

    @property
    def has_rule(self) -> bool:
        """Say whether anybody's rule speaks."""
        return any(each.ruling is not Ruling.SILENT for each in self.said)


@dataclass(frozen=True, slots=True)
class Row:
    """One question at every stage."""

    action: EncounterAction
    squares: tuple[Square, ...]

    @property
    def words(self) -> Words:
        """Name the question."""
        return ACTIONS[self.action]


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A single clause whose change would close disputed cells."""

    adds: bool
    place: str
    clause: ClauseLine
    closes: int
    opens: int


@dataclass(frozen=True, slots=True)
class DisputeLine:
    """A question on which both speak and differ, with the number of cells."""

    words: Words
    left: Words
    right: Words
    cells: int


def places() -> dict[str, str]:
    """List the communities whose rules are encoded, by id, with their names."""
    names = {
        id_: community_once(id_).name for id_ in policy_folders() if community_once(id_).own_clauses
    }
    return dict(sorted(names.items(), key=lambda pair: pair[1]))


def compared(view: View) -> Comparison:
    """Answer every encounter for both communities, and find what would close their disputes."""
    left, right = community_once(view.left), community_once(view.right)
    return compare(left, right, at=view.at, asker=asker_of(view))


def asker_of(view: View) -> Asker:
    """Say who asks."""
    return Asker(deputised=view.deputised, supervised=view.deputised)


def grids(view: View, comparison: Comparison) -> tuple[Grid, ...]:
    """Give the answers of the two communities that are compared, then those of the others in the table."""
    others = (
        evaluate(community_once(each), at=view.at, asker=asker_of(view)) for each in view.also
    )
    return (comparison.a, comparison.b, *others)


def rows(view: View, comparison: Comparison) -> list[Row]:
    """Make the table; with `only_differences`, of the questions that differ somewhere."""
    all_ = grids(view, comparison)
    made = [Row(action, tuple(squares(view, all_, action=action))) for action in EncounterAction]
    if view.only_differences:
        return [row for row in made if any(square.differs for square in row.squares)]
    return [row for row in made if any(square.has_rule for square in row.squares)]


def squares(view: View, all_: tuple[Grid, ...], *, action: EncounterAction) -> Iterator[Square]:
    """Make the cells of one question."""
    for stage in stages(view):
        cell = Cell(stage, view.part, view.paper, view.facts)
        yield Square(stage, tuple(said(grid, action, cell=cell) for grid in all_))


def stages(view: View) -> list[Stage]:
    """List the stages at which such an encounter can happen."""
    return [
        stage
        for stage in Stage
        if possible_cells()[ENCOUNTERS.index(Cell(stage, view.part, view.paper, view.facts))]
    ]


def said(grid: Grid, action: EncounterAction, *, cell: Cell) -> Said:
    """Give one community's answer in one cell."""
    clauses = tuple(line_of(clause, grid.community) for clause in grid.deciding(action, cell))
    return Said(grid.community.name, grid.ruling(action, cell), clauses)


def line_of(clause: Clause, community: Community) -> ClauseLine:
    """Show a clause in the reader's language, or in English."""
    words = community.spoken(clause, language=get_language() or "en")
    return ClauseLine(clause.id, *words, clause.cite, READINGS[clause.reading])


def change_dates(view: View) -> list[date]:
    """List the days on which a rule of either community begins or ends, oldest first."""
    found: set[date] = set()
    for id_ in (view.left, view.right, *view.also):
        for clause in community_once(id_).clauses:
            found.add(clause.window.start)
            if clause.window.end is not None:
                found.add(clause.window.end)
    return sorted(found)


def disputes(comparison: Comparison) -> list[DisputeLine]:
    """List where both speak and differ, the most cells first."""
    found = [
        DisputeLine(ACTIONS[action], RULINGS[left], RULINGS[right], number)
        for action, one in comparison.actions.items()
        for (left, right), number in one.pairs().items()
        if left is not right and Ruling.SILENT not in {left, right}
    ]
    return sorted(found, key=lambda line: -line.cells)


def changes(comparison: Comparison) -> list[ChangeLine]:
    """List the single clauses that would close most; which of them is right is not said."""
    return [change_line(each, comparison) for each in comparison.changes[:MOST_CHANGES]]


def change_line(change: ClauseChange, comparison: Comparison) -> ChangeLine:
    """Show one change."""
    place = community_once(change.community).name
    sides = (comparison.a.community, comparison.b.community)
    owner = next((each for each in sides if change.clause in each.clauses), sides[0])
    line = line_of(change.clause, owner)
    return ChangeLine(change.change is Change.ADD, place, line, change.closes, change.opens)


def practice(view: View) -> list[dict[str, Any]]:
    """Give what was observed in each community up to the day, apart from its rules."""
    return [
        {
            "place": community.name,
            "seen": [
                {"each": one, "reading": READINGS[one.reading]}
                for one in community.practice
                if one.dated <= view.at
            ],
        }
        for community in map(community_once, (view.left, view.right, *view.also))
    ]
