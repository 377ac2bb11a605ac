"""Weighs papers one by one and together: what counts for how much, what does not, and why.

A `Weighing` names papers and lives only while the clerk looks at it; the decision that is recorded
(`outcome`) does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from denizen.documents.papers import (
    CANNOT_BE_VERIFIED,
    ApplicantFacts,
    Column,
    Document,
    DocumentId,
    Fact,
    PresentedPaper,
    PrintedAddress,
)
from denizen.documents.rule_set import Path, RuleSet
from denizen.errors import InputError


class Fault(StrEnum):
    """Why a paper counts nothing."""

    EXPIRED = "expired"
    DATE_NEEDED = "date_needed"
    DATED_LATER = "dated_later"
    TOO_OLD = "too_old"
    FACT_MISSING = "fact_missing"
    NOT_FOR_APPLICANT = "not_for_applicant"
    CANNOT_BE_VERIFIED = "cannot_be_verified"
    SUPERVISOR_ONLY = "supervisor_only"


# What a supervisor may overrule; everything else is a plain rule.
DOUBTS = frozenset({Fault.CANNOT_BE_VERIFIED, Fault.SUPERVISOR_ONLY})


@dataclass(frozen=True, slots=True)
class WeighedPaper:
    """One paper, what it is worth, and what is wrong with it.

    `worth` is what it would pay without doubts; it pays only if there is no fault at all.
    """

    document: Document
    worth: Mapping[Column, int]
    faults: tuple[Fault, ...] = ()
    missing_facts: tuple[Fact, ...] = ()

    @property
    def pays(self) -> Mapping[Column, int]:
        """Give what it pays into each column; nothing if there is a fault."""
        return {} if self.faults else self.worth

    @property
    def doubtful(self) -> bool:
        """Tell whether only a supervisor's word is missing."""
        return bool(self.worth) and bool(self.faults) and DOUBTS.issuperset(self.faults)


@dataclass(frozen=True, slots=True)
class Weighing:
    """All papers of a visit together: the sums, and the papers behind them."""

    rule_set: RuleSet
    papers: tuple[WeighedPaper, ...]
    paid_by_kind: Mapping[str, Mapping[Column, int]]
    score: Mapping[Column, int]
    paths: tuple[Path, ...]

    @property
    def suffices(self) -> bool:
        """Tell whether any path that is open has all its minima."""
        return any(reached(path, self.score) for path in self.paths)

    @property
    def printed_address(self) -> PrintedAddress:
        """Give what the papers make of the printed address: the strictest of what they ask for."""
        wanted = [effect for paper in self.papers if (effect := effect_of(paper)) is not None]
        return max(wanted, key=lambda effect: effect.strictness, default=PrintedAddress.HOME)


def weigh(
    rule_set: RuleSet,
    presented: Sequence[PresentedPaper],
    *,
    applicant: ApplicantFacts,
    at: date,
) -> Weighing:
    """Weigh the papers under the rule set; raises `InputError` if it lists no such document."""
    papers = tuple(
        weigh_paper(document_of(rule_set, paper.document), paper, applicant=applicant, at=at)
        for paper in presented
    )
    return combine(rule_set, papers, applicant=applicant, at=at)


def combine(
    rule_set: RuleSet,
    papers: tuple[WeighedPaper, ...],
    *,
    applicant: ApplicantFacts,
    at: date,
) -> Weighing:
    """Add up what the papers pay: of one kind only the best counts, column by column."""
    paid_by_kind: dict[str, Mapping[Column, int]] = {}
    for paper in papers:
        kind = paper.document.kind
        paid_by_kind[kind] = best_of(paid_by_kind.get(kind, {}), paper.pays)
    given = [one.counts for one in rule_set.allowances_of(applicant, at)]
    score = rule_set.with_sums(added([*paid_by_kind.values(), *given]))
    return Weighing(rule_set, papers, paid_by_kind, score, rule_set.open_paths(applicant, at))


def without_doubts(weighing: Weighing, applicant: ApplicantFacts, *, at: date) -> Weighing:
    """Weigh again as if a supervisor had cleared every doubtful paper."""
    cleared = tuple(
        WeighedPaper(paper.document, paper.worth) if paper.doubtful else paper
        for paper in weighing.papers
    )
    return combine(weighing.rule_set, cleared, applicant=applicant, at=at)


