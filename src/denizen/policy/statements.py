"""Cuts a rule file into its statements, so that every faulty one can be named with its line."""

from __future__ import annotations

import re
from dataclasses import dataclass

# A comment, a string, or the end of a statement; whatever else is not looked at.
PIECE = re.compile(r"//[^\n]*|\"(?:[^\"\\]|\\.)*\"|;", re.DOTALL)
BLANK = re.compile(r"(?:\s+|//[^\n]*)*")


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement up to its semicolon, and the line on which it begins."""

    text: str
    line: int

    def line_of(self, token: str) -> int:
        """Find the line of a token inside the statement; the first line if it is not there."""
        at = self.text.find(token)
        return self.line if at < 0 else self.line + self.text.count("\n", 0, at)


def statements(text: str) -> list[Statement]:
    """Cut a file at the semicolons that stand outside strings and comments."""
    found = []
    start = 0
    for piece in PIECE.finditer(text):
        if piece[0] == ";":
            found.append(statement_at(text, start, end=piece.end()))
            start = piece.end()
    rest = statement_at(text, start, end=len(text))
    return [*found, rest] if rest.text else found


def statement_at(text: str, start: int, *, end: int) -> Statement:
    """Take one statement without the blank lines and comments before it."""
    blank = BLANK.match(text, start, end)
    begin = blank.end() if blank else start
    return Statement(text[begin:end].rstrip(), text.count("\n", 0, begin) + 1)
