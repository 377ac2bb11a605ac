"""Subpoena: precisely what the programme holds about anybody, or about one named person, ready for a letter."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.apps import apps
from django.db import connection

from denizen_cli.drills.report import DrillReport, Plant
from denizen_site.demands.holdings import HeldTable, held_table
from denizen_site.register.checking import unregistered_columns
from denizen_site.register.entries import ENTRIES
from denizen_site.register.entry import Kind
from denizen_site.register.promise_words import INDEXED, NAMED, SEALED

TITLE: Final = "Subpoena drill: what the programme can hand over"
LIMITS: Final = (
    "It compares the tables of the database with the data register and lists both; it does not read what people"
    " typed into free text of appeals and demands, which the law makes the city keep, sealed.",
    "Calendars, e-mail, cameras and notes of the city outside this software are not covered.",
    "Information, not legal advice: the city's attorney decides what is answered.",
)
OF_THE_INDEX: Final = frozenset(
    {"one_card_blindrow", "one_card_waitingrow", "one_card_waitingcheck"}
)
PLANTED: Final = "drill_cardholder_names"


def play(*, named: bool) -> DrillReport:
    """Read register and tables of the programme that is open; a table outside the register is a finding."""
    held = tables_held()
    return DrillReport(
        drill="subpoena",
        title=TITLE,
        done=(
            "Every table of the programme's databases was listed and compared with the data register.",
        ),
        found=tuple(unregistered_columns()),
        planted=(planted(),),
        limits=LIMITS,
        letter=tuple(letter(held, named=named)),
    )


def tables_held() -> list[HeldTable]:
    """Count every table that the register knows in this database, by name."""
    models = {each._meta.db_table for each in apps.get_models(include_auto_created=True)}
    registered = {each.place for each in ENTRIES if each.kind is Kind.COLUMN}
    here = set(connection.introspection.table_names())
    return [held_table(name) for name in sorted(registered & here & models)]


def letter(held: list[HeldTable], *, named: bool) -> Iterator[str]:
    """Write the part that a letter can carry."""
    yield "## What the city holds about " + ("the person who is named" if named else "cardholders")
    yield ""
    yield from (NAMED, "", SEALED, "")
    if any(each.table in OF_THE_INDEX and each.rows for each in held):
        yield from (INDEXED, "")
    for table in (each for each in held if each.touches_residents):
        yield from table_lines(table)
    others = [f"{each.table} ({each.rows})" for each in held if not each.touches_residents]
    yield "Tables that say nothing of any resident, with their rows: " + ", ".join(others) + "."


def table_lines(table: HeldTable) -> Iterator[str]:
    """Write one table: rows, columns, lives."""
    yield f"### {table.table}: {table.rows} rows"
    yield ""
    yield from (f"- `{each.name}`: {each.purpose}; kept: {each.life}" for each in table.entries)
    yield ""


def planted() -> Plant:
    """Add a table of names that nobody entered in the register, and see whether it is noticed."""
    with table_of_names():
        noticed = any(PLANTED in line for line in unregistered_columns())
    return Plant("A new table with a column for names, entered in no register", noticed)


@contextmanager
def table_of_names() -> Iterator[None]:
    """Make an empty table and take it away again."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {PLANTED} (name varchar(80))")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE {PLANTED}")
