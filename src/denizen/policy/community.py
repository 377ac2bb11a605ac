"""A community's rules, loaded: the layers that stand over it, in order, and what belongs to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from denizen.policy.cedar_engine import Request, Statements
from denizen.policy.clause import Clause, Source
from denizen.policy.faults import Place, PolicyFault
from denizen.policy.golden import GoldenEncounter
from denizen.policy.translations import Translation
from denizen.policy.words import MUST_PREFIX, Layer, Ruling, action_named
from denizen.reading import Reading


class CommunityKind(StrEnum):
    """What a community is."""

    FEDERAL = "federal"
    STATE = "state"
    COUNTY = "county"
    CITY = "city"
    MODEL = "model"

    @property
    def layer(self) -> Layer:
        """Give the highest layer whose rules the community may write itself."""
        return Layer.CITY if self is CommunityKind.MODEL else Layer(self.value)


@dataclass(frozen=True, slots=True)
class Instruction:
    """What the officer's screen says where the answer is contested, signed off by the city's attorney."""

    action: str
    text: str
    ruling: Ruling
    signed_by: str
    review_by: date
    call: str

    def due(self, at: date) -> bool:
        """Tell whether the review is overdue, so that the screen says to call instead."""
        return at > self.review_by


@dataclass(frozen=True, slots=True)
class Observation:
    """What somebody saw done; shown beside the rules and never counted as law."""

    dated: date
    text: str
    source: str
    reading: Reading
    until: date | None = None


class Sentence(Protocol):
    """Whatever carries a clause's id and its English sentence: the clause itself, or its use in an answer."""

    @property
    def id(self) -> str:
        """Give the clause's id."""

    @property
    def says(self) -> str:
        """Give the clause's English sentence."""


@dataclass(frozen=True, slots=True)
class Slice:
    """The statements of every layer about one action, apart by what they would answer.

    Statements of one effect do not touch each other in Cedar, so that one call serves all layers; which layer a
    clause belongs to, and what follows, is decided afterwards (`combining`).
    """

    forbidding: Statements | None
    permitting: Statements | None
    demanding: Statements | None
    clauses: Mapping[str, Clause]
    mentioned: frozenset[str]

    def applying(self, request: Request, action: str) -> dict[Ruling, tuple[Clause, ...]]:
        """Ask Cedar which clauses apply, the highest layer first."""
        asked = (
            (Ruling.MUST_NOT, self.forbidding, action),
            (Ruling.MUST, self.demanding, MUST_PREFIX + action),
            (Ruling.MAY, self.permitting, action),
        )
        return {
            ruling: self.in_order(statements.applying(request, word))
            for ruling, statements, word in asked
            if statements is not None
        }

    def in_order(self, ids: frozenset[str]) -> tuple[Clause, ...]:
        """Give the clauses of some ids, in the order of layers and files."""
        return tuple(clause for id_, clause in self.clauses.items() if id_ in ids)


@dataclass(frozen=True, slots=True)
class LayerRules:
    """The clauses of one layer of one community."""

    layer: Layer
    community: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Community:
    """A community with every layer that governs it, the highest first."""

    id: str
    name: str
    kind: CommunityKind
    above: str
    programme: str
    completeness_note: str
    layers: tuple[LayerRules, ...]
    slices: Mapping[str, Slice] = field(default_factory=dict, repr=False)
    sources: Mapping[str, Source] = field(default_factory=dict, repr=False)
    instructions: tuple[Instruction, ...] = ()
    practice: tuple[Observation, ...] = ()
    encounters: tuple[GoldenEncounter, ...] = field(default=(), repr=False)
    weakened: tuple[Clause, ...] = ()
    translations: tuple[Translation, ...] = field(default=(), repr=False)

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Give every clause that governs the community, the highest layer first."""
        return tuple(clause for rules in self.layers for clause in rules.clauses)

    @property
    def own_clauses(self) -> tuple[Clause, ...]:
        """Give the clauses of the community's own files."""
        return tuple(clause for clause in self.clauses if clause.community == self.id)

    def says(self, clause: str, *, language: str) -> str:
        """Give a clause's sentence in another language; empty if nobody has translated it."""
        spoken = (one for one in self.translations if one.language == language)
        return next((one.says[clause] for one in spoken if clause in one.says), "")

    def spoken(self, clause: Sentence, *, language: str) -> tuple[str, str]:
        """Give a clause's sentence and the language it is in: the reader's if it was translated, or English."""
        translated = self.says(clause.id, language=language)
        return (translated, language) if translated else (clause.says, "en")

    def instruction_text(self, action: str, *, language: str) -> str:
        """Give the community's own instruction in another language; empty if nobody has translated it."""
        own = (one for one in self.translations if one.community == self.id)
        return next(
            (one.instructions.get(action, "") for one in own if one.language == language), ""
        )

    def instruction_for(self, action: str) -> Instruction | None:
        """Find the instruction for a contested answer about an action."""
        return next((one for one in self.instructions if one.action == action), None)

    def weakened_on(self, at: date) -> tuple[Clause, ...]:
        """Give the clauses in force on a day that weaken the card's promise on the strength of a law."""
        return tuple(clause for clause in self.weakened if clause.window.covers(at))

    def warnings(self, at: date) -> tuple[PolicyFault, ...]:
        """Name what is not wrong and should be looked at: overdue reviews, instructions about nothing."""
        file = f"{self.id}/policy/policy.toml"
        found = []
        for one in self.instructions:
            if action_named(one.action) is None:
                what = f"an instruction for an unknown action: {one.action}"
                found.append(PolicyFault("policy.instruction_unknown", what, file))
            if one.due(at):
                what = f"the instruction for {one.action} was to be reviewed by {one.review_by}"
                found.append(PolicyFault("policy.instruction_due", what, file))
        return tuple(found)


def slices_of(clauses: Sequence[Clause]) -> dict[str, Slice]:
    """Cut the clauses by action and answer, and parse each cut once."""
    subjects = sorted({subject for clause in clauses for subject in clause.subjects})
    return {subject: slice_of(subject, clauses) for subject in subjects}


def slice_of(action: str, clauses: Sequence[Clause]) -> Slice:
    """Cut out what one action needs."""
    found = {clause.id: clause for clause in clauses if action in clause.subjects}
    forbidding = [one for one in found.values() if one.effect == "forbid"]
    permits = [one for one in found.values() if one.effect == "permit"]
    demanding = [one for one in permits if MUST_PREFIX + action in one.actions]
    return Slice(
        parsed(forbidding),
        parsed([one for one in permits if action in one.actions]),
        parsed(demanding),
        found,
        frozenset(name for one in found.values() for name in mentioned(list(one.conditions))),
    )


def mentioned(expression: object) -> Iterator[str]:
    """Name every attribute that an expression in Cedar's JSON form asks for."""
    if isinstance(expression, Mapping):
        if "attr" in expression:
            yield expression["attr"]
        for part in expression.values():
            yield from mentioned(part)
    elif isinstance(expression, list):
        for part in expression:
            yield from mentioned(part)


def parsed(clauses: list[Clause]) -> Statements | None:
    """Parse clauses once; None for none."""
    return Statements([clause.text for clause in clauses]) if clauses else None


def place_of(clause: Clause) -> Place:
    """Say where a clause stands."""
    return Place(clause.file, clause.line, clause.id)
