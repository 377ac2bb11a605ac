"""One clause of a rule text, its source, and the window of days in which it is in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from denizen.policy.words import MUST_PREFIX, Layer, Ruling
from denizen.reading import Reading


@dataclass(frozen=True, slots=True)
class Window:
    """Whole days from `start`; up to, and without, `end`."""

    start: date
    end: date | None = None

    def covers(self, at: date) -> bool:
        """Tell whether the day lies in the window."""
        return self.start <= at and (self.end is None or at < self.end)

    def __str__(self) -> str:
        """Write it for a person."""
        return f"from {self.start}" + (f" until {self.end}" if self.end else "")


@dataclass(frozen=True, slots=True)
class Source:
    """A text that clauses rest on, and the strongest mark with which it was read."""

    id: str
    title: str
    url: str
    reading: Reading
    note: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """One statement of a rule file with its annotations; `conditions` is Cedar's JSON, without the window.

    `contested` says who disputes its claim over lower layers; `disputed`, who attacks the clause itself.
    """

    id: str
    cite: str
    source: str
    reading: Reading
    binds: str
    says: str
    layer: Layer
    community: str
    window: Window
    effect: str
    actions: tuple[str, ...]
    preempts: frozenset[Ruling] = frozenset()
    contested: str = ""
    disputed: str = ""
    law: str = ""
    note: str = ""
    file: str = ""
    line: int = 1
    text: str = field(default="", repr=False)
    conditions: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)

    def ruling_on(self, action: str) -> Ruling | None:
        """Say what the clause would answer about an action if it applied; None if it is about others."""
        if self.effect == "forbid":
            return Ruling.MUST_NOT if action in self.actions else None
        if MUST_PREFIX + action in self.actions:
            return Ruling.MUST
        return Ruling.MAY if action in self.actions else None

    @property
    def subjects(self) -> frozenset[str]:
        """Give the actions that the clause is about, twins counted as their action."""
        return frozenset(word.removeprefix(MUST_PREFIX) for word in self.actions)
