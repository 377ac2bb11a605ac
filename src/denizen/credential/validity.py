"""From which day to which a card is good, everywhere on earth."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from denizen.errors import EncodingRefusedError

_DAY: Final = 86_400  # seconds
_NOON: Final = 43_200  # seconds after midnight; UTC-12 is the last place where a day ends
_EARLIEST_EAST: Final = 50_400  # seconds; UTC+14 is the first place where a day begins
_EPOCH: Final = date(1970, 1, 1).toordinal()
_LAST: Final = date.max.toordinal() - _EPOCH


@dataclass(frozen=True, slots=True)
class ValidityPeriod:
    """First and last day, both included, in the holder's own calendar wherever they are.

    As seconds since 1970: `not_before` is 00:00 UTC of the first day, also what the card says it was issued at;
    `expires` is 12:00 UTC of the day after the last, when that has ended everywhere.  Both are to the day, so
    that they tell nothing of the hour of a visit.
    """

    first_day: date
    last_day: date
    not_before: int = field(init=False, compare=False, repr=False)
    expires: int = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Refuse a last day before the first, and days before 1970.  Raises `EncodingRefusedError`."""
        first, last = self.first_day.toordinal() - _EPOCH, self.last_day.toordinal() - _EPOCH
        if last < first:
            raise EncodingRefusedError("validity.order", "the last day lies before the first")
        if first < 0 or last >= _LAST:
            raise EncodingRefusedError("validity.range", "the days lie outside 1970 to 9999")
        object.__setattr__(self, "not_before", first * _DAY)
        object.__setattr__(self, "expires", (last + 1) * _DAY + _NOON)

    @classmethod
    def from_epoch(cls, not_before: int, expires: int) -> ValidityPeriod:
        """Read the two instants, in seconds since 1970.  Raises `EncodingRefusedError` when not to the day."""
        first, first_rest = divmod(not_before, _DAY)
        last, last_rest = divmod(expires - _NOON, _DAY)
        if first_rest or last_rest:
            raise EncodingRefusedError("validity.hour", "an instant is not rounded to the day")
        try:
            return cls(date.fromordinal(first + _EPOCH), date.fromordinal(last - 1 + _EPOCH))
        except (ValueError, OverflowError):
            raise EncodingRefusedError(
                "validity.range", "the days lie outside 1970 to 9999"
            ) from None

    def has_begun(self, at: datetime) -> bool:
        """Say whether the first day has begun anywhere: 14 hours before it begins at UTC."""
        return at.timestamp() >= self.not_before - _EARLIEST_EAST

    def has_ended(self, at: datetime) -> bool:
        """Say whether the last day has ended everywhere."""
        return at.timestamp() >= self.expires

    def contains(self, at: datetime) -> bool:
        """Say whether the card is in its time at an aware instant."""
        return self.has_begun(at) and not self.has_ended(at)
