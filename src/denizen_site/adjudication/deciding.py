"""The second look: a supervisor lets a visit go on although its papers do not suffice, or leaves it refused.

Never the visit's own clerk.  The decision stands inside the sealed visit, bound to the papers that lay on the
desk; of the reason only a count of the day remains.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db import transaction

from denizen.documents import Accepted, Outcome, ReasonCode
from denizen_site.config.database import in_our_words
from denizen_site.enrolment.actions import OpenVisit, save
from denizen_site.enrolment.visit import Override
from denizen_site.errors import AdjudicationError
from denizen_site.ledger import actions as ledger
from denizen_site.ledger.acts import Act, OverrideReason
from denizen_site.ledger.acts import override as override_act

UPHELD = "upheld"


def may_override(outcome: Outcome) -> bool:
    """Say whether there is anything that a supervisor may let pass: short papers, never the council's age."""
    if isinstance(outcome, Accepted):
        return False
    return all(reason.code is not ReasonCode.TOO_YOUNG for reason in outcome.reasons)


@in_our_words
def override(
    opened: OpenVisit, reason: OverrideReason, *, by: str, outcome: Outcome, day: date
) -> OpenVisit:
    """Let the visit go on; raises `AdjudicationError`, and `EnrolmentError` when it was changed meanwhile."""
    require_second_person(opened, by)
    if not may_override(outcome):
        raise AdjudicationError(
            "second_look.nothing_to_override",
            "there is nothing here that a supervisor may let pass",
            mend="The papers are enough, or the person is younger than the rules allow.",
        )
    require_undecided(opened)
    visit = opened.visit
    decided = visit.with_(override=Override(by, reason.value, visit.laid_out()), upheld=None)
    with transaction.atomic():
        saved = save(opened.changed(decided))
        ledger.count(override_act(reason), day=day, by=by)
    return saved


@in_our_words
def uphold(opened: OpenVisit, *, by: str, outcome: Outcome, day: date) -> OpenVisit:
    """Leave the refusal as it is; raises as `override` does."""
    require_second_person(opened, by)
    if isinstance(outcome, Accepted):
        raise AdjudicationError(
            "second_look.not_refused", "the papers are enough: there is no refusal to confirm"
        )
    require_undecided(opened)
    visit = opened.visit
    decided = visit.with_(upheld=Override(by, UPHELD, visit.laid_out()))
    with transaction.atomic():
        saved = save(opened.changed(decided))
        ledger.count(Act.SECOND_LOOK_UPHELD, day=day, by=by)
    return saved


@in_our_words
def decide_match(opened: OpenVisit, answer: str, *, by: str) -> OpenVisit:
    """Decide what a possible match means; raises `AdjudicationError` as `override` does, and where none waits.

    Nothing of it is counted here: what comes of it is counted with the card.
    """
    require_second_person(opened, by)
    match = opened.visit.open_match
    if match is None:
        raise AdjudicationError(
            "second_look.no_match", "no possible match waits to be decided in this visit"
        )
    decided = replace(match, answer=answer, by=by)
    return save(opened.changed(opened.visit.with_(match=decided)))


def require_second_person(opened: OpenVisit, by: str) -> None:
    """Refuse whoever opened the visit."""
    if by == opened.visit.clerk:
        raise AdjudicationError(
            "second_look.own_visit",
            "whoever opened a visit does not decide it",
            mend="Ask another supervisor.",
        )


def require_undecided(opened: OpenVisit) -> None:
    """Refuse a second decision about the same papers."""
    if opened.visit.is_overridden or opened.visit.is_upheld:
        raise AdjudicationError(
            "second_look.decided",
            "these papers were decided already",
            mend="Other papers on the desk can be looked at again.",
        )
