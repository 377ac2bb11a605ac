"""The one place that answers "is this card good?", in numbered steps."""

from denizen.verification.rule import RelyingPartyRule, WhenStale
from denizen.verification.steps import STEPS, Answer, Step
from denizen.verification.verdict import Verdict, judge, verdict_from
from denizen.verification.verified import Valid, ValidAsOf, VerifiedCard
from denizen.verification.verifier import verify, verify_cose

__all__ = [
    "STEPS",
    "Answer",
    "RelyingPartyRule",
    "Step",
    "Valid",
    "ValidAsOf",
    "Verdict",
    "VerifiedCard",
    "WhenStale",
    "judge",
    "verdict_from",
    "verify",
    "verify_cose",
]
