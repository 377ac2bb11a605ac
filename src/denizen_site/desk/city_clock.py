"""The time of day as the city's clocks show it, for pages that say until when something holds."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import time_format

from denizen_site.custody.queries import programme


def clock_words(at: datetime) -> str:
    """Write an instant as the city's own time of day, in the language of the page.

    A template would turn the instant back into UTC, so it is written here.
    """
    local = at.astimezone(ZoneInfo(programme().time_zone))
    return time_format(local.time().replace(tzinfo=None), "TIME_FORMAT")
