"""What proves identity and residency: rule sets, assessment, cures.

Pure: papers as the clerk describes them and a day in, a decision out.  Knows nothing of cards or charters.
"""

from __future__ import annotations

from denizen.documents.assess import assess
from denizen.documents.outcome import (
    Accepted,
    Cure,
    NeedsSupervisor,
    Outcome,
    PrintEffect,
    Reason,
    ReasonCode,
    Short,
)
from denizen.documents.papers import (
    ApplicantFacts,
    Column,
    Document,
    DocumentId,
    Fact,
    PresentedPaper,
    PrintedAddress,
    ideal_paper,
)
from denizen.documents.rule_set import RuleSet, RuleSetId
from denizen.documents.weighing import Fault, WeighedPaper, Weighing, nearest, weigh

__all__ = [
    "Accepted",
    "ApplicantFacts",
    "Column",
    "Cure",
    "Document",
    "DocumentId",
    "Fact",
    "Fault",
    "NeedsSupervisor",
    "Outcome",
    "PresentedPaper",
    "PrintEffect",
    "PrintedAddress",
    "Reason",
    "ReasonCode",
    "RuleSet",
    "RuleSetId",
    "Short",
    "WeighedPaper",
    "Weighing",
    "assess",
    "ideal_paper",
    "nearest",
    "weigh",
]
