"""A charter that has second cards looked for, as tests and drills of the check use it."""

from __future__ import annotations

import dataclasses
from datetime import date

from denizen.charter import Attribution, Labels, OneCard, Reading

YEARLY = OneCard(
    decision="Order 14 of 2026",
    labels=Labels.FULL,
    custodians=("Clerk", "Library", "Community", "Legal aid"),
    needed=3,
    first_epoch=date(2026, 7, 1),
    epoch_months=12,
    keep_months=12,
    attribution=Attribution("council", Reading.PRIMARY),
)


def checking(charter, **changed):
    """Give the charter with the check turned on."""
    return dataclasses.replace(charter, one_card=dataclasses.replace(YEARLY, **changed))
