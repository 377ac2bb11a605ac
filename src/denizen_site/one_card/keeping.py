"""Notes a person in the index within the transaction that issues their card, or leaves the check for later."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Final

from django.db import transaction

from denizen.charter import Epoch
from denizen.linkage.sealed_check import WaitingCheck as Sealed
from denizen.linkage.sealed_check import seal_check
from denizen_site.errors import OneCardError
from denizen_site.issuance.models import Card
from denizen_site.ledger import actions as ledger
from denizen_site.ledger.acts import Act
from denizen_site.one_card import custodians
from denizen_site.one_card.checking import Checked, matches_in
from denizen_site.one_card.index import add, find, locked_day
from denizen_site.one_card.models import WaitingCheck

ID_BYTES: Final = 16


def keep(checked: Checked, number: str, *, known: Iterable[bytes]) -> None:
    """Note the holder of a card that is being issued, within that transaction.

    `known` are the lineages that were asked about.  Raises `OneCardError` with `one_card.somebody_came_first`
    when a card in force turned up since: the same person was enrolled elsewhere in the same minute.
    """
    if not transaction.get_connection().in_atomic_block:
        raise TypeError("a holder is noted within the transaction that issues the card")
    lineage = bytes(Card.objects.values_list("lineage", flat=True).get(number=number))
    _, day = locked_day(checked.day)
    refuse_news(checked, {lineage, *known})
    for places in checked.places:
        if places.epoch == checked.current:
            found = find(places.epoch.number, places.all, day=day)
            add(places.epoch.number, found, lineage=lineage, day=day)
    for epoch in checked.waits:
        leave_for_later(checked, epoch, lineage=lineage)
    ledger.count(Act.ONE_CARD_WAITS if checked.waits else Act.ONE_CARD_CHECKED, day=checked.day)


def refuse_news(checked: Checked, known: set[bytes]) -> None:
    """Look once more, now that nobody else can add."""
    matches = matches_in(checked.places, today=checked.day)
    if any(each.lineage not in known for each in matches):
        raise OneCardError(
            "one_card.somebody_came_first",
            "a card was issued meanwhile that may be this person's",
            mend="Press Issue again: the question is asked then.",
        )


def leave_for_later(checked: Checked, epoch: Epoch, *, lineage: bytes) -> None:
    """Seal the check to the epoch's custodians; an epoch without a key has nobody to seal it to."""
    key = custodians.key_of(epoch)
    if key is None:
        ledger.count(Act.ONE_CARD_NOT_CHECKED, day=checked.day)
        return
    waiting = Sealed(checked.person, lineage, inserts=epoch == checked.current)
    WaitingCheck.objects.create(
        id=secrets.token_bytes(ID_BYTES),
        epoch=epoch.number,
        day=checked.day,
        sealed=seal_check(waiting, key.public, day=checked.day, group=custodians.group()),
    )
