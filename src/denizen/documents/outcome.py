"""The decision: accepted, short, or for a supervisor.  It names the rule set and never the papers shown.

`cures` name kinds of paper that were *not* good enough or not shown; they are advice, made and thrown away
with the screen, and no part of what is recorded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from denizen.documents.papers import Column, DocumentId, PrintedAddress
from denizen.documents.rule_set import RuleSetId

Cure = tuple[DocumentId, ...]


class ReasonCode(StrEnum):
    """Why the outcome is not `Accepted`."""

    COLUMN_SHORT = "column_short"
    TOO_YOUNG = "too_young"
    CARETAKER_NEEDED = "caretaker_needed"
    NO_PATH_FOR_AGE = "no_path_for_age"
    PAPER_IN_DOUBT = "paper_in_doubt"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: a code and, where a column is short, the path, the column and the two amounts."""

    code: ReasonCode
    path: str | None = None
    column: Column | None = None
    have: int = 0
    need: int = 0


@dataclass(frozen=True, slots=True)
class PrintEffect:
    """What the papers change on the card's face."""

    address: PrintedAddress


@dataclass(frozen=True, slots=True)
class Accepted:
    """The papers suffice."""

    score: Mapping[Column, int]
    print_effect: PrintEffect
    rule_set: RuleSetId


@dataclass(frozen=True, slots=True)
class Short:
    """The papers do not suffice; `cures` are the smallest sets of further papers that would do."""

    score: Mapping[Column, int]
    cures: tuple[Cure, ...] = field(repr=False)
    reasons: tuple[Reason, ...]
    print_effect: PrintEffect
    rule_set: RuleSetId


@dataclass(frozen=True, slots=True)
class NeedsSupervisor:
    """The papers suffice only with one that could not be verified; `cures` would make that one needless."""

    score: Mapping[Column, int]
    cures: tuple[Cure, ...] = field(repr=False)
    reasons: tuple[Reason, ...]
    print_effect: PrintEffect
    rule_set: RuleSetId


Outcome = Accepted | Short | NeedsSupervisor