def weigh_paper(
    document: Document, paper: PresentedPaper, *, applicant: ApplicantFacts, at: date
) -> WeighedPaper:
    """Judge one paper: its worth by age of expiry, and every fault it has."""
    worth = document.pays(counts_when_expired(document, paper.expires, at=at))
    missing = tuple(fact for fact in document.attests if fact not in paper.facts)
    faults = [
        None if worth else Fault.EXPIRED,
        fault_of_date(document, paper.dated, at=at),
        Fault.FACT_MISSING if missing else None,
        None if document.applicant.admit(applicant, at) else Fault.NOT_FOR_APPLICANT,
        Fault.CANNOT_BE_VERIFIED if CANNOT_BE_VERIFIED in paper.facts else None,
        Fault.SUPERVISOR_ONLY if document.supervisor else None,
    ]
    found = tuple(fault for fault in faults if fault is not None)
    return WeighedPaper(document, worth, found, missing)


def counts_when_expired(
    document: Document, expires: date | None, *, at: date
) -> Mapping[Column, int]:
    """Give what the paper is worth by the age of its expiry; it is current on the day it expires."""
    if expires is None or at <= expires:
        return document.counts
    tiers = (tier for tier in document.expired if at <= tier.up_to.after(expires))
    return next((tier.counts for tier in tiers), {})


def fault_of_date(document: Document, dated: date | None, *, at: date) -> Fault | None:
    """Tell what is wrong with the paper's date under its window or cut-off, if anything."""
    if document.window is None and document.cut_off is None:
        return None
    if dated is None:
        return Fault.DATE_NEEDED
    if document.cut_off is not None:
        return Fault.TOO_OLD if at > document.cut_off.last_day(dated) else None
    if dated > at:
        return Fault.DATED_LATER
    too_old = document.window is not None and (at - dated).days > document.window.days
    return Fault.TOO_OLD if too_old else None


def document_of(rule_set: RuleSet, id_: DocumentId) -> Document:
    """Find a document of the rule set; raises `InputError` naming the nearest ids otherwise."""
    found = rule_set.documents.get(id_)
    if found is None:
        near = ", ".join(nearest(str(id_), [str(known) for known in rule_set.documents]))
        summary = f"the rule set {rule_set.id} lists no document of this id"
        raise InputError("documents.unknown", summary, mend=f"Nearest: {near}.")
    return found


def nearest(word: str, known: Iterable[str], *, at_most: int = 4) -> list[str]:
    """List the known words that share most pairs of letters with `word` (Dice's coefficient)."""
    wanted = letter_pairs(word)

    def likeness(other: str) -> float:
        pairs = letter_pairs(other)
        return 2 * len(wanted & pairs) / (len(wanted) + len(pairs))

    return sorted(known, key=lambda other: (-likeness(other), other))[:at_most]


def letter_pairs(word: str) -> set[str]:
    """List the neighbouring letters of a word, with its edges marked."""
    edged = f"^{word.lower()}$"
    return {edged[i : i + 2] for i in range(len(edged) - 1)}


def effect_of(paper: WeighedPaper) -> PrintedAddress | None:
    """Give the paper's effect on the card: protection holds even when the paper does not count."""
    effect = paper.document.prints
    if effect is None or not paper.faults or effect.protects:
        return effect
    return None


def reached(path: Path, score: Mapping[Column, int]) -> bool:
    """Tell whether every minimum of the path is reached."""
    return all(score[column] >= need for column, need in path.needs.items())


def best_of(one: Mapping[Column, int], other: Mapping[Column, int]) -> dict[Column, int]:
    """Take the higher amount of each column."""
    return {column: max(one.get(column, 0), other.get(column, 0)) for column in {*one, *other}}


def added(amounts: Iterable[Mapping[Column, int]]) -> dict[Column, int]:
    """Add column by column."""
    totals: dict[Column, int] = {}
    for one in amounts:
        for column, amount in one.items():
            totals[column] = totals.get(column, 0) + amount
    return totals
