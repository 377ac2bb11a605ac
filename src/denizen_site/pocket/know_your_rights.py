"""The sheet to print: the same answers from where a resident stands, in situations that people meet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext_lazy as _

from denizen.policy import Paper, Part, Ruling, Stage
from denizen.policy.answer_table import Encounter
from denizen.policy.space import Cell
from denizen_site.pocket.answers import ClauseLine, Rule, rules_in
from denizen_site.pocket.here import Here
from denizen_site.ui.policy_words import Words


@dataclass(frozen=True, slots=True)
class Situation:
    """An encounter as a resident would say it, with no fact beyond the usual."""

    words: Words
    stage: Stage
    part: Part
    paper: Paper = Paper.NONE

    @property
    def encounter(self) -> Encounter:
        """Give the encounter."""
        return Encounter(Cell(self.stage, self.part, self.paper, frozenset()))


SITUATIONS: Final = (
    Situation(_("You call for help"), Stage.CALL, Part.CALLER),
    Situation(_("You saw a crime"), Stage.STREET_CONTACT, Part.WITNESS),
    Situation(_("Somebody did you harm"), Stage.STREET_CONTACT, Part.VICTIM),
    Situation(_("You ask for a city service"), Stage.COUNTER, Part.SERVICE_USER),
    Situation(_("Police stop you on the street"), Stage.STREET_CONTACT, Part.SUSPECT),
    Situation(_("Police stop you as a driver"), Stage.TRAFFIC_STOP, Part.DRIVER),
    Situation(_("You ride in a car that is stopped"), Stage.TRAFFIC_STOP, Part.PASSENGER),
    Situation(
        _("Police find an immigration warrant that no judge signed"),
        Stage.TRAFFIC_STOP,
        Part.DRIVER,
        Paper.ICE_ADMIN_WARRANT,
    ),
    Situation(_("You are arrested"), Stage.CUSTODIAL_ARREST, Part.ARRESTEE),
    Situation(
        _("You are to be released, and immigration officers ask to have you held"),
        Stage.RELEASE,
        Part.ARRESTEE,
        Paper.ICE_DETAINER,
    ),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence of the sheet, and the situations in which it decides."""

    rule: Rule
    clause: ClauseLine | None
    situations: tuple[Words, ...]

    @property
    def is_everywhere(self) -> bool:
        """Say whether it decides in every situation of the sheet."""
        return len(self.situations) == len(SITUATIONS)

    @property
    def but(self) -> tuple[Words, ...]:
        """Give the situations in which it does not decide, where they are the shorter list."""
        missing = tuple(each.words for each in SITUATIONS if each.words not in self.situations)
        return missing if len(missing) < len(self.situations) else ()


@dataclass(frozen=True, slots=True)
class Section:
    """Everything with one answer."""

    ruling: Ruling
    rows: tuple[Row, ...]

    @property
    def heading(self) -> Words:
        """Say it as a heading."""
        return HEADINGS[self.ruling]


HEADINGS: Final = {
    Ruling.MUST_NOT: _("What they must not do"),
    Ruling.MUST: _("What they must do"),
    Ruling.CONTESTED: _("Where courts disagree"),
    Ruling.MAY: _("What they are allowed to do"),
}


def sections(here: Here) -> list[Section]:
    """Make the sheet: each clause once, where it decides; what no rule speaks of is left out."""
    found: dict[tuple[Ruling, str], Row] = {}
    for situation in SITUATIONS:
        for rule in rules_in(situation.encounter, here):
            for row in rows_of(rule, situation):
                join(found, row)
    made = [
        Section(ruling, tuple(row for (one, _), row in found.items() if one is ruling))
        for ruling in HEADINGS
    ]
    return [section for section in made if section.rows]


def rows_of(rule: Rule, situation: Situation) -> list[Row]:
    """Write an answer's clauses as rows; of a dispute the signed instruction, whichever clauses clash."""
    here = (situation.words,)
    if rule.ruling is Ruling.CONTESTED:
        return [Row(rule, None, here)]
    return [Row(rule, clause, here) for clause in rule.clauses]


def join(found: dict[tuple[Ruling, str], Row], row: Row) -> None:
    """Add a row, or its situation to the row that says the same."""
    key = (row.rule.ruling, row.clause.cite + row.clause.says if row.clause else row.rule.key)
    before = found.get(key)
    if before is None:
        found[key] = row
    elif row.situations[0] not in before.situations:
        found[key] = replace(before, situations=(*before.situations, *row.situations))
