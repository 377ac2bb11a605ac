"""The deadlines as a calendar file (RFC 5545): one whole day each, with a reminder on the day before.

Only references and kinds are in it, since calendars are copied to telephones and shared.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

LINE_BYTES = 75


@dataclass(frozen=True, slots=True)
class Entry:
    """One deadline: the demand's reference, its day, a title and what lateness means."""

    reference: str
    due: date
    title: str
    means: str


def calendar(entries: Iterable[Entry], *, issuer: str, at: datetime) -> bytes:
    """Write a calendar; lines end and are folded as RFC 5545, section 3.1, asks."""
    host = issuer.removeprefix("https://")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Denizen//demands//EN"]
    for entry in entries:
        lines += event(entry, host=host, at=at)
    lines.append("END:VCALENDAR")
    return "".join(folded(line) for line in lines).encode()


def event(entry: Entry, *, host: str, at: datetime) -> list[str]:
    """Write one deadline with its reminder."""
    after = entry.due + timedelta(days=1)
    return [
        "BEGIN:VEVENT",
        f"UID:{entry.reference}@{host}",
        f"DTSTAMP:{at:%Y%m%dT000000Z}",
        f"DTSTART;VALUE=DATE:{entry.due:%Y%m%d}",
        f"DTEND;VALUE=DATE:{after:%Y%m%d}",
        f"SUMMARY:{escaped(entry.title)}",
        f"DESCRIPTION:{escaped(entry.means)}",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:-P1D",
        f"DESCRIPTION:{escaped(entry.title)}",
        "END:VALARM",
        "END:VEVENT",
    ]


def escaped(text: str) -> str:
    """Write a text as RFC 5545, section 3.3.11, asks."""
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\n", "\\n")


def folded(line: str) -> str:
    """Cut a line into pieces of at most 75 bytes, none through a letter; further ones begin with a space."""
    pieces, current = [], ""
    for letter in line:
        if len((current + letter).encode()) > LINE_BYTES:
            pieces.append(current)
            current = " "
        current += letter
    return "\r\n".join([*pieces, current]) + "\r\n"
