"""Shows the rules that govern a community: each clause with its source, mark and window."""

from __future__ import annotations

from collections.abc import Iterator

from denizen.policy import Clause, Community
from denizen_cli.policy_words import NOT_ADVICE, instruction_json, marks_line, window_json


def rules_lines(community: Community) -> Iterator[str]:
    """Give the rules line by line, the highest layer first."""
    yield ""
    yield f"Rules: {community.name} ({community.id}). {community.completeness_note}"
    yield f"  {marks_line([clause.reading for clause in community.clauses])}. {NOT_ADVICE}"
    for rules in community.layers:
        yield f"  {rules.layer.value} ({rules.community}): {len(rules.clauses)} clauses"
        yield from (clause_line(clause) for clause in rules.clauses)
    for one in community.instructions:
        yield f"  instruction on {one.action}: {one.text} (review by {one.review_by})"
    if community.practice:
        yield "  What was seen done; not rules, and counted nowhere as law:"
    for seen in community.practice:
        yield f"    {seen.dated}: {seen.text} [{seen.reading.shown}]"
    if community.weakened:
        yield "  The promise is weakened by law:"
        yield from (clause_line(clause) for clause in community.weakened)


def clause_line(clause: Clause) -> str:
    """Say one clause."""
    return (
        f"    {clause.id} ({clause.window}): {clause.says} [{clause.cite}; {clause.reading.shown}]"
    )


def rules_json(community: Community) -> dict[str, object]:
    """Give the rules for machines."""
    return {
        "community": community.id,
        "name": community.name,
        "above": community.above,
        "programme": community.programme,
        "completeness_note": community.completeness_note,
        "clauses": [clause_row(clause) for clause in community.clauses],
        "instructions": [
            {"action": one.action, **(instruction_json(one) or {})}
            for one in community.instructions
        ],
        "practice": [
            {"date": one.dated.isoformat(), "text": one.text, "reading": one.reading.value}
            for one in community.practice
        ],
        "weakened": [clause.id for clause in community.weakened],
        "note": NOT_ADVICE,
    }


def clause_row(clause: Clause) -> dict[str, object]:
    """Give one clause for machines."""
    return {
        "id": clause.id,
        "cite": clause.cite,
        "source": clause.source,
        "reading": clause.reading.value,
        "layer": clause.layer.value,
        "community": clause.community,
        "says": clause.says,
        "binds": clause.binds,
        "actions": list(clause.actions),
        **window_json(clause.window),
    }
