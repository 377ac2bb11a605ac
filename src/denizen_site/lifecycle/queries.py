"""What the city holds about a card, to be shown to its holder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from denizen.credential import CardNumber
from denizen_site.config.database import in_our_words
from denizen_site.custody.queries import programme
from denizen_site.errors import LifecycleError
from denizen_site.issuance.queries import find_card
from denizen_site.lifecycle.models import PublishedStatus
from denizen_site.lifecycle.stopping import unknown_card
from denizen_site.lifecycle.succession import (
    RENEWAL_DAYS,
    find,
    require_no_other,
    require_renewable,
)


@dataclass(frozen=True, slots=True)
class Followable:
    """Whether a card can be followed by another, each time with the refusal if it cannot."""

    replace: LifecycleError | None
    renew: LifecycleError | None
    renews_from: date


@in_our_words
def followable(number: CardNumber, *, at: datetime) -> Followable:
    """Say what a visit may be begun for with a card; raises `LifecycleError` for one that is unknown."""
    card = find(number)
    today = programme().local_day(at)
    return Followable(
        replace=refusal_of(lambda: require_no_other(card)),
        renew=refusal_of(lambda: require_renewable(card, today=today)),
        renews_from=card.last_day - timedelta(days=RENEWAL_DAYS),
    )


def refusal_of(require: Callable[[], None]) -> LifecycleError | None:
    """Give the refusal that a check raises, or none."""
    try:
        require()
    except LifecycleError as refusal:
        return refusal
    return None


@in_our_words
def status_list_made() -> datetime | None:
    """Give the hour that the published status list carries; none before the first."""
    return PublishedStatus.objects.values_list("slot", flat=True).first()


def show(number: CardNumber) -> dict[str, object]:
    """Give everything that is held about a card, column by column; raises `LifecycleError` when nothing is.

    Of the revocation code there is only a slow hash, which tells nobody anything; it is named, not shown.
    """
    record = find_card(number)
    if record is None:
        raise unknown_card()
    return {
        "card_number": record.number.display,
        "status_index": record.status_index,
        "lineage": record.lineage.hex(),
        "first_day": record.first_day.isoformat(),
        "last_day": record.last_day.isoformat(),
        "print_state": record.print_state.value,
        "standing": record.standing.value,
        "revocation_code": "a slow hash only",
    }
