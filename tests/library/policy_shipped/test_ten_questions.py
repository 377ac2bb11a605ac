"""docs/policy/ten-questions.md says what the rules answer now; `tools/write_ten_questions.py` writes it anew."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from denizen.policy import ROLE_AT, Stage, ask, question_of

PAGE = Path(__file__).resolve().parents[3] / "docs" / "policy" / "ten-questions.md"
PLACES = {
    "New Haven": "new-haven",
    "Hartford": "hartford",
    "Prince William": "prince-william",
    "Danbury": "danbury",
}
PART = re.compile(r"`denizen policy ask --place \.\.\. (.*?) --at \.\.\.`\n\n(.*?)\n\n", re.DOTALL)


def question_on(words):
    told = {"facts": []}
    tokens = words.split()
    while tokens:
        name = tokens.pop(0).removeprefix("--")
        if name in {"deputised", "supervised"}:
            told[name] = True
        elif name == "fact":
            told["facts"].append(tokens.pop(0))
        else:
            told[name] = tokens.pop(0)
    told.setdefault("role", ROLE_AT[Stage(told["stage"])].value)
    return question_of(told)


def printed_rows():
    for words, table in PART.findall(PAGE.read_text(encoding="utf-8")):
        head, _, *rows = [
            [each.strip() for each in line.strip("|").split("|")] for line in table.split("\n")
        ]
        for name, *cells in rows:
            for day, printed in zip(head[1:], cells, strict=True):
                yield pytest.param(words, name, day, printed, id=f"{words} {name} {day}")


def test_there_are_ten_questions_four_places_and_three_days():
    assert len(list(printed_rows())) == 10 * 4 * 3


@pytest.mark.parametrize(("words", "name", "day", "printed"), [*printed_rows()])
def test_each_printed_answer_is_the_answer(words, name, day, printed, community):
    answer = ask(community(PLACES[name]), question_on(words), at=date.fromisoformat(day))
    assert printed.startswith(f"**{answer.ruling.replace('_', ' ')}**")
    assert re.findall(r"`([^`]+)`", printed) == [clause.id for clause in answer.clauses]
