"""One thing that is kept, sent or logged: what it is, why, until when, and what a resident is told of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

FOR_GOOD = "for good"
PROGRAMME = "the programme's life"
EXPIRY = "two days after the card's last day"
LIST_LIFE = "the status list's life"
LEDGER = "by the charter's schedule for the ledger"
VISIT = "handed over, abandoned, or four hours"
STAFF_SCHEDULE = "by the city's schedule for staff records"
ANSWER = "the answer itself; nothing is kept"
LOG_LIFE = "as long as the operator keeps the process's log"


class Kind(StrEnum):
    """Where a thing is kept or seen."""

    COLUMN = "column"
    COOKIE = "cookie"
    CACHE_KEY = "cache_key"
    LOG_FIELD = "log_field"
    HEADER = "header"
    FILE = "file"
    SESSION_KEY = "session_key"


class Stage(StrEnum):
    """When something about a resident is held, in the order of the resident's page.

    `PRINTING` is shown only where the charter prints later, `INDEXED` where it has second cards looked for;
    `NEVER` has no entries.
    """

    AT_THE_DESK = "at_the_desk"
    PRINTING = "printing"
    WITH_A_CARD = "with_a_card"
    INDEXED = "indexed"
    STOPPED = "stopped"
    CASE = "case"
    REFUSED = "refused"
    COUNTED = "counted"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class ShownTo:
    """What residents are told of a thing: when it is held, and one plain sentence (English, translatable)."""

    stage: Stage
    sentence: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing with its place (table, cookie, door, folder), its purpose, and how long it lives."""

    kind: Kind
    place: str
    name: str
    purpose: str
    life: str
    shown_to: ShownTo | None = None

    @property
    def table(self) -> str:
        """Name the table of a column."""
        return self.place

    @property
    def column(self) -> str:
        """Name the column."""
        return self.name


def table(name: str, life: str, /, **columns: str) -> tuple[Entry, ...]:
    """Write down a table whose columns share a life; `column="why it is kept"`."""
    return tuple(Entry(Kind.COLUMN, name, column, why, life) for column, why in columns.items())


def cookie(name: str, *, life: str, purpose: str) -> tuple[Entry, ...]:
    """Write down one cookie; its place is the browser."""
    return (Entry(Kind.COOKIE, "browser", name, purpose, life),)


def cache_key(prefix: str, *, life: str, purpose: str) -> tuple[Entry, ...]:
    """Write down the keys of the cache that begin with a prefix."""
    return (Entry(Kind.CACHE_KEY, "cache", prefix, purpose, life),)


def session_key(name: str, *, life: str, purpose: str) -> tuple[Entry, ...]:
    """Write down one key inside a staff member's session."""
    return (Entry(Kind.SESSION_KEY, "session", name, purpose, life),)


def log_field(name: str, *, purpose: str, life: str = LOG_LIFE) -> tuple[Entry, ...]:
    """Write down one field of the process's log lines, as its formatter names it."""
    return (Entry(Kind.LOG_FIELD, "log", name, purpose, life),)


def header(name: str, *, purpose: str, life: str = ANSWER) -> tuple[Entry, ...]:
    """Write down one header of our answers."""
    return (Entry(Kind.HEADER, "answer", name, purpose, life),)


def file(folder: str, name: str, *, life: str, purpose: str) -> tuple[Entry, ...]:
    """Write down one file that the site writes into a folder: `home`, `root` or `public`."""
    return (Entry(Kind.FILE, folder, name, purpose, life),)


def shown(entries: tuple[Entry, ...], *, stage: Stage, sentence: str) -> tuple[Entry, ...]:
    """Mark entries with what residents are told of them; several may share one sentence.

    Write the sentence as `gettext_noop("...")`, so that translators find it.
    """
    return tuple(replace(entry, shown_to=ShownTo(stage, sentence)) for entry in entries)


def gettext_noop(sentence: str) -> str:
    """Mark a sentence for translators; Django's own marker asks for settings, which a register has not."""
    return sentence
