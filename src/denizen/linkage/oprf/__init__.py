"""A threshold OPRF over ristretto255 (RFC 9497): t of n custodians answer provably, and none sees a label.

    group = open_group("pysodium")
    blinding = blind(labels, group)
    evaluated = threshold.evaluate(blinding.elements)
    outputs = finalize(labels, blinding, evaluated=evaluated.elements)

docs/algorithms/threshold-oprf.md explains every step.
"""

from denizen.linkage.oprf.ceremony import Dealing, accept, deal
from denizen.linkage.oprf.group import Group, open_group
from denizen.linkage.oprf.key_share import KeyShare, PublicKey, read_share, write_share
from denizen.linkage.oprf.protocol import Blinding, blind, finalize
from denizen.linkage.oprf.threshold import (
    Custodian,
    EmbeddedCustodian,
    Evaluation,
    Evaluator,
    ShareAnswer,
    ThresholdEvaluator,
)

__all__ = [
    "Blinding",
    "Custodian",
    "Dealing",
    "EmbeddedCustodian",
    "Evaluation",
    "Evaluator",
    "Group",
    "KeyShare",
    "PublicKey",
    "ShareAnswer",
    "ThresholdEvaluator",
    "accept",
    "blind",
    "deal",
    "finalize",
    "open_group",
    "read_share",
    "write_share",
]
