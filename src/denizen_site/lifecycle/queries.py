"""What the city holds about a card, to be shown to its holder."""

from __future__ import annotations

from denizen.credential import CardNumber
from denizen_site.issuance.queries import find_card
from denizen_site.lifecycle.stopping import unknown_card


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
