"""A community in text files: names to bytes in, a typed charter out.

Sits above documents; knows no card format.  The schema is docs/charter/schema.md.
"""

from __future__ import annotations

from denizen.charter.acceptance import Acceptance, Acceptor, Duty, in_language
from denizen.charter.demands import Attorney, Deadline, DemandKind, Demands, Holidays
from denizen.charter.findings import CharterFaultsError
from denizen.charter.load import load_charter
from denizen.charter.one_card import Epoch, Labels, OneCard
from denizen.charter.programme import (
    Charter,
    Completeness,
    DocumentRow,
    Door,
    FaceField,
    ModeOfIssue,
    QrSize,
    RuleSetEntry,
    Service,
    ServiceField,
    Shown,
    ShownAddress,
    StaleRule,
)
from denizen.charter.run_scenarios import Difference, outcome_word, run_scenarios
from denizen.charter.scenarios import Act, NameScenario, PapersScenario
from denizen.charter.sources import Attribution
from denizen.reading import Reading

__all__ = [
    "Acceptance",
    "Acceptor",
    "Act",
    "Attorney",
    "Attribution",
    "Charter",
    "CharterFaultsError",
    "Completeness",
    "Deadline",
    "DemandKind",
    "Demands",
    "Difference",
    "DocumentRow",
    "Door",
    "Duty",
    "Epoch",
    "FaceField",
    "Holidays",
    "Labels",
    "ModeOfIssue",
    "NameScenario",
    "OneCard",
    "PapersScenario",
    "QrSize",
    "Reading",
    "RuleSetEntry",
    "Service",
    "ServiceField",
    "Shown",
    "ShownAddress",
    "StaleRule",
    "in_language",
    "load_charter",
    "outcome_word",
    "run_scenarios",
]
