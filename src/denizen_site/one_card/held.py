"""Carries a legal hold to the custodians: their shares are kept too, until whoever placed it lifts it there."""

from __future__ import annotations

from datetime import datetime

from denizen.errors import DenizenError
from denizen_site.config.database import in_our_words
from denizen_site.custody.queries import programme
from denizen_site.holds.queries import deletion_is_held
from denizen_site.one_card import custodians
from denizen_site.one_card.models import HeldCustodian


@in_our_words
def is_due() -> bool:
    """Say whether a custodian is still to be told, or one that was told is no longer held."""
    told = set(HeldCustodian.objects.values_list("index", flat=True))
    if not deletion_is_held():
        return bool(told)
    return bool(known() - told)


def known() -> set[int]:
    """Give the custodians that answer elsewhere; embedded ones burn in no other place than here."""
    if not (custodians.folder() / custodians.RULES).exists():
        return set()
    return {index for index, _, _ in custodians.addresses()}


@in_our_words
def carry(*, at: datetime) -> tuple[int, ...]:
    """Tell every custodian that was not told; gives those that could not be reached, which are told again.

    A hold is lifted here by two people and at each custodian by whoever runs it: this side only forgets that it
    told them.
    """
    if not deletion_is_held():
        HeldCustodian.objects.all().delete()
        return ()
    told = set(HeldCustodian.objects.values_list("index", flat=True))
    missed: list[int] = []
    if not known() - told:
        return ()
    for custodian in custodians.remote(at):
        if custodian.index in told:
            continue
        try:
            custodian.hold()
        except DenizenError:
            missed.append(custodian.index)
            continue
        HeldCustodian.objects.get_or_create(
            index=custodian.index, defaults={"since": programme().local_day(at)}
        )
    return tuple(missed)
