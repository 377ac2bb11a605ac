"""What the city holds and has printed, read past the site: its tables, the ink of its PDFs, its published lists."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}(?:[ -][0-9A-HJKMNP-TV-Z]{4})+")


def denizen(home: Path, *arguments: str, exits: int = 0, **variables: str) -> dict:
    """Run a command at the server and give its JSON."""
    run = subprocess.run(
        [str(Path(sys.executable).with_name("denizen")), *arguments, "--json"],
        env={**os.environ, "DENIZEN_HOME": str(home), **variables},
        capture_output=True, text=True, check=False, timeout=180,
    )  # fmt: skip
    assert run.returncode == exits, (arguments[:2], run.returncode, run.stdout, run.stderr)
    return json.loads(run.stdout or "{}")


def words_of(pdf: bytes) -> str:
    """Read the text of a PDF, as a reader would copy it."""
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


@dataclass(frozen=True)
class Records:
    """The home of a city, opened read-only."""

    home: Path

    def rows(self, question: str, *values) -> list[tuple]:
        place = f"file:{self.home / 'denizen.sqlite3'}?mode=ro"
        database = sqlite3.connect(place, uri=True, timeout=30)
        try:
            return database.execute(question, values).fetchall()
        finally:
            database.close()

    def cards(self) -> dict[str, tuple[str, str]]:
        """Give standing and print state of every card by its number."""
        asked = "SELECT number, standing, print_state FROM issuance_card"
        return {number: (standing, state) for number, standing, state in self.rows(asked)}

    def open_visits(self) -> int:
        return self.rows("SELECT count(*) FROM enrolment_sealedvisit")[0][0]

    def counted(self, act: str) -> int:
        """Give how often the staff ledger counted an act."""
        asked = "SELECT coalesce(sum(count), 0) FROM ledger_daycount WHERE act = ?"
        return self.rows(asked, act)[0][0]

    def publish(self) -> None:
        denizen(self.home, "publish", "--now", "--out", str(self.home / "public"))

    def verify(self, card: bytes, folder: Path, *, exits: int = 0, **known: str) -> dict:
        """Hold a printed card up to a counter that has the published lists and nothing else."""
        path = folder / "held-up.pdf"
        path.write_bytes(card)
        more = [
            text for name, value in known.items() for text in (f"--{name.replace('_', '-')}", value)
        ]
        return denizen(
            self.home, "verify", "--image", str(path), "--public", str(self.home / "public"),
            "--root", str(self.home / "root.pub"), *more, exits=exits,
        )  # fmt: skip
