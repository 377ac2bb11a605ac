"""Stop a card: by the code on its loss slip, or by staff with a reason that only a count remembers."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum

from django.db import transaction

from denizen.credential import CardNumber, RevocationCode
from denizen_site.config.database import in_our_words
from denizen_site.custody.queries import programme
from denizen_site.errors import LifecycleError
from denizen_site.issuance.code_hash import NOBODYS_HASH, fits
from denizen_site.issuance.models import Card, PrintState, Standing
from denizen_site.issuance.print_jobs import let_go_of
from denizen_site.ledger import actions as ledger
from denizen_site.ledger.acts import Act

TEST_CARD_AGE = timedelta(days=7)


class StaffReason(Enum):
    """Why staff stop a card."""

    GIVEN_UP = Act.STOPPED_GIVEN_UP
    WRONGLY_ISSUED = Act.STOPPED_WRONGLY_ISSUED
    FOUND = Act.STOPPED_FOUND
    LOST = Act.STOPPED_LOST

    @property
    def word(self) -> str:
        """Give the reason as it is typed: given_up, wrongly_issued, found, lost."""
        return self.name.lower()


@in_our_words
def revoke_by_code(
    number: CardNumber, code: RevocationCode, *, at: datetime, by: str | None = None
) -> None:
    """Stop a card for whoever has its loss slip; a card already stopped stays so, without a word.

    An unknown number and a wrong code are refused in the same words and at the same cost, so that nobody
    learns which numbers exist.
    """
    row = Card.objects.filter(number=number.value).first()
    stored = NOBODYS_HASH if row is None else bytes(row.revocation_code_hash)
    if not fits(stored, code) or row is None:
        raise LifecycleError(
            "lifecycle.code_refused",
            "the number and the code do not belong together",
            mend="Read both again from the loss slip; the city's desk can help.",
        )
    stop(row.number, Act.STOPPED_BY_CODE, at=at, by=by)


@in_our_words
def revoke_by_staff(
    number: CardNumber, reason: StaffReason, *, at: datetime, by: str | None = None
) -> None:
    """Stop a card from the desk; raises `LifecycleError` for one that is unknown or stopped already."""
    if not Card.objects.filter(number=number.value).exists():
        raise unknown_card()
    if not stop(number.value, reason.value, at=at, by=by):
        raise LifecycleError(
            "lifecycle.already_stopped",
            "the card was stopped before",
            mend="Nothing is left to do.",
        )


@in_our_words
def abandon(number: CardNumber, *, at: datetime, by: str | None = None) -> None:
    """Stop a card that was issued in a visit and never reached its holder, and let go of its print job.

    Does nothing for a card that was stopped meanwhile; raises `LifecycleError` for one that is unknown or was
    handed over: that one is stopped with a reason.
    """
    with transaction.atomic():
        row = Card.objects.select_for_update().filter(number=number.value).first()
        if row is None:
            raise unknown_card()
        if row.print_state == PrintState.HANDED_OVER:
            raise LifecycleError(
                "lifecycle.already_handed_over",
                "the card was handed over before",
                mend="Stop it with a reason instead.",
            )
        let_go_of(row.number, day=programme().local_day(at))
        stop(row.number, Act.ABANDONED_AFTER_ISSUE, at=at, by=by)


def stop_practice(number: CardNumber) -> None:
    """Stop a practice card within the transaction that makes it; it was never good, and no stop is counted."""
    mark_stopped(number.value)


@in_our_words
def stop_test_card(number: CardNumber, *, at: datetime, by: str) -> None:
    """Stop the card that a test applicant brought back, and count the test; only days after it was made.

    Raises `LifecycleError` for one that is unknown, stopped already, or too old to be a test's: nobody's card
    of last year is stopped under the name of a test.
    """
    row = Card.objects.filter(number=number.value).first()
    if row is None:
        raise unknown_card()
    if programme().local_day(at) - row.first_day > TEST_CARD_AGE:
        raise LifecycleError(
            "lifecycle.not_a_test",
            "the card is too old to be a test visit's",
            mend="Tests are marked within seven days.  Stop the card with a reason instead.",
        )
    if not stop(row.number, Act.TEST_VISIT, at=at, by=by):
        raise LifecycleError(
            "lifecycle.already_stopped",
            "the card was stopped before",
            mend="Nothing is left to do.",
        )


def stop(number: str, act: Act, *, at: datetime, by: str | None = None) -> bool:
    """Mark a card as no longer good and count it; says whether it was good until now."""
    day = programme().local_day(at)
    with transaction.atomic():
        changed = mark_stopped(number)
        if changed:
            ledger.count(act, day=day, by=by)
    return changed


def mark_stopped(number: str) -> bool:
    """Change the standing of an active card, within the caller's transaction."""
    active = Card.objects.filter(number=number, standing=Standing.ACTIVE)
    return active.update(standing=Standing.REVOKED) == 1


def unknown_card() -> LifecycleError:
    """Make the refusal that staff get for a number that no card has."""
    return LifecycleError(
        "lifecycle.unknown_card",
        "there is no card of this number",
        mend="Read it again; cards whose last day is over are no longer held.",
    )
