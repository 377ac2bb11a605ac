"""What the city holds about a card, to be shown to its holder."""

from __future__ import annotations

from denizen.credential import CardNumber
from denizen_site.issuance.queries import CardRecord, find_card
from denizen_site.lifecycle.stopping import unknown_card


def show(number: CardNumber) -> CardRecord:
    """Give everything that is held about a card; raises `LifecycleError` when nothing is."""
    record = find_card(number)
    if record is None:
        raise unknown_card()
    return record
