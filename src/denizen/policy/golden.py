"""Golden encounters: questions whose answers a community's author has fixed, run by `charter check`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from denizen.errors import PolicyError
from denizen.policy.question import Question, question_of
from denizen.policy.tables import Table
from denizen.policy.words import Ruling


@dataclass(frozen=True, slots=True)
class GoldenEncounter:
    """A question on a day and its answer; `clauses` are ids that must be among those deciding."""

    name: str
    question: Question
    at: date
    answer: Ruling
    clauses: tuple[str, ...]


def read_golden(row: Table) -> GoldenEncounter | None:
    """Read one [[encounter]]; None after a fault."""
    before = len(row.faults.found)
    words = {
        key: row.text(key, needed=False)
        for key in ("stage", "part", "paper", "requester", "kind")
        if key in row.data
    }
    name, action, role = row.text("name"), row.text("action"), row.text("role")
    flags = {key: row.yes(key) for key in ("deputised", "supervised")}
    facts = frozenset(row.texts("facts"))
    at, answer, clauses = row.day("at"), row.choice("answer", Ruling), row.texts("clauses")
    row.done()
    if len(row.faults.found) > before:
        return None
    try:
        question = question_of({"action": action, "role": role, "facts": facts, **words, **flags})
    except PolicyError as error:
        key = {"fact": "facts"}.get(error.where or "", error.where or "action")
        row.fault(key, error.summary, code="encounter", mend=error.mend or "")
        return None
    return GoldenEncounter(name, question, at, answer, clauses)
