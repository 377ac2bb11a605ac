"""The one table of what a rule may ask about: from it come the Cedar schema and the Python attribute lists.

    cedar_schema() -> the text with which Cedar checks every clause
    SHAPES[EncounterAction].choices["stage"] -> Stage

The table is explained in docs/policy/schema.md.  A Person has no attribute, and no attribute speaks of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from denizen.policy.words import (
    ENCOUNTER_FACTS,
    MUST_PREFIX,
    PROGRAMME_FACTS,
    RECORD_FACTS,
    Action,
    EncounterAction,
    Fact,
    Paper,
    Part,
    ProgrammeAction,
    RecordAction,
    RecordKind,
    Requester,
    Role,
    Stage,
)

NAMESPACE: Final = "City"
ENUMS: Final[Mapping[str, type[StrEnum]]] = {
    "Role": Role,
    "Stage": Stage,
    "Part": Part,
    "Paper": Paper,
    "Requester": Requester,
    "RecordKind": RecordKind,
}
EMPLOYEE: Final[Mapping[str, str]] = {"role": "Role", "deputised": "Bool", "supervised": "Bool"}
PERSON: Final[Mapping[str, str]] = {}  # a person has no attributes, ever


@dataclass(frozen=True, slots=True)
class Shape:
    """What is known when an action of one kind is asked about."""

    resource: str
    actions: type[EncounterAction | RecordAction | ProgrammeAction]
    choices: Mapping[str, str]  # attribute -> name of the enum
    facts: tuple[Fact, ...]
    twins: bool

    @property
    def context(self) -> dict[str, str]:
        """Give every attribute of the context with its Cedar type."""
        facts = {fact.value: "Bool" for fact in self.facts}
        return {"at": "datetime", **self.choices, **facts}

    @property
    def action_words(self) -> list[str]:
        """Give every action word, twins included."""
        words = [action.value for action in self.actions]
        return words + [MUST_PREFIX + word for word in words] if self.twins else words


ENCOUNTER: Final = Shape(
    "Encounter",
    EncounterAction,
    {"stage": "Stage", "part": "Part", "paper": "Paper"},
    ENCOUNTER_FACTS,
    twins=True,
)
RECORD: Final = Shape(
    "Record",
    RecordAction,
    {"paper": "Paper", "requester": "Requester", "kind": "RecordKind"},
    RECORD_FACTS,
    twins=True,
)
PROGRAMME: Final = Shape("Programme", ProgrammeAction, {}, PROGRAMME_FACTS, twins=False)
SHAPES: Final = (ENCOUNTER, RECORD, PROGRAMME)


def shape_of(action: Action) -> Shape:
    """Give the shape of an action's kind."""
    return next(shape for shape in SHAPES if isinstance(action, shape.actions))


def cedar_schema() -> str:
    """Write the schema in Cedar's own language."""
    entities = [f"  entity {name} enum [{quoted(words)}];" for name, words in ENUMS.items()]
    employee = attributes(EMPLOYEE)
    entities += [
        f"  entity Employee {{ {employee} }};",
        f"  entity Person {{ {attributes(PERSON)} }};",
    ]
    kinds = [kind_of_action(shape) for shape in SHAPES]
    return "\n".join([f"namespace {NAMESPACE} {{", *entities, *kinds, "}"])


def kind_of_action(shape: Shape) -> str:
    """Write the resource of one kind of action, and the actions."""
    return (
        f"  entity {shape.resource};\n"
        f"  action {quoted(shape.action_words)} appliesTo {{ principal: Employee, "
        f"resource: {shape.resource}, context: {{ {attributes(shape.context)} }} }};"
    )


def attributes(table: Mapping[str, str]) -> str:
    """Write attributes with their types."""
    return ", ".join(f"{name}: {kind}" for name, kind in table.items())


def quoted(words: Iterable[str]) -> str:
    """Write words as a list of Cedar strings."""
    return ", ".join(f'"{word}"' for word in words)
