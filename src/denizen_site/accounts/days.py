"""The city's own day at an instant; this room lies below the one that knows the city, so it is told."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings


def city_day(at: datetime) -> date:
    """Give the day by `settings.CITY_TIME_ZONE`, which the desk door sets; UTC where it did not."""
    return at.astimezone(ZoneInfo(getattr(settings, "CITY_TIME_ZONE", "UTC"))).date()
