"""A community's rules: who may, must or must not do what in an encounter, by which clause, on which day.

    community = load_community("new-haven", folders)          # every fault at once: PolicyFaultsError
    question = Question("ask_status", role="officer", stage="traffic_stop", part="witness")
    answer = ask(community, question, at=date(2008, 6, 1))
    answer.ruling, [clause.cite for clause in answer.clauses]  # ("must_not", ["NHPD General Order 06-2 ..."])

Whole-space questions are answered from the same texts with numpy, equal to Cedar on every cell:

    grid = evaluate(community, at=day)               # every encounter action over 51,840 encounters
    grid.ruling("ask_status", cell); grid.counts("ask_status", Stage.CALL)
    comparison = compare(a, b, at=day)               # .agreed .one_silent .disputed .changes; unweighted
    turning_days(community); dead_clauses(community); contradictions(community)

Knows no card, no paper and no person: a rule asks about the encounter, and a Person has no attributes.  The
rules of joining layers are docs/policy/combining.md, the words are docs/policy/schema.md.
"""

from __future__ import annotations

from denizen.policy.answer import Answer, ClauseUse, LayerAnswer, Overridden, Why
from denizen.policy.ask import ask
from denizen.policy.clause import Clause, Source, Window
from denizen.policy.community import (
    Community,
    CommunityKind,
    Instruction,
    LayerRules,
    Observation,
)
from denizen.policy.compare import (
    ActionComparison,
    Change,
    ClauseChange,
    Comparison,
    compare,
)
from denizen.policy.faults import PolicyFault, PolicyFaultsError
from denizen.policy.golden import GoldenEncounter
from denizen.policy.grid import UNWEIGHTED, Asker, Grid, evaluate, possible_cells
from denizen.policy.load import load_community
from denizen.policy.question import Question, question_of
from denizen.policy.resolve import RULINGS
from denizen.policy.review import (
    Contradiction,
    contradictions,
    dead_clauses,
    turning_days,
    undeciding_clauses,
)
from denizen.policy.schema import cedar_schema
from denizen.policy.space import ENCOUNTERS, GRID_FACTS, ROLE_AT, Cell, Space
from denizen.policy.words import (
    ENCOUNTER_FACTS,
    PROGRAMME_FACTS,
    RECORD_FACTS,
    Action,
    EncounterAction,
    Fact,
    Layer,
    Paper,
    Part,
    ProgrammeAction,
    RecordAction,
    RecordKind,
    Requester,
    Role,
    Ruling,
    Stage,
    action_named,
)
from denizen.reading import Reading

__all__ = [
    "ENCOUNTERS",
    "ENCOUNTER_FACTS",
    "GRID_FACTS",
    "PROGRAMME_FACTS",
    "RECORD_FACTS",
    "ROLE_AT",
    "RULINGS",
    "UNWEIGHTED",
    "Action",
    "ActionComparison",
    "Answer",
    "Asker",
    "Cell",
    "Change",
    "Clause",
    "ClauseChange",
    "ClauseUse",
    "Community",
    "CommunityKind",
    "Comparison",
    "Contradiction",
    "EncounterAction",
    "Fact",
    "GoldenEncounter",
    "Grid",
    "Instruction",
    "Layer",
    "LayerAnswer",
    "LayerRules",
    "Observation",
    "Overridden",
    "Paper",
    "Part",
    "PolicyFault",
    "PolicyFaultsError",
    "ProgrammeAction",
    "Question",
    "Reading",
    "RecordAction",
    "RecordKind",
    "Requester",
    "Role",
    "Ruling",
    "Source",
    "Space",
    "Stage",
    "Why",
    "Window",
    "action_named",
    "ask",
    "cedar_schema",
    "compare",
    "contradictions",
    "dead_clauses",
    "evaluate",
    "load_community",
    "possible_cells",
    "question_of",
    "turning_days",
    "undeciding_clauses",
]
