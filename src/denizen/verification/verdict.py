"""Verification as a value for shells: one of three answers, its code, its step, and the card if it is good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from denizen.errors import CannotTellError, DenizenError, MalformedError, VerificationError
from denizen.status import StatusList
from denizen.trust import TrustSet
from denizen.verification.rule import RelyingPartyRule
from denizen.verification.steps import Answer, step_of_layer
from denizen.verification.verified import Valid, ValidAsOf, VerifiedCard
from denizen.verification.verifier import verify

VALID: Final = "card.valid"
VALID_AS_OF: Final = "card.valid_as_of"
LAST_STEP: Final = 9


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer at a counter; `card` is there only when it is good, `as_of` then the status list's issue."""

    answer: Answer
    code: str
    step: int
    summary: str
    mend: str | None = None
    card: VerifiedCard | None = None
    as_of: datetime | None = None


def judge(
    text: str,
    *,
    trust: TrustSet | None,
    status: StatusList | None,
    at: datetime,
    rule: RelyingPartyRule,
) -> Verdict:
    """Verify a card from its QR text and give the answer as a value; never raises a refusal."""
    try:
        return verdict_on(verify(text, trust=trust, status=status, at=at, rule=rule))
    except (MalformedError, VerificationError, CannotTellError) as error:
        return verdict_from(error)


def verdict_on(outcome: Valid | ValidAsOf) -> Verdict:
    """Give the verdict on a card that is good."""
    code, summary = VALID, "the card is good"
    if isinstance(outcome, ValidAsOf):
        code, summary = VALID_AS_OF, "the card was good when the status list was made"
    return Verdict(Answer.GOOD, code, LAST_STEP, summary, card=outcome.card, as_of=outcome.as_of)


def verdict_from(error: DenizenError) -> Verdict:
    """Give the verdict of a refusal: by who must act, never by guessing."""
    match error:
        case MalformedError(layer=layer):
            answer, step = Answer.NOT_GOOD, step_of_layer(layer)
        case VerificationError(step=step):
            answer = Answer.NOT_GOOD
        case CannotTellError(step=step):
            answer = Answer.CANNOT_TELL
        case _:
            raise TypeError("only a refusal of verification becomes a verdict") from error
    return Verdict(answer, error.code, step, error.summary, mend=error.mend)
