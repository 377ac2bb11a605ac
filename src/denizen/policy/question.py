"""What is asked of the rules: an action, who would do it, and the encounter or the record it concerns."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from denizen.errors import PolicyError
from denizen.policy.cedar_engine import Request, day, employee_id, entity
from denizen.policy.faults import did_you_mean
from denizen.policy.schema import ENUMS, SHAPES, Shape, shape_of
from denizen.policy.words import (
    Action,
    Fact,
    Paper,
    Part,
    RecordKind,
    Requester,
    Role,
    Stage,
    action_named,
)

Closed = TypeVar("Closed", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Question:
    """One question; words may be given as plain texts.  Raises `PolicyError` naming the words allowed.

    An encounter needs `stage` and `part`; a record needs `requester` and `kind`; an act in the software
    needs neither.  What is not in `facts` is taken as not true.
    """

    action: Action
    role: Role = field(kw_only=True)
    stage: Stage | None = field(default=None, kw_only=True)
    part: Part | None = field(default=None, kw_only=True)
    paper: Paper = field(default=Paper.NONE, kw_only=True)
    deputised: bool = field(default=False, kw_only=True)
    supervised: bool = field(default=False, kw_only=True)
    requester: Requester | None = field(default=None, kw_only=True)
    kind: RecordKind | None = field(default=None, kw_only=True)
    facts: frozenset[Fact] = field(default=frozenset(), kw_only=True)

    def __post_init__(self) -> None:
        """Turn texts into words and hold the question to the shape of its action."""
        action = action_named(self.action)
        if action is None:
            known = [word.value for shape in SHAPES for word in shape.actions]
            raise unknown_word("action", self.action, known=known)
        self.take("action", action)
        self.take("role", word_of("role", self.role, kind=Role))
        shape = shape_of(action)
        self.take("facts", facts_of(self.facts, shape))
        for name in ("stage", "part", "paper", "requester", "kind"):
            self.check_choice(name, shape)

    def take(self, name: str, value: object) -> None:
        """Set a field of this frozen value while it is being made."""
        object.__setattr__(self, name, value)

    def check_choice(self, name: str, shape: Shape) -> None:
        """Hold one word to its closed set, and refuse it where the action does not ask for it."""
        value = getattr(self, name)
        enum = shape.choices.get(name)
        if enum is not None:
            if value is None:
                raise needed_word(name, self.action, enum=enum)
            self.take(name, word_of(name, value, kind=ENUMS[enum]))
        elif value not in {None, Paper.NONE}:
            summary = f"{name} means nothing for {self.action}"
            raise PolicyError("policy.unasked_word", summary, where=name, mend="Leave it out.")

    @property
    def shape(self) -> Shape:
        """Give the shape of the question's action."""
        return shape_of(self.action)


def question_of(words: Mapping[str, Any]) -> Question:
    """Make a question of plain texts, as files and command lines give them; raises `PolicyError`."""
    return Question(**{**words, "facts": frozenset(words.get("facts", ()))})


def request_of(question: Question, *, at: date, only: frozenset[str]) -> Request:
    """Write the question as Cedar takes it, with the attributes that its clauses mention and no others.

    Cedar spends most of an answer's time on reading the context, so what no clause asks about is left out.
    """
    shape = question.shape
    choices = {
        name: entity(enum, getattr(question, name))
        for name, enum in shape.choices.items()
        if name in only
    }
    facts = {fact.value: fact in question.facts for fact in shape.facts if fact in only}
    context = json.dumps({"at": day(at.isoformat()), **choices, **facts})
    employee = employee_id(question.role, (question.deputised, question.supervised))
    return Request(employee, shape.resource, context)


def word_of(name: str, value: str, *, kind: type[Closed]) -> Closed:
    """Find a word of a closed set; raises `PolicyError`."""
    if value in list(kind):
        return kind(value)
    raise unknown_word(name, value, known=[member.value for member in kind])


def facts_of(facts: Iterable[str], shape: Shape) -> frozenset[Fact]:
    """Hold the facts to those that the action's kind knows; raises `PolicyError`."""
    known = [fact.value for fact in shape.facts]
    for fact in facts:
        if fact not in known:
            raise unknown_word("fact", fact, known=known)
    return frozenset(Fact(fact) for fact in facts)


def unknown_word(name: str, value: object, *, known: list[str]) -> PolicyError:
    """Say which words are allowed; the word given is not repeated, it might be a person's."""
    near = did_you_mean(value, known) if isinstance(value, str) else ""
    mend = f"{near} Known: {', '.join(known)}.".strip()
    return PolicyError("policy.unknown_word", f"no such {name}", where=name, mend=mend)


def needed_word(name: str, action: str, *, enum: str) -> PolicyError:
    """Say that a word is missing."""
    known = ", ".join(member.value for member in ENUMS[enum])
    summary = f"{name} is needed to answer about {action}"
    return PolicyError("policy.missing_word", summary, where=name, mend=f"One of {known}.")
