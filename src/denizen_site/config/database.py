"""The database as we insist on having it, and its errors in our own words."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.db import DatabaseError, InterfaceError, connection, transaction

from denizen_site.config.settings import BUSY_MILLISECONDS
from denizen_site.errors import StateError

P = ParamSpec("P")
R = TypeVar("R")

# What each pragma must answer: 2 is FULL, and nothing below it keeps a confirmed row through a power cut.
NEEDED_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "busy_timeout": BUSY_MILLISECONDS,
    "secure_delete": 1,
}


def in_our_words(action: Callable[P, R]) -> Callable[P, R]:
    """Turn whatever the database raises into `StateError`, so that no SQL and no value leaves an action."""

    @functools.wraps(action)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return action(*args, **kwargs)
        except (DatabaseError, InterfaceError) as fault:
            raise database_error(fault) from None

    return guarded


def database_error(fault: Exception) -> StateError:
    """Choose the code for a database's refusal by what its driver says of it."""
    text = str(fault)
    if "disk is full" in text or "No space left" in text:
        return StateError(
            "state.out_of_space", "the database's disk is full", mend="Free space; try again."
        )
    if "locked" in text:
        return StateError(
            "state.busy", "another process held the database for too long", mend="Try again."
        )
    return StateError(
        "state.database_unavailable",
        "the database did not do what was asked of it",
        where=f"{connection.vendor}: {type(fault).__name__}",
        mend="See that the database runs, can be reached and is not damaged.",
    )


@in_our_words
def check_durability() -> None:
    """Refuse to run on a database that could lose what it confirmed (`StateError`)."""
    if connection.vendor == "sqlite":
        check_sqlite()
    else:
        check_postgresql()


def check_sqlite() -> None:
    """See that the pragmas are in force and that a transaction takes its lock at the start."""
    for name, needed in NEEDED_PRAGMAS.items():
        if ask(f"PRAGMA {name}") != needed:
            raise unsafe(f"PRAGMA {name} is not {needed}")
    if getattr(connection, "transaction_mode", None) != "IMMEDIATE":
        raise unsafe("transactions are not IMMEDIATE")


def check_postgresql() -> None:
    """See that a commit is on disk when it is confirmed."""
    for name in ("fsync", "synchronous_commit"):
        if ask(f"SHOW {name}") == "off":
            raise unsafe(f"{name} is off")


def ask(statement: str) -> object:
    """Ask the database one thing about itself."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def unsafe(fault: str) -> StateError:
    """Make the refusal of a database that is set up too weakly."""
    return StateError("state.unsafe_database", f"the database could lose confirmed cards: {fault}")


@in_our_words
def forget_deleted(*tables: str) -> None:
    """Rewrite tables so that what was deleted from them, and the order of their rows, is gone from the file.

    SQLite: the whole file is rewritten and the write-ahead log emptied.  PostgreSQL: the tables' rows get
    one common transaction and are laid down in the order of their primary key.  Copies elsewhere (backups,
    archived logs, replicas' logs) are not reached; docs/operate/backups.md says how long those may live.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return
        for table in tables:
            key = connection.introspection.get_primary_key_column(cursor, table)
            index = primary_key_index(table)
            with transaction.atomic():
                cursor.execute(f'UPDATE "{table}" SET "{key}" = "{key}"')  # noqa: S608
                cursor.execute(f'CLUSTER "{table}" USING "{index}"')


def primary_key_index(table: str) -> str:
    """Find the index that keeps a PostgreSQL table's primary key."""
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, table)
    return next(name for name, facts in constraints.items() if facts["primary_key"])
