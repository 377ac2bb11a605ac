"""Starts the site in a process: environment, settings, database, checks; in that order, failing closed."""

from __future__ import annotations

import functools
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from denizen_site.config.charter_folder import rules_of
from denizen_site.config.database import check_durability, in_our_words
from denizen_site.config.doors import DoorName, door_settings
from denizen_site.config.environment import Environment, read_environment
from denizen_site.config.home import alone_in, disk_error, prepare_home
from denizen_site.config.settings import database, django_settings, published
from denizen_site.errors import StateError

MIGRATION_LOCK = 0x64656E697A656E  # any number of our own; PostgreSQL's advisory locks are numbered


def start(home: Path, *, variables: Mapping[str, str] | None = None) -> Environment:
    """Make this process serve the programme in `home`; started again, it moves to another home.

    Raises `StateError` for a wrong environment, a shared home, an unsafe or unreachable database, and
    for a live programme whose tables are older than this software.
    """
    environment = read_environment(os.environ if variables is None else variables, home=home)
    prepare_home(environment.home)
    configure(environment)
    try:
        with alone_in(environment.home):
            bring_tables_up()
    except OSError as fault:
        raise disk_error(fault, environment.home) from None
    check_durability()
    settings.CITY_TIME_ZONE, settings.CITY_RULES = programme_facts()
    return environment


def start_door(home: Path, door: DoorName, *, variables: Mapping[str, str]) -> Environment:
    """Make this process serve one door; the public one sees published tables only, the atlas none.

    Raises `StateError` as `start` does.  A process serves one door for its whole life.
    """
    environment = read_environment(variables, home=home)
    is_open_to_all = door in {DoorName.PUBLIC, DoorName.ATLAS}
    if not is_open_to_all:
        prepare_home(environment.home)
    configure(environment, door)
    if not is_open_to_all:
        start(home, variables=variables)
    return environment


def close_connections() -> None:
    """Let go of every database, before workers are forked that open their own."""
    for alias in connections:
        connections[alias].close()


def configure(environment: Environment, door: DoorName | None = None) -> None:
    """Fill Django's settings, or move an already configured process to other databases."""
    if not settings.configured:
        chosen = door_settings(environment, door) if door else django_settings(environment)
        settings.configure(**chosen)
        django.setup()
        return
    settings.DENIZEN = environment
    move("default", database(environment))
    move("published", published(environment))


def move(alias: str, chosen: dict[str, Any]) -> None:
    """Let an alias mean another database from now on."""
    connections[alias].close()
    connections.databases[alias] = connections.configure_settings(
        {"default": {"ENGINE": "django.db.backends.dummy"}, alias: chosen}
    )[alias]
    del connections[alias]


def current_environment() -> Environment:
    """Give the environment that this process was started with."""
    environment = getattr(settings, "DENIZEN", None) if settings.configured else None
    if not isinstance(environment, Environment):
        raise TypeError("denizen_site.config.boot.start has not been called")
    return environment


@in_our_words
def bring_tables_up() -> None:
    """Create the tables of a new home, or bring a demonstration's up to date."""
    with connection.cursor() as cursor:
        fresh = "django_migrations" not in connection.introspection.table_names(cursor)
    if not fresh and not pending():
        return
    if not fresh and is_live():
        raise StateError(
            "state.tables_behind",
            "the tables of this live programme are older than this software",
            mend="Make a backup; then run `python -m denizen_site migrate`.",
        )
    migrate()


@in_our_words
def migrate() -> None:
    """Bring the tables up to date, one process at a time."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
            try:
                migrate_both()
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATION_LOCK])
        return
    migrate_both()


def migrate_both() -> None:
    """Bring the tables of both databases up to date."""
    for alias in connections:
        call_command("migrate", database=alias, verbosity=0, interactive=False)


def pending() -> bool:
    """Say whether this software knows migrations that one of the databases has not seen."""
    return any(is_behind(connections[alias]) for alias in connections)


def is_behind(database: BaseDatabaseWrapper) -> bool:
    """Say whether one database lacks a migration."""
    return not known_migrations() <= MigrationRecorder(database).applied_migrations().keys()


@functools.cache
def known_migrations() -> frozenset[tuple[str, str]]:
    """Give every migration of this software, by its app and name; read once a process."""
    return frozenset(MigrationLoader(None).disk_migrations or ())


@in_our_words
def programme_facts() -> tuple[str, str]:
    """Give the programme's time zone, by which days are counted, and the community whose rules it obeys.

    Before there is a programme they are UTC and the model's.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT time_zone, charter_id FROM custody_programme")
        found = cursor.fetchone()
    time_zone, charter_id = found or ("UTC", "")
    return str(time_zone), rules_of(charter_id or "")


def is_live() -> bool:
    """Say whether a programme in this database is live; read without models, which may be newer."""
    with connection.cursor() as cursor:
        if "custody_programme" not in connection.introspection.table_names(cursor):
            return False
        cursor.execute("SELECT COUNT(*) FROM custody_programme WHERE mode = 'live'")
        return bool(cursor.fetchone()[0])
