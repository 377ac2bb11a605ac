"""Dates as a clerk types them: month first, four digits for the year, anything between the numbers."""

from __future__ import annotations

import re
from datetime import date

FIRST_YEAR, LAST_YEAR = 1900, 2999
NUMBERS = re.compile(r"\d+")
PLAIN = re.compile(r"(\d{2})(\d{2})(\d{4})")
WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}")
LONGEST = 40


def typed_day(text: str) -> date:
    """Read `3 14 1987`, `3/14/1987`, `03141987` or `1987-03-14`; raises `ValueError` for anything else."""
    text = text.strip()
    if len(text) > LONGEST:
        raise ValueError
    if WRITTEN.fullmatch(text):
        return in_our_time(date.fromisoformat(text))
    plain = PLAIN.fullmatch(text)
    month, day, year = plain.groups() if plain else NUMBERS.findall(text)
    if len(year) != 4:
        raise ValueError
    return in_our_time(date(int(year), int(month), int(day)))


def in_our_time(day: date) -> date:
    """Keep to the years that papers can have."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError
    return day
