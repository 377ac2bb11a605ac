"""Writes the rules' answers for people and for machines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from denizen.policy import (
    UNWEIGHTED,
    Answer,
    ClauseChange,
    ClauseUse,
    Comparison,
    EncounterAction,
    Instruction,
    Overridden,
    PolicyFault,
    Question,
    Reading,
    Ruling,
    Stage,
    Why,
    Window,
)

NOT_ADVICE = "Information, not legal advice."
MARKS = {
    Ruling.MUST: "MUST",
    Ruling.MAY: "MAY",
    Ruling.MUST_NOT: "MUST NOT",
    Ruling.SILENT: "SILENT: no rule here speaks; that neither permits nor forbids",
    Ruling.CONTESTED: "CONTESTED: the law is disputed",
}
BECAUSE = {
    Why.SAME_LAYER: "a prohibition of the same layer stands",
    Why.UPPER_LAYER: "a higher layer decides",
    Why.PREEMPTED: "a higher layer voids it",
    Why.NARROWED: "it only permits, and a narrower rule stands",
}
MOST_CHANGES = 12


def answer_lines(answer: Answer, question: Question) -> Iterator[str]:
    """Say one answer: the ruling, its clauses, who lost, what is disputed, what the officer is told."""
    yield f"{MARKS[answer.ruling]}  ({question.action.value}; {question.role.value})"
    if answer.before_any_rule:
        yield "  Every rule that is encoded here begins later than this day."
    for clause in answer.clauses:
        yield from clause_lines(clause)
    for loser in answer.overridden:
        yield from loser_lines(loser)
    if answer.disputed:
        yield "  In dispute:"
        yield from (f"    {cite}" for cite in answer.disputed)
    if answer.instruction is not None:
        yield from instruction_lines(answer.instruction)
    yield NOT_ADVICE


def clause_lines(clause: ClauseUse) -> Iterator[str]:
    """Say one clause that decides."""
    yield f"  {clause.id}: {clause.says}"
    yield f"    {clause.cite} [{clause.reading.shown}]"
    yield f"    {clause.layer.value} ({clause.community}), in force {clause.window}; binds {clause.binds}"


def loser_lines(loser: Overridden) -> Iterator[str]:
    """Say one clause that lost."""
    clause = loser.clause
    yield f"  overridden by {loser.by} ({BECAUSE[loser.why]}): {clause.id}: {clause.says}"
    yield f"    {clause.cite} [{clause.reading.shown}]"


def instruction_lines(instruction: Instruction) -> Iterator[str]:
    """Say what the city's attorney has told officers to do meanwhile."""
    yield f"  Instruction: {MARKS[instruction.ruling]}. {instruction.text}"
    yield f"    Signed by {instruction.signed_by}; to be reviewed by {instruction.review_by}."
    yield f"    Call: {instruction.call}"


def answer_json(answer: Answer, question: Question, *, place: str, at: date) -> dict[str, object]:
    """Give one answer for machines (DESIGN section 14)."""
    return {
        "answer": answer.ruling.value,
        "clauses": [clause_json(clause) for clause in answer.clauses],
        "overridden": [
            {**clause_json(one.clause), "by": one.by, "why": one.why.value}
            for one in answer.overridden
        ],
        "layers": [
            {"layer": one.layer.value, "community": one.community, "answer": one.ruling.value}
            for one in answer.layers
        ],
        "disputed": list(answer.disputed),
        "instruction": instruction_json(answer.instruction),
        "before_any_rule": answer.before_any_rule,
        "place": place,
        "action": question.action.value,
        "role": question.role.value,
        "at": at.isoformat(),
        "note": NOT_ADVICE,
    }


def clause_json(clause: ClauseUse) -> dict[str, object]:
    """Give one clause for machines."""
    return {
        "id": clause.id,
        "cite": clause.cite,
        "source": clause.source,
        "reading": clause.reading.value,
        "shown": clause.reading.shown,
        "layer": clause.layer.value,
        "community": clause.community,
        "says": clause.says,
        "binds": clause.binds,
        "answer": clause.ruling.value,
        **window_json(clause.window),
    }


def window_json(window: Window) -> dict[str, object]:
    """Give a window for machines."""
    return {
        "from": window.start.isoformat(),
        "until": window.end.isoformat() if window.end else None,
    }


