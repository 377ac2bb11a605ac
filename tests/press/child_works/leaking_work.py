"""Work whose warm parent keeps a name: the leak that a search of its memory must find."""

from __future__ import annotations

KEPT = ["Wilhelmina " + "Ostrowska"]
KEPT.append(KEPT[0].upper())


def warm() -> None:
    """Keep the name."""


def work(job: bytes) -> bytes:
    """Give the job back."""
    return job
