"""An answer of the rules as the page shows it: sign, colour, the clause's sentence, its source, what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

from denizen.charter import Charter
from denizen.policy import Answer, ClauseUse, EncounterAction, Ruling
from denizen.policy.answer_table import Encounter
from denizen_site.pocket.here import Here
from denizen_site.ui.policy_words import ACTIONS, READINGS, RULINGS, SIGNS, Words

# What binds stands first; silence stands last, and is shown as a list of names only.
ORDER = (Ruling.MUST_NOT, Ruling.MUST, Ruling.CONTESTED, Ruling.MAY, Ruling.SILENT)


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """A clause in the reader's language if it was translated, with its source and how well that was read."""

    says: str
    language: str
    cite: str
    reading: Words


@dataclass(frozen=True, slots=True)
class ToDo:
    """What the city's attorney says to do where courts disagree; `is_due` when the review day is over."""

    says: str
    language: str
    ruling: Words
    sign: str
    signed_by: str
    review_by: str
    call: str
    is_due: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """One answer, about one action."""

    key: str
    action: Words
    ruling: Ruling
    clauses: tuple[ClauseLine, ...]
    overridden: tuple[ClauseLine, ...]
    disputed: tuple[str, ...]
    to_do: ToDo | None
    call: str

    @property
    def told(self) -> tuple[ClauseLine, ...]:
        """Give the clause that is read at once; of a dispute no side stands before the other."""
        return () if self.ruling is Ruling.CONTESTED else self.clauses[:1]

    @property
    def also(self) -> tuple[ClauseLine, ...]:
        """Give the other clauses that decide."""
        return self.clauses[len(self.told) :]

    @property
    def has_more(self) -> bool:
        """Say whether anything else was looked at."""
        return bool(self.also or self.overridden or self.disputed)

    @property
    def place(self) -> int:
        """Give its place on the page."""
        return ORDER.index(self.ruling)

    @property
    def words(self) -> Words:
        """Name the answer."""
        return RULINGS[self.ruling]

    @property
    def sign(self) -> str:
        """Give the sign beside the colour."""
        return SIGNS[self.ruling]


def rules_in(encounter: Encounter, here: Here) -> list[Rule]:
    """Give the answers in one encounter, what binds first."""
    found = [
        rule_of(one.answer(encounter), one.action, here=here, number=0)
        for one in here.table.actions.values()
    ]
    return sorted(found, key=lambda rule: rule.place)


def every_rule(here: Here) -> list[Rule]:
    """Give every answer that any encounter of the day can get; `key` is the action and the answer's number."""
    return [
        rule_of(answer, one.action, here=here, number=number)
        for one in here.table.actions.values()
        for number, answer in enumerate(one.answers)
    ]


def rule_of(answer: Answer, action: EncounterAction, *, here: Here, number: int) -> Rule:
    """Put one answer into words."""
    return Rule(
        key=f"{action.value}.{number}",
        action=ACTIONS[action],
        ruling=answer.ruling,
        clauses=lines_of(answer.clauses, here),
        overridden=lines_of((each.clause for each in answer.overridden), here),
        disputed=answer.disputed,
        to_do=to_do(answer, action, here=here),
        call=attorney(here.charter) if answer.ruling is Ruling.CONTESTED else "",
    )


def lines_of(clauses: Iterable[ClauseUse], here: Here) -> tuple[ClauseLine, ...]:
    """Put clauses into lines."""
    language = get_language() or "en"
    return tuple(
        ClauseLine(
            *here.community.spoken(each, language=language), each.cite, READINGS[each.reading]
        )
        for each in clauses
    )


def to_do(answer: Answer, action: EncounterAction, *, here: Here) -> ToDo | None:
    """Give the signed instruction, in the reader's language if it was translated."""
    found = answer.instruction
    if found is None:
        return None
    language = get_language() or "en"
    translated = here.community.instruction_text(action.value, language=language)
    return ToDo(
        says=translated or found.text,
        language=language if translated else "en",
        ruling=RULINGS[found.ruling],
        sign=SIGNS[found.ruling],
        signed_by=found.signed_by,
        review_by=found.review_by.isoformat(),
        call=found.call,
        is_due=found.due(here.today),
    )


def attorney(charter: Charter) -> str:
    """Give the office on duty and its number."""
    on_duty = charter.demands.attorney
    return f"{on_duty.office}, {on_duty.telephone}"
