"""From which day to which a card is good, everywhere on earth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from denizen.errors import EncodingRefusedError

_DAY: Final = 86_400  # seconds
_NOON: Final = 43_200  # seconds after midnight; UTC-12 is the last place where a day ends
_LAST_DAY: Final = (
    _DAY + _NOON
)  # seconds from the beginning of the last day, UTC, to its end everywhere
_EARLIEST_EAST: Final = 50_400  # seconds; UTC+14 is the first place where a day begins
_EPOCH: Final = date(1970, 1, 1).toordinal()
_END: Final = (
    date.max.toordinal() - _EPOCH
) * _DAY  # seconds; the last day lies before 31 December 9999


@dataclass(frozen=True, slots=True, init=False)
class ValidityPeriod:
    """First and last day, both included, in the holder's own calendar wherever they are.

    Kept as instants, in seconds since 1970, both to the day so that they tell nothing of the hour of a visit:
    `not_before` is 00:00 UTC of the first day and also what the card says it was issued at; `expires` is 12:00
    UTC of the day after the last, when the last day has ended everywhere.
    """

    not_before: int
    expires: int

    def __init__(self, first_day: date, last_day: date) -> None:
        """Cover whole days.  Raises `EncodingRefusedError` when out of order, or outside 1970 to 9999."""
        object.__setattr__(self, "not_before", (first_day.toordinal() - _EPOCH) * _DAY)
        object.__setattr__(self, "expires", (last_day.toordinal() - _EPOCH) * _DAY + _LAST_DAY)
        self._require_order()

    @classmethod
    def from_epoch(cls, not_before: int, expires: int) -> ValidityPeriod:
        """Take the two instants.  Raises `EncodingRefusedError`, also when they are not to the day."""
        if not_before % _DAY or expires % _DAY != _NOON:
            raise EncodingRefusedError("validity.hour", "an instant is not rounded to the day")
        period = object.__new__(cls)
        object.__setattr__(period, "not_before", not_before)
        object.__setattr__(period, "expires", expires)
        period._require_order()
        return period

    def _require_order(self) -> None:
        if 0 <= self.not_before <= self.expires - _LAST_DAY < _END:
            return
        if self.expires - _LAST_DAY < self.not_before:
            raise EncodingRefusedError("validity.order", "the last day lies before the first")
        raise EncodingRefusedError("validity.range", "the days lie outside 1970 to 9999")

    @property
    def first_day(self) -> date:
        """Name the first day."""
        return date.fromordinal(self.not_before // _DAY + _EPOCH)

    @property
    def last_day(self) -> date:
        """Name the last day."""
        return date.fromordinal((self.expires - _LAST_DAY) // _DAY + _EPOCH)

    def has_begun(self, at: datetime) -> bool:
        """Say whether the first day has begun anywhere: 14 hours before it begins at UTC."""
        return at.timestamp() >= self.not_before - _EARLIEST_EAST

    def has_ended(self, at: datetime) -> bool:
        """Say whether the last day has ended everywhere."""
        return at.timestamp() >= self.expires

    def contains(self, at: datetime) -> bool:
        """Say whether the card is in its time at an aware instant."""
        return self.has_begun(at) and not self.has_ended(at)
