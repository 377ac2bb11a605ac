"""How many persons each station asked for today, and the signed counts of the days before; never who or when.

The file of today holds, besides counts, the numbers used once, so that a restart forgets neither the budget nor
a replay.  They go with the day.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from denizen.errors import LinkageError
from denizen_custodian.durable import write_whole

TODAY: Final = "today.json"
COUNTS: Final = "counts.jsonl"


@dataclass(slots=True)
class DayBook:
    """One day's counts by station, its refusals by code, and the numbers that were used."""

    folder: Path
    day: date
    asked: dict[str, int] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)
    nonces: set[str] = field(default_factory=set, repr=False)

    def note(self, station: str, nonce: bytes) -> None:
        """Count one person and remember the number; on the disk before the answer is made."""
        self.asked[station] = self.asked.get(station, 0) + 1
        self.nonces.add(nonce.hex())
        self.save()

    def note_refusal(self, code: str) -> None:
        """Count a refusal by its code."""
        self.refused[code] = self.refused.get(code, 0) + 1
        self.save()

    def save(self) -> None:
        """Write today's file whole."""
        body = {
            "day": self.day.isoformat(),
            "asked": self.asked,
            "refused": self.refused,
            "nonces": sorted(self.nonces),
        }
        write_whole(self.folder / TODAY, json.dumps(body).encode(), mode=0o600)

    @property
    def counts(self) -> dict[str, object]:
        """Give what is published of the day."""
        return {
            "day": self.day.isoformat(),
            "asked": dict(sorted(self.asked.items())),
            "refused": dict(sorted(self.refused.items())),
        }


def open_book(folder: Path, *, day: date) -> DayBook:
    """Open today's book; raises `LinkageError` where it is damaged: no budget begins anew by damage."""
    path = folder / TODAY
    if not path.exists():
        return DayBook(folder, day)
    try:
        body: dict[str, Any] = json.loads(path.read_bytes())
        return DayBook(
            folder,
            date.fromisoformat(body["day"]),
            {str(key): int(value) for key, value in body["asked"].items()},
            {str(key): int(value) for key, value in body["refused"].items()},
            set(body["nonces"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise LinkageError(
            "custodian.day_file",
            "the file of today's counts is damaged",
            where=TODAY,
            mend="Keep a copy of it, tell the other custodians, and take it away.",
        ) from None


def close_day(book: DayBook, *, index: int, key: Ed25519PrivateKey) -> None:
    """Sign the day's counts, add them to the published ones, and forget the rest."""
    statement = json.dumps({"custodian": index, **book.counts}, sort_keys=True)
    signed = {
        "statement": statement,
        "signature": base64.b64encode(key.sign(statement.encode())).decode(),
    }
    path = book.folder / COUNTS
    before = path.read_bytes() if path.exists() else b""
    write_whole(path, before + json.dumps(signed).encode() + b"\n", mode=0o644)
    (book.folder / TODAY).unlink(missing_ok=True)
