"""What the command line may print, and the exit codes of DESIGN section 14."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum


class ExitCode(IntEnum):
    """The answer of a command to the shell that called it."""

    GOOD = 0
    REFUSED = 1
    CANNOT_TELL = 2
    USAGE = 64
    OUR_FAULT = 70


@dataclass(frozen=True, slots=True)
class Output:
    """Prints either sentences for people or one JSON value for machines, never both on one stream."""

    wants_json: bool = False

    def say(self, text: str = "") -> None:
        """Print a line for people; silent when JSON was asked for."""
        if not self.wants_json:
            print(text, flush=True)

    def json(self, value: Mapping[str, object] | Sequence[object]) -> None:
        """Print the one JSON value of this run; silent when JSON was not asked for."""
        if self.wants_json:
            print(json.dumps(value, ensure_ascii=False, indent=2), flush=True)

    def notice(self, text: str) -> None:
        """Print a remark to standard error, so that it never mixes with an answer."""
        print(text, file=sys.stderr)

    def failure(self, *, code: str, summary: str, where: str | None, mend: str | None) -> None:
        """Print a refusal: for machines as JSON, for people as what, where and how to mend."""
        if self.wants_json:
            self.json({"error": code, "summary": summary, "where": where, "mend": mend})
            return
        lines = [f"denizen: {summary}"]
        lines += [f"  where: {where}"] if where else []
        lines += [f"  mend:  {mend}"] if mend else []
        lines.append(f"  code:  {code}")
        self.notice("\n".join(lines))
