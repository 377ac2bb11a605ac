"""The stage of the tour: runs real commands, shows what they print, and stops when one goes astray."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import textwrap
from dataclasses import dataclass, field
from pathlib import Path

from denizen.errors import DenizenError
from denizen_cli.output import ExitCode, Output

WIDTH = 100


class TourWentAstrayError(DenizenError):
    """A command of the tour did not answer as it must; the tour proves nothing then."""

    exit_code = ExitCode.OUR_FAULT


@dataclass(slots=True)
class Stage:
    """A folder with its own programme, in which commands run as a person would type them."""

    folder: Path
    out: Output
    steps: list[dict[str, object]] = field(default_factory=list)

    def scene(self, title: str, why: str) -> None:
        """Announce the next step and say why it is there."""
        self.steps.append({"step": len(self.steps) + 1, "title": title, "commands": []})
        self.out.say(f"\n{len(self.steps):2}. {title}")
        for line in textwrap.wrap(why, WIDTH - 4):
            self.out.say(f"    {line}")

    def run(self, *words: str, expect: ExitCode = ExitCode.GOOD) -> None:
        """Run a command, show it and what it printed, and insist on its exit code."""
        self._insist(words, self._call(words), expect=expect, show=True)

    def ask(self, *words: str, expect: ExitCode = ExitCode.GOOD) -> dict[str, object]:
        """Run a command with `--json`, show the command only, and return what it answered."""
        answer = self._call((*words, "--json"))
        self._insist(words, answer, expect=expect, show=False)
        value: dict[str, object] = json.loads(answer.stdout)
        return value

    def tell(self, text: str) -> None:
        """Show a line of the stage's own."""
        self.out.say(f"    | {text}")

    def _call(self, words: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "denizen_cli", *words]
        settings = {**os.environ, "DENIZEN_HOME": str(self.folder / "home"), "PYTHONUTF8": "1"}
        settings.pop("DATABASE_URL", None)
        return subprocess.run(  # noqa: S603 - our own interpreter with our own words
            command, capture_output=True, text=True, check=False, env=settings
        )

    def _insist(
        self,
        words: tuple[str, ...],
        answer: subprocess.CompletedProcess[str],
        *,
        expect: ExitCode,
        show: bool,
    ) -> None:
        self.out.say(f"    $ denizen {shown(words)}")
        commands = self.steps[-1]["commands"]
        if isinstance(commands, list):
            commands.append({"words": list(words), "exit_code": answer.returncode})
        if show or answer.returncode != expect:
            for line in (answer.stdout + answer.stderr).rstrip().splitlines():
                self.tell(line)
        if answer.returncode != expect:
            raise TourWentAstrayError(
                "tour.astray",
                f"the command ended with {answer.returncode}, and {int(expect)} was expected",
                where=f"step {len(self.steps)}, denizen {words[0]}",
                mend="Please report this with the lines above.",
            )


def shown(words: tuple[str, ...]) -> str:
    """Write a command as it is typed, with the text of a whole card cut short."""
    return shlex.join(word if len(word) <= WIDTH else f"{word[:24]}..." for word in words)
