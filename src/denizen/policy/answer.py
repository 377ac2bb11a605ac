"""What comes back: the ruling, the clauses that decided, those that lost, each layer's own word."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from denizen.policy.clause import Clause, Window
from denizen.policy.community import Instruction
from denizen.policy.words import Layer, Ruling
from denizen.reading import Reading


class Why(StrEnum):
    """Why a clause that applies did not decide."""

    SAME_LAYER = "same_layer"  # a prohibition of the same layer stands before a permission
    UPPER_LAYER = "upper_layer"  # a layer above already said must or must not
    PREEMPTED = "preempted"  # a clause above voids answers of this kind
    NARROWED = (
        "narrowed"  # it only permits, and a duty or prohibition stands within what it leaves open
    )


@dataclass(frozen=True, slots=True)
class ClauseUse:
    """A clause as it is shown beside an answer, with what it says about the action asked."""

    id: str
    cite: str
    source: str
    reading: Reading
    layer: Layer
    community: str
    says: str
    binds: str
    window: Window
    ruling: Ruling
    contested: str = ""
    disputed: str = ""


@dataclass(frozen=True, slots=True)
class Overridden:
    """A clause that applies and lost; `by` is the id of a clause that won."""

    clause: ClauseUse
    by: str
    why: Why


@dataclass(frozen=True, slots=True)
class LayerAnswer:
    """What one layer says by itself."""

    layer: Layer
    community: str
    ruling: Ruling
    clauses: tuple[ClauseUse, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The rules' answer on a day.

    `disputed` are the cites of both sides where it is contested, and of whoever attacks a
    clause that decided.

    `before_any_rule` says that the community's rules on this action all begin later than the day asked about.
    """

    ruling: Ruling
    clauses: tuple[ClauseUse, ...]
    overridden: tuple[Overridden, ...]
    layers: tuple[LayerAnswer, ...]
    disputed: tuple[str, ...]
    instruction: Instruction | None
    before_any_rule: bool


def use_of(clause: Clause, ruling: Ruling) -> ClauseUse:
    """Show a clause as what it answers."""
    return ClauseUse(
        id=clause.id,
        cite=clause.cite,
        source=clause.source,
        reading=clause.reading,
        layer=clause.layer,
        community=clause.community,
        says=clause.says,
        binds=clause.binds,
        window=clause.window,
        ruling=ruling,
        contested=clause.contested,
        disputed=clause.disputed,
    )