def instruction_json(instruction: Instruction | None) -> dict[str, object] | None:
    """Give an instruction for machines."""
    if instruction is None:
        return None
    return {
        "text": instruction.text,
        "answer": instruction.ruling.value,
        "signed_by": instruction.signed_by,
        "review_by": instruction.review_by.isoformat(),
        "call": instruction.call,
    }


def counts_line(counts: dict[Ruling, int]) -> str:
    """Write how many cells have which ruling."""
    return ", ".join(f"{ruling.value} {n:,}" for ruling, n in counts.items()) or "nothing"


def comparison_lines(comparison: Comparison) -> Iterator[str]:
    """Lay two communities side by side: what they agree on, where they differ, what would close it."""
    a, b = comparison.a.community, comparison.b.community
    yield f"{a.name} and {b.name} on {comparison.a.at}"
    yield f"  agree {comparison.agreed:,}; both silent {comparison.silent:,}; "
    yield f"  only one speaks {comparison.one_silent:,}; in dispute {comparison.disputed:,}"
    yield f"  {UNWEIGHTED}"
    for action in EncounterAction:
        yield from dispute_lines(comparison, action)
    if comparison.changes:
        yield "Single clauses that would close disputed cells, worked out, not recommended:"
    for change in comparison.changes[:MOST_CHANGES]:
        yield change_line(change)


def dispute_lines(comparison: Comparison, action: EncounterAction) -> Iterator[str]:
    """Say where two communities differ about one action, stage by stage."""
    one = comparison.actions[action]
    for stage in Stage:
        for (left, right), n in one.pairs(stage).items():
            if left is not right:
                silent = Ruling.SILENT in {left, right}
                kind = "one is silent" if silent else "in dispute"
                yield f"  {action.value}, {stage.value}: {left.value} / {right.value} in {n:,} ({kind})"


def change_line(change: ClauseChange) -> str:
    """Say what one clause would change."""
    verb = {"remove": "without", "add": "with"}[change.change.value]
    opens = f", opens {change.opens:,}" if change.opens else ""
    return (
        f"  {change.community} {verb} {change.clause.id}: closes {change.closes:,}{opens}"
        f" [{change.clause.cite}]"
    )


def comparison_json(comparison: Comparison) -> dict[str, object]:
    """Give a comparison for machines."""
    return {
        "a": comparison.a.community.id,
        "b": comparison.b.community.id,
        "at": comparison.a.at.isoformat(),
        "agree": comparison.agreed,
        "silent": comparison.silent,
        "one_silent": comparison.one_silent,
        "disputed": comparison.disputed,
        "cells": [row for action in EncounterAction for row in pair_rows(comparison, action)],
        "changes": [change_json(change) for change in comparison.changes],
        "weighting": UNWEIGHTED,
        "note": NOT_ADVICE,
    }


def pair_rows(comparison: Comparison, action: EncounterAction) -> Iterator[dict[str, object]]:
    """Give the counts of every pair of answers."""
    for stage in Stage:
        for (left, right), n in comparison.actions[action].pairs(stage).items():
            yield {
                "action": action.value,
                "stage": stage.value,
                "a": left.value,
                "b": right.value,
                "encounters": n,
            }


def change_json(change: ClauseChange) -> dict[str, object]:
    """Give one change for machines."""
    return {
        "change": change.change.value,
        "community": change.community,
        "clause": change.clause.id,
        "cite": change.clause.cite,
        "reading": change.clause.reading.value,
        "layer": change.clause.layer.value,
        "closes": change.closes,
        "opens": change.opens,
        "actions": [action.value for action in change.actions],
    }


def fault_json(fault: PolicyFault) -> dict[str, object]:
    """Give one fault for machines."""
    return {
        "code": fault.code,
        "file": fault.file,
        "line": fault.line,
        "clause": fault.clause,
        "expected": fault.summary,
        "mend": fault.mend,
    }


def marks_line(readings: list[Reading]) -> str:
    """Count how well the clauses were read."""
    words = ("cited", "reported", "unverified")
    return ", ".join(f"{sum(one.shown == word for one in readings)} {word}" for word in words)
