"""A dated rule set: columns in which papers count, and the minima that must be reached.

Every rule shape of DESIGN section 6 becomes sums of whole numbers compared with minima: a path is a
conjunction of minima, a rule set a disjunction of paths.  That is why one engine can both decide and
say exactly what is missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import NewType

from denizen.documents.papers import (
    BIRTH_DATE,
    PHOTO,
    ApplicantFacts,
    Bounds,
    Column,
    Document,
    DocumentId,
    Fact,
)

RuleSetId = NewType("RuleSetId", str)


@dataclass(frozen=True, slots=True)
class Path:
    """One way to be entitled: all its minima must be reached."""

    id: str
    label: str
    needs: Mapping[Column, int]
    bounds: Bounds = field(default_factory=Bounds)


@dataclass(frozen=True, slots=True)
class Allowance:
    """What some applicants need less of: minima that fall away, or amounts that are given."""

    id: str
    label: str
    bounds: Bounds
    facts: frozenset[Fact] = frozenset()
    waives: frozenset[Column] = frozenset()
    counts: Mapping[Column, int] = field(default_factory=dict)

    def applies(self, applicant: ApplicantFacts, at: date) -> bool:
        """Tell whether the applicant has it on that day."""
        return self.bounds.admit(applicant, at) and self.facts <= applicant.facts


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Everything by which papers are judged between two dates (both included).

    The maker keeps three promises, which `denizen.charter` checks with line numbers: needs, counts and
    waivers name known columns; document ids are unique; papers of one group are comparable
    (`incomparable_in_groups` is empty), without which `cures` may miss a set.
    """

    id: RuleSetId
    since: date
    until: date | None
    columns: Mapping[Column, str]
    paths: tuple[Path, ...]
    documents: Mapping[DocumentId, Document]
    sums: Mapping[Column, tuple[Column, ...]] = field(default_factory=dict)
    allowances: tuple[Allowance, ...] = ()
    facts: Mapping[Fact, str] = field(default_factory=dict)
    min_age: int | None = None
    caretaker_below_age: int | None = None

    def in_force(self, at: date) -> bool:
        """Tell whether it governs a visit on that day."""
        return self.since <= at and (self.until is None or at <= self.until)

    def allowances_of(self, applicant: ApplicantFacts, at: date) -> tuple[Allowance, ...]:
        """List the allowances that the applicant has on that day."""
        return tuple(one for one in self.allowances if one.applies(applicant, at))

    def open_paths(self, applicant: ApplicantFacts, at: date) -> tuple[Path, ...]:
        """List the paths open to the applicant, without the minima that are waived for them."""
        waived = {c for one in self.allowances_of(applicant, at) for c in one.waives}
        return tuple(
            Path(p.id, p.label, {c: n for c, n in p.needs.items() if c not in waived}, p.bounds)
            for p in self.paths
            if p.bounds.admit(applicant, at)
        )

    def known_columns(self) -> frozenset[Column]:
        """List every column that a path may name."""
        return frozenset({PHOTO, BIRTH_DATE, *self.columns, *self.sums})

    def with_sums(self, plain: Mapping[Column, int]) -> dict[Column, int]:
        """Fill in every column: zeros where nothing counts, and the sums of others."""
        totals = {column: plain.get(column, 0) for column in (*self.columns, PHOTO, BIRTH_DATE)}
        sums = {name: sum(totals[part] for part in parts) for name, parts in self.sums.items()}
        return {**totals, **sums}


def incomparable_in_groups(documents: Sequence[Document]) -> list[tuple[Document, Document]]:
    """List pairs of one group of which neither is at least as good as the other in every column."""
    groups: dict[str, list[Document]] = {}
    for document in documents:
        if document.group is not None:
            groups.setdefault(document.group, []).append(document)
    pairs = (pair for members in groups.values() for pair in combinations(members, 2))
    return [pair for pair in pairs if not covers(*pair) and not covers(*reversed(pair))]


def covers(better: Document, worse: Document) -> bool:
    """Tell whether one paper pays at least as much as the other in every column."""
    full = better.pays(better.counts)
    return all(full.get(column, 0) >= n for column, n in worse.pays(worse.counts).items())
