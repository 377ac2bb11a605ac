"""Reads [one_card]: whether the city looks for a second card, who holds the keys, and when they are burned.

Left out, or `check = "off"`, nobody looks.  To turn it on the council must have decided so: its decision is
cited and must have been read (T or O).  An epoch begins every `epoch_months`; its key is burned `keep_months`
after the epoch's end, whatever cards are still good then, since cards do not depend on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from denizen.charter.sources import Attribution, read_attribution
from denizen.charter.table import Table

KEY: Final = "one_card"
MOST_LIVE: Final = 8
MOST_CUSTODIANS: Final = 16


class Check(StrEnum):
    """Whether somebody looks."""

    OFF = "off"
    ON = "on"


class Labels(StrEnum):
    """How much is compared (docs/algorithms/name-labels.md): `full` finds slips of one letter too."""

    FULL = "full"
    LIGHT = "light"


@dataclass(frozen=True, slots=True)
class Epoch:
    """A stretch of time with a key of its own; the key is destroyed on `burn_on`."""

    number: int
    name: str
    first_day: date
    last_day: date
    burn_on: date

    def is_live(self, day: date) -> bool:
        """Say whether the epoch has begun and its key is not due to be burned."""
        return self.first_day <= day < self.burn_on


@dataclass(frozen=True, slots=True)
class OneCard:
    """The check as the council turned it on."""

    decision: str
    labels: Labels
    custodians: tuple[str, ...]
    needed: int
    first_epoch: date
    epoch_months: int
    keep_months: int
    attribution: Attribution

    @property
    def burners(self) -> int:
        """Give how many custodians have to destroy their shares until nobody can use the key."""
        return len(self.custodians) - self.needed + 1

    def epoch(self, number: int) -> Epoch:
        """Give an epoch by its number, from zero."""
        first = months_on(self.first_epoch, number * self.epoch_months)
        following = months_on(self.first_epoch, (number + 1) * self.epoch_months)
        burn_on = months_on(following, self.keep_months)
        name = f"{first.year:04}-{first.month:02}"
        return Epoch(number, name, first, following - timedelta(days=1), burn_on)

    def epochs_until(self, day: date) -> Iterator[Epoch]:
        """Give the epochs that have begun, the oldest first."""
        number = 0
        while (found := self.epoch(number)).first_day <= day:
            yield found
            number += 1

    def current(self, day: date) -> Epoch | None:
        """Give the epoch that a day lies in; none before the first."""
        begun = list(self.epochs_until(day))
        return begun[-1] if begun else None

    def live(self, day: date) -> tuple[Epoch, ...]:
        """Give the epochs that are searched on a day."""
        return tuple(each for each in self.epochs_until(day) if each.is_live(day))

    def due(self, day: date) -> tuple[Epoch, ...]:
        """Give the epochs whose keys are to be burned by a day."""
        return tuple(each for each in self.epochs_until(day) if day >= each.burn_on)


def months_on(day: date, months: int) -> date:
    """Give the first of a month so many months on."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


def read_one_card(root: Table) -> OneCard | None:
    """Read [one_card]; None while nobody looks."""
    table = root.table(KEY, needed=False)
    if table is None:
        return None
    if table.choice("check", Check) is Check.OFF:
        table.done()
        return None
    found = OneCard(
        decision=table.text("decision"),
        labels=table.choice("labels", Labels, default=Labels.FULL),
        custodians=table.texts("custodians"),
        needed=table.whole("needed", least=2, most=MOST_CUSTODIANS),
        first_epoch=table.day("first_epoch"),
        epoch_months=table.whole("epoch_months", least=1, most=24),
        keep_months=table.whole("keep_months", most=120),
        attribution=read_attribution(table),
    )
    hold_together(found, table)
    table.done()
    return found


def hold_together(found: OneCard, table: Table) -> None:
    """Note what cannot be so."""
    if not found.attribution.reading.counts_as_cited:
        table.fault(
            "reading", "T or O: the check needs a council's decision that somebody has read"
        )
    if not found.needed < len(found.custodians) <= MOST_CUSTODIANS:
        table.fault(
            "custodians",
            f"more custodians than are needed, {MOST_CUSTODIANS} at most, such as 4 for 3",
        )
    if found.first_epoch.day != 1:
        table.fault("first_epoch", "the first day of a month")
    if found.keep_months > found.epoch_months * (MOST_LIVE - 1):
        table.fault("keep_months", f"at most {MOST_LIVE} live epochs; each is asked at every visit")
