"""The day's close: cards, prints and blank cards held against each other; no resident, no serial, no order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from denizen_site.config.database import in_our_words
from denizen_site.issuance.models import SerialState, StockCount, StockSerial
from denizen_site.ledger.acts import Act
from denizen_site.ledger.queries import day_facts

ISSUING = (
    Act.ISSUED,
    Act.REPLACED,
    Act.REPLACED_LOST,
    Act.REPLACED_STOLEN,
    Act.REPLACED_DAMAGED,
    Act.UPDATED,
    Act.RENEWED,
)


@dataclass(frozen=True, slots=True)
class StationStock:
    """One station's blank cards: what became of them on the day, what the book says is left, what lay there."""

    station: str
    used: int
    spoilt: int
    missing: int
    left: int
    counted: int | None

    @property
    def difference(self) -> int | None:
        """Give how many more were counted than the book says; none before they were counted."""
        return None if self.counted is None else self.counted - self.left


@dataclass(frozen=True, slots=True)
class DayReport:
    """A day's cards beside its blank cards.

    `printings` is how often a blank card should have been printed on; `used` is how often one was taken.
    """

    day: date
    issued: int
    handed_over: int
    abandoned: int
    queued: int
    printed_later: int
    reprinted: int
    used: int
    stations: tuple[StationStock, ...]
    practised: int = 0

    @property
    def is_tracked(self) -> bool:
        """Say whether any station ever received stock."""
        return bool(self.stations)

    @property
    def printings(self) -> int:
        """Give how many blank cards the day's prints need: at the desk, again at the desk, at the station."""
        at_the_desk = self.issued - self.queued + self.practised
        return at_the_desk + self.reprinted + self.printed_later

    @property
    def untraced(self) -> int:
        """Give how many prints no blank card was taken for (or, below zero, the other way round)."""
        return self.printings - self.used if self.is_tracked else 0

    @property
    def is_even(self) -> bool:
        """Say whether everything was counted and nothing differs; a programme without stock is always even."""
        return self.untraced == 0 and all(each.difference == 0 for each in self.stations)


@in_our_words
def reconcile(day: date) -> DayReport:
    """Hold one day's cards against its blank cards, as the books stand now."""
    facts = day_facts(day)
    return DayReport(
        day=day,
        issued=sum(facts.of(act) for act in ISSUING),
        handed_over=facts.of(Act.HANDED_OVER),
        abandoned=facts.of(Act.ABANDONED_AFTER_ISSUE),
        queued=facts.of(Act.PRINT_JOB_QUEUED),
        printed_later=facts.of(Act.CARD_PRINTED),
        reprinted=facts.of(Act.CARD_REPRINTED),
        used=facts.of(Act.STOCK_USED),
        stations=stock_by_station(day),
        practised=facts.of(Act.TEST_CARD),
    )


@in_our_words
def stock_by_station(day: date) -> tuple[StationStock, ...]:
    """Add up every station's blank cards."""
    counted = dict(StockCount.objects.filter(day=day).values_list("station", "counted"))
    rows = StockSerial.objects.values("station").order_by("station")
    sums = rows.annotate(
        used=Count("serial", filter=Q(state=SerialState.USED, day=day)),
        spoilt=Count("serial", filter=Q(state=SerialState.SPOILT, day=day)),
        missing=Count("serial", filter=Q(state=SerialState.MISSING, day=day)),
        left=Count("serial", filter=Q(state=SerialState.LEFT)),
    )
    return tuple(StationStock(**each, counted=counted.get(each["station"])) for each in sums)


@in_our_words
def blanks_left() -> int | None:
    """Give how many blank cards all stations have left, or none where stock is not tracked."""
    if not StockSerial.objects.exists():
        return None
    return StockSerial.objects.filter(state=SerialState.LEFT).count()


__all__ = ["DayReport", "StationStock", "blanks_left", "reconcile", "stock_by_station"]
