"""What is kept, sent or logged and is not in the register; each finding is a sentence that says what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from typing import Any

from django.db import connections
from django.http import HttpResponseBase

from denizen_site.register.entries import ENTRIES
from denizen_site.register.entry import Entry, Kind

LOG_FIELD = re.compile(r"%\((\w+)\)")


def unregistered(responses: Iterable[HttpResponseBase]) -> list[str]:
    """Say which headers and cookies of some answers are not in the register."""
    found: set[tuple[Kind, str]] = set()
    for response in responses:
        found.update((Kind.HEADER, name) for name in response.headers)
        found.update((Kind.COOKIE, name) for name in response.cookies)
    return missing_names(found)


def unregistered_columns() -> list[str]:
    """Say which columns of any table of any database are not in the register."""
    known = {(entry.place, entry.name) for entry in of_kind(Kind.COLUMN)}
    return [
        missing(Kind.COLUMN, f"{table}.{column}")
        for table, column in sorted(columns_in_databases() - known)
    ]


def entries_of_nothing() -> list[str]:
    """Say which columns of the register no table has any more."""
    here = columns_in_databases()
    return [
        f"The register names the column {entry.place}.{entry.name}, which no table has; take it out."
        for entry in of_kind(Kind.COLUMN)
        if (entry.place, entry.name) not in here
    ]


def columns_in_databases() -> set[tuple[str, str]]:
    """List table and column of every table of every database that this process reaches."""
    found: set[tuple[str, str]] = set()
    for alias in connections:
        introspection = connections[alias].introspection
        with connections[alias].cursor() as cursor:
            for table in introspection.table_names(cursor):
                description = introspection.get_table_description(cursor, table)
                found.update((table, column.name) for column in description)
    return found


def unregistered_log_fields(logging: Mapping[str, Any]) -> list[str]:
    """Say which fields of a logging configuration's formatters are not in the register."""
    formats = [str(each.get("format", "")) for each in logging.get("formatters", {}).values()]
    return missing_names(
        (Kind.LOG_FIELD, name) for text in formats for name in LOG_FIELD.findall(text)
    )


def unregistered_session_keys(names: Iterable[str]) -> list[str]:
    """Say which keys of a staff session are not in the register."""
    return missing_names((Kind.SESSION_KEY, name) for name in names)


def unregistered_cache_keys(names: Iterable[str]) -> list[str]:
    """Say which keys of the cache are not in the register; entries there are beginnings of keys."""
    beginnings = tuple(entry.name for entry in of_kind(Kind.CACHE_KEY))
    return [
        missing(Kind.CACHE_KEY, name) for name in sorted(names) if not name.startswith(beginnings)
    ]


def unregistered_files(folder: str, names: Iterable[str]) -> list[str]:
    """Say which files of a folder (`home`, `root`, `public`) are not in the register; entries may have `*`."""
    patterns = [entry.name for entry in of_kind(Kind.FILE) if entry.place == folder]
    return [
        missing(Kind.FILE, f"{folder}/{name}")
        for name in sorted(names)
        if not any(fnmatchcase(name, pattern) for pattern in patterns)
    ]


def of_kind(kind: Kind) -> list[Entry]:
    """List the register's entries of one kind."""
    return [entry for entry in ENTRIES if entry.kind is kind]


def missing_names(found: Iterable[tuple[Kind, str]]) -> list[str]:
    """Say which names are not in the register; headers are compared without regard to case."""
    known = {(entry.kind, entry.name.lower()) for entry in ENTRIES}
    return [
        missing(kind, name)
        for kind, name in sorted(set(found))
        if (kind, name.lower()) not in known
    ]


def missing(kind: Kind, name: str) -> str:
    """Say what is missing and what to do about it."""
    word = kind.value.replace("_", " ")
    return (
        f"The {word} {name} is not in the data register. If it must be there, add it with its purpose and its"
        " life to its room's file in src/denizen_site/register; if not, take it out."
    )
